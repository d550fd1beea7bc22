// The options pattern of .NET: a section of the configuration is bound to a class, and whoever is handed an instance
// reads the settings below that section. https://learn.microsoft.com/dotnet/core/extensions/options
import type { Definition, Export } from '../../../model/facts.ts';
import { createRangeFinder } from '../../../model/place.ts';
import type { CodeFile } from '../../code/language.ts';
import type { PartialFacts } from '../../formats/format.ts';

const section = String.raw`(?:Get(?:Required)?Section\s*\(\s*(?:"(?<text>[\w:.-]{1,100})"|nameof\s*\(\s*(?<type>\w{1,80})\s*\))\s*\)|(?<local>\w{1,80}))`;

/** A class, and the section that it is bound to by a text, by the name of a class, or by a variable. */
const bindings: readonly RegExp[] = [
  // services.Configure<T>(configuration.GetSection("Jwt"))
  new RegExp(
    String.raw`\bConfigure<(?<bound>\w{1,80})>\s*\(\s*(?:[\w.]{1,100}\.)?${section}\s*[,)]`,
    'g',
  ),
  // services.AddOptions<T>().Bind(configuration.GetSection("Jwt"))
  new RegExp(
    String.raw`\bAddOptions<(?<bound>\w{1,80})>\s*\(\s*\)\s*\.Bind\s*\(\s*(?:[\w.]{1,100}\.)?${section}\s*[,)]`,
    'g',
  ),
  /\bAddOptions<(?<bound>\w{1,80})>\s*\(\s*\)\s*\.BindConfiguration\s*\(\s*"(?<text>[\w:.-]{1,100})"/g,
  // configuration.GetSection("Jwt").Get<T>()
  new RegExp(String.raw`\b${section}\s*\.Get<(?<bound>\w{1,80})>\s*\(`, 'g'),
  // configuration.GetSection("Jwt").Bind(options), configuration.Bind("Jwt", options)
  new RegExp(String.raw`\b${section}\s*\.Bind\s*\(\s*(?<instance>\w{1,80})\s*\)`, 'g'),
  /\.Bind\s*\(\s*"(?<text>[\w:.-]{1,100})"\s*,\s*(?<instance>\w{1,80})\s*\)/g,
];

/** Longer files are no start-up code. */
const maxLength = 200_000;
const maxBindings = 100;

/** The class stands for the settings of its section: `JwtOptions#` is `Jwt`. */
export function boundOptions({ text }: CodeFile): PartialFacts {
  if (text.length > maxLength || !/\b(?:Configure|AddOptions|Get)<|\.Bind\s*\(/.test(text))
    return {};
  const rangeOf = createRangeFinder(text);
  const definitions: Definition[] = [];
  const exports: Export[] = [];
  for (const pattern of bindings) {
    for (const { index, 0: whole, groups = {} } of text.matchAll(pattern)) {
      const bound = groups.bound ?? classOf(groups.instance, text);
      const path = groups.text ?? groups.type ?? sectionOf(groups.local, text);
      if (bound === undefined || path === undefined || definitions.length >= maxBindings) continue;
      const at = rangeOf(index, index + whole.length);
      const value = { kind: 'setting', path: path.replaceAll(':', '.'), at } as const;
      definitions.push({ space: 'code', name: `${bound}#`, value, at, carrier: 'code' });
      exports.push({ exported: `${bound}#`, local: `${bound}#` });
    }
  }
  return { definitions, exports };
}

/** `var section = configuration.GetSection("Jwt")` */
function sectionOf(variable: string | undefined, text: string): string | undefined {
  if (variable === undefined) return undefined;
  const made = new RegExp(
    String.raw`\b${variable}\s*=[^;"]{1,100}Section\s*\(\s*"([\w:.-]{1,100})"`,
  );
  return made.exec(text)?.[1];
}

/** `var options = new JwtOptions()`, `JwtOptions options = new()` */
function classOf(variable: string | undefined, text: string): string | undefined {
  if (variable === undefined) return undefined;
  const made = new RegExp(String.raw`\b${variable}\s*=\s*new\s+(\w{1,80})\s*\(`).exec(text)?.[1];
  return made ?? new RegExp(String.raw`\b(\w{1,80})\s+${variable}\s*=\s*new\s*\(`).exec(text)?.[1];
}

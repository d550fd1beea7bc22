// The options pattern of .NET: a section of the configuration is bound to a class, and whoever is handed an instance
// reads the settings below that section. https://learn.microsoft.com/dotnet/core/extensions/options
import type { Definition, Export } from '../../../model/facts.ts';
import { createRangeFinder } from '../../../model/place.ts';
import type { CodeFile } from '../../code/language.ts';
import type { PartialFacts } from '../../formats/format.ts';
import { tooLarge } from '../../formats/limits.ts';

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

/** `class JwtOptions { public const string SectionName = "Jwt"; ... }`: the class says which section is its own. */
const ownSection =
  /\b(?:class|record)\s+(?<bound>\w{1,80})\b[^{}"]{0,200}\{[^{}"]{0,500}?\bconst\s+string\s+(?<constant>\w{1,80})\s*=\s*"(?<text>[\w:.-]{1,100})"/g;

/** Longer files are no start-up code. */
const maxLength = 200_000;
const maxBindings = 2_000;

/** The class stands for the settings of its section: `JwtOptions#` is `Jwt`. */
export function boundOptions({ text }: CodeFile): PartialFacts {
  const isWanted = /\b(?:Configure|AddOptions|Get)<|\.Bind\s*\(|\bconst\s+string\s/.test(text);
  if (text.length > maxLength || !isWanted) return {};
  const rangeOf = createRangeFinder(text);
  const definitions: Definition[] = [];
  const exports: Export[] = [];
  let isCut = false as boolean;
  const bind = (bound: string, path: string, index: number, length: number): void => {
    isCut ||= definitions.length >= maxBindings;
    if (isCut) return;
    const at = rangeOf(index, index + length);
    const value = { kind: 'setting', path: path.replaceAll(':', '.'), at } as const;
    definitions.push({ space: 'code', name: `${bound}#`, value, at, carrier: 'code' });
    exports.push({ exported: `${bound}#`, local: `${bound}#` });
  };
  const types = typesMade(text);
  const sections = sectionsNamed(text);
  for (const pattern of bindings) {
    for (const { index, 0: whole, groups = {} } of text.matchAll(pattern)) {
      const bound = groups.bound ?? types.get(groups.instance ?? '');
      const path = groups.text ?? groups.type ?? sections.get(groups.local ?? '');
      if (bound !== undefined && path !== undefined) bind(bound, path, index, whole.length);
    }
  }
  for (const { index, 0: whole, groups = {} } of text.matchAll(ownSection)) {
    const { bound = '', constant = '', text: path = '' } = groups;
    if (namesSection(bound, constant, path)) bind(bound, path, index, whole.length);
  }
  return {
    definitions,
    exports,
    ...(isCut && { problem: tooLarge(`more than ${maxBindings} settings`) }),
  };
}

/** Whether a constant of a class names the section of its settings: by its own name, or because it is called like the class. */
function namesSection(type: string, constant: string, path: string): boolean {
  if (!/(?:options?|settings?|config(?:uration)?)$/i.test(type)) return false;
  if (
    /section|position|^(?:config|configuration|settings|options)?(?:name|key|path)$/i.test(constant)
  )
    return true;
  const stem = type.replace(/(?:options?|settings?|config(?:uration)?)$/i, '');
  return [type, stem].some((name) => name.toLowerCase() === path.toLowerCase());
}

/** Sections by the variable that holds them first: `var section = configuration.GetSection("Jwt")` */
function sectionsNamed(text: string): ReadonlyMap<string, string> {
  const named = /\b(?<name>\w{1,80})(?=\s*=[^;"]{1,100}Section\s*\(\s*"(?<value>[\w:.-]{1,100})")/g;
  return firstOfEach(text.matchAll(named));
}

/** Classes by the variable: `var options = new JwtOptions()`, else `JwtOptions options = new()` */
function typesMade(text: string): ReadonlyMap<string, string> {
  const made = /\b(?<name>\w{1,80})(?=\s*=\s*new\s+(?<value>\w{1,80})\s*\()/g;
  const typed = /\b(?<value>\w{1,80})\s+(?<name>\w{1,80})(?=\s*=\s*new\s*\()/g;
  return firstOfEach([...text.matchAll(made), ...text.matchAll(typed)]);
}

function firstOfEach(found: Iterable<RegExpMatchArray>): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { groups: { name = '', value = '' } = {} } of found) {
    if (!first.has(name)) first.set(name, value);
  }
  return first;
}

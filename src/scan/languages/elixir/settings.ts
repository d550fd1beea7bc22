// Configuration of applications: `config :acme, jwt_secret: "..."` is what `Application.get_env(:acme, :jwt_secret)`
// reads. https://hexdocs.pm/elixir/Config.html
import type { Expression } from '../../../model/expression.ts';
import type { Definition } from '../../../model/facts.ts';
import { childOf, type SyntaxNode, walkNodes } from '../../../model/syntax-node.ts';
import type { CodeFile, MoreReading } from '../../code/language.ts';
import type { PartialFacts } from '../../formats/format.ts';
import { tooLarge } from '../../formats/limits.ts';

const configFile = /(?:^|\/)config\/(?<name>[\w.-]+)\.exs$/;
const environments: Readonly<Record<string, string>> = {
  dev: 'development',
  test: 'test',
  prod: 'production',
};
const maximumSettings = 5_000;
const maximumDepth = 4;

export function applicationSettings(
  { path, text, root }: CodeFile,
  _facts: PartialFacts,
  reading: MoreReading,
): PartialFacts {
  const file = configFile.exec(path)?.groups?.name;
  if (file === undefined) return {};
  const environment = environments[file.replace(/\.secret$/, '')];
  const definitions: Definition[] = [];
  let isCut = false as boolean;
  const add = (name: string, value: Expression, depth: number): void => {
    isCut ||= definitions.length >= maximumSettings || depth > maximumDepth;
    if (isCut) return;
    if (value.kind === 'object') {
      for (const [key, inner] of Object.entries(value.properties))
        add(`${name}.${key}`, inner, depth + 1);
    } else if (value.kind === 'text' || value.kind === 'env') {
      const { at } = value;
      definitions.push({
        space: 'setting',
        name,
        value,
        at,
        carrier: 'code',
        ...(environment !== undefined && { environment }),
      });
    }
  };
  walkNodes(root, (node) => {
    const list = configuredList(node, text);
    const object = list && reading.lower(list);
    if (object?.kind !== 'object') return;
    for (const [key, value] of Object.entries(object.properties)) add(key, value, 0);
  });
  return {
    definitions,
    ...(isCut && { problem: tooLarge(`more than ${maximumSettings} settings`) }),
  };
}

/** The keywords of `config :app, key: value`; those of a module are read by the module itself. */
function configuredList(node: SyntaxNode, text: string): SyntaxNode | undefined {
  const target = node.type === 'call' ? childOf(node, 'target') : undefined;
  if (target?.type !== 'identifier' || text.slice(target.start, target.end) !== 'config')
    return undefined;
  const given = node.children.find(({ type }) => type === 'arguments')?.children ?? [];
  const last = given.at(-1);
  return given.length === 2 && last?.type === 'keywords' ? last : undefined;
}

// Structures that the crates config, figment and toml fill: `auth: Auth` makes the fields of Auth the settings below `auth`.
// https://docs.rs/config, https://docs.rs/figment, https://docs.rs/envy
import type { Definition } from '../../../model/facts.ts';
import { createRangeFinder } from '../../../model/place.ts';
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { CodeFile } from '../../code/language.ts';
import type { PartialFacts } from '../../formats/format.ts';
import { tooLarge } from '../../formats/limits.ts';

interface Field {
  readonly name: string;
  /** Its type without what wraps it. */
  readonly type: string;
  readonly node: SyntaxNode;
}

/** What a file holds that fills its structures from configuration. */
const readsFiles =
  /\b(?:config::Config|Config::builder\(\)|try_deserialize\b|Figment::(?:new|from)|toml::from_str|serde_yaml::from_(?:str|reader)|confy::load)/;
const readsVariables = /\benvy::(?:from_env|prefixed\("(?<prefix>\w{1,40})"\))/;
const texts = /^(?:String|SecretString|Secret<String>|SecretBox<str>|Cow<.{0,20}str>)$/;
const maximumFields = 5_000;
const maximumDepth = 6;

export function deserializedStructures({ text, root }: CodeFile): PartialFacts {
  const variables = readsVariables.exec(text);
  if (!/\bDeserialize\b/.test(text) || (!variables && !readsFiles.test(text))) return {};
  const structures = structuresOf(root, text);
  const rangeOf = createRangeFinder(text);
  const definitions: Definition[] = [];
  const inner = new Set(
    [...structures.values()].flatMap((fields) => fields.map(({ type }) => type)),
  );
  const seen = new Set<string>();
  let isCut = false as boolean;
  const define = (structure: string, prefix: string, depth: number): void => {
    if (depth > maximumDepth || seen.has(structure)) return;
    seen.add(structure);
    for (const { name, type, node } of structures.get(structure) ?? []) {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      if (structures.has(type)) define(type, path, depth + 1);
      isCut ||= definitions.length >= maximumFields;
      if (isCut || !texts.test(type)) continue;
      const at = rangeOf(node.start, node.end);
      const variable = `${variables?.groups?.prefix ?? ''}${name}`.toUpperCase();
      definitions.push({
        space: 'code',
        name: `${structure}#.${name}`,
        value: variables ? { kind: 'env', name: variable, at } : { kind: 'setting', path, at },
        at,
        carrier: 'code',
      });
    }
  };
  for (const structure of structures.keys()) if (!inner.has(structure)) define(structure, '', 0);
  return {
    definitions,
    ...(isCut && { problem: tooLarge(`more than ${maximumFields} settings`) }),
  };
}

/** Structures at the top that serde fills, by name. */
function structuresOf(root: SyntaxNode, text: string): ReadonlyMap<string, readonly Field[]> {
  const structures = new Map<string, readonly Field[]>();
  let isDerived = false;
  for (const item of root.children) {
    if (item.type === 'attribute_item') {
      isDerived ||= /\bDeserialize\b/.test(text.slice(item.start, item.end));
      continue;
    }
    const name = item.type === 'struct_item' ? childOf(item, 'name') : undefined;
    if (name && isDerived) {
      structures.set(text.slice(name.start, name.end), fieldsOf(childOf(item, 'body'), text));
    }
    isDerived = false;
  }
  return structures;
}

function fieldsOf(body: SyntaxNode | undefined, text: string): readonly Field[] {
  let renamed: string | undefined;
  return (body?.children ?? []).flatMap((node): Field[] => {
    if (node.type === 'attribute_item') {
      renamed = /\brename\s*=\s*"([\w.-]{1,80})"/.exec(text.slice(node.start, node.end))?.[1];
      return [];
    }
    const [name, type] = [childOf(node, 'name'), childOf(node, 'type')];
    const own = renamed;
    renamed = undefined;
    // What serde calls otherwise is found by the place of its field alone.
    if (!name || !type || own !== undefined) return [];
    const declared = text
      .slice(type.start, type.end)
      .replace(/^(?:Option|Arc|Box)<(.*)>$/, '$1')
      .replace(/^(?:\w+::)+/, '');
    return [{ name: text.slice(name.start, name.end), type: declared, node }];
  });
}

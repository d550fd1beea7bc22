// Structures that Viper, koanf and YAML fill: `JWT JWTConfig` with `mapstructure:"jwt"` makes the fields of JWTConfig the
// settings below `jwt`. https://github.com/spf13/viper#unmarshaling
import type { Expression } from '../../../model/expression.ts';
import type { Definition } from '../../../model/facts.ts';
import { createRangeFinder, type Range } from '../../../model/place.ts';
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { CodeFile } from '../../code/language.ts';
import type { PartialFacts } from '../../formats/format.ts';
import { tooLarge } from '../../formats/limits.ts';

interface Field {
  readonly name: string;
  readonly key: string;
  /** Its declared type, where that is a structure of its own. */
  readonly type: string | undefined;
  /** Fields of a structure that is written out where the field is declared. */
  readonly inner: readonly Field[];
  readonly node: SyntaxNode;
}

/**
 * Tags of libraries that read configuration. YAML and JSON are read for much else, but not in files that are called so, or
 * that read such a file themselves.
 */
const settingsTag = /\b(?:mapstructure|koanf)\s*:\s*"([\w.-]{1,80})["',]/;
const yamlTag = /\b(?:yaml|toml)\s*:\s*"([\w.-]{1,80})["',]/;
const jsonTag = /\bjson\s*:\s*"([\w.-]{1,80})["',]/;
const readsYaml = /\b(?:yaml|toml)\.(?:Unmarshal|NewDecoder|Decode\w*)\(|\bcleanenv\.ReadConfig\(/;
const readsJson = /\b(?:os|ioutil)\.(?:Open|ReadFile)\("[^"\n]{1,200}\.json"\)/;
const maxFields = 5_000;
const maxDepth = 6;

export function filledStructures({ path, text, root }: CodeFile): PartialFacts {
  const isYaml = /config|settings/i.test(path) || readsYaml.test(text);
  const tags = [
    settingsTag,
    ...(isYaml ? [yamlTag] : []),
    ...(readsJson.test(text) ? [jsonTag] : []),
  ];
  if (!tags.some((tag) => tag.test(text))) return {};
  const tagOf = (source: string): string | undefined =>
    tags.map((tag) => tag.exec(source)?.[1]).find((key) => key !== undefined);
  const structures = new Map<string, readonly Field[]>();
  const declared = root.children.filter(({ type }) => type === 'type_declaration');
  for (const spec of declared.flatMap(({ children }) => children)) {
    const [name, type] = [childOf(spec, 'name'), childOf(spec, 'type')];
    if (name && type?.type === 'struct_type') {
      structures.set(text.slice(name.start, name.end), fieldsOf(type, text, tagOf));
    }
  }
  const definitions: Definition[] = [];
  // koanf: variables of that prefix fill the settings. https://github.com/knadh/koanf#reading-environment-variables
  const variables = /\benv\.Provider\(\s{0,20}"(?<prefix>[A-Z][A-Z\d_]{0,60})"/.exec(text)?.groups
    ?.prefix;
  const rangeOf = createRangeFinder(text);
  const define = (
    fields: readonly Field[],
    holder: string,
    prefix: string,
    depth: number,
  ): void => {
    for (const { name, key, node, inner } of fields) {
      const at = rangeOf(node.start, node.end);
      const setting = prefix === '' ? key : `${prefix}.${key}`;
      const path = `${holder}.${name}`;
      if (inner.length > 0 && depth < maxDepth) define(inner, path, setting, depth + 1);
      else {
        const value = readOf(setting, at, variables);
        definitions.push({ space: 'code', name: path, value, at, carrier: 'code' });
      }
    }
  };
  for (const [structure, prefix] of prefixesOf(structures)) {
    define(structures.get(structure) ?? [], `${structure}#`, prefix, 0);
  }
  const isCut = definitions.length > maxFields;
  return {
    definitions: definitions.slice(0, maxFields),
    ...(isCut && { problem: tooLarge(`more than ${maxFields} settings`) }),
  };
}

/** A setting of a file, which a variable may stand before. */
function readOf(setting: string, at: Range, variables: string | undefined): Expression {
  const value: Expression = { kind: 'setting', path: setting, at };
  if (variables === undefined) return value;
  const name = variables + setting.toUpperCase().replaceAll(/[.-]/g, '_');
  return { kind: 'env', name, fallback: value, at };
}

/** The settings below which each structure has its own: those of no other structure are at the top. */
function prefixesOf(
  structures: ReadonlyMap<string, readonly Field[]>,
): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  const visit = (structure: string, prefix: string, depth: number): void => {
    if (depth > maxDepth || prefixes.has(structure)) return;
    prefixes.set(structure, prefix);
    for (const { key, type } of structures.get(structure) ?? []) {
      if (type !== undefined && structures.has(type)) {
        visit(type, prefix === '' ? key : `${prefix}.${key}`, depth + 1);
      }
    }
  };
  const inner = new Set(
    [...structures.values()].flatMap((fields) => fields.map(({ type }) => type)),
  );
  for (const [structure, fields] of structures) {
    if (!inner.has(structure) && fields.length > 0) visit(structure, '', 0);
  }
  return prefixes;
}

function fieldsOf(
  structure: SyntaxNode,
  text: string,
  tagOf: (source: string) => string | undefined,
): readonly Field[] {
  const list = structure.children.find(({ type }) => type === 'field_declaration_list');
  return (list?.children ?? []).flatMap((field): Field[] => {
    const [tag, type, name] = [
      childOf(field, 'tag'),
      childOf(field, 'type'),
      childOf(field, 'name'),
    ];
    const key = tag && tagOf(text.slice(tag.start, tag.end));
    // What a tag takes from the environment is no setting of a file.
    if (!name || key === undefined || /\benv\w*\s*:/.test(text.slice(tag?.start, tag?.end)))
      return [];
    const declared = type && /^\*?(\w+)$/.exec(text.slice(type.start, type.end))?.[1];
    const inner = type?.type === 'struct_type' ? fieldsOf(type, text, tagOf) : [];
    return [{ name: text.slice(name.start, name.end), key, type: declared, inner, node: field }];
  });
}

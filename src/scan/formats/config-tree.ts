// The one tree that JSON, YAML and TOML are read into, so that what a `docker-compose.yml` or a `wrangler.toml`
// means is said once for all three. Nodes may be shared (YAML aliases): walkers count what they visit.
import type { Expression } from '../../model/expression.ts';
import type { StoredText } from './stored-text.ts';

export type ConfigNode = ConfigScalar | ConfigMap | ConfigList;

export interface ConfigScalar {
  readonly kind: 'scalar';
  readonly stored: StoredText;
  /** One past the closing quote. */
  readonly outerEnd: number;
  /** False for `true`, `null`, and the bare numbers of JSON and TOML: no text could be put in their place. */
  readonly isText: boolean;
  /** The format's own mark that this is no plain text: a YAML tag such as `!Ref`. */
  readonly tag?: string;
  /** What the reader itself knows that it means; absent where the marks in the text tell. */
  readonly expression?: Expression;
}

export interface ConfigMap {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  readonly entries: readonly ConfigEntry[];
  /** A key that is there twice counts twice: the blocks of HCL. Elsewhere the last one wins. */
  readonly isRepeatable?: boolean;
}

export interface ConfigList {
  readonly kind: 'list';
  readonly start: number;
  readonly end: number;
  readonly items: readonly ConfigNode[];
}

/** One key of a map with its value; offsets of the whole entry. */
export interface ConfigEntry {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly node: ConfigNode;
}

/** The last value of `key`, as parsers take it; `undefined` where `node` is no map or has none. */
export function child(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return entryOf(node, key)?.node;
}

/** The last entry of `key`. */
export function entryOf(node: ConfigNode | undefined, key: string): ConfigEntry | undefined {
  return node?.kind === 'map' ? node.entries.findLast((entry) => entry.key === key) : undefined;
}

/** The text of a scalar below `node`, by path; `undefined` where there is none. */
export function textAt(
  node: ConfigNode | undefined,
  ...path: readonly string[]
): string | undefined {
  const found = path.reduce<ConfigNode | undefined>(child, node);
  return found?.kind === 'scalar' ? found.stored.text : undefined;
}

/** With the quotes of a scalar. */
export function outerRange(node: ConfigNode): { readonly start: number; readonly end: number } {
  if (node.kind !== 'scalar') return node;
  return { start: startOf(node.stored), end: node.outerEnd };
}

function startOf(stored: StoredText): number {
  return stored.quote && stored.quote !== 'block' ? stored.start - 1 : stored.start;
}

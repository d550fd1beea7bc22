// From nodes of the YAML parser to the common tree: exact positions, aliases that share nodes, merge keys that are bounded.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { ConfigEntry, ConfigNode, ConfigScalar } from './config-tree.ts';
import {
  foldedText,
  textOfDoubleQuotes,
  textOfLiteralBlock,
  textOfSingleQuotes,
} from './yaml-scalars.ts';

const maxDepth = 150;
// A merge key copies entries; hostile chains of them would copy without end.
const maxMerged = 50_000;

interface State {
  readonly text: string;
  readonly masked: string;
  readonly anchors: Map<string, ConfigNode>;
  merged: number;
  isDeep?: boolean;
}

/** The tree of one document, and which limit it reaches. `masked` is what was parsed of `text`, of the same length. */
export function treeOf(
  contents: Node | null,
  text: string,
  masked: string,
): { readonly root: ConfigNode | undefined; readonly limit: string | undefined } {
  const state: State = { text, masked, anchors: new Map(), merged: 0 };
  const root = convert(contents, state, 0);
  const limit =
    state.merged > maxMerged
      ? `more than ${maxMerged} merged entries`
      : state.isDeep
        ? `nested deeper than ${maxDepth} levels`
        : undefined;
  return { root, limit };
}

function convert(node: Node | null, state: State, depth: number): ConfigNode | undefined {
  if (!node) return undefined;
  if (depth > maxDepth) {
    state.isDeep = true;
    return undefined;
  }
  if (isAlias(node)) return state.anchors.get(node.source);
  const converted = isScalar(node)
    ? convertScalar(node, state)
    : isMap(node)
      ? convertMap(node, state, depth)
      : isSeq(node)
        ? convertList(node.items as (Node | Pair | null)[], node, state, depth)
        : undefined;
  if (converted && node.anchor) state.anchors.set(node.anchor, converted);
  return converted;
}

function convertList(
  items: readonly (Node | Pair | null)[],
  node: Node,
  state: State,
  depth: number,
): ConfigNode {
  const converted = items.flatMap((item) => {
    const inner = isPair(item) ? undefined : convert(item, state, depth + 1);
    return inner ? [inner] : [];
  });
  return { kind: 'list', ...rangeOfNode(node, state), items: converted };
}

function convertMap(node: YAMLMap, state: State, depth: number): ConfigNode {
  const entries: ConfigEntry[] = [];
  const merges: ConfigNode[] = [];
  for (const pair of node.items as Pair<Node | null, Node | null>[]) {
    const { key, value } = pair;
    const converted = convert(value, state, depth + 1);
    if (!isScalar(key) || !key.range || !converted) continue;
    const [keyFrom, keyTo] = key.range;
    const name = keyTo - keyFrom > 500 ? '' : keyText(key, state);
    if (name === '<<') merges.push(converted);
    else {
      // An aliased value stands elsewhere: then the entry is the key and the alias.
      const end = isAlias(value) ? (value.range?.[1] ?? keyTo) : outerEnd(converted);
      entries.push({ key: name, start: keyFrom, end: Math.max(end, keyTo), node: converted });
    }
  }
  return { kind: 'map', ...rangeOfNode(node, state), entries: mergeInto(entries, merges, state) };
}

/** The map's own keys win over merged ones. */
function mergeInto(
  entries: ConfigEntry[],
  merges: readonly ConfigNode[],
  state: State,
): readonly ConfigEntry[] {
  if (merges.length === 0) return entries;
  const own = new Set(entries.map(({ key }) => key));
  for (const merge of merges.flatMap((node) => (node.kind === 'list' ? node.items : [node]))) {
    if (merge.kind !== 'map') continue;
    for (const entry of merge.entries) {
      if (state.merged > maxMerged) return entries;
      if (own.has(entry.key)) continue;
      state.merged++;
      own.add(entry.key);
      entries.push(entry);
    }
  }
  return entries;
}

function keyText(key: Scalar, { text, masked }: State): string {
  const [from, to] = key.range ?? [0, 0];
  const isMasked = text.slice(from, to) !== masked.slice(from, to);
  return isMasked ? text.slice(from, to) : String(key.value ?? '');
}

function rangeOfNode(node: Node, state: State): { start: number; end: number } {
  const [start, end] = node.range ?? [0, 0];
  return { start, end: trimEnd(state.text, start, end) };
}

function trimEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && /\s/.test(text.charAt(trimmed - 1))) trimmed--;
  return trimmed;
}

function outerEnd(node: ConfigNode): number {
  return node.kind === 'scalar' ? node.outerEnd : node.end;
}

/** `undefined` for a value that is not there: `KEY:` passes a variable on or means null. */
function convertScalar(node: Scalar, state: State): ConfigScalar | undefined {
  if (!node.range) return undefined;
  const [from, to] = node.range;
  const { text, masked } = state;
  const tag =
    node.tag !== undefined && node.tag !== '!' && !/:str$|^!!str$/.test(node.tag)
      ? { tag: node.tag }
      : {};
  const value = typeof node.value === 'string' ? node.value : '';
  const make = (
    stored: ConfigScalar['stored'],
    outerEndAt: number,
    isText: boolean,
  ): ConfigScalar => ({
    kind: 'scalar',
    stored,
    outerEnd: outerEndAt,
    isText,
    ...tag,
  });
  switch (node.type) {
    case 'QUOTE_DOUBLE':
      return make(textOfDoubleQuotes(text, masked, from, to, value), to, true);
    case 'QUOTE_SINGLE':
      return make(textOfSingleQuotes(text, masked, from, to, value), to, true);
    case 'BLOCK_LITERAL': {
      const stored = textOfLiteralBlock(text, masked, from, to, value);
      return make(stored, stored.end, true);
    }
    case 'BLOCK_FOLDED': {
      const stored = foldedText(text, masked, from, to, value);
      return make(stored, stored.end, true);
    }
    default: {
      if (from === to) return undefined;
      const isSame = masked.slice(from, to) === value;
      const stored = isSame
        ? { text: text.slice(from, to), start: from, end: to }
        : { text: value, start: from, end: to, isOpaque: true };
      const isText = !/^(?:true|false|yes|no|on|off|null|~)$/i.test(value);
      return make(stored, to, isText);
    }
  }
}

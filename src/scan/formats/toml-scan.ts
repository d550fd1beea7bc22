// Finds every value of a TOML text with its exact place. smol-toml says what the values are; this says where they
// stand, and `toml.ts` drops what the two do not agree on.
import type { ConfigEntry, ConfigNode } from './config-tree.ts';
import { readString } from './json-strings.ts';
import type { StoredText } from './stored-text.ts';

interface MutableMap {
  kind: 'map';
  start: number;
  end: number;
  entries: ConfigEntry[];
  /** The last entry of each key: a search through `entries` would be quadratic in the number of tables. */
  readonly byKey: Map<string, ConfigNode>;
}

interface MutableList {
  kind: 'list';
  start: number;
  end: number;
  items: ConfigNode[];
}

function emptyMap(start: number, end: number): MutableMap {
  return { kind: 'map', start, end, entries: [], byKey: new Map() };
}

interface Value {
  readonly node: ConfigNode;
  readonly end: number;
}

/** Entries and headings that are read, in the order of the text. */
export const maxNodes = 100_000;
const maxDepth = 60;

/** Reads the text line by line; what it does not understand it skips. */
export function scanToml(text: string): ConfigNode {
  const root: MutableMap = emptyMap(0, text.length);
  let table = root;
  let offset = 0;
  let nodes = 0;
  while (offset < text.length && nodes++ < maxNodes) {
    offset = skipSpace(text, offset, true);
    if (offset >= text.length) break;
    if (text[offset] === '[') {
      const isList = text[offset + 1] === '[';
      const keys = readKeys(text, offset + (isList ? 2 : 1));
      const isClosed = keys !== undefined && text.startsWith(isList ? ']]' : ']', keys.end);
      if (keys && isClosed) table = openTable(root, keys.path, isList, offset, keys.end + 1);
      offset = endOfLine(text, keys?.end ?? offset);
      continue;
    }
    // One pair a line: what follows it is a comment or a mistake.
    offset = endOfLine(text, readPair(text, offset, table) ?? offset + 1);
  }
  return root;
}

/** Reads `a.b = value` into `table`; the offset after it, or `undefined` where it is none. */
function readPair(text: string, from: number, table: MutableMap, depth = 0): number | undefined {
  const keys = readKeys(text, from);
  if (!keys || text[keys.end] !== '=') return undefined;
  const value = readValue(text, skipSpace(text, keys.end + 1, false), depth);
  const last = keys.path.at(-1);
  if (!value || last === undefined) return undefined;
  const parent = openTable(table, keys.path.slice(0, -1), false, from, keys.end);
  parent.entries.push({ key: last, start: from, end: value.end, node: value.node });
  parent.byKey.set(last, value.node);
  return value.end;
}

/** The map at `path` below `root`, made where missing; the last table of a list of tables. */
function openTable(
  root: MutableMap,
  path: readonly string[],
  isList: boolean,
  start: number,
  end: number,
): MutableMap {
  let table = root;
  for (const [index, key] of path.slice(0, maxDepth).entries()) {
    const isLast = index === path.length - 1;
    let found = table.byKey.get(key);
    if (!found || found.kind === 'scalar') {
      const made: MutableMap | MutableList =
        isLast && isList ? { kind: 'list', start, end, items: [] } : emptyMap(start, end);
      table.entries.push({ key, start, end, node: made });
      table.byKey.set(key, made);
      found = made;
    }
    if (found.kind === 'list') {
      const items = (found as MutableList).items;
      if (isLast && isList) items.push(emptyMap(start, end));
      const item = items.at(-1);
      table = item?.kind === 'map' ? (item as MutableMap) : emptyMap(start, end);
    } else table = found as MutableMap;
  }
  return table;
}

const bareKey = /[A-Za-z0-9_-]{1,500}/y;

/** `a."b c".d` with the offset of what follows it. */
function readKeys(text: string, from: number): { path: string[]; end: number } | undefined {
  const path: string[] = [];
  let offset = from;
  while (path.length < maxDepth) {
    offset = skipSpace(text, offset, false);
    if (text[offset] === '"' || text[offset] === "'") {
      const string = readQuoted(text, offset);
      if (!string) return undefined;
      path.push(string.stored.text);
      offset = string.end;
    } else {
      bareKey.lastIndex = offset;
      const key = bareKey.exec(text)?.[0];
      if (key === undefined) return undefined;
      path.push(key);
      offset += key.length;
    }
    offset = skipSpace(text, offset, false);
    if (text[offset] !== '.') return { path, end: offset };
    offset++;
  }
  return undefined;
}

function readValue(text: string, from: number, depth: number): Value | undefined {
  if (depth > maxDepth) return undefined;
  const first = text[from];
  if (first === '"' || first === "'") {
    const quoted = readMultiline(text, from) ?? readQuoted(text, from);
    if (!quoted) return undefined;
    const { stored, end } = quoted;
    return { node: { kind: 'scalar', stored, outerEnd: end, isText: true }, end };
  }
  if (first === '[') return readArray(text, from, depth);
  if (first === '{') return readInlineTable(text, from, depth);
  const bare = /[A-Za-z0-9+\-_.:]{1,200}/y;
  bare.lastIndex = from;
  const word = bare.exec(text)?.[0];
  if (word === undefined) return undefined;
  const end = from + word.length;
  const stored = { text: word, start: from, end };
  return { node: { kind: 'scalar', stored, outerEnd: end, isText: false }, end };
}

function readQuoted(text: string, from: number): { stored: StoredText; end: number } | undefined {
  if (text[from] === '"') {
    const string = readString(text, from);
    if (!string) return undefined;
    const { outerEnd, ...stored } = string;
    // Escapes that JSON has not: what they stand for is left to smol-toml.
    const isOpaque = /\\[Uxe]/.test(text.slice(stored.start, stored.end));
    return { stored: isOpaque ? { ...stored, isOpaque } : stored, end: outerEnd };
  }
  let end = from + 1;
  while (end < text.length && text[end] !== "'" && text[end] !== '\n') end++;
  if (text[end] !== "'") return undefined;
  const stored: StoredText = {
    text: text.slice(from + 1, end),
    start: from + 1,
    end,
    quote: 'single',
  };
  return { stored, end: end + 1 };
}

/** Texts in three quotes; those with escapes or CRLF are opaque until smol-toml has said what they hold. */
function readMultiline(
  text: string,
  from: number,
): { stored: StoredText; end: number } | undefined {
  const quote = text.charAt(from).repeat(3);
  if (!text.startsWith(quote, from)) return undefined;
  let start = from + 3;
  if (text.startsWith('\r\n', start)) start += 2;
  else if (text[start] === '\n') start++;
  let close = start;
  while (close < text.length && !text.startsWith(quote, close)) {
    close += quote === '"""' && text[close] === '\\' ? 2 : 1;
  }
  if (close >= text.length) return undefined;
  // Up to two quotes may stand before the closing three.
  while (text[close + 3] === quote[0] && text[close + 2] === quote[0]) close++;
  const value = text.slice(start, close);
  const isOpaque = /\r/.test(value) || (quote === '"""' && value.includes('\\'));
  return {
    stored: { text: value, start, end: close, ...(isOpaque ? { isOpaque } : {}) },
    end: close + 3,
  };
}

function readArray(text: string, from: number, depth: number): Value | undefined {
  const items: ConfigNode[] = [];
  let offset = skipSpace(text, from + 1, true);
  while (offset < text.length && text[offset] !== ']') {
    const value = readValue(text, offset, depth + 1);
    if (!value) return undefined;
    items.push(value.node);
    offset = skipSpace(text, value.end, true);
    if (text[offset] === ',') offset = skipSpace(text, offset + 1, true);
    else if (text[offset] !== ']') return undefined;
  }
  if (offset >= text.length) return undefined;
  const end = offset + 1;
  return { node: { kind: 'list', start: from, end, items }, end };
}

function readInlineTable(text: string, from: number, depth: number): Value | undefined {
  const table: MutableMap = emptyMap(from, from);
  let offset = skipSpace(text, from + 1, true);
  while (offset < text.length && text[offset] !== '}') {
    const next = readPair(text, offset, table, depth + 1);
    if (next === undefined) return undefined;
    offset = skipSpace(text, next, true);
    if (text[offset] === ',') offset = skipSpace(text, offset + 1, true);
    else if (text[offset] !== '}') return undefined;
  }
  if (offset >= text.length) return undefined;
  table.end = offset + 1;
  return { node: table, end: offset + 1 };
}

/** Skips space, and with `isAcrossLines` line ends and comments as well. */
function skipSpace(text: string, from: number, isAcrossLines: boolean): number {
  let offset = from;
  while (offset < text.length) {
    const char = text[offset];
    if (char === ' ' || char === '\t' || char === '\ufeff') offset++;
    else if (isAcrossLines && (char === '\n' || char === '\r')) offset++;
    else if (isAcrossLines && char === '#') offset = endOfLine(text, offset);
    else break;
  }
  return offset;
}

function endOfLine(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && text[offset] !== '\n' && text[offset] !== '\r') offset++;
  return offset;
}

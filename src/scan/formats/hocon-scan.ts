// HOCON, the configuration language of Play, Akka and Ktor, as a tree with exact places. A superset of JSON: keys and
// values without quotes, dotted keys, `${?NAME}`, objects that are given piece by piece. Takes any text in linear time.

import { neverEnds } from '../never-ends.ts';
import type { ConfigEntry, ConfigList, ConfigMap, ConfigNode } from './config-tree.ts';
import { type Problem, tooLarge } from './limits.ts';
import type { StoredText } from './stored-text.ts';

const maxDepth = 60;

/**
 * The whole file; entries of one key are in source order, later ones override earlier ones. `cut` is told of what is
 * not read.
 */
export function scanHocon(text: string, cut: (problem: Problem) => void): ConfigMap {
  let at = 0;
  let depth = 0;

  /** Over space and comments, and over line ends where these separate nothing. */
  function skip(overLines: boolean): void {
    while (at < text.length) {
      const char = text.charAt(at);
      if (char === '#' || text.startsWith('//', at)) at = lineEnd();
      else if (/\s/.test(char) && (overLines || (char !== '\n' && char !== '\r'))) at++;
      else return;
    }
  }

  /** Kept, since a line may ask for it as often as it is long. */
  let line = { from: 0, end: -1 };
  function lineEnd(): number {
    if (at >= line.from && at <= line.end) return line.end;
    let end = at;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    line = { from: at, end };
    return end;
  }

  function members(start: number): ConfigMap {
    const entries: ConfigEntry[] = [];
    for (;;) {
      skip(true);
      while (text[at] === ',') {
        at++;
        skip(true);
      }
      if (at >= text.length || text[at] === '}' || text[at] === ']') break;
      const from = at;
      const entry = member();
      if (entry) entries.push(entry);
      else at = Math.max(lineEnd(), from + 1);
    }
    return { kind: 'map', start, end: at, entries, isRepeatable: true };
  }

  function member(): ConfigEntry | undefined {
    const start = at;
    const keys = key();
    if (keys.length === 0) return undefined;
    skip(false);
    if (text[at] === '=' || text[at] === ':') at++;
    else if (text.startsWith('+=', at)) at += 2;
    else if (text[at] !== '{') return undefined;
    skip(true);
    const node = value();
    if (!node) return undefined;
    const [first = '', ...rest] = keys;
    const end = node.kind === 'scalar' ? node.outerEnd : node.end;
    const inner = rest.reduceRight<ConfigNode>(
      (below, name) => ({
        kind: 'map',
        start,
        end,
        entries: [{ key: name, start, end, node: below }],
      }),
      node,
    );
    return { key: first, start, end, node: inner };
  }

  /** The elements of a path: `a.b."c.d"`. */
  function key(): string[] {
    const keys: string[] = [];
    for (;;) {
      let name = '';
      if (text[at] === '"') name = quoted().text;
      else {
        const from = at;
        while (at < text.length && /[^\s"{}[\]:=,+#`^?!@*&\\.$]/.test(text.charAt(at))) at++;
        name = text.slice(from, at);
      }
      if (name === '' || name.length > 300 || keys.length > maxDepth) return [];
      keys.push(name);
      if (text[at] !== '.') return keys;
      at++;
    }
  }

  function value(): ConfigNode | undefined {
    const start = at;
    if (depth >= maxDepth) {
      cut(tooLarge(`nested deeper than ${maxDepth} levels`));
      return undefined;
    }
    if (text[at] === '{' || text[at] === '[') {
      const isList = text[at] === '[';
      at++;
      depth++;
      const node = isList ? list(start) : members(start);
      depth--;
      if (text[at] === (isList ? ']' : '}')) at++;
      return { ...node, end: at };
    }
    const stored = concatenated();
    return stored && scalar(stored);
  }

  function list(start: number): ConfigList {
    const items: ConfigNode[] = [];
    for (;;) {
      skip(true);
      if (at >= text.length) cut(neverEnds('bracket', text, start));
      if (at >= text.length || text[at] === ']' || text[at] === '}') break;
      if (text[at] === ',') {
        at++;
        continue;
      }
      const from = at;
      const item = value();
      if (item) items.push(item);
      if (at === from) at++;
    }
    return { kind: 'list', start, end: at, items };
  }

  /** Pieces up to the end of the line: `"a" ${?b} c`. A quoted text alone keeps its quotes out. */
  function concatenated(): StoredText | undefined {
    const start = at;
    if (text[at] === '"') {
      const stored = quoted();
      const after = at;
      skip(false);
      if (at >= text.length || /[\n\r,}\]]/.test(text.charAt(at))) return stored;
      at = after;
      bare();
      return {
        text: text.slice(start, at).trimEnd(),
        start,
        end: trimmedEnd(start),
        isOpaque: true,
      };
    }
    bare();
    const end = trimmedEnd(start);
    return end > start ? { text: text.slice(start, end), start, end } : undefined;
  }

  function trimmedEnd(start: number): number {
    return start + text.slice(start, at).trimEnd().length;
  }

  /** Up to what ends a value; braces of `${...}` and texts in quotes belong to it. */
  function bare(): void {
    while (at < text.length) {
      const char = text.charAt(at);
      if (text.startsWith('${', at)) {
        const end = lineEnd();
        while (at < end && text[at] !== '}') at++;
        at = Math.min(at + 1, end);
      } else if (char === '"') quoted();
      else if (/[\n\r,}\]{[]/.test(char) || char === '#' || text.startsWith('//', at)) return;
      else at++;
    }
  }

  function quoted(): StoredText {
    if (text.startsWith('"""', at)) {
      const start = at + 3;
      const close = text.indexOf('"""', start);
      if (close === -1) cut(neverEnds('text', text, at));
      const end = close === -1 ? text.length : close;
      at = Math.min(end + 3, text.length);
      return { text: text.slice(start, end), start, end, quote: 'double' };
    }
    const start = ++at;
    while (at < text.length && text[at] !== '"' && text[at] !== '\n')
      at += text[at] === '\\' ? 2 : 1;
    const end = Math.min(at, text.length);
    at = text[end] === '"' ? end + 1 : end;
    const raw = text.slice(start, end);
    if (!raw.includes('\\')) return { text: raw, start, end, quote: 'double' };
    const decoded = raw.replace(
      /\\(?:u([\da-fA-F]{4})|(.))/gs,
      (_, code?: string, letter?: string) =>
        code
          ? String.fromCharCode(Number.parseInt(code, 16))
          : (letters[letter ?? ''] ?? letter ?? ''),
    );
    return { text: decoded, start, end, quote: 'double', isOpaque: true };
  }

  function scalar(stored: StoredText): ConfigNode {
    const isNumber = !stored.quote && /^(?:-?\d[\d.]*|true|false|null)$/.test(stored.text);
    return {
      kind: 'scalar',
      stored,
      outerEnd: stored.end + (stored.quote ? 1 : 0),
      isText: !isNumber,
    };
  }

  skip(true);
  if (text[at] === '{') at++;
  const entries: ConfigEntry[] = [];
  // A brace too many does not end the file.
  while (at < text.length) {
    entries.push(...members(at).entries);
    at++;
  }
  return { kind: 'map', start: 0, end: text.length, entries, isRepeatable: true };
}

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

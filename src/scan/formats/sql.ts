// SQL: settings of a database that functions sign with (`app.jwt_secret` of PostgREST and Supabase), keys in calls of
// pgjwt, and rows that give a name and its value.

import { neverEnds } from '../never-ends.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import type { Problem } from './limits.ts';
import { formatNameOf } from './paths.ts';
import type { StoredText } from './stored-text.ts';

export const sqlReader: FormatReader = {
  id: 'sql',
  canRead: (path) => /\.(?:sql|psql|pgsql|ddl)$/.test(formatNameOf(path)),
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    const { literals, problem } = readLiterals(text);
    if (problem) collector.cut(problem);
    for (const [index, literal] of literals.entries()) {
      if (collector.isFull) break;
      const name = nameBefore(text, literal, literals[index - 1]);
      if (name !== undefined) add(name, literal, collector);
    }
    return collector.result();
  },
};

function add(name: string, literal: StoredText, collector: DefinitionCollector): void {
  const { start, end } = literal;
  collector.add({ space: 'setting', name, value: literal, start: start - 1, end: end + 1 });
}

const maxLiteral = 2000;

interface Literals {
  readonly literals: readonly StoredText[];
  readonly problem?: Problem;
}

/** A backslash means something to MySQL and nothing to others: what leaves nothing open is what was meant. */
function readLiterals(text: string): Literals {
  const standard = literalsOf(text, false);
  if (!standard.problem || !text.includes("\\'")) return standard;
  const escaped = literalsOf(text, true);
  return escaped.problem ? standard : escaped;
}

/** What `COPY` reads from lines below it, up to one of its own. */
const copied = /FROM stdin;/iy;

/** Texts in single quotes outside of comments; what stands between `$$` is the body of a function, read like the rest. */
function literalsOf(text: string, hasEscapes: boolean): Literals {
  const literals: StoredText[] = [];
  let problem: Problem | undefined;
  let at = 0;
  const lastCopied = text.lastIndexOf('\n\\.');
  const behind = (mark: string, from: number, what: 'comment' | 'text'): number => {
    const end = text.indexOf(mark, from);
    if (end === -1) problem ??= neverEnds(what, text, at);
    return end === -1 ? text.length : end + mark.length;
  };
  while (at < text.length) {
    const char = text[at];
    if (text.startsWith('--', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = behind('*/', at + 2, 'comment');
    else if (char === '"') at = behind('"', at + 1, 'text');
    else if (char === "'") {
      const isEscaped = hasEscapes || /(?:^|\W)E$/i.test(text.slice(Math.max(0, at - 2), at));
      const close = closingQuote(text, at, isEscaped);
      if (close === -1) problem ??= neverEnds('text', text, at);
      const end = close === -1 ? text.length : close;
      if (end - at <= maxLiteral) literals.push(literalAt(text, at + 1, end));
      at = end + 1;
    } else if (char === 'F' || char === 'f') {
      copied.lastIndex = at;
      const end = at < lastCopied && copied.test(text) ? text.indexOf('\n\\.', at) : -1;
      at = end === -1 ? at + 1 : end + 3;
    } else at++;
  }
  return { literals, ...(problem && { problem }) };
}

function literalAt(text: string, start: number, end: number): StoredText {
  const inner = text.slice(start, end);
  const isOpaque = inner.includes("''") ? { isOpaque: true } : {};
  return { text: inner.replaceAll("''", "'"), start, end, quote: 'single', ...isOpaque };
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}

/** -1 where there is none. */
function closingQuote(text: string, open: number, hasEscapes: boolean): number {
  for (let at = open + 1; at < text.length; at++) {
    if (hasEscapes && text[at] === '\\') at++;
    else if (text[at] === "'") {
      if (text[at + 1] !== "'") return at;
      at++;
    }
  }
  return -1;
}

const assigned =
  /\bSET\s{1,20}(?:(?:LOCAL|SESSION|GLOBAL)\s{1,20})?["`]?([A-Za-z_@][\w.]{0,100})["`]?\s{0,20}(?:=|:=|\bTO\b)\s{0,20}E?$/i;
const columnDefault =
  /["`]?\b([A-Za-z_]\w{0,100})["`]?\s{1,20}[A-Za-z]\w{0,30}(?:\(\d{1,6}\))?\s{1,20}(?:NOT\s{1,5}NULL\s{1,20})?DEFAULT\s{1,20}$/i;
const column = /(?:^|[\s(,])["`]?([A-Za-z_]\w{0,100})["`]?\s{0,5}(?::=|=)\s{0,20}$/i;
const signed = /\b(sign|verify|hmac)\s{0,5}\(/gi;

/** What a literal is given to: a setting, a column, the parameter of a function, the name in the row before it. */
function nameBefore(
  text: string,
  literal: StoredText,
  before: StoredText | undefined,
): string | undefined {
  const from = Math.max(0, literal.start - 501);
  const head = text.slice(from, literal.start - 1);
  // One character is a flag: `secret char(1) DEFAULT '1'` says of a column whether it is one.
  const byDefault = literal.text.length > 1 ? columnDefault.exec(head)?.[1] : undefined;
  const set = assigned.exec(head)?.[1] ?? byDefault ?? column.exec(head)?.[1];
  if (set !== undefined) return set.replace(/^@+/, '');
  const isNext =
    before !== undefined && /^'\s{0,20},\s{0,20}E?'$/.test(text.slice(before.end, literal.start));
  if (isNext && isSettingName(before.text)) return before.text;
  const call = callOf(head);
  if (call === undefined) return undefined;
  return call === 'hmac' ? 'hmac_key' : `${call}.jwt_secret`;
}

/** The call of pgjwt or pgcrypto whose second argument begins behind `head`. */
function callOf(head: string): string | undefined {
  const found = [...head.matchAll(signed)].at(-1);
  if (!found || !/,\s{0,20}$/.test(head)) return undefined;
  // A text inside may hold anything: of what stands around it commas between arguments are counted.
  const before = head.slice(found.index + found[0].length).replace(/'(?:[^']|'')*'/g, '');
  if (/[;']/.test(before)) return undefined;
  let depth = 0;
  let commas = 0;
  for (const char of before) {
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === ',' && depth === 0) commas++;
    if (depth < 0) return undefined;
  }
  return depth === 0 && commas === 1 ? found[1]?.toLowerCase() : undefined;
}

/**
 * `set_config('app.jwt_secret', '...', false)`, `VALUES ('jwt_secret', '...')`: what surely is a name. A secret in that
 * place must not be told as one.
 */
function isSettingName(text: string): boolean {
  return (
    /^[A-Za-z]{2,30}(?:[._][A-Za-z]{1,30}){1,5}$/.test(text) && /(?:secret|key|salt)$/i.test(text)
  );
}

// Finds the entries of a dotenv file exactly where the `dotenv` package finds them, quirks included (a value may
// start on the next line, `KEY: value` counts), but in linear time whatever the text.
import { isTelling } from './limits.ts';
import type { StoredText } from './stored-text.ts';

/** One `KEY=value`, before expansions. */
export interface DotenvEntry {
  readonly name: string;
  /** Start of the name, or of `export` before it. */
  readonly start: number;
  /** End of the value, closing quote included. */
  readonly end: number;
  readonly value: StoredText;
}

/**
 * Every entry in source order, repeated names too. Beyond `limit` entries only those are taken whose names speak of
 * secrets, as many again at most; `onCut` is told of one that is not.
 */
export function scanDotenv(
  source: string,
  limit: number,
  onCut?: (name: string) => void,
): readonly DotenvEntry[] {
  const { text, toOffset } = normaliseLineEnds(source);
  const entries: DotenvEntry[] = [];
  const quotes = createQuoteFinder(text);
  let offset = 0;
  while (offset < text.length && entries.length < 2 * limit) {
    const token = skipSpace(text, offset);
    const head = readHead(text, token);
    if (!head) {
      offset = nextLine(text, Math.max(token, offset));
      continue;
    }
    const raw = readRawValue(text, head.valueFrom, quotes);
    if (entries.length >= limit && !isTelling(head.name)) {
      onCut?.(head.name);
      offset = afterEntry(text, raw.next);
      continue;
    }
    entries.push({
      name: head.name,
      start: toOffset(token),
      end: toOffset(raw.end),
      value: storedValue(text, raw, toOffset),
    });
    offset = afterEntry(text, raw.next);
  }
  if (entries.length >= 2 * limit) onCut?.(entries.at(-1)?.name ?? '');
  return entries;
}

interface RawValue {
  /** The value without the space around it, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Where the search for the end of the line goes on. */
  readonly next: number;
}

/** dotenv turns CRLF and CR into LF first; `toOffset` leads back to the offsets of the file. */
function normaliseLineEnds(source: string): {
  readonly text: string;
  readonly toOffset: (offset: number) => number;
} {
  if (!source.includes('\r')) return { text: source, toOffset: (offset) => offset };
  const dropped: number[] = [];
  for (let at = source.indexOf('\r\n'); at !== -1; at = source.indexOf('\r\n', at + 2)) {
    dropped.push(at - dropped.length);
  }
  const toOffset = (offset: number): number => {
    let low = 0;
    let high = dropped.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((dropped[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  };
  return { text: source.replace(/\r\n?/g, '\n'), toOffset };
}

function isSpace(unit: number): boolean {
  if (unit <= 32) return unit === 32 || (unit >= 9 && unit <= 13);
  if (unit < 160) return false;
  return /\s/.test(String.fromCharCode(unit));
}

/** What `^` and `$` of a regular expression take for the end of a line. */
function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
}

function isNameUnit(unit: number): boolean {
  return (
    (unit >= 48 && unit <= 57) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 97 && unit <= 122) ||
    unit === 45 ||
    unit === 46 ||
    unit === 95
  );
}

function skipSpace(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && isSpace(text.charCodeAt(offset))) offset++;
  return offset;
}

function skipName(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && isNameUnit(text.charCodeAt(offset))) offset++;
  return offset;
}

/** Start of the first line after `from`. */
function nextLine(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && !isLineEnd(text.charCodeAt(offset))) offset++;
  return offset + 1;
}

function readHead(
  text: string,
  from: number,
): { readonly name: string; readonly valueFrom: number } | undefined {
  if (text.startsWith('export', from) && isSpace(text.charCodeAt(from + 6))) {
    const exported = readNameAndSign(text, skipSpace(text, from + 6));
    if (exported) return exported;
  }
  return readNameAndSign(text, from);
}

function readNameAndSign(text: string, from: number) {
  const end = skipName(text, from);
  if (end === from) return undefined;
  const name = text.slice(from, end);
  const sign = skipSpace(text, end);
  if (text[sign] === '=') return { name, valueFrom: sign + 1 };
  if (text[end] === ':' && isSpace(text.charCodeAt(end + 1))) return { name, valueFrom: end + 2 };
  return undefined;
}

function readRawValue(text: string, from: number, quotes: QuoteFinder): RawValue {
  const start = skipSpace(text, from);
  const quote = text[start];
  if (quote === "'" || quote === '"' || quote === '`') {
    const close = quotes.closing(quote, start);
    if (close !== undefined) return { start, end: close + 1, next: close + 1 };
  }
  // Unquoted, or a quote that nothing closes: the rest of the line up to `#`.
  let stop = from;
  while (stop < text.length && text.charCodeAt(stop) !== 35 && text.charCodeAt(stop) !== 10) stop++;
  let end = stop;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  return { start: Math.min(skipSpace(text, from), end), end, next: stop };
}

/** Space, then a comment or the end of a line: what has to follow a value. */
function isFollowedByLineEnd(text: string, from: number): boolean {
  let offset = from;
  while (offset < text.length && isSpace(text.charCodeAt(offset))) {
    if (isLineEnd(text.charCodeAt(offset))) return true;
    offset++;
  }
  return offset >= text.length || text[offset] === '#';
}

/** The comment and the line end after a value belong to the entry, even a comment some empty lines below. */
function afterEntry(text: string, from: number): number {
  const offset = skipSpace(text, from);
  if (text[offset] === '#') return nextLine(text, offset) - 1;
  if (offset >= text.length) return offset;
  let lineEnd = offset;
  while (lineEnd > from && !isLineEnd(text.charCodeAt(lineEnd - 1))) lineEnd--;
  return lineEnd;
}

interface QuoteFinder {
  /** The quote that closes the one at `open`: the first without a backslash, or else the last with one. */
  closing(quote: string, open: number): number | undefined;
}

interface Quotes {
  /** Positions of quotes without a backslash before them. */
  readonly plain: number[];
  /** Positions of escaped quotes that a line end follows: dotenv takes one where no plain quote will do. */
  readonly escaped: number[];
}

function createQuoteFinder(text: string): QuoteFinder {
  const found = new Map<string, Quotes>();
  const quotesOf = (quote: string): Quotes => {
    const known = found.get(quote);
    if (known) return known;
    const quotes: Quotes = { plain: [], escaped: [] };
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
      if (text[at - 1] !== '\\') quotes.plain.push(at);
      else if (isFollowedByLineEnd(text, at + 1)) quotes.escaped.push(at);
    }
    found.set(quote, quotes);
    return quotes;
  };
  return {
    closing(quote, open) {
      const { plain, escaped } = quotesOf(quote);
      const close = plain[firstAfter(plain, open)];
      if (close !== undefined && isFollowedByLineEnd(text, close + 1)) return close;
      const last = escaped[firstAfter(escaped, (close ?? text.length) - 1) - 1];
      return last !== undefined && last > open ? last : undefined;
    },
  };
}

/** Index of the first item greater than `limit` in a sorted list. */
function firstAfter(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const quoteNames = new Map([
  ["'", 'single'],
  ['"', 'double'],
  ['`', 'backtick'],
] as const);

// U+2028 and U+2029 end a line for `^` and `$` but not for dotenv's values, so quotes may come off in the middle.
// The pattern is quadratic, hence the bound.
const quotedLines = /^(['"`])([\s\S]*)\1$/gm;
const maxSeparatedLength = 1000;

function expandLineEnds(text: string): string {
  return text.replace(/\\n/g, '\n').replace(/\\r/g, '\r');
}

/** Takes the quotes off and turns `\n` and `\r` of double quotes into line ends, as dotenv does. */
function storedValue(
  text: string,
  raw: RawValue,
  toOffset: (offset: number) => number,
): StoredText {
  const first = text[raw.start];
  const quote = first === "'" || first === '"' || first === '`' ? quoteNames.get(first) : undefined;
  const isClosed = quote && raw.end - raw.start >= 2 && text[raw.end - 1] === first;
  const whole = text.slice(raw.start, raw.end);
  if (!isClosed && /[\u2028\u2029]/.test(whole) && whole.length <= maxSeparatedLength) {
    const bare = whole.replace(quotedLines, '$2');
    const value = quote === 'double' ? expandLineEnds(bare) : bare;
    return { text: value, start: toOffset(raw.start), end: toOffset(raw.end), isOpaque: true };
  }
  const from = isClosed ? raw.start + 1 : raw.start;
  const to = isClosed ? raw.end - 1 : raw.end;
  const value = decodeEscapes(text, from, to, quote === 'double', toOffset);
  return {
    ...value,
    start: toOffset(from),
    end: toOffset(to),
    ...(isClosed && quote ? { quote } : {}),
  };
}

function decodeEscapes(
  text: string,
  from: number,
  to: number,
  isDouble: boolean,
  toOffset: (offset: number) => number,
): { readonly text: string; readonly offsets?: readonly number[] } {
  const raw = text.slice(from, to);
  const hasEscapes = isDouble && /\\[nr]/.test(raw);
  const isShifted = toOffset(to) - toOffset(from) !== raw.length;
  if (!hasEscapes && !isShifted) return { text: raw };
  const offsets: number[] = [];
  let value = '';
  for (let index = 0; index < raw.length; index++) {
    offsets.push(toOffset(from + index));
    const next = raw[index + 1];
    if (hasEscapes && raw[index] === '\\' && (next === 'n' || next === 'r')) {
      value += next === 'n' ? '\n' : '\r';
      index++;
    } else value += raw[index];
  }
  offsets.push(toOffset(to));
  return { text: value, offsets };
}

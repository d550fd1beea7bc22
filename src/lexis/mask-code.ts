// Which stretches of code must not be shown: texts, patterns, long numbers, lists of bytes and the inside of comments,
// unless they are words that everybody knows. Names, calls and structure stay.
import type { Lexicon } from './lexicon.ts';
import { mergeSpans, type Span, spansOfLines } from './span.ts';
import { type Token, tokensOf } from './tokens.ts';
import { type IsWord, isPlausibleName } from './words.ts';

/** Numbers of this many characters may be a key, and so may lists of this many bytes. */
const longNumber = 8;
const longList = 3;
const longPattern = 8;
/** A separator, a sign. */
const shortText = 2;

/** Sorted, without overlaps. */
export function maskCode(text: string, lexicon: Lexicon, isWord: IsWord): Span[] {
  const tokens = tokensOf(text, lexicon);
  const spans = listsOf(text, tokens);
  for (const token of tokens) {
    if (isShown(text, token, isWord)) continue;
    const from = token.kind === 'comment' ? afterMark(text, token) : token.from;
    for (const span of spansOfLines(text, from, token.to)) spans.push(span);
  }
  return mergeSpans(spans);
}

function isShown(text: string, { kind, from, to, after }: Token, isWord: IsWord): boolean {
  const length = to - from;
  if (kind === 'number') return length < longNumber;
  if (kind === 'pattern') return length < longPattern;
  if (length > 100) return false;
  const inner = text.slice(from, to);
  if (kind === 'markup') return isProse(inner);
  if (kind === 'comment') return inner.trim() === '' || isWord(inner.trim());
  if (length <= shortText) return true;
  return isWord(inner) || (isModule(after) && isSpecifier(inner)) || isImport(text, from, to);
}

/** Words of a language that people speak, or short ones. */
function isProse(text: string): boolean {
  return text
    .split(/[\s.,:;!?()]+/)
    .every((one) => one.length < 8 || /^[A-Za-z]?[a-z'’-]{1,20}$/.test(one));
}

/** A line of Go's `import (...)`: a path that begins with a host, or with `alias`, and no comma behind it. */
function isImport(text: string, from: number, to: number): boolean {
  const start = text.lastIndexOf('\n', from) + 1;
  if (from - start > 80 || !/^\s+(?:[a-z_.]\w{0,40} )?"$/.test(text.slice(start, from)))
    return false;
  if (!/^"\r?(?:\n|$)/.test(text.slice(to, to + 3))) return false;
  const path = text.slice(from, to);
  return /^(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,10}\/[\w./-]{1,80}$/.test(path) && isSpecifier(path);
}

function isModule(after: string): boolean {
  return /^(?:from|import|require|import\(|require\(|require_once|include|use|using)$/.test(after);
}

function isSpecifier(text: string): boolean {
  return (
    /^[@\w./:~#-]{1,100}$/.test(text) &&
    text.split(/[/.]/).every((part) => part === '' || isPlausibleName(part))
  );
}

const mark = /^[\s*!]*keylint:[ \t]*ignore(?:[ \t]*\[[\w\s,-]{0,500}\])?/;

/** Where the inside of a comment begins, behind a mark of ours. */
function afterMark(text: string, { from, to }: Token): number {
  return from + (mark.exec(text.slice(from, Math.min(to, from + 600)))?.[0].length ?? 0);
}

/** `113, 77, 0x55`, `'a', 'b', 'c'`, `(byte) 1, -2, 3`: numbers and single characters with nothing but commas between. */
function listsOf(text: string, tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  let list: Token[] = [];
  const end = (): void => {
    const [first, last] = [list[0], list.at(-1)];
    if (first && last && list.length >= longList) {
      for (const span of spansOfLines(text, first.start, last.end)) spans.push(span);
    }
    list = [];
  };
  for (const token of tokens) {
    if (token.kind === 'comment') continue;
    const last = list.at(-1);
    if (!isByte(token)) end();
    else if (last && !isBetween(text.slice(last.end, Math.min(token.start, last.end + 200)))) end();
    if (isByte(token)) list.push(token);
  }
  end();
  return spans;
}

function isByte({ kind, from, to }: Token): boolean {
  return kind === 'number' || (kind === 'text' && to - from <= 4);
}

function isBetween(gap: string): boolean {
  return /^\s{0,100},\s{0,100}(?:\(\s?(?:byte|char|uint8|u8)\s?\)\s{0,5})?[-+]?$/.test(
    withoutComments(gap),
  );
}

function withoutComments(gap: string): string {
  return gap.includes('/') || gap.includes('#')
    ? gap.replace(/\/\*.*?\*\/|(?:\/\/|#)[^\n]*/gs, '')
    : gap;
}

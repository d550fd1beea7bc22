// Which stretches of code must not be shown: texts, patterns, long numbers, lists of bytes and the inside of comments,
// unless they are words that everybody knows. Names, calls and structure stay.
import { byteLists } from './byte-lists.ts';
import type { Lexicon } from './lexicon.ts';
import { mergeSpans, type Span, spansOfLines } from './span.ts';
import { type Token, tokensOf } from './tokens.ts';
import { type IsWord, isPlausibleName } from './words.ts';

/** Numbers of this many characters may be a key. */
const longNumber = 8;
const longPattern = 8;
/** A separator, a sign. */
const shortText = 2;

/** Sorted, without overlaps. Where nobody can tell how texts end, what is one in either way is hidden. */
export function maskCode(text: string, lexicon: Lexicon, isWord: IsWord): Span[] {
  const spans = textsOf(text, lexicon, isWord);
  const others = lexicon.otherwise ? textsOf(text, lexicon.otherwise, isWord) : [];
  return mergeSpans(spans.concat(others));
}

function textsOf(text: string, lexicon: Lexicon, isWord: IsWord): Span[] {
  const tokens = tokensOf(text, lexicon);
  const spans = byteLists(text, tokens);
  for (const token of tokens) {
    if (isShown(text, token, isWord)) continue;
    const from = token.kind === 'comment' ? afterMark(text, token) : token.from;
    for (const span of spansOfLines(text, from, token.to)) spans.push(span);
  }
  return spans;
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

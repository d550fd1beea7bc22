// Takes a text apart into comments, texts and numbers, by the lexicon of its language. Linear in the text, never
// throws, and never sure: where a language is cleverer than its lexicon, more is taken for a text, not less.

import { memoByObject } from '../model/memo.ts';
import { commentAt, endOfLine } from './comment-at.ts';
import type { Lexicon, Quote } from './lexicon.ts';
import { commentsOfMarkup } from './markup-comments.ts';
import { codeOfPage } from './page.ts';
import { characterAt, endOfText, isOperand, quoteAt } from './quotes.ts';
import type { Span } from './span.ts';

export interface Token {
  /** `markup`: what stands between tags. */
  readonly kind: 'comment' | 'text' | 'pattern' | 'number' | 'markup';
  /** Half-open offsets, quotes and openers included. */
  readonly start: number;
  readonly end: number;
  /** What stands inside of them. */
  readonly from: number;
  readonly to: number;
  /** The word, number or sign before it. */
  readonly after: string;
}

/** A text that code interrupts, to be gone on with where the code is closed. */
interface Open {
  readonly quote: Quote;
  depth: number;
}

const word = /[\p{L}_$@][\p{L}\p{N}_$]*/uy;
const number = /(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)[A-Za-z]{0,3}/y;

/**
 * Every comment, text, pattern and number, in order; of a text of megabytes only those that `keeps` says yes to, since
 * one of numbers has as many as characters.
 */
export function tokensOf(
  text: string,
  lexicon: Lexicon,
  keeps: (kind: Token['kind'], length: number) => boolean = () => true,
): Token[] {
  const tokens: Token[] = [];
  const open: Open[] = [];
  const starters = startersOf(lexicon);
  let heredocs: string[] = [];
  let after = '';
  let at = 0;
  const push = (
    kind: Token['kind'],
    start: number,
    end: number,
    from: number,
    to: number,
  ): void => {
    if (keeps(kind, to - from)) tokens.push({ kind, start, end, from, to, after });
    after = kind === 'comment' ? after : kind;
    at = Math.max(end, start + 1);
  };
  /** Reads a text from `from` up to its end, or to the code inside of it. */
  const readText = (start: number, from: number, quote: Quote): void => {
    const { end, closedBy } = endOfText(text, from, quote);
    if (closedBy === 'hole') {
      push('text', start, end, from, end);
      open.push({ quote, depth: 0 });
      at = end + (quote.hole?.length ?? 0);
      after = quote.hole ?? '';
    } else push('text', start, closedBy === 'quote' ? end + quote.close.length : end, from, end);
  };
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (at === 0 && isHashbang(text)) {
      const end = endOfLine(text, 0);
      push('comment', 0, end, 2, end);
      continue;
    }
    if (unit === 10 && lexicon.lastLine && isAlone(text, at, lexicon.lastLine)) {
      const from = at + lexicon.lastLine.length;
      push('text', from, text.length, from, text.length);
      break;
    }
    if (unit === 10 && heredocs.length > 0) {
      for (const name of heredocs) {
        const end = endOfHeredoc(text, at + 1, name);
        push('text', at + 1, end, at + 1, end);
      }
      heredocs = [];
      continue;
    }
    const starts = unit < 128 ? starters[unit] : looked;
    if (starts === blank) {
      at++;
      continue;
    }
    if (starts === plain && at > 0) {
      const end = endOfWord(text, at);
      after = text.slice(at, end);
      at = end;
      continue;
    }
    if (starts === sign && at > 0) {
      after = text.charAt(at++);
      continue;
    }
    if (starts !== bracket || at === 0) {
      const comment = commentAt(text, at, lexicon);
      if (comment) {
        push('comment', at, comment.end, comment.from, comment.to);
        continue;
      }
      const quote = quoteAt(text, at, lexicon, after);
      if (quote) {
        readText(at, at + quote.open.length, quote);
        continue;
      }
      const character = lexicon.hasCharacters ? characterAt(text, at, after) : undefined;
      if (character !== undefined) {
        push('text', at, character, at + 1, character);
        continue;
      }
    }
    const inner = open.at(-1);
    if (inner) {
      const [opens, closes] = inner.quote.hole?.endsWith('(') ? [40, 41] : [123, 125];
      if (unit === opens) inner.depth++;
      else if (unit === closes && inner.depth-- === 0) {
        open.pop();
        readText(at + 1, at + 1, inner.quote);
        continue;
      }
    }
    if (unit === 47 && lexicon.hasPatterns) {
      const end = patternAt(text, at, after, lexicon);
      if (end !== undefined) {
        push('pattern', at, end, at + 1, end - 1);
        continue;
      }
    }
    if ((unit === 62 || unit === 125) && lexicon.hasMarkup) {
      const end = endOfMarkupText(text, at);
      if (end !== undefined) {
        push('markup', at + 1, end, at + 1, end);
        continue;
      }
    }
    if (unit === 60 && lexicon.hasHeredocs) {
      const name = heredocAt(text, at);
      if (name !== undefined) heredocs.push(name);
      at += name === undefined ? 1 : 2;
      after = '<';
      continue;
    }
    if (unit >= 48 && unit <= 57) {
      number.lastIndex = at;
      const found = number.exec(text)?.[0] ?? text.charAt(at);
      push('number', at, at + found.length, at, at + found.length);
      continue;
    }
    word.lastIndex = at;
    const found = starts === bracket ? undefined : word.exec(text)?.[0];
    if (found !== undefined) {
      after = found;
      at += found.length;
      continue;
    }
    // `require(` is told as one: what it is called with is no text like others.
    if (unit > 32) after = unit === 40 && isWordBefore(text, at) ? `${after}(` : text.charAt(at);
    at++;
  }
  return tokens;
}

/** Comments alone: those of code, where it stands in a page. */
export function commentsOf(text: string, lexicon: Lexicon): readonly Span[] {
  if (lexicon.isMarkup) return commentsOfMarkup(text);
  const code = lexicon.codeIn ? codeOfPage(text, lexicon.codeIn).code : text;
  return tokensOf(code, lexicon).filter(({ kind }) => kind === 'comment');
}

/** What a character may begin: nothing; anything; a word and nothing else; in this language nothing, a sign or a bracket. */
const [blank, looked, plain, sign, bracket] = [0, 1, 2, 3, 4];

/** What each ASCII character may begin. */
const startersOf = memoByObject((lexicon: Lexicon): Uint8Array => {
  const table = new Uint8Array(128).fill(looked);
  for (const unit of [9, 10, 11, 12, 13, 32]) table[unit] = blank;
  for (let unit = 0; unit < 128; unit++) {
    if (/[A-Za-z_$@]/.test(String.fromCharCode(unit))) table[unit] = plain;
  }
  for (const char of ',;:=.[]+-*&|!^~%') table[char.charCodeAt(0)] = sign;
  for (const char of '(){}') table[char.charCodeAt(0)] = bracket;
  const { block, line, quotes, quotings = [] } = lexicon;
  const openers = [...block.map(([open]) => open), ...line, ...quotes.map(({ open }) => open)];
  for (const opener of openers) table[opener.charCodeAt(0) & 127] = looked;
  for (const { first } of quotings)
    for (const char of first) table[char.charCodeAt(0) & 127] = looked;
  return table;
});

/** One past the word that begins at `start`. */
function endOfWord(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const unit = text.charCodeAt(at);
    // Beyond ASCII the pattern tells what is a letter.
    if (unit > 127) {
      word.lastIndex = start;
      return start + (word.exec(text)?.[0].length ?? 1);
    }
    const isDigit = unit >= 48 && unit <= 57;
    const isLetter = (unit | 32) >= 97 && (unit | 32) <= 122;
    if (!isDigit && !isLetter && unit !== 95 && unit !== 36) return at;
  }
}

function isWordBefore(text: string, at: number): boolean {
  return /[\w$]/.test(text.charAt(at - 1));
}

/** `#!/usr/bin/env node`; `#![...]` is an attribute of Rust. */
function isHashbang(text: string): boolean {
  return text.startsWith('#!') && text[2] !== '[';
}

function isAlone(text: string, at: number, line: string): boolean {
  return text.startsWith(line, at) && /^[\r\n]?$/.test(text.charAt(at + line.length));
}

/** Nobody writes a longer one by hand, and a slash that opens none must not cost the rest of its line. */
const longestPattern = 500;

/** One past the end of the pattern that a slash opens here, if it does. */
function patternAt(
  text: string,
  at: number,
  after: string,
  { hasPatterns }: Lexicon,
): number | undefined {
  const isBehindWord = /^[\p{L}_]/u.test(after) && after !== 'text' && after !== 'number';
  const mayOpen =
    isOperand(after) ||
    // `name /a/` calls, `name / a` divides.
    (hasPatterns === 'commands' && isBehindWord && / \/[^\s=]/.test(text.slice(at - 1, at + 2)));
  if (mayOpen) return endOfPattern(text, at);
  // `if (a) /b/.test(c)`: behind a call it is a division, whose texts are read as such.
  if (after !== ')' || /\s/.test(text.charAt(at + 1))) return undefined;
  const end = endOfPattern(text, at);
  return end !== undefined && !/["'`]/.test(text.slice(at, end)) ? end : undefined;
}

/** One past the closing slash, on the same line. */
function endOfPattern(text: string, start: number): number | undefined {
  const limit = Math.min(text.length, start + longestPattern);
  let isInClass = false;
  for (let at = start + 1; at < limit; at++) {
    const char = text[at];
    if (char === '\n' || char === '\r') return undefined;
    if (char === '\\') at++;
    else if (char === '[') isInClass = true;
    else if (char === ']') isInClass = false;
    else if (char === '/' && !isInClass) return at + 1;
  }
  return undefined;
}

/** The end of a tag; one of a generic stands right behind a name. */
const tag = /(?:^|[^\w$)\]<])<(?:\/?[A-Za-z][\w.:-]{0,60}(?:\s[^<>]{0,300})?\/?)?>$/;
const betweenTags = />([^<>{}]{1,400})(?=\{|<[/A-Za-z>])/y;
const behindCode = /\}([^<>{};]{1,400})(?=<\/)/y;

/** Where what stands between the tag, or the code in it, that ends at `at` and the next one ends. */
function endOfMarkupText(text: string, at: number): number | undefined {
  const isBehindCode = text[at] === '}';
  const form = isBehindCode ? behindCode : betweenTags;
  form.lastIndex = at;
  const inner = form.exec(text)?.[1];
  if (inner === undefined || inner.trim() === '' || /^\s*[(),;:=]|\/\/|=>/.test(inner))
    return undefined;
  return isBehindCode || tag.test(text.slice(Math.max(0, at - 400), at + 1))
    ? at + 1 + inner.length
    : undefined;
}

const heredoc = /<<[<~-]?[ \t]?(?:([A-Za-z_]\w{0,60})|(["'`])([A-Za-z_][^"'`\n]{0,60})\2)/y;

function heredocAt(text: string, at: number): string | undefined {
  heredoc.lastIndex = at;
  const [, bare, , quoted] = heredoc.exec(text) ?? [];
  return bare ?? quoted;
}

/** Start of the line that holds `name` alone, or the end of the text. */
function endOfHeredoc(text: string, from: number, name: string): number {
  for (let start = from; start < text.length; start = text.indexOf('\n', start) + 1) {
    let at = start;
    while (text[at] === ' ' || text[at] === '\t') at++;
    if (text.startsWith(name, at) && !/\w/.test(text.charAt(at + name.length))) return start;
    if (text.indexOf('\n', start) === -1) break;
  }
  return text.length;
}

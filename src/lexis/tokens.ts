// Takes a text apart into comments, texts and numbers, by the lexicon of its language. Linear in the text, never
// throws, and never sure: where a language is cleverer than its lexicon, more is taken for a text, not less.
import { blanked } from './blank.ts';
import type { Lexicon, Quote } from './lexicon.ts';

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

/** After these a slash opens a pattern, and a quote a text. */
const operatorWords =
  /^(?:return|typeof|instanceof|case|in|of|delete|void|throw|new|yield|await|else|do|from|import|require|default|extends|and|or|not|is|if|elif|puts|print|echo|export|use|when|then|unless|assert|lambda|match)$/;
/** Letters before a quote that belong to it: `rb'...'`, `f"..."`, `L"..."`. */
const prefixWords = /^[a-zA-Z]{1,2}$/;
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
    if (unit === 10 && heredocs.length > 0) {
      for (const name of heredocs) {
        const end = endOfHeredoc(text, at + 1, name);
        push('text', at + 1, end, at + 1, end);
      }
      heredocs = [];
      continue;
    }
    if (starters[unit < 128 ? unit : 0] !== 1 && unit < 128) {
      at++;
      continue;
    }
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
    if (unit === 47 && lexicon.hasPatterns && isOperand(after)) {
      const end = endOfPattern(text, at);
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
    const found = word.exec(text)?.[0];
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
export function commentsOf(text: string, lexicon: Lexicon): Token[] {
  const code = lexicon.codeIn ? codeAlone(text, lexicon.codeIn) : text;
  return tokensOf(code, lexicon).filter(({ kind }) => kind === 'comment');
}

/** With blanks in the place of everything else. A close in quotes ends the code here as well: less is a comment then. */
function codeAlone(text: string, [open, close]: readonly [string, string]): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const start = indexOr(text, open, at);
    // A comment up to the end of its line ends with the code.
    if (start > at) parts.push('\n', blanked(text.slice(at + 1, start)));
    at = indexOr(text, close, start);
    parts.push(text.slice(start, at));
  }
  return parts.join('');
}

function indexOr(text: string, searched: string, from: number): number {
  const found = text.indexOf(searched, from);
  return found === -1 ? text.length : found;
}

/** A table of ASCII characters that have to be looked at: all but blanks. */
function startersOf({ block }: Lexicon): Uint8Array {
  const table = new Uint8Array(128).fill(1);
  for (const blank of [9, 10, 11, 12, 13, 32]) table[blank] = 0;
  for (const [opener] of block) table[opener.charCodeAt(0) & 127] = 1;
  return table;
}

function isOperand(after: string): boolean {
  return operatorWords.test(after) || after === '' || /[^\p{L}\p{N}_$)\]}]$/u.test(after);
}

function isWordBefore(text: string, at: number): boolean {
  return /[\w$]/.test(text.charAt(at - 1));
}

interface Comment {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

function commentAt(text: string, at: number, lexicon: Lexicon): Comment | undefined {
  for (const [opener, closer] of lexicon.block) {
    if (!text.startsWith(opener, at)) continue;
    const from = at + opener.length;
    const found = text.indexOf(closer, from);
    const to = found === -1 ? text.length : found;
    return { from, to, end: found === -1 ? to : to + closer.length };
  }
  for (const opener of lexicon.line) {
    if (!text.startsWith(opener, at) || !mayOpen(text, at, lexicon)) continue;
    const to = endOfLine(text, at);
    return { from: at + opener.length, to, end: to };
  }
  return undefined;
}

function mayOpen(text: string, at: number, { lineOpensAt }: Lexicon): boolean {
  if (lineOpensAt === undefined || at === 0) return true;
  const before = text.charAt(at - 1);
  if (lineOpensAt === 'word') return /[\s;&|(]/.test(before);
  let start = at;
  if (lineOpensAt === 'command' && /[&|(][ \t]{0,50}@?$/.test(text.slice(Math.max(0, at - 60), at)))
    return true;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return start === 0 || text[start - 1] === '\n' || text[start - 1] === '\r';
}

function quoteAt(text: string, at: number, lexicon: Lexicon, after: string): Quote | undefined {
  for (const quote of lexicon.quotes) {
    if (!text.startsWith(quote.open, at)) continue;
    // `don't`: one right behind a word is an apostrophe, unless the word may stand before a text.
    const isGlued = quote.open === "'" && /[\p{L}\p{N}_$]/u.test(text.charAt(at - 1));
    if (isGlued && !operatorWords.test(after) && !prefixWords.test(after)) continue;
    if (quote.isShort && !isCharacter(text, at)) continue;
    return quote;
  }
  return undefined;
}

/** `'x'`, `'\n'`, `'\u{1f600}'`. */
function isCharacter(text: string, at: number): boolean {
  return /^'(?:\\.[^']{0,10}|[^'\\\n]{1,2})'/.test(text.slice(at, at + 16));
}

type TextEnd = { readonly end: number; readonly closedBy: 'quote' | 'hole' | 'line' };

function endOfText(text: string, from: number, quote: Quote): TextEnd {
  const { close, escapes = false, doubles = false, multiline = false, hole } = quote;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (hole !== undefined && unit === hole.charCodeAt(0) && text.startsWith(hole, at)) {
      return { end: at, closedBy: 'hole' };
    }
    if (unit === 92 && escapes) {
      at++;
      continue;
    }
    if (!multiline && (unit === 10 || unit === 13)) return { end: at, closedBy: 'line' };
    if (unit !== close.charCodeAt(0) || !text.startsWith(close, at)) continue;
    if (doubles && text.startsWith(close, at + close.length)) at += close.length;
    else return { end: at, closedBy: 'quote' };
  }
  return { end: text.length, closedBy: 'line' };
}

/** Nobody writes a longer one by hand, and a slash that opens none must not cost the rest of its line. */
const longestPattern = 500;

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
const betweenTags = />([^<>{}\n]{1,400})(?=\{|<[/A-Za-z>])/y;
const behindCode = /\}([^<>{};\n]{1,400})(?=<\/)/y;

/** Where what stands between the tag, or the code in it, that ends at `at` and the next one ends on the same line. */
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

const heredoc = /<<[<~-]?[ \t]?(["'`]?)([A-Za-z_]\w{0,60})\1/y;

function heredocAt(text: string, at: number): string | undefined {
  heredoc.lastIndex = at;
  return heredoc.exec(text)?.[2];
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

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

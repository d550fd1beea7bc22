// Which text opens at a place of the code, and where it ends or code interrupts it.
import type { Lexicon, Quote, Quoting } from './lexicon.ts';

/** After these a slash opens a pattern, and a quote a text. */
const operatorWords =
  /^(?:return|typeof|instanceof|case|in|of|delete|void|throw|new|yield|await|else|do|from|import|require|default|extends|and|or|not|is|if|elif|puts|print|echo|export|use|when|then|unless|assert|lambda|match)$/;
/** Letters before a quote that belong to it: `rb'...'`, `f"..."`, `L"..."`. */
const prefixWords = /^[a-zA-Z]{1,2}$/;

/** Whether what stands before asks for a value: no operator can follow. */
export function isOperand(after: string): boolean {
  return operatorWords.test(after) || after === '' || /[^\p{L}\p{N}_$)\]}]$/u.test(after);
}

/** `after`: the word, number or sign before it. */
export function quoteAt(
  text: string,
  at: number,
  lexicon: Lexicon,
  after: string,
): Quote | undefined {
  for (const quoting of lexicon.quotings ?? []) {
    const quote = chosenQuote(text, at, quoting, after);
    if (quote) return quote;
  }
  for (const quote of lexicon.quotes) {
    if (!text.startsWith(quote.open, at)) continue;
    // `don't`: one right behind a word is an apostrophe, unless the word may stand before a text.
    const isGlued = quote.open === "'" && /[\p{L}\p{N}_$]/u.test(text.charAt(at - 1));
    // Between tags people write `it's` as well.
    const isPrefixed = !lexicon.hasMarkup && prefixWords.test(after);
    if (isGlued && !operatorWords.test(after) && !isPrefixed) continue;
    if (quote.isShort && !isCharacter(text, at)) continue;
    if (quote.holeBehind === undefined) return quote;
    const { holeBehind, hole, ...plain } = quote;
    const hasHole = /[A-Za-z]/.test(text.charAt(at - 1)) && holeBehind.test(after);
    return hasHole && hole !== undefined ? { ...plain, hole, doublesHole: true } : plain;
  }
  return undefined;
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

function chosenQuote(
  text: string,
  at: number,
  { first, opens, how, nests, isOperator }: Quoting,
  after: string,
): Quote | undefined {
  if (!first.includes(text.charAt(at))) return undefined;
  opens.lastIndex = at;
  const match = opens.exec(text);
  if (!match) return undefined;
  const { bracket = '', behind = '', quote = '', fence = '', holes = '' } = match.groups ?? {};
  const hasPair = pairs[bracket] !== undefined;
  if (isOperator && !hasPair && !isOperand(after)) return undefined;
  return {
    ...how,
    open: match[0],
    close: (pairs[bracket] ?? bracket) + behind + quote + fence,
    ...(nests && hasPair && { nests: bracket }),
    ...(holes !== '' && { hole: '{'.repeat(holes.length) }),
  };
}

/** One past a character that a question mark says: `?a`, `?\n`. */
export function characterAt(text: string, at: number, after: string): number | undefined {
  if (text[at] !== '?' || !isOperand(after)) return undefined;
  const found = /^\?(?:\\.|[^\s\w\\]|\w(?!\w))/.exec(text.slice(at, at + 4))?.[0];
  return found === undefined ? undefined : at + found.length;
}

/** `'x'`, `'\n'`, `'\u{1f600}'`. */
function isCharacter(text: string, at: number): boolean {
  return /^'(?:\\.[^']{0,10}|[^'\\\n]{1,2})'/.test(text.slice(at, at + 16));
}

export type TextEnd = { readonly end: number; readonly closedBy: 'quote' | 'hole' | 'line' };

/** Where a text ends that goes on at `from`: at its closing, at code inside of it, or with its line. */
export function endOfText(text: string, from: number, quote: Quote): TextEnd {
  const {
    close,
    escapes = false,
    doubles = false,
    multiline = false,
    hole,
    nests,
    escapedBy,
  } = quote;
  const escaping = escapedBy?.charCodeAt(0) ?? (escapes ? 92 : -1);
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (hole !== undefined && unit === hole.charCodeAt(0) && text.startsWith(hole, at)) {
      if (!quote.doublesHole || !text.startsWith(hole, at + hole.length))
        return { end: at, closedBy: 'hole' };
      at += hole.length * 2 - 1;
      continue;
    }
    if (unit === escaping) {
      at++;
      continue;
    }
    if (!multiline && (unit === 10 || unit === 13)) return { end: at, closedBy: 'line' };
    if (nests !== undefined && unit === nests.charCodeAt(0)) depth++;
    if (unit !== close.charCodeAt(0) || !text.startsWith(close, at)) continue;
    if (depth > 0) depth--;
    else if (doubles && text.startsWith(close, at + close.length)) at += close.length;
    else return { end: at, closedBy: 'quote' };
  }
  return { end: text.length, closedBy: 'line' };
}

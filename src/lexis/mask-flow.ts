// Values between braces and commas: JSON, YAML in one line, HOCON. Names are what a colon or a sign of equality follows.
import {
  closingQuote,
  hide,
  hideComment,
  holdsPairs,
  type MaskedLine,
  type MaskState,
} from './mask-line.ts';
import { maskWords } from './mask-words.ts';
import { isPlausibleName } from './words.ts';

/** The rest of a line from `from` on. */
export function maskFlow(line: MaskedLine, from: number, state: MaskState): void {
  const { text } = line;
  for (let at = from; at < text.length; ) {
    const char = text.charAt(at);
    if (/[\s,{}[\]():=+]/.test(char)) at++;
    else if (isComment(text, at, state)) at = maskComment(line, at, state);
    else if (char === '"' || char === "'") at = maskText(line, at, state);
    else at = maskWord(line, at, state);
  }
}

function isComment(text: string, at: number, { style }: MaskState): boolean {
  if (text.startsWith('//', at) || text.startsWith('/*', at)) return style !== 'yaml';
  return text[at] === '#' && style !== 'json' && (at === 0 || /\s/.test(text.charAt(at - 1)));
}

function maskComment(line: MaskedLine, at: number, state: MaskState): number {
  const { text } = line;
  const isBlock = text.startsWith('/*', at);
  const close = isBlock ? text.indexOf('*/', at + 2) : -1;
  if (close !== -1) {
    hide(line, at + 2, close, state);
    return close + 2;
  }
  if (isBlock) state.open = { kind: 'comment' };
  hideComment(line, at, state);
  return text.length;
}

function maskText(line: MaskedLine, at: number, state: MaskState): number {
  const { text } = line;
  const quote = text.charAt(at);
  const triple = quote.repeat(3);
  const sign = state.style === 'braces' && text.startsWith(triple, at) ? triple : quote;
  const from = at + sign.length;
  const close = closingQuote(text, from, sign);
  if (close === -1) {
    if (state.style !== 'json') state.open = { kind: 'quote', close: sign };
    hide(line, from, text.length, state);
    return text.length;
  }
  const inner = text.slice(from, close);
  const end = close + sign.length;
  const isName = /^\s*[:=]/.test(text.slice(end, end + 50));
  if (isName ? isPlausibleName(inner) : state.isWord(inner)) return end;
  if (!isName && holdsPairs(inner)) maskWords(line, { from, to: close, isBare: false }, state);
  else hide(line, from, close, state);
  return end;
}

const name = /^[^\s,{}[\]"'=:]{1,80}(?=\s{0,20}(?:\+?=|:(?:\s|$|["'{[])|\{))/;

function maskWord(line: MaskedLine, at: number, state: MaskState): number {
  const { text } = line;
  const found = name.exec(text.slice(at, at + 200))?.[0];
  if (found !== undefined && isPlausibleName(found)) return at + found.length;
  let end = at;
  while (end < text.length && !/[,{}[\]]/.test(text.charAt(end))) {
    if (text[end] === '#' && /\s/.test(text.charAt(end - 1))) break;
    end++;
  }
  const word = text.slice(at, end).trim();
  // A number in a list may be a byte of a key.
  const isNumber = /^-?\d{1,3}$/.test(word) && /[=:]\s{0,20}$/.test(text.slice(0, at).slice(-25));
  if (!state.isWord(word) && !isNumber) hide(line, at, end, state);
  return Math.max(end, at + 1);
}

/** HOCON and its like: blocks with labels, and values of every kind. */
export function maskBraces(line: MaskedLine, from: number, state: MaskState): void {
  const { text } = line;
  if (from === 0 && /^\s*[\w.-]{1,60}(?:\s+"[\w.-]{1,60}"){0,3}\s*\{\s*$/.test(text)) return;
  maskFlow(line, from, state);
}

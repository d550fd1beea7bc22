// The words of commands: shells, Dockerfiles, scripts inside of other files.
import {
  closingQuote,
  hide,
  hideComment,
  holdsPairs,
  type MaskedLine,
  type MaskState,
} from './mask-line.ts';
import { isPlausibleName } from './words.ts';

export interface WordRange {
  readonly from: number;
  readonly to: number;
  /** The words are those of a script, not of a value: short ones that are neither name nor option are shown. */
  readonly isBare: boolean;
}

/** Values of assignments and of options go, long words go; names, options and words of everybody stay. */
export function maskWords(line: MaskedLine, range: WordRange, state: MaskState): void {
  const { text } = line;
  for (let at = range.from; at < range.to; ) {
    const char = text.charAt(at);
    if (/[\s;&|()<>\\]/.test(char)) at++;
    else if (char === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)))) {
      hideComment(line, at, state);
      return;
    } else at = maskWord(line, at, range, state);
  }
}

const named = /^["']?(?:-{1,2}(?:e(?=["'A-Z]))?)?["']?([A-Za-z_][\w.-]{0,79})\+?:?=/;
const option = /^(?:--[A-Za-z][\w-]{0,40}|-[A-Za-z]{1,3})$/;
const longWord = 8;

function maskWord(line: MaskedLine, at: number, range: WordRange, state: MaskState): number {
  const end = endOfWord(line.text, at, range.to);
  if (end.openQuote !== undefined && range.isBare) {
    state.open = { kind: 'quote', close: end.openQuote };
  }
  const word = line.text.slice(at, end.at);
  const match = named.exec(word);
  if (match && isPlausibleName(match[1] ?? '')) {
    const value = word.slice(match[0].length).replace(/^(["'])(.*)\1$/, '$2');
    if (!state.isWord(value)) hide(line, at + match[0].length, end.at, state);
    return end.at;
  }
  const bare = word.replace(/^["']|["']$/g, '');
  const isQuoted = bare !== word;
  if (isQuoted && /\s/.test(bare) && holdsPairs(bare)) {
    const to = end.at - (end.openQuote === undefined ? 1 : 0);
    maskWords(line, { ...range, from: at + 1, to }, state);
    return end.at;
  }
  const isShort = range.isBare && !isQuoted && bare.length < longWord;
  if (!isShort && !option.test(word) && !state.isWord(bare)) hide(line, at, end.at, state);
  return end.at;
}

function endOfWord(text: string, from: number, to: number): { at: number; openQuote?: string } {
  let at = from;
  while (at < to && !/[\s;&|()<>]/.test(text.charAt(at))) {
    const char = text.charAt(at);
    if (char === '\\') at += 2;
    else if (char === '"' || char === "'") {
      const close = closingQuote(text, at + 1, char);
      if (close === -1 || close >= to) return { at: to, openQuote: char };
      at = close + 1;
    } else at++;
  }
  return { at: Math.max(Math.min(at, to), from + 1) };
}

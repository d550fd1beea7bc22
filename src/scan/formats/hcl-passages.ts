// Runs of HCL that are passed over without being understood: blanks and comments, lines, and all that stands between a
// bracket and the one that closes it. Each takes an offset and says where the run ends, and tells of one that never does.
import { neverEnds } from '../never-ends.ts';
import type { Problem } from './limits.ts';

type Cut = (problem: Problem) => void;

/** Behind spaces and comments; behind line ends too where they mean nothing. */
export function endOfBlank(text: string, from: number, overLines: boolean, cut: Cut): number {
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === ' ' || char === '\t' || (overLines && /\s/.test(char))) at++;
    else if (char === '#' || text.startsWith('//', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      if (close === -1) cut(neverEnds('comment', text, at));
      at = close === -1 ? text.length : close + 2;
    } else return at;
  }
  return at;
}

/** Where the line ends, before what ends it. */
export function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/**
 * Behind the bracket that closes the one here. Looks at each character once and parses nothing: what did not parse a
 * moment ago must not be tried again on each level.
 */
export function endOfBrackets(text: string, from: number, cut: Cut): number {
  const open: string[] = [];
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    const isInText = open.at(-1) === '"';
    if (isInText && char === '\\') at++;
    else if (isInText && (text.startsWith('${', at) || text.startsWith('%{', at))) {
      at++;
      open.push('{');
    } else if (char === '"') {
      if (isInText) open.pop();
      else open.push(char);
    } else if (!isInText) {
      at = endOfBlank(text, at, false, cut);
      if (/[([{]/.test(text.charAt(at))) open.push(text.charAt(at));
      else if (/[)\]}]/.test(text.charAt(at))) open.pop();
      else if (text[at] === '"') continue;
    }
    at++;
    if (open.length === 0) return Math.min(at, text.length);
  }
  cut(neverEnds('bracket', text, from));
  return text.length;
}

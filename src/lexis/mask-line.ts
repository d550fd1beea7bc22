// What the maskers of configuration share: where a line hides something, and which text goes on in the next one.
import { type Span, spansOfLines } from './span.ts';
import type { IsWord } from './words.ts';

/** How a format puts names before values. */
export type Style =
  | 'lines'
  | 'yaml'
  | 'json'
  | 'braces'
  | 'shell'
  | 'batch'
  | 'dockerfile'
  | 'other';

/** A text that goes on in the next line. */
export type Open =
  | { readonly kind: 'quote'; readonly close: string }
  | { readonly kind: 'block'; readonly indent: number }
  | { readonly kind: 'heredoc'; readonly name: string }
  /** A value whose line ends in a backslash. */
  | { readonly kind: 'continued' }
  | { readonly kind: 'comment' };

/** One file while it is looked through. */
export interface MaskState {
  readonly style: Style;
  /** `name value`, without a sign between. */
  readonly mayOmitSign: boolean;
  readonly isWord: IsWord;
  readonly spans: Span[];
  open: Open | undefined;
}

/** One line without its end, and where it stands in the file. */
export interface MaskedLine {
  readonly text: string;
  readonly start: number;
}

/** Hides a part of a line, the blanks around it aside. */
export function hide(line: MaskedLine, from: number, to: number, { spans }: MaskState): void {
  for (const { start, end } of spansOfLines(line.text, from, to)) {
    spans.push({ start: line.start + start, end: line.start + end });
  }
}

/** Hides what follows the opener of a comment, and a mark of ours. */
export function hideComment(line: MaskedLine, at: number, state: MaskState): void {
  const rest = line.text.slice(at);
  const opener = /^(?:#+|\/\/+|\/\*+|;+|--|<!--)[!\s]*/.exec(rest)?.[0].length ?? 1;
  const mark = /^keylint:[ \t]*ignore(?:[ \t]*\[[\w\s,-]{0,500}\])?/.exec(rest.slice(opener));
  hide(line, at + opener + (mark?.[0].length ?? 0), line.text.length, state);
}

/** Where the text of a quote that opens before `from` ends; -1 where the line does not close it. */
export function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && quote !== "'") at++;
    else if (text.startsWith(quote, at)) return at;
  }
  return -1;
}

/** Whether a text sets variables or options: `A=1 node .`, `docker run -e A=1`, `--key=1`. */
export function holdsPairs(text: string): boolean {
  return /(?:^|[\s"'])(?:[A-Za-z_][A-Za-z0-9_]{2,80}|--[a-z][\w-]{1,80})=\S/.test(text);
}

/** Whether a line goes on in the next: it ends in a backslash that stands for itself. */
export function isContinued(text: string): boolean {
  return (/\\+$/.exec(text)?.[0].length ?? 0) % 2 === 1;
}

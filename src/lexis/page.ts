// Pages with code in them: what of a text is code, and what is page.
import { blanked } from './blank.ts';
import type { Span } from './span.ts';

export interface PageParts {
  /** The text with blanks in the place of all that is no code. */
  readonly code: string;
  /** The text with blanks in the place of the code. */
  readonly page: string;
  /** Where the code stands, in order. */
  readonly codeAt: readonly Span[];
}

/** A close in quotes ends the code here as well: less is a comment then. Both parts are as long as the text. */
export function codeOfPage(text: string, [open, close]: readonly [string, string]): PageParts {
  const code: string[] = [];
  const page: string[] = [];
  const codeAt: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const start = indexOr(text, open, at);
    // A comment up to the end of its line ends with the code.
    if (start > at) code.push('\n', blanked(text.slice(at + 1, start)));
    page.push(text.slice(at, start));
    at = indexOr(text, close, start);
    const inner = text.slice(start, at);
    code.push(inner);
    codeAt.push({ start, end: at });
    page.push(blanked(inner));
  }
  return { code: code.join(''), page: page.join(''), codeAt };
}

function indexOr(text: string, searched: string, from: number): number {
  const found = text.indexOf(searched, from);
  return found === -1 ? text.length : found;
}

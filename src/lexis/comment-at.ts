// Which comment opens at a place of the code, and where it ends.
import type { Lexicon } from './lexicon.ts';

/** Half-open offsets: `from` and `to` of what stands inside, `end` behind its closing. */
export interface Comment {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** The comment that opens at a place of the code. */
export function commentAt(text: string, at: number, lexicon: Lexicon): Comment | undefined {
  for (const [opener, closer] of lexicon.block) {
    const opened = openedAt(text, at, opener);
    if (opened === 0) continue;
    const from = at + opened;
    const found = lexicon.nestsComments
      ? endOfNested(text, from, opener, closer)
      : text.indexOf(closer, from);
    const to = found === -1 ? text.length : found;
    return { from, to, end: found === -1 ? to : to + closer.length };
  }
  for (const opener of lexicon.line) {
    if (!text.startsWith(opener, at) || !mayOpen(text, at, opener, lexicon)) continue;
    const to = endOfLine(text, at);
    return { from: at + opener.length, to, end: to };
  }
  return undefined;
}

/** How many characters open a comment here; an opener at the start of a line opens the text as well. */
function openedAt(text: string, at: number, opener: string): number {
  if (text.startsWith(opener, at)) return opener.length;
  return at === 0 && opener.startsWith('\n') && text.startsWith(opener.slice(1))
    ? opener.length - 1
    : 0;
}

/** Where the closing of a comment stands that others may stand in; -1 where there is none. */
function endOfNested(text: string, from: number, opener: string, closer: string): number {
  let depth = 1;
  let opens = text.indexOf(opener, from);
  let closes = text.indexOf(closer, from);
  for (let at = from; closes !== -1; ) {
    if (opens !== -1 && opens < closes) {
      depth++;
      at = opens + opener.length;
      opens = text.indexOf(opener, at);
    } else {
      if (--depth === 0) return closes;
      at = closes + closer.length;
    }
    if (closes < at) closes = text.indexOf(closer, at);
    if (opens !== -1 && opens < at) opens = text.indexOf(opener, at);
  }
  return -1;
}

function mayOpen(text: string, at: number, opener: string, { lineOpensAt }: Lexicon): boolean {
  if (opener === '-->') return /^[ \t]*$/.test(lineBefore(text, at));
  if (lineOpensAt === undefined || at === 0) return true;
  const before = text.charAt(at - 1);
  if (lineOpensAt === 'word') return /[\s;&|(]/.test(before);
  let start = at;
  if (lineOpensAt === 'command' && /[&|(][ \t]{0,50}@?$/.test(text.slice(Math.max(0, at - 60), at)))
    return true;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return start === 0 || text[start - 1] === '\n' || text[start - 1] === '\r';
}

/** What stands before it in its line, the nearest of it. */
function lineBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - 100), at);
  return near.slice(near.lastIndexOf('\n') + 1);
}

/** Where the line of `from` ends, its end not included. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

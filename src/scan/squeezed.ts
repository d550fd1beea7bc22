// Code that no person reads: bundled, minified, padded. What is left out of an audit by decision must not be told by a
// name alone, since everybody can give a file a name.
import { blankOut } from '../lexis/blank.ts';
import { lexiconOf } from '../lexis/lexicon.ts';
import type { Span } from '../lexis/span.ts';
import { type Token, tokensOf } from '../lexis/tokens.ts';
import { isNotebookPath } from './formats/paths.ts';

/** Characters of a line, on average, beyond which nobody has written them. */
const averageOfSqueezed = 250;
/** A comment, and a text, that is longer than this hides code rather than explaining it. */
const longComment = 1_000;
const longText = 50_000;

/** Whether the code of a text is squeezed into few long lines, comments aside. */
export function isSqueezed(path: string, text: string): boolean {
  // Without its comments a line is no longer: most files need no look at where these stand.
  if (!hasLongLine(text) || isNotebookPath(path)) return false;
  const comments = tokensOf(text, lexiconOf(path), (kind) => kind === 'comment');
  return isSqueezedText(blankOut(text, insides(comments)));
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end;
    if (next - start > averageOfSqueezed) return true;
    start = next + 1;
  }
  return false;
}

/** The same of a text whose comments count as code: quick. */
export function isSqueezedText(code: string): boolean {
  let lines = 0;
  let characters = 0;
  for (const line of code.split('\n')) {
    const { length } = line.trim();
    if (length === 0) continue;
    lines++;
    characters += length;
  }
  return lines > 0 && characters / lines > averageOfSqueezed;
}

/**
 * A text of the same length without what only makes it long: comments and texts that no hand has written, and blanks.
 * `size`: how many bytes of it are not blank. `comment`: the longest that stays.
 */
export function blankPads(
  path: string,
  text: string,
  comment = longComment,
): { readonly text: string; readonly size: number } {
  const pads = tokensOf(
    text,
    lexiconOf(path),
    (kind, length) =>
      (kind === 'comment' && length > comment) || (kind === 'text' && length > longText),
  );
  const rest = blankOut(text, insides(pads));
  return { text: rest, size: visibleBytes(rest) };
}

function visibleBytes(text: string): number {
  let blanks = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) <= 32) blanks++;
  return Buffer.byteLength(text) - blanks;
}

/** What stands inside of tokens, without the signs around it. */
function insides(tokens: readonly Token[]): Span[] {
  return tokens.map(({ from, to }) => ({ start: from, end: to }));
}

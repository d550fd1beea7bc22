// Comments and texts that nothing closes: whoever compiles the file refuses it or takes all that follows for a part of
// them, and no reader finds anything in there.
import type { Lexicon } from './lexicon.ts';
import type { Span } from './span.ts';
import type { Token } from './tokens.ts';

export interface NeverClosed {
  readonly kind: 'comment' | 'text';
  /** Where it opens. */
  readonly start: number;
}

/** The comment or text that goes on to the end of `text`, as far as its tokens, and the lexicon they are of, tell. */
export function neverClosedIn(
  text: string,
  tokens: readonly Token[],
  lexicon: Lexicon,
): NeverClosed | undefined {
  const last = tokens.at(-1);
  if (!last || !isOpenAtEnd(text, last, lexicon)) return undefined;
  return { kind: last.kind === 'comment' ? 'comment' : 'text', start: last.start };
}

/**
 * Of code that is broken, what a quote too many may have made of it: texts of many lines, and what stands behind the first
 * text that does not end in its line.
 */
export function doubtfulIn(text: string, tokens: readonly Token[]): readonly Span[] {
  const texts = tokens.filter(({ kind }) => kind === 'text');
  const broken = texts.find(({ to, end }) => to === end && /[\r\n]/.test(text.charAt(end)));
  const long = texts.filter(
    (token) => text.slice(token.start, token.end).includes('\n') && !isNoHereDocument(text, token),
  );
  return [...(broken ? [{ start: broken.start, end: text.length }] : []), ...long];
}

/** What surely opens a here-document in its line. */
const hereDocument = /<<(?:[~-]["'`]?\w|["'`]?[A-Z_]|<[ \t]?["']?\w)/;

/** The lexicon takes `class << self` for one as well. */
function isNoHereDocument(text: string, { start, from }: Token): boolean {
  if (text[start - 1] !== '\n' || from > start) return false;
  return !hereDocument.test(text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1));
}

function isOpenAtEnd(text: string, token: Token, lexicon: Lexicon): boolean {
  const { kind, start, end, to } = token;
  if (end < text.length || to < end) return false;
  if (kind === 'comment') {
    const opens = (sign: string): boolean => text.startsWith(sign, start);
    return lexicon.block.some(([open]) => opens(open) || opens(open.trimStart()));
  }
  if (isNoHereDocument(text, token)) return false;
  const { lastLine } = lexicon;
  const isBehindCode = lastLine !== undefined && text.slice(0, start).endsWith(lastLine);
  return kind === 'text' && !isBehindCode && text.slice(start).includes('\n');
}

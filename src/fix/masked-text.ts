// A text that knows which of its stretches must not be shown. Edits apply to it like to the text itself, so the
// printed diff is made from what may be seen and nothing has to be hidden afterwards.
import type { Edit } from '../model/edit.ts';

interface Piece {
  readonly text: string;
  /** What people see in its place. */
  readonly shown: string;
}

/** In order; the texts joined are the file. */
export type MaskedText = readonly Piece[];

/** Half-open UTF-16 offsets to be hidden, and what stands there instead. */
export interface MaskRange {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

const remainder = '‹…›';

/** Nothing hidden yet. */
export function plainText(text: string): MaskedText {
  return [{ text, shown: text }];
}

export function realText(masked: MaskedText): string {
  return masked.map(({ text }) => text).join('');
}

export function shownText(masked: MaskedText): string {
  return masked.map(({ shown }) => shown).join('');
}

/** A hidden piece that is cut stays hidden on both sides. */
function slice(masked: MaskedText, start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const piece of masked) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, piece.text.length);
    offset += piece.text.length;
    if (from >= to) continue;
    if (from === 0 && to === piece.text.length) pieces.push(piece);
    else {
      const text = piece.text.slice(from, to);
      pieces.push({ text, shown: piece.shown === piece.text ? text : remainder });
    }
  }
  return pieces;
}

/** Hides ranges; where two overlap the first one's words stand for both. */
export function hide(masked: MaskedText, ranges: readonly MaskRange[]): MaskedText {
  const length = realText(masked).length;
  const pieces: Piece[] = [];
  let offset = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const start = Math.max(range.start, offset);
    if (range.end <= start) continue;
    pieces.push(...slice(masked, offset, start));
    const inner = slice(masked, start, range.end);
    // What is hidden already keeps its words: they say more.
    const isHidden = inner.length === 1 && inner[0] && inner[0].shown !== inner[0].text;
    const text = inner.map((piece) => piece.text).join('');
    pieces.push(...(isHidden ? inner : [{ text, shown: range.shown }]));
    offset = range.end;
  }
  return [...pieces, ...slice(masked, offset, length)];
}

/** Applies edits that do not overlap; offsets are those of the real text. */
export function applyMasked(masked: MaskedText, edits: readonly Edit[]): MaskedText {
  const length = realText(masked).length;
  const pieces: Piece[] = [];
  let offset = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(...slice(masked, offset, edit.start));
    pieces.push({ text: edit.text, shown: edit.maskedText ?? edit.text });
    offset = edit.end;
  }
  return [...pieces, ...slice(masked, offset, length)];
}

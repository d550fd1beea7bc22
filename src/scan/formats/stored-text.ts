// A value as a configuration file stores it: what the program receives, and where each character of it stands.
import type { Range, RangeFinder } from '../../model/place.ts';

/** A decoded value with its place. Offsets are UTF-16 offsets of the whole file. */
export interface StoredText {
  /** After escapes and folding: what the program receives. */
  readonly text: string;
  /** The stored content without quotes. */
  readonly start: number;
  readonly end: number;
  /**
   * `offsets[i]` is where character `i` of `text` stands, `offsets[text.length]` where it ends. Absent where text
   * and content are the same characters.
   */
  readonly offsets?: readonly number[];
  /** True where nobody knows which stored character is which: inner ranges cannot be told. */
  readonly isOpaque?: boolean;
  /** How it was quoted, where the format has quotes. */
  readonly quote?: 'single' | 'double' | 'backtick' | 'block';
}

/** Turns offsets within `stored.text` into ranges of the file; the whole text gives the whole content. */
export function rangeWithin(stored: StoredText, rangeOf: RangeFinder): RangeFinder {
  const { start, end, offsets, text, isOpaque } = stored;
  return (from, to) => {
    if (isOpaque || (from === 0 && to === text.length)) return rangeOf(start, end);
    if (!offsets) return rangeOf(start + from, start + to);
    return rangeOf(offsets[from] ?? start, offsets[to] ?? end);
  };
}

/** The whole content of `stored`. */
export function rangeOfStored(stored: StoredText, rangeOf: RangeFinder): Range {
  return rangeOf(stored.start, stored.end);
}

/** A part of a stored text as a stored text of its own. */
export function sliceStored(stored: StoredText, from: number, to: number): StoredText {
  const { offsets, start } = stored;
  const text = stored.text.slice(from, to);
  if (stored.isOpaque) return { text, start, end: stored.end, isOpaque: true };
  if (!offsets) return { text, start: start + from, end: start + to };
  const inner = offsets.slice(from, to + 1);
  return { text, start: inner[0] ?? start, end: inner.at(-1) ?? stored.end, offsets: inner };
}

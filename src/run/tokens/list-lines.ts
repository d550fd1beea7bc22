// Lines of a list that comes in pieces, shared out among several readers: each line belongs to the piece it begins in,
// and every reader takes its own share of the pieces. All count all lines, so that they agree on where to stop.
import { Buffer } from 'node:buffer';

export interface LineShare {
  /** Which of `parts` readers this is, from 0. */
  readonly part: number;
  readonly parts: number;
  /** Lines after so many are nobody's. */
  readonly maxLines: number;
  /** A line without its end; the bytes are valid until it returns. */
  readonly take: (bytes: Uint8Array, from: number, to: number) => void;
}

export interface LineReader {
  /** The next bytes of the list; false: there is no need for more. */
  write(piece: Uint8Array): boolean;
  /** The last line needs no end. Gives the lines that were seen, `maxLines` at most. */
  end(): number;
}

/** A longer line is no secret of anybody. */
const longestLine = 1024;
const newline = 10;
const carriageReturn = 13;

export function createLineReader({ part, parts, maxLines, take }: LineShare): LineReader {
  /** Where a line of ours goes on in the next piece: what there is of it. */
  let begun: Buffer | undefined;
  let isMidLine = false;
  let pieces = 0;
  let lines = 0;

  const takeLine = (bytes: Uint8Array, from: number, to: number): void => {
    const end = to > from && bytes[to - 1] === carriageReturn ? to - 1 : to;
    if (end > from && end - from <= longestLine) take(bytes, from, end);
  };
  const keepOn = (bytes: Uint8Array): void => {
    const held = begun ?? Buffer.alloc(0);
    // One more than the longest: a line that is cut here must not pass for a short one.
    const room = Math.max(0, longestLine + 2 - held.length);
    begun = Buffer.concat([held, bytes.subarray(0, room)]);
  };
  const endLine = (): void => {
    lines++;
    if (begun) takeLine(begun, 0, begun.length);
    begun = undefined;
    isMidLine = false;
  };
  return {
    write(piece) {
      const isOurs = pieces++ % parts === part;
      let from = 0;
      for (let at = 0; at < piece.length; at++) {
        if (piece[at] !== newline) continue;
        if (isMidLine) {
          if (begun) keepOn(piece.subarray(from, at));
          endLine();
        } else {
          if (isOurs) takeLine(piece, from, at);
          lines++;
        }
        from = at + 1;
        if (lines >= maxLines) return false;
      }
      if (from < piece.length) {
        if (begun || (isOurs && !isMidLine)) keepOn(piece.subarray(from));
        isMidLine = true;
      }
      return true;
    },
    end() {
      if (isMidLine && lines < maxLines) endLine();
      return lines;
    },
  };
}

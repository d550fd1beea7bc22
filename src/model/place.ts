// Where something stands in a file. Every other part of the model points with these.

/**
 * A half-open range of a decoded file. `start` and `end` are UTF-16 offsets into the text (after a byte order
 * mark is removed); lines and columns are 1-based, columns count UTF-16 units, `endColumn` is one past the end.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A range in a file; `path` is relative to the root of the run, with `/` on every platform. */
export interface Place extends Range {
  readonly path: string;
}

/** For what stands in no line of its own: the beginning of a file. */
export const startOfText: Range = {
  start: 0,
  end: 0,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
};

/** Turns offsets of one text into ranges. */
export type RangeFinder = (start: number, end: number) => Range;

/** Builds the line table of `text` once; each lookup is a binary search. CR, LF and CRLF end a line. */
export function createRangeFinder(text: string): RangeFinder {
  const lineStarts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === 10 || (unit === 13 && text.charCodeAt(offset + 1) !== 10)) {
      lineStarts.push(offset + 1);
    }
  }
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return (start, end) => {
    const line = lineOf(start);
    const endLine = lineOf(end);
    return {
      start,
      end,
      line: line + 1,
      column: start - (lineStarts[line] ?? 0) + 1,
      endLine: endLine + 1,
      endColumn: end - (lineStarts[endLine] ?? 0) + 1,
    };
  };
}

/** Order of places in every report: path (by code unit), line, column, end. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}

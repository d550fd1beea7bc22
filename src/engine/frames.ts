// Cuts the source lines a finding stands on, with all that may be a secret masked before a line leaves this file: what
// the lexis of the file says may not be shown, and all known values.
import { mergeSpans, type Span } from '../lexis/span.ts';
import { isEverydayName } from '../lexis/words.ts';
import type { Frame } from '../model/finding.ts';
import type { ValueFinder } from './value-finder.ts';

/** What a masked stretch looks like; its length says nothing of the value's. */
export const mask = '••••••••';

/** A file that frames are cut out of. */
export interface FramedFile {
  /** Decoded text of the file. */
  readonly text: string;
  /** What may not be shown, offsets into `text`: every value of every secret, texts, comments. */
  readonly hidden: readonly Span[];
  /** Values of the run, masked wherever they occur. */
  readonly values: ValueFinder;
}

/** What a frame shows. */
export interface FrameRange {
  /** 1-based first and last line. */
  readonly fromLine: number;
  readonly toLine: number;
  /** What to mark of the first line, offsets into the text. */
  readonly mark: Span;
}

const maxLineLength = 200;
/** Longer lines are generated; they are shown as a mask alone rather than searched. */
const maxSearchedLength = 20_000;

/** Cuts frames out of one file: its lines are found once, and each is masked once, however many findings it has. */
export function createFrames(file: FramedFile): (range: FrameRange) => Frame {
  const spans = linesOf(file.text);
  const rangesIn = createRangeLookup(file.hidden);
  const masked = new Map<number, MaskedLine>();
  const maskedLine = (index: number): MaskedLine | undefined => {
    const span = spans[index];
    if (!span) return undefined;
    let line = masked.get(index);
    if (!line) {
      line = maskLine(span, rangesIn(span), file);
      masked.set(index, line);
    }
    return line;
  };
  return ({ fromLine, toLine, mark }) => {
    const lines: string[] = [];
    for (let number = fromLine; number <= toLine; number++) {
      const line = maskedLine(number - 1);
      if (line) lines.push(line.shown);
    }
    const first = maskedLine(fromLine - 1);
    const span = spans[fromLine - 1];
    if (!first || !span) return { firstLine: fromLine, lines };
    const start = first.offsetOf(mark.start - span.start);
    const end = first.offsetOf(Math.min(mark.end, span.end) - span.start);
    const isVisible = start < end && end <= maxLineLength;
    return { firstLine: fromLine, lines, ...(isVisible && { mark: { start, end } }) };
  };
}

/** Where each line begins and ends, its end of line not included. */
function linesOf(text: string): readonly Span[] {
  const lines: Span[] = [];
  const ends = /\r\n?|\n/g;
  let start = 0;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    lines.push({ start, end: found.index });
    start = ends.lastIndex;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/** Finds the ranges that reach into a line: few lines are asked for, and of a file of texts there are many ranges. */
function createRangeLookup(ranges: readonly Span[]): (line: Span) => readonly Span[] {
  const sorted = mergeSpans(ranges);
  return ({ start, end }) => {
    let first = Math.max(0, lastBefore(sorted, start));
    if ((sorted[first]?.end ?? 0) <= start) first++;
    let next = first;
    while ((sorted[next]?.start ?? end) < end) next++;
    return sorted.slice(first, next);
  };
}

interface MaskedLine {
  /** Cut to what is shown of it. */
  readonly shown: string;
  /** Offset in the masked line of an offset in the plain one; inside a mask, the nearer border. */
  offsetOf(offset: number): number;
}

function maskLine(
  { start, end }: Span,
  ranges: readonly Span[],
  { text, values }: FramedFile,
): MaskedLine {
  if (end - start > maxSearchedLength) return { shown: mask, offsetOf: () => 0 };
  const plain = text.slice(start, end);
  const spans = ranges.map((range) => ({
    start: Math.max(range.start - start, 0),
    end: Math.min(range.end - start, plain.length),
  }));
  for (const found of values.find(plain)) if (!isName(plain, found)) spans.push(found);
  return applyMask(plain, mergeSpans(spans));
}

/** A shorter value is a part of other words more often than not. */
const wordLength = 8;

/**
 * Whether what reads like a value is a name: texts and the places of values are masked already, so where somebody signs
 * with `secret`, a mask in `jwt.verify(token, secret)` would hide the code and give the value away.
 */
function isName(plain: string, { start, end }: Span): boolean {
  const isPart = /\w/.test(plain.charAt(start - 1)) || /\w/.test(plain.charAt(end));
  return (isPart && end - start < wordLength) || isEverydayName(plain.slice(start, end));
}

function applyMask(plain: string, spans: readonly Span[]): MaskedLine {
  let line = '';
  let at = 0;
  /** By how much what follows a span has moved. */
  const shifts: number[] = [];
  for (const span of spans) {
    line += plain.slice(at, span.start) + mask;
    at = span.end;
    shifts.push(line.length - at);
  }
  line += plain.slice(at);
  const shown = line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;
  const offsetOf = (offset: number): number => {
    const last = lastBefore(spans, offset);
    const span = spans[last];
    const shift = shifts[last] ?? 0;
    return Math.max((span && offset < span.end ? span.end : offset) + shift, 0);
  };
  return { shown, offsetOf };
}

/** Position of the last span that starts before `offset`; -1 where there is none. */
function lastBefore(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

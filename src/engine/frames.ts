// Cuts the source lines a finding stands on, with every value that may be a secret masked before a line leaves
// this file: all known values, all quoted texts, and whatever follows a `=` or `:` in a configuration file.
import type { Frame } from '../model/finding.ts';
import type { ValueFinder } from './value-finder.ts';

/** What a masked stretch looks like; its length says nothing of the value's. */
export const mask = '••••••••';

/** Half-open offsets. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A file that frames are cut out of. */
export interface FramedFile {
  /** Decoded text of the file. */
  readonly text: string;
  /** Masked whatever they look like, offsets into `text`: every value of every secret in this file. */
  readonly maskRanges: readonly Span[];
  /** Values of the run, masked wherever they occur. */
  readonly values: ValueFinder;
  /** The file is configuration: everything right of the key is masked. */
  readonly isConfiguration: boolean;
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
/**
 * Values that are names in all code: where somebody signs with `secret`, masking `jwt.verify(token, secret)` would
 * hide the code and give the value away.
 */
const everydayName =
  /^(?:(?:jwt|session|cookie|token|access|refresh|auth|app|api)[_-]?){0,3}(?:secret|token|key|password|session|cookie|jwt)s?(?:[_-]?key)?$/i;
/** Longer lines are generated; they are shown as a mask alone rather than searched. */
const maxSearchedLength = 20_000;

/** Cuts frames out of one file: its lines are found once, and each is masked once, however many findings it has. */
export function createFrames(file: FramedFile): (range: FrameRange) => Frame {
  const spans = linesOf(file.text);
  const rangesIn = createRangeLookup(file.maskRanges, spans);
  const masked = new Map<number, MaskedLine>();
  const maskedLine = (index: number): MaskedLine | undefined => {
    const span = spans[index];
    if (!span) return undefined;
    let line = masked.get(index);
    if (!line) {
      line = maskLine(span, rangesIn(index), file);
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
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, end: index });
    start = index + end.length;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/** Finds the ranges that reach into a line. */
function createRangeLookup(
  ranges: readonly Span[],
  lines: readonly Span[],
): (line: number) => readonly Span[] {
  const sorted = merge(ranges);
  const byLine = new Map<number, Span[]>();
  let line = 0;
  for (const range of sorted) {
    while (line < lines.length - 1 && (lines[line]?.end ?? 0) <= range.start) line++;
    for (let at = line; at < lines.length && (lines[at]?.start ?? 0) < range.end; at++) {
      const list = byLine.get(at);
      if (list) list.push(range);
      else byLine.set(at, [range]);
    }
  }
  return (at) => byLine.get(at) ?? [];
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
  { text, values, isConfiguration }: FramedFile,
): MaskedLine {
  if (end - start > maxSearchedLength) return { shown: mask, offsetOf: () => 0 };
  const plain = text.slice(start, end);
  const spans = ranges.map((range) => ({
    start: Math.max(range.start - start, 0),
    end: Math.min(range.end - start, plain.length),
  }));
  const afterKey = isConfiguration ? spanAfterKey(plain) : undefined;
  if (afterKey) spans.push(afterKey);
  else spans.push(...quotedSpans(plain));
  for (const found of values.find(plain)) {
    // Quoted texts and places of values are masked already: what is left of these words are names in the code.
    const isName = !isConfiguration && everydayName.test(plain.slice(found.start, found.end));
    if (!isName) spans.push(found);
  }
  return applyMask(plain, merge(spans));
}

function merge(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else if (span.end > span.start) merged.push({ ...span });
  }
  return merged;
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

/** `KEY=value`, `key: value`, `"key": "value"`, `ENV KEY value`: the key stays, the rest goes. */
function spanAfterKey(line: string): Span | undefined {
  const key =
    /^(?:\s*(?:export\s|ENV\s|ARG\s|-\s|#\s?)?\s*["']?[\w.$-]{1,200}["']?\s*[:=]\s?|\s*(?:ENV|ARG)\s+[\w.-]{1,200}\s)/.exec(
      line,
    );
  if (!key) return undefined;
  const start = key[0].length;
  const rest = line.slice(start);
  if (rest.trim() === '' || /^[[{|>&*]\s*$/.test(rest)) return undefined;
  const quote = /^["'`]/.test(rest) ? 1 : 0;
  const end =
    quote === 1 && rest.length > 1 && rest.endsWith(rest[0] ?? '') ? line.length - 1 : line.length;
  return { start: start + quote, end };
}

/** Quoted texts, but those that a reader needs to see and that tell nothing. */
function quotedSpans(line: string): Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(/(["'`])((?:\\.|(?!\1)[^\\]){1,2000})(?:\1|$)/g)) {
    const inner = match[2] ?? '';
    if (isHarmless(inner)) continue;
    spans.push({ start: match.index + 1, end: match.index + 1 + inner.length });
  }
  return spans;
}

/** Algorithm names, encodings, spans of time, module paths. */
function isHarmless(inner: string): boolean {
  return (
    /^(?:[HREP]S(?:256|384|512)|none|sha-?(?:1|256|384|512)|utf-?8|base64(?:url)?|hex|ascii|\d{1,4}\s?[smhdwy])$/i.test(
      inner,
    ) ||
    /^(?:@[\w.-]{1,40}\/|node:|\.{1,2}\/)[a-z][\w./-]{0,40}$/.test(inner) ||
    /^(?:jsonwebtoken|jose|express|passport|crypto)$/.test(inner)
  );
}

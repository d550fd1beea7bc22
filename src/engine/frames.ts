// Cuts the source lines a finding stands on, with every value that may be a secret masked before a line leaves
// this file: all known values, all quoted texts, and whatever follows a `=` or `:` in a configuration file.
import type { Frame } from '../model/finding.ts';

/** What a masked stretch looks like; its length says nothing of the value's. */
export const mask = '••••••••';

/** Half-open offsets. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface FrameOptions {
  /** Decoded text of the file. */
  readonly text: string;
  /** 1-based first and last line to show. */
  readonly fromLine: number;
  readonly toLine: number;
  /** What to mark of the first line, offsets into `text`. */
  readonly mark: Span;
  /** Masked whatever they look like, offsets into `text`: every value of every secret in this file. */
  readonly maskRanges: readonly Span[];
  /** Values of the run, masked wherever they occur. */
  readonly values: readonly string[];
  /** The file is configuration: everything right of the key is masked. */
  readonly isConfiguration: boolean;
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

/** Builds a frame; lines are cut to 200 characters after masking. */
export function createFrame(options: FrameOptions): Frame {
  const { text, fromLine, toLine } = options;
  const lines: string[] = [];
  let mark: Span | undefined;
  let start = 0;
  for (let number = 1; number <= toLine && start <= text.length; number++) {
    const end = lineEnd(text, start);
    if (number >= fromLine) {
      const masked = maskLine(text, start, end, options);
      lines.push(
        masked.line.length > maxLineLength
          ? `${masked.line.slice(0, maxLineLength)}…`
          : masked.line,
      );
      if (number === fromLine) {
        const markEnd = Math.min(options.mark.end, end);
        mark = {
          start: masked.offsetOf(options.mark.start - start),
          end: masked.offsetOf(markEnd - start),
        };
      }
    }
    start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
  const isVisible = mark !== undefined && mark.start < mark.end && mark.end <= maxLineLength;
  return { firstLine: fromLine, lines, ...(isVisible && mark ? { mark } : {}) };
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return at;
  }
  return text.length;
}

interface MaskedLine {
  readonly line: string;
  /** Offset in the masked line of an offset in the plain one; inside a mask, the nearer border. */
  offsetOf(offset: number): number;
}

function maskLine(text: string, start: number, end: number, options: FrameOptions): MaskedLine {
  if (end - start > maxSearchedLength) return { line: mask, offsetOf: () => 0 };
  const plain = text.slice(start, end);
  const spans = options.maskRanges
    .filter((range) => range.start < end && range.end > start)
    .map((range) => ({
      start: Math.max(range.start - start, 0),
      end: Math.min(range.end - start, plain.length),
    }));
  const afterKey = options.isConfiguration ? spanAfterKey(plain) : undefined;
  if (afterKey) spans.push(afterKey);
  else spans.push(...quotedSpans(plain));
  for (const value of options.values) {
    // Quoted texts and places of values are masked already: what is left of these words are names in the code.
    if (!options.isConfiguration && everydayName.test(value)) continue;
    spans.push(...occurrences(plain, value));
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
  for (const span of spans) {
    line += plain.slice(at, span.start) + mask;
    at = span.end;
  }
  line += plain.slice(at);
  const offsetOf = (offset: number): number => {
    let shift = 0;
    for (const span of spans) {
      if (offset >= span.end) shift += mask.length - (span.end - span.start);
      else if (offset > span.start) return span.start + shift + mask.length;
      else break;
    }
    return Math.max(offset + shift, 0);
  };
  return { line, offsetOf };
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

function occurrences(line: string, value: string): Span[] {
  if (value.length < 4) return [];
  const spans: Span[] = [];
  for (let at = line.indexOf(value); at >= 0; at = line.indexOf(value, at + value.length)) {
    spans.push({ start: at, end: at + value.length });
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

// Where each character of a YAML scalar stands. Every function decodes the scalar itself and compares with what the
// parser says; where they differ the text is opaque: its place is known, its inner places are not.
import { readString } from './json-strings.ts';
import type { StoredText } from './stored-text.ts';

type Decode = (text: string, masked: string, from: number, to: number, value: string) => StoredText;

/** `"..."` with JSON-like escapes. */
export const textOfDoubleQuotes: Decode = (text, masked, from, to, value) => {
  const { start, end } = insideQuotes(text, from, to);
  const quote = 'double' as const;
  if (masked.slice(start, end) === value)
    return { text: text.slice(start, end), start, end, quote };
  const decoded = readString(masked, from);
  if (decoded?.text !== value || !decoded.offsets)
    return { text: value, start, end, quote, isOpaque: true };
  return {
    text: unmask(text, masked, value, decoded.offsets),
    start,
    end,
    quote,
    offsets: decoded.offsets,
  };
};

/** `'...'` with `''` for a quote. */
export const textOfSingleQuotes: Decode = (text, masked, from, to, value) => {
  const { start, end } = insideQuotes(text, from, to);
  const quote = 'single' as const;
  if (masked.slice(start, end) === value) return { text: text.slice(start, end), start, end };
  const offsets: number[] = [];
  let decoded = '';
  for (let offset = start; offset < end; offset++) {
    offsets.push(offset);
    decoded += masked[offset];
    if (masked[offset] === "'" && masked[offset + 1] === "'") offset++;
  }
  offsets.push(end);
  if (decoded !== value) return { text: value, start, end, quote, isOpaque: true };
  return { text: unmask(text, masked, value, offsets), start, end, offsets };
};

/** `|`: lines without their indentation. */
export const textOfLiteralBlock: Decode = (text, masked, from, to, value) => {
  const { start, end } = insideBlock(text, from, to);
  const offsets: number[] = [];
  let offset = start;
  // Leading empty lines of the value stand before `start`, which is the first character that is not space.
  const lead = /^\s*/.exec(value)?.[0] ?? '';
  for (const char of lead) offsets.push(char === '\n' ? start : start);
  const body = value.slice(lead.length);
  const lines = body.split('\n');
  for (const [index, line] of lines.entries()) {
    const lineEnd = endOfLine(masked, offset, to);
    const lineStart = lineEnd - line.length;
    if (lineStart < offset || masked.slice(lineStart, lineEnd) !== line) {
      if (line !== '' || offset < end)
        return { text: value, start, end, quote: 'block', isOpaque: true };
    }
    for (let at = 0; at < line.length; at++) offsets.push(lineStart + at);
    if (index < lines.length - 1) offsets.push(Math.min(lineEnd, text.length));
    offset = afterLineEnd(masked, lineEnd);
  }
  offsets.push(end);
  return { text: unmask(text, masked, value, offsets), start, end, quote: 'block', offsets };
};

/** `>`: lines are joined, so only a single one keeps its places. */
export const foldedText: Decode = (text, masked, from, to, value) => {
  const { start, end } = insideBlock(text, from, to);
  const isOneLine = masked.slice(start, end) === value.trimEnd();
  return isOneLine && value === value.trimEnd()
    ? { text: text.slice(start, end), start, end, quote: 'block' }
    : { text: value, start, end, quote: 'block', isOpaque: true };
};

/** The value as it was before template marks were masked. */
function unmask(text: string, masked: string, value: string, offsets: readonly number[]): string {
  if (text === masked) return value;
  let plain = '';
  for (let index = 0; index < value.length; index++) {
    const offset = offsets[index] ?? 0;
    const isMasked = masked[offset] === value[index] && text[offset] !== masked[offset];
    plain += isMasked ? text[offset] : value[index];
  }
  return plain;
}

function insideQuotes(text: string, from: number, to: number): { start: number; end: number } {
  const isClosed = to - from >= 2 && text[to - 1] === text[from];
  return { start: from + 1, end: isClosed ? to - 1 : Math.max(from + 1, to) };
}

/** The content of a block scalar without header, first indentation and trailing line ends. */
function insideBlock(text: string, from: number, to: number): { start: number; end: number } {
  let start = afterLineEnd(text, endOfLine(text, from, to));
  while (start < to && /\s/.test(text.charAt(start))) start++;
  let end = to;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { start: Math.min(start, to), end: Math.max(Math.min(start, to), end) };
}

function endOfLine(text: string, from: number, to: number): number {
  let offset = from;
  while (offset < to && text[offset] !== '\n' && text[offset] !== '\r') offset++;
  return offset;
}

function afterLineEnd(text: string, lineEnd: number): number {
  return text[lineEnd] === '\r' && text[lineEnd + 1] === '\n' ? lineEnd + 2 : lineEnd + 1;
}

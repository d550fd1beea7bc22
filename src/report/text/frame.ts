// Source lines with the finding marked. They come masked; this only lays them out.
import type { Finding } from '../../model/finding.ts';
import { visible } from '../escape.ts';
import type { Rank } from '../findings.ts';
import { markedRange } from '../frame-mark.ts';
import type { Paint } from './paint.ts';

const tabWidth = 2;
/** Columns kept before the mark when a long line is cropped. */
const keptBefore = 24;

/** The lines of the frame; empty where the finding has none. */
export function renderFrame(
  finding: Finding,
  rank: Rank,
  options: { readonly paint: Paint; readonly columns: number; readonly indent: string },
): string[] {
  const { frame } = finding;
  if (!frame) return [];
  const { paint, indent } = options;
  const digits = String(frame.firstLine + frame.lines.length - 1).length;
  const width = options.columns - indent.length - digits - 5;
  return frame.lines.flatMap((source, index) => {
    const line = frame.firstLine + index;
    const number = String(line).padStart(digits);
    if (line !== finding.line) {
      return [`${indent}  ${paint.dim(`${number} │ ${crop(layOut(source), 0, width).text}`)}`];
    }
    const mark = markOf(finding, source);
    const cropped = crop(layOut(source), mark.start, width);
    const start = Math.max(0, mark.start - cropped.dropped);
    const length = Math.max(1, Math.min(mark.length, cropped.text.length - start));
    const caret = paint.rank(rank, '^'.repeat(length));
    return [
      `${indent}${paint.rank(rank, '▸')} ${paint.bold(number)} ${paint.dim('│')} ${cropped.text}`,
      `${indent}  ${' '.repeat(digits)} ${paint.dim('│')} ${' '.repeat(start)}${caret}`,
    ].map((text) => text.trimEnd());
  });
}

/** The line that a finding begins on, cut to `width`, and where its mark goes; `undefined` without a frame. */
export function markedLine(
  finding: Finding,
  width: number,
): { readonly text: string; readonly start: number; readonly length: number } | undefined {
  const source = finding.frame?.lines[finding.line - finding.frame.firstLine];
  if (source === undefined) return undefined;
  // Its depth in the file says nothing here, and takes the room of the reason.
  const indent = layOut(/^\s*/.exec(source)?.[0] ?? '').length;
  const { start: at, length } = markOf(finding, source);
  const mark = { start: Math.max(0, at - indent), length };
  const { text, dropped } = crop(layOut(source).slice(indent), mark.start, width);
  const start = Math.max(0, mark.start - dropped);
  return { text, start, length: Math.max(1, Math.min(mark.length, text.length - start)) };
}

/** A source line as the terminal shows it. */
function layOut(source: string): string {
  return visible(source.replaceAll('\t', ' '.repeat(tabWidth)));
}

/** Where the mark goes, in columns of the laid out line. */
function markOf(finding: Finding, source: string): { start: number; length: number } {
  const [from, to] = markedRange(finding, source);
  const start = layOut(source.slice(0, from)).length;
  return { start, length: layOut(source.slice(from, to)).length };
}

/** `text` cut to `width` around column `from`, with `…` where something was dropped. */
function crop(text: string, from: number, width: number): { text: string; dropped: number } {
  if (text.length <= width) return { text, dropped: 0 };
  const start = from + keptBefore < width ? 0 : Math.min(from - keptBefore, text.length - width);
  const end = start + width;
  const head = start > 0 ? '…' : '';
  const tail = end < text.length ? '…' : '';
  return {
    text: head + text.slice(start + head.length, end - tail.length) + tail,
    dropped: start,
  };
}

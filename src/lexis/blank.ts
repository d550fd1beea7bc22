// Blanks in the place of what is not to be read: every offset and every line of the rest stays what it was.
import type { Span } from './span.ts';

/**
 * As long as `text`, and with its line ends. Run by run: a text made of millions of matches is put together by the
 * garbage collector.
 */
export function blanked(text: string): string {
  return text.replace(/[^\r\n]+/g, (run) => ' '.repeat(run.length));
}

/** `text` without what stands in `spans`, which are in order and do not overlap. */
export function blankOut(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), blanked(text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** `text` without what does not stand in `spans`, which are in order and do not overlap. */
export function keepOnly(text: string, spans: readonly Span[]): string {
  const starts = [0, ...spans.map(({ end }) => end)];
  return blankOut(
    text,
    starts.map((start, index) => ({ start, end: spans[index]?.start ?? text.length })),
  );
}

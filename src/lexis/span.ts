// Stretches of a text that must not be shown.

/** Half-open offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** In order, without overlaps. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else if (end > start) merged.push({ start, end });
  }
  return merged;
}

/** One span a line, without the blanks around each line's part; an indented text keeps its shape. */
export function spansOfLines(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  for (let from = start; from < end; ) {
    const found = text.indexOf('\n', from);
    const to = found === -1 || found > end ? end : found;
    const line = text.slice(from, to);
    const trimmed = line.trim();
    if (trimmed !== '') {
      const first = from + line.indexOf(trimmed.charAt(0));
      spans.push({ start: first, end: first + trimmed.length });
    }
    from = to + 1;
  }
  return spans;
}

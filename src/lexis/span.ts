// Stretches of a text that must not be shown.

/** Half-open offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** In order, without overlaps. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  if (isMerged(spans)) return [...spans];
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else if (end > start) merged.push({ start, end });
  }
  return merged;
}

/** Most are found in order. */
function isMerged(spans: readonly Span[]): boolean {
  let last = 0;
  return spans.every(({ start, end }) => {
    const isNext = start >= last && end > start;
    last = end;
    return isNext;
  });
}

/** What of `spans` lies outside of `others`; both in order and without overlaps. */
export function withoutSpans(spans: readonly Span[], others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const { start, end } of spans) {
    let from = start;
    while (next < others.length && (others[next]?.end ?? end) <= start) next++;
    for (let index = next; index < others.length; index++) {
      const other = others[index];
      if (!other || other.start >= end) break;
      if (other.start > from) left.push({ start: from, end: other.start });
      from = Math.max(from, other.end);
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
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

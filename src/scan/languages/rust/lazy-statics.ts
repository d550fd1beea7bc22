// `lazy_static! { static ref KEY: String = ...; }`: the grammar sees tokens there, and no statics.
import { blankOut } from '../../../lexis/blank.ts';
import type { Span } from '../../../lexis/span.ts';

const marks =
  /(?<head>\blazy_static(?:::lazy_static)?!\s*\{)|\bstatic(?<ref>\s+ref)\b|(?<brace>[{}])/g;

/** A brace that is open. */
interface Open {
  /** The macro that it belongs to. */
  readonly head?: Span;
  /** How many `ref` were met before it. */
  readonly refs: number;
}

/**
 * The statics as if they stood for themselves; everything else keeps its place. Braces of texts and comments count: a
 * macro that holds one of them alone stays closed, or ends too early.
 */
export function layOpenStatics(text: string): string {
  if (!text.includes('lazy_static')) return text;
  const blanks: Span[] = [];
  const open: Open[] = [];
  /** Those that no macro is closed around as yet. */
  const refs: Span[] = [];
  for (const { index, 0: mark, groups } of text.matchAll(marks)) {
    const end = index + mark.length;
    if (groups?.head) open.push({ head: { start: index, end }, refs: refs.length });
    else if (groups?.ref) refs.push({ start: end - groups.ref.length, end });
    else if (groups?.brace === '{') open.push({ refs: refs.length });
    else {
      const closed = open.pop();
      if (closed?.head) {
        blanks.push(closed.head, { start: index, end }, ...refs.splice(closed.refs));
      }
    }
  }
  return blankOut(
    text,
    blanks.sort((a, b) => a.start - b.start),
  );
}

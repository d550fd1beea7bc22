// Single-file components: keeps the script parts of .vue, .svelte and .astro files and blanks out the rest, so that
// offsets stay those of the file.
import { blankOut, keepOnly } from '../../../lexis/blank.ts';
import type { Span } from '../../../lexis/span.ts';

const component = /\.(?:vue|svelte|astro)$/i;

/** The text to parse for `path`, of the same length as `text`. */
export function scriptText(path: string, text: string): string {
  return component.test(path) ? keepOnly(text, keptSpans(path, text)) : text;
}

/** `<!-- -->` of the markup around the scripts, in order. */
export function markupComments(path: string, text: string): Span[] {
  if (!component.test(path)) return [];
  const markup = blankOut(text, keptSpans(path, text));
  const comments: Span[] = [];
  for (let start = markup.indexOf('<!--'); start !== -1; ) {
    const close = markup.indexOf('-->', start);
    if (close === -1) break;
    comments.push({ start, end: close + 3 });
    start = markup.indexOf('<!--', close);
  }
  return comments;
}

/** In order; a script that begins inside of another block is a text of its. */
function keptSpans(path: string, text: string): Span[] {
  const kept: Span[] = [];
  const found = [...scriptSpans(text), ...frontmatter(path, text)];
  for (const span of found.sort((a, b) => a.start - b.start)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

function scriptSpans(text: string): Span[] {
  const spans: Span[] = [];
  const opening = /<script\b[^>]{0,500}>/gi;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = opening.lastIndex;
    const end = text.indexOf('</script', start);
    spans.push({ start, end: end < 0 ? text.length : end });
    opening.lastIndex = end < 0 ? text.length : end;
  }
  return spans;
}

/** Astro's code between the first two `---` lines. */
function frontmatter(path: string, text: string): Span[] {
  const opening = path.toLowerCase().endsWith('.astro') ? /^\s{0,100}---/.exec(text) : null;
  if (!opening) return [];
  const end = text.indexOf('\n---', opening[0].length);
  return end < 0 ? [] : [{ start: opening[0].length, end }];
}

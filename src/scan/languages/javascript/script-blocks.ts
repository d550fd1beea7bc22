// Single-file components: keeps the script parts of .vue, .svelte and .astro files and blanks out the rest, so that
// offsets stay those of the file.

const component = /\.(?:vue|svelte|astro)$/i;

/** The text to parse for `path`, of the same length as `text`. */
export function scriptText(path: string, text: string): string {
  if (!component.test(path)) return text;
  const kept = keptRanges(path, text);
  let result = '';
  let position = 0;
  for (const [start, end] of kept) {
    if (start < position) continue;
    result += blank(text.slice(position, start)) + text.slice(start, end);
    position = end;
  }
  return result + blank(text.slice(position));
}

/** `<!-- -->` of the markup around the scripts, in order. */
export function markupComments(path: string, text: string): { start: number; end: number }[] {
  if (!component.test(path)) return [];
  let markup = '';
  for (const [start, end] of keptRanges(path, text)) {
    if (start < markup.length) continue;
    markup += text.slice(markup.length, start) + blank(text.slice(start, end));
  }
  markup += text.slice(markup.length);
  const comments: { start: number; end: number }[] = [];
  for (let start = markup.indexOf('<!--'); start !== -1; ) {
    const close = markup.indexOf('-->', start);
    if (close === -1) break;
    comments.push({ start, end: close + 3 });
    start = markup.indexOf('<!--', close);
  }
  return comments;
}

function keptRanges(path: string, text: string): [number, number][] {
  return [...scriptRanges(text), ...frontmatter(path, text)].sort((a, b) => a[0] - b[0]);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function scriptRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  const opening = /<script\b[^>]{0,500}>/gi;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = opening.lastIndex;
    const end = text.indexOf('</script', start);
    ranges.push([start, end < 0 ? text.length : end]);
    opening.lastIndex = end < 0 ? text.length : end;
  }
  return ranges;
}

/** Astro's code between the first two `---` lines. */
function frontmatter(path: string, text: string): [number, number][] {
  const opening = path.toLowerCase().endsWith('.astro') ? /^\s{0,100}---/.exec(text) : null;
  if (!opening) return [];
  const end = text.indexOf('\n---', opening[0].length);
  return end < 0 ? [] : [[opening[0].length, end]];
}

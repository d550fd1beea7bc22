// Single-file components: keeps the script parts of .vue, .svelte and .astro files and blanks out the rest, so that
// offsets stay those of the file.

/** The text to parse for `path`, of the same length as `text`. */
export function scriptText(path: string, text: string): string {
  if (!/\.(?:vue|svelte|astro)$/i.test(path)) return text;
  const kept = [...scriptRanges(text), ...frontmatter(path, text)].sort((a, b) => a[0] - b[0]);
  let result = '';
  let position = 0;
  for (const [start, end] of kept) {
    if (start < position) continue;
    result += blank(text.slice(position, start)) + text.slice(start, end);
    position = end;
  }
  return result + blank(text.slice(position));
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

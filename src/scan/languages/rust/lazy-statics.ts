// `lazy_static! { static ref KEY: String = ...; }`: the grammar sees tokens there, and no statics.

const opening = /\blazy_static(?:::lazy_static)?!\s*\{/g;
const longest = 20_000;

/** The statics as if they stood for themselves; everything else keeps its place. */
export function layOpenStatics(text: string): string {
  if (!text.includes('lazy_static')) return text;
  let open = text;
  for (const { 0: head, index } of text.matchAll(opening)) {
    const from = index + head.length;
    const end = closing(text, from);
    if (end === undefined) continue;
    const inside = text.slice(from, end).replace(/\bstatic\s+ref\b/g, (words) => {
      return `static${' '.repeat(words.length - 'static'.length)}`;
    });
    open = `${open.slice(0, index)}${blank(head)}${inside} ${open.slice(end + 1)}`;
  }
  return open;
}

/** Where the brace is closed; strings and comments with braces of their own end the search early at worst. */
function closing(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < Math.min(text.length, from + longest); at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return undefined;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

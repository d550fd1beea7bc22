// Text blocks that the grammar of Java loses the rest of the line behind: two slashes at the beginning of one, or behind an
// escape in it, are a comment to it, and so is the end of the text.

/** Comments, texts and characters, so that no text block is looked for inside of one; blocks are read to their end. */
const opening = /\/\/[^\n]*|\/\*|"""|"(?:[^"\\\n]+|\\.)*"?|'(?:[^'\\\n]+|\\.)*'?/g;

/** Where the grammar begins anew in a text block, and what it would take for a comment. */
const slashes = /(?<=^\s*|\\[^\s/]\s*)\/\//g;

/** A sign of nobody: a text that begins with slashes is no key, and its length is what counts. */
const standIn = '\u2215\u2215';

/** The text with other signs in the place of such slashes, of the same length. */
export function layOpenTextBlocks(text: string): string {
  if (!text.includes('"""')) return text;
  const parts: string[] = [];
  let done = 0;
  opening.lastIndex = 0;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const from = opening.lastIndex;
    if (found[0] === '/*') opening.lastIndex = endOr(text, text.indexOf('*/', from));
    if (found[0] !== '"""') continue;
    const end = endOfBlock(text, from);
    parts.push(text.slice(done, from), text.slice(from, end).replace(slashes, standIn));
    done = end;
    opening.lastIndex = end + 3;
  }
  return done === 0 ? text : parts.join('') + text.slice(done);
}

/** Where the closing quotes stand: none of them is escaped. */
function endOfBlock(text: string, from: number): number {
  for (let at = from; ; at++) {
    at = endOr(text, text.indexOf('"""', at));
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\' && at - backslashes > from) backslashes++;
    if (at >= text.length || backslashes % 2 === 0) return at;
  }
}

function endOr(text: string, found: number): number {
  return found === -1 ? text.length : found;
}

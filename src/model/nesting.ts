// How deep brackets are nested: parsers that call themselves for each level overflow the stack on a file that is made for it.

/** Levels of JSON that are read where a parser calls itself for each; real files have a dozen. */
export const maxNesting = 500;

/** Whether brackets are opened deeper than `limit`, those in texts counted too: time is linear, memory none. */
export function isNestedDeeper(text: string, limit = maxNesting): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // [ and {, ] and }.
    if (code === 0x5b || code === 0x7b) {
      depth++;
      if (depth > limit) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return false;
}

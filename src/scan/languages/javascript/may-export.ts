// Whether a text can export a name, told without a syntax tree: barrels lead into hundreds of modules, and one of them
// has it.

/** Whether the text may export what other modules define without naming it. */
export function mayPassOn(text: string): boolean {
  return /export\s*\*|module\.exports\s*=|export\s*=|exportStar|\.\.\.\s*require/.test(text);
}

/** `exports.name = ...`, `exports['name']`, `Object.defineProperty(exports, 'name', ...)`. */
const commonExport = /\bexports\b/;

/** What follows `export` up to the name or list that it declares; types hold no values. */
const declaration =
  /\bexport\s+(?:default\s+)?(?:(?:declare|abstract|async)\s+){0,3}(?:const\s+enum|const|let|var|function(?:\s*\*)?|class|enum|namespace|module)\s+([\w$]+|[[{])/g;
const list = /\bexport\s+(?:type\s+)?\{([^}]{0,20000})\}/g;

/** Errs towards true; a text that only imports one of `names`, or exports types of that name, gives false. */
export function mayExport(text: string, names: ReadonlySet<string>): boolean {
  const held = [...names].filter((name) => text.includes(name));
  if (held.length === 0) return false;
  if (commonExport.test(text)) return true;
  for (const [, name = ''] of text.matchAll(declaration)) {
    if (names.has(name)) return true;
    // `export const { a, b } = ...`: which names are in the pattern is left to the reader.
    if (name === '{' || name === '[') return true;
  }
  for (const [, inside = ''] of text.matchAll(list)) {
    if (held.some((name) => inside.includes(name))) return true;
  }
  // `export const a = 1, b = 2`.
  return /\bexport\s+(?:const|let|var)\b/.test(text) && held.some((name) => isListed(text, name));
}

/** Whether a name is given a value behind a comma. */
function isListed(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.slice(Math.max(0, at - 200), at).trimEnd();
    if (
      before.endsWith(',') &&
      /^[\w$]*\s*(?::[^=\n]{0,200})?=/.test(text.slice(at + name.length, at + name.length + 240))
    ) {
      return true;
    }
  }
  return false;
}

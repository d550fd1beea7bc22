// What is to be done once tree-sitter itself is compiled and before the first grammar is.
let prepare = (): void => {};

/** Has something done between the two, the next time that tree-sitter starts. */
export function beforeGrammars(what: () => void): void {
  prepare = what;
}

/** Does it, once. */
export function prepareForGrammars(): void {
  prepare();
  prepare = () => {};
}

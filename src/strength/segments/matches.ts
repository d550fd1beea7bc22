// One test of a sticky pattern, shared by whoever looks for formats in a text.

/** Whether `pattern`, which is sticky, matches at `start`; its `lastIndex` is then the end of the match. */
export function matches(pattern: RegExp, text: string, start: number): boolean {
  pattern.lastIndex = start;
  return pattern.test(text);
}

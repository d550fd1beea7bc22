// The 36 symbols of the word automaton: letters folded to plain lower case, and digits.

/** Number of symbols; codes run from 1, 0 is "no symbol". */
export const symbolCount = 36;

/** Code of a lower-case letter or digit given as its character code, 0 for anything else. */
export function symbolOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 48 && code <= 57) return code - 21;
  return 0;
}

/** Lower case, accents taken off, `ß` and the like spelled out; what is left may still hold other characters. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}

// Prices words in scripts that the word lists do not have: Cyrillic, Greek, Arabic, Chinese and so on. No generator
// writes in those, so letters of them are words that somebody chose, even where no list tells which.

/** Where such letters begin: after Latin, its extensions and the phonetic signs. */
const firstBeyond = 0x370;
const letter = /[\p{L}\p{M}]/u;

/** That a word of another script comes, and that it ends. */
const wordBits = 3;

/**
 * Bits of one letter of a word. A list of 50,000 words costs about 15 bits a word: six or seven letters of an
 * alphabet, two or three characters of Chinese or syllables of Korean.
 */
function letterBits(code: number): number {
  if (code >= 0x3040 && code < 0x3100) return 3.3;
  if (code >= 0x4e00 && code < 0xa000) return 6.5;
  return code >= 0xac00 && code < 0xd7a4 ? 5.5 : 2.6;
}

/** Where a word of another script that starts at `start` ends, and its bits; nothing in the middle of one. */
export function otherScriptWord(
  text: string,
  start: number,
): { readonly end: number; readonly bits: number } | undefined {
  if (!isOtherLetter(text, start) || isOtherLetter(text, start - 1)) return undefined;
  let bits = wordBits;
  let end = start;
  for (; isOtherLetter(text, end); end++) bits += letterBits(text.charCodeAt(end));
  return { end, bits };
}

function isOtherLetter(text: string, index: number): boolean {
  return text.charCodeAt(index) >= firstBeyond && letter.test(text.charAt(index));
}

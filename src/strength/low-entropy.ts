// The adaptive cost of a text's characters: mashed keys and skewed alphabets use few characters, and some of them
// far too often.

/** Beyond this many characters the estimate has long settled. */
const longest = 4096;

/**
 * Bits of `text` under a code that first names its distinct characters (out of `alphabetSize`) and then predicts
 * each from the counts so far (Krichevsky and Trofimov, 1981). Longer texts are counted in part.
 */
export function adaptiveBits(text: string, alphabetSize: number): number {
  const counts = new Map<number, number>();
  const length = Math.min(text.length, longest);
  for (let i = 0; i < length; i++) counts.set(text.charCodeAt(i), 0);
  const distinct = counts.size;
  let bits = Math.log2(length + 1) + logChoose(Math.max(alphabetSize, distinct), distinct);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    const count = counts.get(code) ?? 0;
    bits += Math.log2((i + distinct / 2) / (count + 0.5));
    counts.set(code, count + 1);
  }
  return bits;
}

/** log2 of "n choose k". */
function logChoose(n: number, k: number): number {
  let bits = 0;
  for (let i = 0; i < k; i++) bits += Math.log2((n - i) / (i + 1));
  return bits;
}

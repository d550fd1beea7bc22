// The adaptive cost of a text's characters: mashed keys and skewed alphabets use few characters, and some of them
// far too often.

/** Beyond this many characters the estimate has long settled; it is then scaled up. */
const longest = 2048;

/** log2(k / 2) for the counts that can occur: twice the length, and the distinct characters of a text worth coding. */
const halfLogs = Float64Array.from({ length: 3 * longest + 16 }, (_, k) => Math.log2(k / 2));

const counts = new Uint16Array(0x10000);

/**
 * Bits of `text` under a code that first names its distinct characters (out of `alphabetSize`) and then predicts
 * each from the counts so far (Krichevsky and Trofimov, 1981).
 */
export function adaptiveBits(text: string, alphabetSize: number): number {
  const length = Math.min(text.length, longest);
  let distinct = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (counts[code] === 0) {
      counts[code] = 1;
      distinct++;
    }
  }
  // Many different characters: naming them alone costs more than the code can save.
  const isHopeless = distinct * 2 > length && distinct > 8;
  let bits = 0;
  for (let i = 0; i < length && !isHopeless; i++) {
    const code = text.charCodeAt(i);
    // Counts are kept plus one here: (i + d/2) / (count + 1/2), both sides doubled.
    const count = (counts[code] as number) - 1;
    bits += (halfLogs[2 * i + distinct] as number) - (halfLogs[2 * count + 1] as number);
    counts[code] = count + 2;
  }
  for (let i = 0; i < length; i++) counts[text.charCodeAt(i)] = 0;
  if (isHopeless) return Number.POSITIVE_INFINITY;
  const scale = text.length / Math.max(1, length);
  return (
    bits * scale + Math.log2(length + 1) + logChoose(Math.max(alphabetSize, distinct), distinct)
  );
}

/** log2 of "n choose k". */
function logChoose(n: number, k: number): number {
  let product = 0;
  for (let i = 0; i < k; i++) product += Math.log2((n - i) / (i + 1));
  return product;
}

/** Whether bytes that are no text repeat themselves or count up: only then is it worth describing them. */
export function looksRegular(bytes: Uint8Array): boolean {
  const { length } = bytes;
  if (length < 4) return false;
  const values = new Set(bytes);
  if (values.size <= length * 0.6) return true;
  let steady = 0;
  for (let i = 2; i < length; i++) {
    const first = ((bytes[i - 1] ?? 0) - (bytes[i - 2] ?? 0)) & 255;
    const second = ((bytes[i] ?? 0) - (bytes[i - 1] ?? 0)) & 255;
    if (first === second) steady++;
  }
  return steady >= 4;
}

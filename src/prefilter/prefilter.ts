// The first and cheapest test of a file: do its raw bytes hold any word that a signing secret travels with?
// Most files of a repository end here, unread by anything else.
import { Buffer } from 'node:buffer';
import { createWordSearch } from './word-search.ts';

/** Whether `bytes` can matter. ASCII case is folded; false positives are fine, false negatives are not. */
export type Prefilter = (bytes: Uint8Array) => boolean;

/** Builds a filter over ASCII words of three bytes or more. UTF-16 text is searched for them too. */
export function createPrefilter(words: readonly string[]): Prefilter {
  const hasWord = createWordSearch(words);
  return (bytes) => hasWord(bytes) || (mayBeUtf16(bytes) && hasWord(withoutZeros(bytes)));
}

/** As many bytes as the decoder looks at to tell UTF-16 from a binary. */
const sampleBytes = 8192;

/**
 * A byte order mark, or so many zero bytes that ASCII letters may stand between them; where most letters are of another
 * script, those that there are stand in one half of the pairs.
 */
function mayBeUtf16(bytes: Uint8Array): boolean {
  const first = bytes[0];
  const second = bytes[1];
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  // As a Buffer: its search runs at the speed of memory, that of a plain array does not.
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sampleBytes));
  if (!sample.includes(0)) return false;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] !== 0) continue;
    if (at & 1) odd++;
    else even++;
  }
  return even === 0 || odd === 0 || (even + odd) * 4 >= sample.length;
}

/** In UTF-16 the letters of a word have zeros between them and nothing else. */
function withoutZeros(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  for (const byte of bytes) if (byte !== 0) kept[length++] = byte;
  return kept.subarray(0, length);
}

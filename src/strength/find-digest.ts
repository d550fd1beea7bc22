// Recognises a digest of a common word or published secret among the bytes of a decoded text.
import { longestDigest, shortestDigest } from './lists/digests.ts';
import type { Bundle } from './lists/layout.ts';

/** Bits of the word whose digest `bytes` is, whole or cut short; `undefined` for anything else. */
export function digestBits(bytes: Uint8Array, bundle: Bundle): number | undefined {
  if (bytes.length < shortestDigest || bytes.length > longestDigest) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const high = view.getUint32(0);
  const low = view.getUint32(4);
  const { digestHigh, digestLow, digestCosts } = bundle;
  let from = 0;
  let to = digestHigh.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const value = digestHigh[middle] ?? 0;
    if (value < high || (value === high && (digestLow[middle] ?? 0) < low)) from = middle + 1;
    else to = middle;
  }
  if (digestHigh[from] !== high || digestLow[from] !== low) return undefined;
  // Which of the usual hashes, in which of a few spellings.
  return (digestCosts[from] ?? 0) / 8 + 4;
}

// The first and cheapest test of a file: do its raw bytes hold any word that a signing secret travels with?
// Most files of a repository end here, unread by anything else.

/** Whether `bytes` can matter. ASCII case is folded; false positives are fine, false negatives are not. */
export type Prefilter = (bytes: Uint8Array) => boolean;

/** Builds a filter over ASCII words of three bytes or more. */
export function createPrefilter(words: readonly string[]): Prefilter {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'i');
  return (bytes) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return pattern.test(buffer.latin1Slice(0, bytes.byteLength));
  };
}

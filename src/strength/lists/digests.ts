// Digests of public list words, so that `sha256('password')` in hex or base64 is seen for what it is. Only words
// of public lists are ever hashed ahead; no digest of a user's secret is stored anywhere.

/** The hashes people reach for to make a secret look random. */
export const digestNames = ['md5', 'sha1', 'sha256', 'sha512'] as const;

/** Lengths in bytes that those hashes have. */
export const digestLengths: ReadonlySet<number> = new Set([16, 20, 32, 64]);

/** The first eight bytes: 2^64 values against about 2^17 entries, so chance hits do not happen. */
export function digestPrefix(digest: Uint8Array): bigint {
  let prefix = 0n;
  for (let i = 0; i < 8; i++) prefix = (prefix << 8n) | BigInt(digest[i] ?? 0);
  return prefix;
}

// The algorithm table: what every HMAC signing algorithm needs of its secret. All messages, ratings and
// generated secrets read it; no other file holds these numbers.

/** JWS HMAC algorithm names, RFC 7518 section 3.1. */
export type HmacAlgorithm = 'HS256' | 'HS384' | 'HS512';

/** What RFC 7518 section 3.2 asks of one HMAC algorithm. */
export interface HmacRequirement {
  /** Least length of the key in bytes: "a key of the same size as the hash output or larger MUST be used". */
  readonly minBytes: number;
  /** The same length in bits: what a key must be worth to give the algorithm its full strength. */
  readonly minBits: number;
  /** Name of the hash as `node:crypto` spells it. */
  readonly hash: 'sha256' | 'sha384' | 'sha512';
}

/** RFC 7518 section 3.2, https://www.rfc-editor.org/rfc/rfc7518#section-3.2. */
export const hmacAlgorithms: Readonly<Record<HmacAlgorithm, HmacRequirement>> = {
  HS256: { minBytes: 32, minBits: 256, hash: 'sha256' },
  HS384: { minBytes: 48, minBits: 384, hash: 'sha384' },
  HS512: { minBytes: 64, minBits: 512, hash: 'sha512' },
};

/** All HMAC algorithms, weakest requirement first. */
export const hmacAlgorithmNames: readonly HmacAlgorithm[] = ['HS256', 'HS384', 'HS512'];

/** The algorithm taken where no use says another: the default of nearly every library. */
export const assumedAlgorithm: HmacAlgorithm = 'HS256';

/** Whether `name` is one of the three HMAC algorithms, spelled as RFC 7518 does. */
export function isHmacAlgorithm(name: string): name is HmacAlgorithm {
  return Object.hasOwn(hmacAlgorithms, name);
}

/** Whether `name` is an asymmetric JWS algorithm (RFC 7518 section 3.1, RFC 8037). */
export function isAsymmetricAlgorithm(name: string): boolean {
  return /^(?:RS|PS|ES)(?:256|384|512)$|^ES256K$|^EdDSA$|^Ed25519$|^Ed448$/.test(name);
}

/** The algorithm of `names` that asks for the longest key; `undefined` for an empty list. */
export function strictestAlgorithm(names: Iterable<HmacAlgorithm>): HmacAlgorithm | undefined {
  let strictest: HmacAlgorithm | undefined;
  for (const name of names) {
    if (!strictest || hmacAlgorithms[name].minBytes > hmacAlgorithms[strictest].minBytes) {
      strictest = name;
    }
  }
  return strictest;
}

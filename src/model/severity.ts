// How bad a weak secret is: the one place where bits become a severity. Rules about strength read it, so that the
// same secret is never critical in one report line and low in the next.
import type { Severity } from './finding.ts';
import type { Strength } from './strength.ts';

/** Seconds in a day: what is guessed sooner than this is as good as published. */
export const daySeconds = 86_400;

/**
 * Bits that no guessing reaches. NIST SP 800-57 part 1, table 2: 128 bits of security are acceptable beyond 2031.
 */
const unguessableBits = 128;

/** What of a rating the severity depends on. */
export type RatedStrength = Pick<
  Strength,
  'bits' | 'capacityBits' | 'crackSeconds' | 'isShort' | 'isThin' | 'predictable' | 'requiredBytes'
>;

/**
 * Guessable in a day is critical, under 128 bits high, unguessable but under the length its algorithm asks for (or
 * built in a way that can be predicted in part) medium. So is a capacity of at most half of what the algorithm needs:
 * RFC 7518 asks for key material of the size of the hash, and hex characters counted as bytes are half of it. A lesser
 * lack of capacity is low.
 */
export function severityOfStrength(strength: RatedStrength): Severity {
  if (strength.crackSeconds !== null && strength.crackSeconds < daySeconds) return 'critical';
  // The estimate of a random text scatters by a bit or two around what the text can carry; a key of exactly 128
  // random bits must not be called guessable for that.
  const bits = strength.predictable === null ? strength.capacityBits : strength.bits;
  if (bits < unguessableBits) return 'high';
  if (strength.isShort || strength.predictable !== null) return 'medium';
  return strength.isThin && carriesHalf(strength) ? 'medium' : 'low';
}

/** Whether the form of a text carries no more than half of the bits that are needed. */
function carriesHalf({ capacityBits, requiredBytes }: RatedStrength): boolean {
  return capacityBits * 2 <= requiredBytes * 8;
}

/** The same scale for a key that is made at run time of `bytes` random bytes, fewer than it needs. */
export function severityOfRandomBytes(bytes: number): Severity {
  return bytes * 8 < unguessableBits ? 'high' : 'medium';
}

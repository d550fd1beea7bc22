// How long a secret of so many bits lasts against offline guessing: one stated rig, one formula, one wording.
import type { HmacAlgorithm } from './algorithms.ts';

/** The rig that all times are stated for. */
export const crackRig = {
  name: 'one consumer GPU (GeForce RTX 3090)',
  /** hashcat 6.1.1, modes 1450 (HMAC-SHA256) and 1750 (HMAC-SHA512); its JWT mode 16500 does 1854.7 MH/s. */
  source: 'https://gist.github.com/Chick3nman/e4fcee00cb6d82874dace72106d73fef',
} as const;

/** Guesses a second on `crackRig`. HMAC-SHA384 is HMAC-SHA512 cut off, so it costs the same. */
export const guessesPerSecond: Readonly<Record<HmacAlgorithm, number>> = {
  HS256: 1898.6e6,
  HS384: 705.5e6,
  HS512: 705.5e6,
};

/** Times longer than this are not told apart: thirty times the age of the universe. */
const longestSeconds = 1e18;

/** Seconds to guess half of a space of 2^bits on `crackRig`; `null` beyond 1e18. */
export function crackSeconds(bits: number, algorithm: HmacAlgorithm): number | null {
  const seconds = 2 ** (Math.max(0, bits) - 1) / guessesPerSecond[algorithm];
  return seconds <= longestSeconds ? seconds : null;
}

const units: readonly (readonly [seconds: number, name: string])[] = [
  [365.25 * 86_400, 'year'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** "about 4 minutes on one consumer GPU": a clause for people; `null` is what `crackSeconds` gives for never. */
export function describeCrackTime(seconds: number | null): string {
  return `${describeDuration(seconds)} on one consumer GPU`;
}

function describeDuration(seconds: number | null): string {
  if (seconds === null || seconds >= 1e9 * 365.25 * 86_400)
    return 'longer than the age of the universe';
  if (seconds < 1) return 'less than a second';
  for (const [length, name] of units) {
    if (seconds < length) continue;
    const count = seconds / length;
    if (name === 'year' && count >= 1000) return `about ${largeYears(count)} years`;
    const rounded = Math.round(count);
    return `about ${rounded} ${name}${rounded === 1 ? '' : 's'}`;
  }
  return 'less than a second';
}

function largeYears(years: number): string {
  if (years >= 1e6) return `${Math.round(years / 1e6)} million`;
  return `${Math.round(years / 1000)},000`;
}

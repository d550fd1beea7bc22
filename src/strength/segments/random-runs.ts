// Random stretches: in each alphabet one is under way wherever its characters allow it, and the cheapest one can end
// after each character.
import { alphabets, alphabetsOf, bitsBeyondLatin, isHandZone } from './alphabets.ts';
import { costs } from './costs.ts';
import { kindNumber } from './kinds.ts';
import { type Lattice, relax } from './lattice.ts';

const kinds = { random: kindNumber('random'), mashed: kindNumber('mashed keys') };

/** The random stretch under way in each alphabet. */
export interface RandomRuns {
  readonly cost: Float64Array;
  readonly start: Int32Array;
}

const alphabetBits = Float64Array.from(alphabets, ({ bits }) => bits);

/** None yet. */
export function newRandomRuns(): RandomRuns {
  return {
    cost: new Float64Array(alphabets.length).fill(Number.POSITIVE_INFINITY),
    start: new Int32Array(alphabets.length),
  };
}

/** Lets each random stretch go on or start anew, and ends the cheapest after this character. */
export function stepRandom(
  lattice: Lattice,
  at: number,
  code: number,
  here: number,
  { cost, start }: RandomRuns,
): void {
  const mask = alphabetsOf(code);
  let best = Number.POSITIVE_INFINITY;
  let bestAlphabet = 0;
  for (let k = 0; k < cost.length; k++) {
    if ((mask & (1 << k)) === 0) {
      cost[k] = Number.POSITIVE_INFINITY;
      continue;
    }
    const bits = code > 255 ? bitsBeyondLatin(code) : (alphabetBits[k] as number);
    const goOn = (cost[k] as number) + costs.stay;
    const anew = here + costs.random;
    if (anew < goOn) start[k] = at;
    const total = Math.min(anew, goOn) + bits;
    cost[k] = total;
    if (total < best) {
      best = total;
      bestAlphabet = k;
    }
  }
  const kind = isHandZone(bestAlphabet) ? kinds.mashed : kinds.random;
  relax(lattice, start[bestAlphabet] as number, at + 1, best + costs.end, kind);
}

// Random stretches: in each alphabet one is under way wherever its characters allow it, and the cheapest one can end
// after each character.
import {
  alphabets,
  alphabetsOf,
  bitsBeyondLatin,
  characterKinds,
  isHandZone,
  kindOf,
} from './alphabets.ts';
import { costs, type NextCosts } from './costs.ts';
import { kindNumber } from './kinds.ts';
import { type Lattice, relax } from './lattice.ts';

const kinds = { random: kindNumber('random'), mashed: kindNumber('mashed keys') };

/** The random stretch under way in each alphabet. */
export interface RandomRuns {
  readonly cost: Float64Array;
  readonly start: Int32Array;
  /** Alphabets that can be the cheapest anywhere in this text. */
  readonly worthwhile: Uint8Array;
}

const alphabetBits = Float64Array.from(alphabets, ({ bits }) => bits);

/** For each alphabet that holds a whole text: itself and those that cost less. Dearer ones can never win there. */
const worthwhileWith: readonly Uint8Array[] = alphabets.map(({ bits: most }, whole) =>
  Uint8Array.from(
    [...alphabets.keys()].filter((k) => k === whole || (alphabetBits[k] ?? 0) < most),
  ),
);
/** The same without the zones of the keyboard: mashing hands use neither the shift key nor the row of digits. */
const worthwhileTyped = worthwhileWith.map((list) => list.filter((k) => !isHandZone(k)));

/** None yet. */
export function newRandomRuns(text: string): RandomRuns {
  return {
    cost: new Float64Array(alphabets.length).fill(Number.POSITIVE_INFINITY),
    start: new Int32Array(alphabets.length),
    worthwhile: worthwhileIn(text),
  };
}

/** Alphabets to look at, from the cheapest that holds every character of `text`; the last holds any. */
function worthwhileIn(text: string): Uint8Array {
  let whole = -1;
  let typed = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    whole &= alphabetsOf(code);
    const kind = kindOf(code);
    if (kind === characterKinds.digit || kind === characterKinds.upper) typed++;
  }
  let cheapest = alphabets.length - 1;
  for (let k = 0; k < alphabets.length; k++) {
    const isCheaper = (alphabetBits[k] as number) < (alphabetBits[cheapest] as number);
    if ((whole & (1 << k)) !== 0 && isCheaper) cheapest = k;
  }
  const lists = typed * 4 > text.length ? worthwhileTyped : worthwhileWith;
  return lists[cheapest] as Uint8Array;
}

/** Lets each random stretch go on or start anew, and ends the cheapest after this character. */
export function stepRandom(
  lattice: Lattice,
  at: number,
  code: number,
  here: number,
  { cost, start, worthwhile }: RandomRuns,
  next: NextCosts,
  end: number,
): void {
  const mask = alphabetsOf(code);
  let best = Number.POSITIVE_INFINITY;
  let bestAlphabet = 0;
  for (let i = 0; i < worthwhile.length; i++) {
    const k = worthwhile[i] as number;
    if ((mask & (1 << k)) === 0) {
      cost[k] = Number.POSITIVE_INFINITY;
      continue;
    }
    const bits = code > 255 ? bitsBeyondLatin(code) : (alphabetBits[k] as number);
    const goOn = (cost[k] as number) + costs.stay;
    const anew = here + next.random;
    if (anew < goOn) start[k] = at;
    const total = Math.min(anew, goOn) + bits;
    cost[k] = total;
    if (total < best) {
      best = total;
      bestAlphabet = k;
    }
  }
  const kind = isHandZone(bestAlphabet) ? kinds.mashed : kinds.random;
  relax(lattice, start[bestAlphabet] as number, at + 1, best + end, kind);
}

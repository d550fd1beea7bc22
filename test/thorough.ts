// How much of a long proof runs: samples in `npm test`, all of it in `npm run soak`, whose settings take in every test
// that asks here.

/** Whether there is time for everything. */
export const isThorough = process.env.KEYLINT_THOROUGH === '1';

/** A number of random cases, or a size: `few` in `npm test`. */
export function amount(few: number, all: number): number {
  return isThorough ? all : few;
}

/**
 * Cases from all over the list: `few` of them in `npm test`, always the same ones. `turn` begins elsewhere, so that those
 * who share a list take turns.
 */
export function sampleOf<Case>(cases: readonly Case[], few: number, turn = 0): readonly Case[] {
  if (isThorough || few >= cases.length) return cases;
  const step = cases.length / few;
  return cases.filter((_, at) => {
    const from = (at - turn + cases.length * (turn + 1)) % cases.length;
    return Math.floor(from / step) !== Math.floor((from - 1) / step);
  });
}

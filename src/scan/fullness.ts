// Of one file, so much is looked at and no more: everything behind the readers - linking, rating, rules, repairs,
// reports - takes its time for each secret. Nobody writes a thousand calls that sign into one file; who does has the
// rest of it listed as not read.

import type { Use } from '../model/facts.ts';
import type { PartialFacts } from './formats/format.ts';
import { isTelling, type Problem, tooLarge } from './formats/limits.ts';

// The most of any file in the repositories that keylint is tried on (bench/results/fullness.md): 104 calls, in the tests
// of a library, 204 values and 158 entries. A call costs 0.6 ms of linking, rating and rules, an entry 0.7, a value 0.1.

/** Calls that sign or verify; a reader may stop at the next one. */
export const maxUses = 500;
/** Values that are logged. */
const maxLeaks = 2_000;
/** Places that set what may be a secret; a reader may stop at the next one. */
export const maxDefinitions = 1_000;

/**
 * Whether what begins at an offset is looked at: in a file of too many calls what stands up to the last one that counts,
 * and of the rest what names a secret.
 */
export function createCut(
  uses: readonly Use[],
): ((start: number, name?: string) => boolean) | undefined {
  if (uses.length <= maxUses) return undefined;
  const last = uses.reduce((most, { at }) => Math.max(most, at.start), 0);
  let left = maxDefinitions;
  return (start, name = '') => start <= last || (isTelling(name) && left-- > 0);
}

/** Of what everything behind the readers takes its time for. */
export interface Fullness {
  readonly uses: number;
  readonly leaks: number;
  /** Entries and constants whose names speak of secrets. */
  readonly definitions: number;
}

const most: Fullness = { uses: maxUses, leaks: maxLeaks, definitions: maxDefinitions };

type Counted = Pick<PartialFacts, 'uses' | 'leaks' | 'definitions'>;

export function fullnessOf({ uses = [], leaks = [], definitions = [] }: Counted): Fullness {
  return { uses: uses.length, leaks: leaks.length, definitions: countTelling(definitions) };
}

/** What the counts of `Fullness` are of, in words. */
export const fullOf: Readonly<Record<keyof Fullness, string>> = {
  uses: 'calls that sign or verify',
  leaks: 'values that are written out',
  definitions: 'entries that name secrets',
};

/** The facts with the first of each alone. */
export function firstOf<F extends Counted>(facts: F, limit: Fullness): F {
  const { uses = [], leaks = [], definitions = [] } = facts;
  return {
    ...facts,
    uses: uses.slice(0, limit.uses),
    leaks: leaks.slice(0, limit.leaks),
    definitions: firstTelling(definitions, limit.definitions),
  };
}

/** The facts with what is too much left out, the first ones kept, and what to say of that. */
export function withinLimits(facts: PartialFacts): {
  readonly facts: PartialFacts;
  readonly problem?: Problem;
} {
  const { uses = [], leaks = [], definitions = [] } = facts;
  if (uses.length <= maxUses && leaks.length <= maxLeaks && definitions.length <= maxDefinitions) {
    return { facts };
  }
  const full = fullnessOf(facts);
  const said = [
    sayOf('uses', full, ', and behind them what names a secret'),
    sayOf('leaks', full),
    sayOf('definitions', full),
  ].filter((one) => one !== undefined);
  return said.length === 0
    ? { facts }
    : { facts: firstOf(facts, most), problem: tooLarge(said.join('; ')) };
}

function sayOf(what: keyof Fullness, full: Fullness, rest = ''): string | undefined {
  const limit = most[what];
  if (full[what] <= limit) return undefined;
  return `more than ${limit} ${fullOf[what]}: the first ${limit} were looked at${rest}`;
}

type Definitions = NonNullable<PartialFacts['definitions']>;

function countTelling(definitions: Definitions): number {
  return definitions.reduce((sum, { name }) => sum + Number(isTelling(name)), 0);
}

/** Those that name no secret stay: others may refer to them, and they cost next to nothing. */
function firstTelling(definitions: Definitions, limit: number): Definitions {
  if (definitions.length <= limit) return definitions;
  let left = limit;
  return definitions.filter(({ name }) => !isTelling(name) || left-- > 0);
}

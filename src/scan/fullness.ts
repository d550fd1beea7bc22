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

/** The facts with what is too much left out, the first ones kept, and what to say of that. */
export function withinLimits(facts: PartialFacts): {
  readonly facts: PartialFacts;
  readonly problem?: Problem;
} {
  const { uses = [], leaks = [], definitions = [] } = facts;
  const telling = definitions.length > maxDefinitions ? countTelling(definitions) : 0;
  const said = [
    sayOf(
      'calls that sign or verify',
      uses.length,
      maxUses,
      ', and behind them what names a secret',
    ),
    sayOf('values that are written out', leaks.length, maxLeaks),
    sayOf('entries that name secrets', telling, maxDefinitions),
  ].filter((one) => one !== undefined);
  if (said.length === 0) return { facts };
  return {
    facts: {
      ...facts,
      uses: uses.slice(0, maxUses),
      leaks: leaks.slice(0, maxLeaks),
      definitions: telling > maxDefinitions ? firstTelling(definitions) : definitions,
    },
    problem: tooLarge(said.join('; ')),
  };
}

function sayOf(what: string, count: number, limit: number, rest = ''): string | undefined {
  if (count <= limit) return undefined;
  return `more than ${limit} ${what}: the first ${limit} were looked at${rest}`;
}

type Definitions = NonNullable<PartialFacts['definitions']>;

function countTelling(definitions: Definitions): number {
  return definitions.reduce((sum, { name }) => sum + Number(isTelling(name)), 0);
}

/** Those that name no secret stay: others may refer to them, and they cost next to nothing. */
function firstTelling(definitions: Definitions): Definitions {
  let left = maxDefinitions;
  return definitions.filter(({ name }) => !isTelling(name) || left-- > 0);
}

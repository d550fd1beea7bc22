// What following values may cost. Each file has a budget that grows with what it holds, and all that is asked on its
// behalf is paid from it: a file of a thousand calls may not ask for a thousand times what one call may.
import { type Budget, createBudget } from '../model/budget.ts';
import type { Facts } from '../model/facts.ts';

/**
 * Steps for whatever a file holds, and for each of its facts. Of 54 labelled repositories in ten languages two files took
 * more than 2,000 steps, and they took 6,800: functions of many returns that call each other. A step takes some 3 µs.
 */
const stepsOfFile = 12_000;
const stepsOfFact = 100;

export interface LinkBudgets {
  of(path: string): Budget;
  /** Says that something asked by a file was not followed to its end. */
  noteShort(path: string): void;
  /** Files of which not all could be followed. */
  readonly short: ReadonlySet<string>;
}

export function createLinkBudgets(facts: ReadonlyMap<string, Facts>): LinkBudgets {
  const budgets = new Map<string, Budget>();
  const short = new Set<string>();
  return {
    short,
    noteShort: (path) => {
      if (facts.has(path)) short.add(path);
    },
    of: (path) => {
      let budget = budgets.get(path);
      if (!budget) {
        budget = createBudget(stepsOfFile + stepsOfFact * countFacts(facts.get(path)));
        budgets.set(path, budget);
      }
      return budget;
    },
  };
}

function countFacts(facts: Facts | undefined): number {
  if (!facts) return 0;
  return facts.definitions.length + facts.uses.length + facts.calls.length + facts.leaks.length;
}

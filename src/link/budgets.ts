// What following values may cost. Each file has a budget that grows with what it holds, and all that is asked on its
// behalf is paid from it: a file of a thousand calls may not ask for a thousand times what one call may.
import { type Budget, createBudget } from '../model/budget.ts';
import type { Facts } from '../model/facts.ts';

/**
 * Steps for whatever a file holds, and for each of its facts. Of 54 labelled repositories in ten languages two files took
 * more than 2,000 steps, and they took 6,800: functions of many returns that call each other. A step takes some 3 µs.
 */
const stepsOfFile = 500;
const stepsOfFact = 50;
/**
 * What a file needs beyond that comes from a reserve of all: some files of a project are tangled, and not all of them.
 * So what linking may cost grows with the facts of a project, in however many small files they stand. One of 54
 * repositories takes any of it to speak of, and it takes 2,100.
 */
const reserveOfRun = 3_500;
const reserveOfFile = 20;
const reserveOfFact = 10;
/**
 * Steps for what is not followed to its end, and as many as the reserve for each fact: that of 25 expressions, whatever
 * else a project holds. A thousand small files in one circle would each take all that they have to learn the same.
 */
const fruitlessOfRun = 50_000;

type Counted = Pick<Facts, 'definitions' | 'uses' | 'calls' | 'leaks'>;

export interface LinkBudgets {
  of(path: string): Budget;
  /** Says that something asked by a file was not followed to its end. */
  noteShort(path: string): void;
  /** Files of which not all could be followed. */
  readonly short: ReadonlySet<string>;
  /** Says how many steps were taken for something that was not followed to its end. */
  noteFruitless(steps: number): void;
  /** So much was not followed to its end that it need not be tried again from elsewhere. */
  readonly isTangled: boolean;
}

export function createLinkBudgets(facts: ReadonlyMap<string, Counted>): LinkBudgets {
  const budgets = new Map<string, Budget>();
  const short = new Set<string>();
  const allFacts = [...facts.values()].reduce((sum, file) => sum + countFacts(file), 0);
  let fruitless = 0;
  const reserve = createBudget(
    reserveOfRun + reserveOfFile * facts.size + reserveOfFact * allFacts,
  );
  return {
    short,
    noteFruitless: (steps) => {
      fruitless += steps;
    },
    get isTangled() {
      return fruitless > fruitlessOfRun + reserveOfFact * allFacts;
    },
    noteShort: (path) => {
      if (facts.has(path)) short.add(path);
    },
    of: (path) => {
      let budget = budgets.get(path);
      if (!budget) {
        budget = createBudget(stepsOfFile + stepsOfFact * countFacts(facts.get(path)), reserve);
        budgets.set(path, budget);
      }
      return budget;
    },
  };
}

function countFacts(facts: Counted | undefined): number {
  if (!facts) return 0;
  return facts.definitions.length + facts.uses.length + facts.calls.length + facts.leaks.length;
}

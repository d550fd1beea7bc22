// Counts what our code does instead of timing it: how often each block of src/ is entered, as V8's coverage knows it.
// The same on every machine, however busy. Work inside of built-in functions is not seen.
import { Session } from 'node:inspector/promises';

/** Counts from now on. */
export interface WorkCounter {
  /** How often a block of our code is entered while it runs. */
  workOf(run: () => unknown): Promise<number>;
  /** How much more work four times the input is: 4 where work is linear, 16 where it is the square. */
  growthOf(run: (count: number) => unknown, count: number): Promise<number>;
}

/** Files that share a process share the one that counts: what the first of them compiled is counted for the others too. */
let started: Promise<WorkCounter> | undefined;

/** Must come before src/ is imported: V8 counts blocks of those functions only that it has not compiled yet. */
export function startCounting(): Promise<WorkCounter> {
  started ??= start();
  return started;
}

async function start(): Promise<WorkCounter> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  /** Entries since it was last asked. */
  const taken = async (): Promise<number> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const own = result.filter(({ url }) => /\/src\/(?!.*\/node_modules\/)/.test(url));
    const ranges = own.flatMap(({ functions }) => functions.flatMap((f) => f.ranges));
    return ranges.reduce((sum, { count }) => sum + count, 0);
  };
  const workOf = async (run: () => unknown): Promise<number> => {
    await taken();
    await run();
    const work = await taken();
    if (work === 0) throw new Error('nothing was counted: src/ was loaded before startCounting()');
    return work;
  };
  return {
    workOf,
    growthOf: async (run, count) => {
      // What loads or is worked out once is no part of it.
      await run(2);
      const small = await workOf(() => run(count));
      return (await workOf(() => run(4 * count))) / small;
    },
  };
}

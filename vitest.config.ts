import { accessSync, constants, statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { flagsFor } from './src/cli/engine.ts';

/** What counts work: V8 counts entries only of what it has not compiled before it was asked to (test/work.ts). */
const counting = [
  'test/findings-scaling.test.ts',
  'test/link/programs.test.ts',
  'test/link/scaling.test.ts',
];

/**
 * What looks at how code is loaded, what collects garbage, which takes long where much was loaded, and what bounds the time
 * of regular expressions: where V8 has compiled many of them it makes slower code for the next.
 */
const alone = [
  'test/scan/languages/loaded-grammars.test.ts',
  'test/scan/languages/tree-cursor.test.ts',
  'test/scan/code/worth-parsing.test.ts',
];

/**
 * What starts git or the program again and again. A start costs what the process that does it holds in memory, which is
 * many times as much where every grammar and word list was loaded.
 */
const starting = [
  'test/{input,hooks,github,gitlab,fleet,editor}/**/*.test.ts',
  'test/{git-fails,history,hostile-repository,max-age,remembered,staged}.test.ts',
  'test/cli/{at,checklist,interrupted,reading}.test.ts',
  'test/fix/{disk,fixes,killed,moved-variables,saved-meanwhile,stale,tracked-files}.test.ts',
];

/** Memory that is mounted as a directory on Linux; git waits for a disk with every object that it writes. */
const memory = '/dev/shm';
/** What tests leave in their temporary directories at a time, twice over. */
const neededBytes = 1 << 30;

/** Where tests make their files: in memory, if there is room. */
function temporaryDirectory(): Readonly<Record<string, string>> {
  if (process.env.TMPDIR !== undefined) return {};
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > neededBytes ? { TMPDIR: memory } : {};
  } catch {
    return {};
  }
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // What the projects below load is compiled once for all of them, and not again in the next run.
    experimental: { fsModuleCache: true },
    // As the program runs: V8's second thread would take a twelfth of the processor that the tests take.
    execArgv: [...flagsFor(Number.parseInt(process.versions.node, 10))],
    // The default leaves a core to the editor: on two cores that would be half the speed. What waits for a browser, for
    // git or for a second to pass leaves the processor to a third worker.
    maxWorkers: '150%',
    projects: [
      {
        extends: true,
        // Files share what they load: code, grammars and word lists are loaded once a worker, not once a file.
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: [...alone, ...counting, ...starting],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'starting', include: starting, isolate: false, env: temporaryDirectory() },
      },
      { extends: true, test: { name: 'counting', include: counting, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});

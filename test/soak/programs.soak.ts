// 10,000 small programs with a seed of today; the outcome goes to bench/results/programs.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCounting } from '../work.ts';

const { workOf } = await startCounting();
const { runTexts } = await import('../helpers.ts');
const { maxDefinitions, maxWorkOfByte, runPrograms } = await import('../programs.ts');
const { rules } = await import('../../rules/index.ts');

const numRuns = 10_000;

test(`${numRuns} small programs`, async () => {
  const seed = Number(process.env.KEYLINT_FUZZ_SEED ?? Date.now() % 2 ** 31);
  const outcome = await runPrograms((files) => runTexts(files, rules), workOf, {
    seed,
    numRuns,
    together: 1,
  });
  expect(outcome.runs).toBe(numRuns);
  const results = join(import.meta.dirname, '../../bench/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(
    join(results, 'programs.md'),
    [
      '# What following values costs',
      '',
      `${numRuns} programs made at random of choices, calls, wrappers, classes, spreads and modules that pass on each`,
      `other's names, of up to ${maxDefinitions} definitions, in circles on purpose. Counted is how often a block of our`,
      `code is entered; a program that takes more than ${maxWorkOfByte} for each of its bytes (and 500 more) fails.`,
      `Again with the same programs: \`KEYLINT_FUZZ_SEED=${seed} npm run soak -- test/soak/programs.soak.ts\``,
      '',
      `- ${outcome.bytes} bytes; ${outcome.median.toFixed(0)} blocks a byte in the median, ${outcome.most.toFixed(0)} at most`,
      `- slowest ${outcome.slowestMs.toFixed(0)} ms of processor time`,
      `- node ${process.version}, ${process.platform}, ${cpus().length} cores`,
      '',
    ].join('\n'),
  );
});

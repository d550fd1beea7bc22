// 10,000 random edits of the fixtures with a seed of today; the outcome goes to bench/results/fuzz.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeOutcome, fuzz, maxRunMs } from '../fuzz.ts';

const numRuns = 10_000;

test(`${numRuns} random edits of the fixtures`, async () => {
  const seed = Number(process.env.KEYLINT_FUZZ_SEED ?? Date.now() % 2 ** 31);
  const outcome = await fuzz({ seed, numRuns });
  expect(outcome.runs).toBe(numRuns);
  expect(outcome.slowest.ms, describeOutcome(outcome)).toBeLessThan(maxRunMs);
  const results = join(import.meta.dirname, '../../bench/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(
    join(results, 'fuzz.md'),
    [
      '# Random edits of the fixtures',
      '',
      'Every run edits one file of one fixture project at random (bytes flipped, deleted, inserted, duplicated,',
      'truncated), audits the project and renders a report. No run threw, met a bug of a reader or a rule, or took',
      `longer than ${maxRunMs} ms of processor time. Again with the same edits:`,
      `\`KEYLINT_FUZZ_SEED=${seed} npm run soak -- test/soak/fuzz.soak.ts\``,
      '',
      `- ${describeOutcome(outcome)}`,
      `- node ${process.version}, ${process.platform}, ${cpus().length} cores`,
      '',
    ].join('\n'),
  );
});

// Broken and hostile files: 40 random edits of the fixtures, always the same, 500 in the soak; `npm run soak` makes 10,000 new ones.
import { expect, test } from 'vitest';
import { applyByteEdits, describeOutcome, fuzz, maxRunMs, projects } from './fuzz.ts';
import { amount } from './thorough.ts';

test('no random edit of a fixture crashes, hangs or misplaces anything', {
  timeout: 180_000,
}, async () => {
  const outcome = await fuzz({ seed: 20261120, numRuns: amount(25, 500) });
  // The fixtures are still something to find problems in, or the edits would prove nothing.
  expect(outcome.findings / outcome.runs, describeOutcome(outcome)).toBeGreaterThan(3);
  expect(outcome.slowest.ms, describeOutcome(outcome)).toBeLessThan(maxRunMs);
});

test('every folder of fixtures takes part', () => {
  expect(projects.length).toBeGreaterThanOrEqual(7);
  for (const { name, files } of projects) expect(files.size, name).toBeGreaterThan(3);
});

test.each([
  ['flip', '!', 'aCBdef'],
  ['delete', '', 'adef'],
  ['insert', 'xy', 'axyxybcdef'],
  ['duplicate', '', 'abcbcbcdef'],
  ['truncate', '', 'a'],
] as const)('%s', (kind, inserted, expected) => {
  const bytes = Buffer.from(inserted);
  const edited = applyByteEdits(Buffer.from('abcdef'), [
    { kind, at: 8, length: 2, bytes, times: 2 },
  ]);
  expect(edited.toString()).toBe(expected);
});

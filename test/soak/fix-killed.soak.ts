import { expect, test } from 'vitest';
import { killRounds } from '../fix/kill-rounds.ts';

test('500 kills of a 40-file fix', { timeout: 1_200_000 }, async () => {
  const counts = await killRounds(500);
  expect(counts.broken).toEqual([]);
  expect(counts.recovered).toBeGreaterThan(50);
});

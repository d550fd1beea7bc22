import { expect, test } from 'vitest';
import { amount } from '../thorough.ts';
import { killRounds } from './kill-rounds.ts';

test('a fix that is killed is fully done or fully undone after the next run', {
  timeout: 120_000,
}, async () => {
  const counts = await killRounds(amount(8, 20), 'calls that change the disk');
  expect(counts.broken).toEqual([]);
  expect(counts.before).toBeGreaterThan(0);
  expect(counts.after).toBeGreaterThan(0);
  expect(counts.recovered).toBeGreaterThan(0);
});

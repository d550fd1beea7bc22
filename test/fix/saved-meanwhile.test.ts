// An editor saves a file at any moment of a fix: what it saved is never lost and never mixed with what keylint writes.
import { expect, test } from 'vitest';
import { savedAtEveryStep } from './saved-meanwhile.ts';

test('a file that is saved during a fix', { timeout: 120_000 }, async () => {
  const { positions, outcomes, broken } = await savedAtEveryStep({
    how: 'in place',
    command: 'fix',
    isNear: true,
  });
  expect(broken).toEqual([]);
  expect(positions).toBeGreaterThan(20);
  // Both were met: a save that is fixed, and one that is refused.
  expect(outcomes.built).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(10);
  expect(outcomes.late).toBeLessThan(5);
});

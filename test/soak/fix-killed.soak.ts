import { expect, test } from 'vitest';
import { killRounds } from '../fix/kill-rounds.ts';

test('500 kills of a 40-file fix', { timeout: 1_200_000 }, async () => {
  const { before, after, recovered, broken } = await killRounds(500, 'milliseconds');
  process.stderr.write(
    `\n500 kills: ${before} before, ${after} after, ${recovered} of them recovered\n`,
  );
  expect(broken).toEqual([]);
  expect(recovered).toBeGreaterThan(50);
});

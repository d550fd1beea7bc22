// A key from a CSPRNG is never called predictable, whatever its spelling; 150 seeded keys per cell here, a
// million in test/soak/strength.soak.ts.
import { expect, test } from 'vitest';
import { amount } from '../thorough.ts';
import { cells, runCell } from './cells.ts';

test.each(cells)('$bytes random bytes in $format', (cell) => {
  const result = runCell(cell, amount(150, 5_000), 'npm test');
  expect(result.predictable).toBe(0);
  expect(result.wrongVerdicts).toBe(0);
  expect(result.meanShare).toBeGreaterThan(0.97);
  expect(result.meanShare).toBeLessThan(1.03);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkText, formatCases } from '../fix/formats.ts';

test.each(formatCases)('$name at length', async (format) => {
  await fc.assert(
    fc.asyncProperty(format.text, async (text) => {
      expect(await checkText(format, text)).toEqual([]);
    }),
    { seed: 40, numRuns: format.name === '.env' ? 100_000 : 10_000 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amount } from '../thorough.ts';
import { checkText, formatCases } from './formats.ts';

describe.each(formatCases)('$name', (format) => {
  const numRuns = format.name === '.env' ? amount(200, 2_000) : amount(50, 500);

  test('its own parser sees the new secrets and nothing else that is different', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(format.text, async (text) => {
        expect(await checkText(format, text)).toEqual([]);
      }),
      { seed: 4, numRuns },
    );
  });
});

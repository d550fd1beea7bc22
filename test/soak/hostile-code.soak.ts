// 5 MB of code and 10,000 levels of nesting in every language: no crash, and 2 seconds of processor time for 1 MB at most; figures in bench/results.
import { describe, expect, test } from 'vitest';
import { largeText, nestedTexts, readingMs, samples } from '../scan/languages/hostile-code.ts';
import { record } from './record.ts';

const sizes = [1_000_000, 5_000_000];

describe.each(Object.entries(samples))('%s', (id, sample) => {
  test('10,000 levels deep, in all ways', async () => {
    await readingMs(sample.path, sample.statement);
    const times: number[] = [];
    for (const text of nestedTexts(sample, 10_000)) times.push(await readingMs(sample.path, text));
    record('large-code', `${id}, 10,000 levels`, { processorMs: Math.round(Math.max(...times)) });
    expect(Math.max(...times)).toBeLessThan(2_000);
  }, 300_000);

  test.each(sizes)(
    '%i characters',
    async (size) => {
      await readingMs(sample.path, largeText(sample, 2_000));
      const ms = await readingMs(sample.path, largeText(sample, size));
      record('large-code', `${id}, ${size / 1_000_000} MB`, { processorMs: Math.round(ms) });
      expect(ms).toBeLessThan((size / 1_000_000) * 2_000);
    },
    300_000,
  );
});

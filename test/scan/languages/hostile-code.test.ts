// Code of any language may be nested as deep as somebody likes: the reader neither crashes nor is it held up. All ways to
// nest, and megabytes, are left to test/soak/hostile-code.soak.ts.
import { describe, expect, test } from 'vitest';
import { nestedTexts, readingMs, samples, unsampled } from './hostile-code.ts';

test('every language has a sample', () => {
  expect(unsampled).toEqual([]);
});

describe.each(Object.entries(samples))('%s', (_, sample) => {
  const [whole = '', ...others] = nestedTexts(sample, 10_000);
  const chain = others.at(-1) ?? '';
  test.each([whole, chain])('10,000 levels deep: text %#', { timeout: 120_000 }, async (text) => {
    expect(text.length).toBeGreaterThan(10_000);
    expect(await readingMs(sample.path, text)).toBeLessThan(5_000);
  });
});

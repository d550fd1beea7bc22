// Code of any language may be nested as deep as somebody likes: the reader neither crashes nor is it held up. All ways to
// nest, and megabytes, are left to test/soak/hostile-code.soak.ts.
import { describe, expect, test } from 'vitest';
import { sampleOf } from '../../thorough.ts';
import { nestedTexts, readingMs, samples, unsampled } from './hostile-code.ts';
import { readSource } from './read-source.ts';

test('every language has a sample', () => {
  expect(unsampled).toEqual([]);
});

const turns = Object.keys(samples);

describe.each(Object.entries(samples))('%s', (path, sample) => {
  const [whole = '', ...others] = nestedTexts(sample, 10_000);
  const chain = others.at(-1) ?? '';
  // Languages take turns.
  test.each(sampleOf([whole, chain], 1, turns.indexOf(path)))(
    '10,000 levels deep: text %#',
    { timeout: 120_000 },
    async (text) => {
      expect(text.length).toBeGreaterThan(10_000);
      expect(await readingMs(sample.path, text)).toBeLessThan(5_000);
    },
  );
});

describe('what holds up the parser is given up', () => {
  const times = (text: string): string => `jwt_secret = 1\n${text.repeat(8_000)}\n`;
  test.each([
    ['comments that nobody closes', 'a.js', times('/* # // -- ; ')],
    ['comments in Dart', 'a.dart', times('<!-- ')],
    ['letters that Dart does not know', 'a.dart', times('é😀ß')],
    ['operators before operators', 'a.py', times('<!-- ')],
    ['and in Go', 'a.go', `package a\n${times('<!-- ')}`],
  ])('%s', { timeout: 120_000 }, async (_, path, text) => {
    await readSource(path, 'a = 1\n');
    expect(await readingMs(path, text)).toBeLessThan(5_000);
    expect((await readSource(path, text)).problem?.reason).toBe('parse-error');
  });
});

test.each(['A.kt', 'A.java', 'A.cs', 'a.php'])(
  '%s of empty lines says where it belongs in no time',
  async (path) => {
    const open = path.endsWith('php') ? '<?php\n' : '';
    await readSource(path, `${open}a = 1\n`);
    const ms = await readingMs(path, `${open}${'\r\n'.repeat(100_000)}jwt_secret = 1\n`);
    expect(ms).toBeLessThan(5_000);
  },
  120_000,
);

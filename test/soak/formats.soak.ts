// The properties of the format readers over many more texts than a test run has time for.
import { parse } from 'dotenv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanDotenv } from '../../src/scan/formats/dotenv-scan.ts';
import { anyCharacter } from '../any-character.ts';
import { processorMs } from '../processor-time.ts';
import { randomDotenv } from '../scan/formats/random-dotenv.ts';
import { readFormat } from '../scan/formats/read.ts';
import { samples } from '../scan/formats/samples.ts';

test('dotenv values equal those of the dotenv package', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(randomDotenv, (text) => {
      fc.pre(!text.includes('__proto__'));
      const ours = new Map(scanDotenv(text, 1e6).map(({ name, value }) => [name, value.text]));
      expect(ours).toEqual(new Map(Object.entries(parse(text))));
    }),
    { numRuns: 300_000 },
  );
});

test('no edit of a sample makes a reader throw, hang or point outside', {
  timeout: 600_000,
}, () => {
  const edit = fc.record({
    at: fc.nat(),
    drop: fc.nat(20),
    insert: fc.oneof(
      fc.constantFrom(...'"\'`\\\n\r{}[]$:#=&*|>-?!,%@<\t\0 '.split('')),
      fc.string({ unit: anyCharacter, maxLength: 8 }),
      fc.constantFrom(...samples.map(({ text }) => text)),
    ),
    times: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.constantFrom(...samples),
      fc.array(edit, { minLength: 1, maxLength: 5 }),
      ({ path }, { text }, edits) => {
        let changed = text;
        for (const { at, drop, insert, times } of edits) {
          const from = at % (changed.length + 1);
          changed = changed.slice(0, from) + insert.repeat(times) + changed.slice(from + drop);
        }
        const start = processorMs();
        const facts = readFormat(path, changed);
        expect(processorMs() - start).toBeLessThan(2000);
        for (const { at, value } of facts?.definitions ?? []) {
          expect(at.end).toBeLessThanOrEqual(changed.length);
          expect(value.at.end).toBeLessThanOrEqual(changed.length);
          expect(value.at.start).toBeLessThanOrEqual(value.at.end);
        }
      },
    ),
    { numRuns: 10_000 },
  );
});

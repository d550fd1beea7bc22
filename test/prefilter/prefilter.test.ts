// The prefilter against the plainest search there is: same answer for every text, alignment and case.
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrefilter } from '../../src/prefilter/prefilter.ts';
import { processorMs } from '../processor-time.ts';
import { amount } from '../thorough.ts';

const words = ['jwt', 'jws', 'secret', 'hmac', 'sign_key', '@auth/', 'keylint:', 'aaa', 'aab'];
const filter = createPrefilter(words);

function holdsWord(text: string, among: readonly string[] = words): boolean {
  return among.some((word) => text.toLowerCase().includes(word.toLowerCase()));
}

describe.each(words)('%s', (word) => {
  test('is found at every offset and every end', () => {
    for (let before = 0; before < 12; before++) {
      for (let after = 0; after < 12; after++) {
        const bytes = Buffer.from(`${'.'.repeat(before)}${word}${'.'.repeat(after)}`);
        expect(filter(bytes)).toBe(true);
      }
    }
  });

  test('is found in any case, and not when a letter is missing', () => {
    for (const text of [word.toUpperCase(), (word[0] ?? '').toUpperCase() + word.slice(1)]) {
      expect(filter(Buffer.from(`= ${text};`))).toBe(true);
    }
    for (let gap = 0; gap < word.length; gap++) {
      const text = `= ${word.slice(0, gap)}~${word.slice(gap + 1)};`;
      expect(filter(Buffer.from(text))).toBe(false);
    }
  });

  test('is found in UTF-16, with and without a mark', () => {
    const text = `# \u4f60\u597d\nname: ${word}\n`;
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(filter(little)).toBe(true);
    expect(filter(Buffer.from(little).swap16())).toBe(true);
    const bare = Buffer.from(`name: ${word}\n`, 'utf16le');
    expect(filter(bare)).toBe(true);
    expect(filter(Buffer.from(bare).swap16())).toBe(true);
    const other = Buffer.from(`# ${'\u4f60\u597d'.repeat(1_000)}\nname: ${word}\n`, 'utf16le');
    expect(filter(other)).toBe(true);
    expect(filter(Buffer.from(other).swap16())).toBe(true);
  });
});

test('agrees with a plain search on random text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...words, ...words.map((word) => word.toUpperCase())),
    fc.constantFrom('j', 'w', 't', 'secre', 'cret', 'aa', 'sign_', '\0', '\u00e9', ' ', 'x'),
    fc.string({ maxLength: 9 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(7), (pieces, offset) => {
      const text = pieces.join('');
      const padded = Buffer.from(' '.repeat(offset) + text, 'latin1');
      // `subarray` moves the start, so that every alignment of the memory is met.
      expect(filter(padded.subarray(offset))).toBe(holdsWord(padded.toString('latin1')));
    }),
    { seed: 1, numRuns: amount(1_000, 5_000) },
  );
});

test('agrees with a plain search for random words, however many', () => {
  const letters = fc.array(fc.constantFrom(...'abcde_-'), { minLength: 3, maxLength: 6 });
  const word = letters.map((list) => list.join(''));
  const text = fc.array(fc.constantFrom(...'abcdeABCDE_-.'), { maxLength: 60 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 400 }), text, (list, units) => {
      const given = units.join('');
      expect(createPrefilter(list)(Buffer.from(given))).toBe(holdsWord(given, list));
    }),
    { seed: 2, numRuns: 300 },
  );
});

test('time grows with the bytes, also where every pair is a mark', () => {
  const many = createPrefilter(Array.from({ length: 200 }, (_, n) => `${'ab'.repeat(20)}${n}`));
  const timeMs = (bytes: Uint8Array) => {
    const startedMs = processorMs();
    expect(many(bytes)).toBe(false);
    return processorMs() - startedMs;
  };
  timeMs(Buffer.alloc(100_000, 'ab'));
  const small = timeMs(Buffer.alloc(100_000, 'ab'));
  expect(timeMs(Buffer.alloc(800_000, 'ab'))).toBeLessThan(small * 40 + 200);
});

test('does not change or keep the bytes it is given', () => {
  const bytes = Buffer.from('x secret y');
  expect(filter(bytes)).toBe(true);
  bytes.fill(0x2e);
  expect(filter(bytes)).toBe(false);
  expect(filter(new Uint8Array(0))).toBe(false);
});

test('words that it cannot search for are refused', () => {
  for (const word of ['ab', '', 'caf\u00e9', 'a b']) {
    expect(() => createPrefilter([word])).toThrow(TypeError);
  }
});

// What holds for every text: no throw, sane numbers, no jump down when random bytes are added, linear time.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hmacAlgorithmNames } from '../../src/model/algorithms.ts';
import { isPredictable, reasons, type Strength } from '../../src/model/strength.ts';
import { assess } from '../../src/strength/assess.ts';
import { amount, sampleOf } from '../thorough.ts';
import { randomSource } from './cells.ts';
import { growsLikeItsLength, longTexts } from './long-texts.ts';

const encodings = ['utf8', 'base64', 'base64url', 'hex', 'utf16', 'latin1'] as const;

/** Any UTF-16 code units, lone surrogates and NUL included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
  .map((codes) => String.fromCharCode(...codes));
/** Texts made of what the estimator looks for. */
const meantText = fc
  .array(
    fc.constantFrom(
      ...[
        'secret',
        'Password',
        '123',
        '2024-01-31',
        '-',
        '_',
        'aaaa',
        'qwerty',
        '%20',
        '"',
        '{"k":"',
        'base64:',
      ],
      ...[
        'c2VjcmV0',
        '736563726574',
        '550e8400-e29b-41d4-a716-446655440000',
        '1718900000',
        '=',
        'é',
        '\u0000',
        '\ud800',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const text = fc.oneof(anyText, meantText, fc.string({ maxLength: 200 }), fc.base64String());

function expectSane(strength: Strength, length: number): void {
  const { bytes, capacityBits, bits, requiredBytes, reason, predictable } = strength;
  expect(bits).toBeGreaterThanOrEqual(0);
  expect(bits).toBeLessThanOrEqual(capacityBits);
  expect(Number.isFinite(capacityBits)).toBe(true);
  expect(strength.isShort).toBe(bytes < requiredBytes);
  expect(strength.isThin).toBe(!strength.isShort && capacityBits < requiredBytes * 8);
  expect(reason === null || reasons.includes(reason)).toBe(true);
  expect(predictable).toBe(isPredictable(reason) ? reason : null);
  if (strength.crackSeconds !== null) expect(Number.isFinite(strength.crackSeconds)).toBe(true);
  if (strength.reading !== 'as typed') return;
  for (const { start, end } of strength.segments) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(length);
  }
}

describe('any text', () => {
  test('is rated without a throw, in sane numbers', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...encodings),
        fc.constantFrom(...hmacAlgorithmNames),
        fc.array(fc.string(), { maxLength: 3 }),
        (secret, encoding, algorithm, projectNames) => {
          expectSane(assess(secret, { encoding, algorithm, projectNames }), secret.length);
        },
      ),
      { seed: 3, numRuns: amount(150, 2_000) },
    );
  });

  test('is rated the same twice', () => {
    fc.assert(
      fc.property(text, (secret) => {
        expect(assess(secret)).toEqual(assess(secret));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test('does not lose more than a bit when random bytes are added', () => {
    const random = randomSource('added');
    fc.assert(
      fc.property(text, fc.constantFrom('hex', 'base64', 'base64url'), (secret, format) => {
        const added = random(12).toString(format as BufferEncoding);
        expect(assess(secret + added).bits).toBeGreaterThanOrEqual(assess(secret).bits - 1);
      }),
      { seed: 5, numRuns: amount(150, 2_000) },
    );
  });

  test('its explanation holds no letter of it', () => {
    const marker = 'Zq7vXw2Yk';
    fc.assert(
      fc.property(meantText, (secret) => {
        const strength = assess(`${secret}${marker}`);
        expect(JSON.stringify(strength)).not.toContain(marker);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe('long texts', () => {
  test.each(sampleOf(longTexts, 6))(
    '%s: four times the length takes no more than ten times as long',
    (_, make) => {
      expect(growsLikeItsLength(make, amount(1 << 16, 1 << 18))).toBe(true);
    },
  );
});

// Bits to severity: the scale at its borders.
import { describe, expect, test } from 'vitest';
import type { RatedStrength } from '../../src/model/severity.ts';
import { severityOfRandomBytes, severityOfStrength } from '../../src/model/severity.ts';

const random: RatedStrength = {
  bits: 256,
  capacityBits: 256,
  crackSeconds: null,
  isShort: false,
  isThin: false,
  predictable: null,
  requiredBytes: 32,
};

const cases: readonly [string, Partial<RatedStrength>, string][] = [
  ['guessable in a second less than a day', { bits: 50, crackSeconds: 86_399 }, 'critical'],
  [
    'guessable in a day',
    { bits: 51, capacityBits: 90, crackSeconds: 86_400, predictable: 'dictionary' },
    'high',
  ],
  [
    'predictable under 128 bits, however long',
    { bits: 127, capacityBits: 400, predictable: 'uuid' },
    'high',
  ],
  [
    'predictable from 128 bits up',
    { bits: 128, capacityBits: 400, predictable: 'dictionary' },
    'medium',
  ],
  ['random, short, under 128 bits', { bits: 95, capacityBits: 96, isShort: true }, 'high'],
  ['random, short, 128 bits', { bits: 128, capacityBits: 128, isShort: true }, 'medium'],
  [
    'random and short, where the estimate falls under what the text carries',
    { bits: 126.4, capacityBits: 128, isShort: true },
    'medium',
  ],
  ['half of what is needed', { bits: 127.2, capacityBits: 128, isThin: true }, 'medium'],
  ['more than half of it', { bits: 129, capacityBits: 129, isThin: true }, 'low'],
  ['half for HS512', { isThin: true, requiredBytes: 64 }, 'medium'],
  ['thin, under 128 bits', { bits: 106, capacityBits: 106, isThin: true }, 'high'],
];

test.each(cases)('%s', (_, strength, expected) => {
  expect(severityOfStrength({ ...random, ...strength })).toBe(expected);
});

describe('random bytes', () => {
  test.each([
    [8, 'high'],
    [15, 'high'],
    [16, 'medium'],
    [31, 'medium'],
  ])('%i', (bytes, expected) => {
    expect(severityOfRandomBytes(bytes)).toBe(expected);
  });
});

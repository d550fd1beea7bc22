// Secrets that people make are weak: under 128 bits or flagged by name, 99.5 percent of each family at least.
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/strength/assess.ts';
import { amount } from '../thorough.ts';
import { drawFrom, families } from './families.ts';

const samples = amount(100, 1_000);
let flaggedInAll = 0;

test('there are more than forty families', () => {
  expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
  expect(families.length).toBeGreaterThan(40);
});

describe('families of human secrets', () => {
  test.each(families)('$name', ({ name, make }) => {
    const draw = drawFrom(name);
    let caught = 0;
    let flagged = 0;
    for (let i = 0; i < samples; i++) {
      const strength = assess(make(draw));
      if (strength.bits < 128 || strength.predictable !== null) caught++;
      if (strength.predictable !== null) flagged++;
    }
    expect(caught / samples).toBeGreaterThanOrEqual(0.995);
    flaggedInAll += flagged;
  });

  test('nearly all are flagged by name as well', () => {
    expect(flaggedInAll / (samples * families.length)).toBeGreaterThanOrEqual(0.97);
  });
});

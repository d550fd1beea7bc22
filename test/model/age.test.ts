// What people write for a maximal age, and how days are counted.
import { describe, expect, test } from 'vitest';
import { countDays, dayOf, parseMaxAge } from '../../src/model/age.ts';

test.each([
  ['90d', 90],
  ['90', 90],
  [90, 90],
  ['1w', 7],
  ['12w', 84],
  ['6m', 180],
  ['1y', 365],
  ['99999y', 36_499_635],
])('%j is %i days', (text, days) => {
  expect(parseMaxAge(text)).toBe(days);
});

test.each([
  '',
  ' 90d',
  '90d\n',
  '090d',
  '0',
  '-1',
  '1.5d',
  '1e3',
  '9D',
  '100000',
  'y',
  '1d1w',
  '１d',
  0,
  -1,
  1.5,
  1e21,
  Number.NaN,
  Number.POSITIVE_INFINITY,
])('%j is no age', (text) => {
  expect(parseMaxAge(text)).toBeUndefined();
});

describe('days', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const at = (text: string): number => Date.parse(text) / 1000;

  test.each([
    ['2026-03-01T00:00:00Z', 0],
    ['2026-02-28T00:00:01Z', 0],
    ['2026-02-28T00:00:00Z', 1],
    ['2025-03-01T00:00:00Z', 365],
    ['2026-03-01T20:00:00Z', 0],
  ])('since %s: %i', (since, days) => {
    expect(countDays(at(since), now)).toBe(days);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, at('2026-03-02T00:00:01Z')])(
    'since %d: nobody knows',
    (since) => {
      expect(countDays(since, now)).toBeUndefined();
    },
  );

  test('have the name of the calendar day, UTC', () => {
    expect(dayOf(at('2026-02-28T23:59:59Z'))).toBe('2026-02-28');
  });
});

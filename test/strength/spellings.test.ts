// Dates, counting, addresses and words in spellings that no list has: each is one piece, named as what it is.
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/strength/assess.ts';

interface Spelling {
  readonly text: string;
  readonly pieces: readonly string[];
  /** More than what the piece is worth. */
  readonly below: number;
}

const dates: readonly Spelling[] = [
  '31 January 2024',
  '31-Jan-2024',
  '31Jan2024',
  'Jan 31, 2024',
  'January-31-2024',
  '31. Januar 2024',
  '1st of May 2023',
  '31 de enero de 2024',
].map((text) => ({ text, pieces: ['date'], below: 26 }));

const moments: readonly Spelling[] = [
  'Wed, 31 Jan 2024 12:34:56 GMT',
  'Wed Jan 31 2024 12:34:56 GMT+0100',
  'Wed Jan 31 12:34:56 UTC 2024',
].map((text) => ({ text, pieces: ['date and time'], below: 45 }));

const counting: readonly Spelling[] = [
  '12345678910111213141516171819202',
  '13579111315171921',
  '2468101214161820',
  '100200300400500',
  '20191817161514131211',
].map((text) => ({ text, pieces: ['sequence'], below: 25 }));

const addresses: readonly Spelling[] = [
  { text: '2001:db8::8a2e:370:7334', pieces: ['IP address'], below: 60 },
  { text: 'fe80:0000:0000:0000:0202:b3ff:fe1e:8329', pieces: ['IP address'], below: 80 },
  { text: '001a.2b3c.4d5e', pieces: ['MAC address'], below: 48 },
];

const otherScripts: readonly Spelling[] = [
  { text: 'СекретныйКлюч', pieces: Array(2).fill('word of another script'), below: 24 },
  { text: 'виноградник', pieces: ['word of another script'], below: 40 },
  { text: 'пароль2024', pieces: ['word of another script', 'year'], below: 40 },
  { text: '密码', pieces: ['word of another script'], below: 20 },
];

describe.each([
  ['a date with its month in words', dates],
  ['a moment as mail and JavaScript write it', moments],
  ['counting with numbers', counting],
  ['an address', addresses],
  ['a word of another script', otherScripts],
])('%s', (_, spellings) => {
  test.each(spellings)('$text', ({ text, pieces, below }) => {
    const { bits, segments } = assess(text);
    expect(segments.map(({ what }) => what)).toEqual(pieces);
    expect(bits).toBeLessThan(below);
  });
});

test('words around a date stay words', () => {
  const { segments } = assess('secret31Jan2024');
  expect(segments.map(({ what }) => what)).toEqual(['word', 'date']);
});

test('a time of day without seconds is worth a minute of the day', () => {
  expect(assess('15:45').bits).toBeLessThan(22);
});

test('hexadecimal with 0x before it is read without', () => {
  const word = Buffer.from('correct horse').toString('hex');
  expect(assess(`0x${word}`).explanation).toContain('2 dictionary words');
  expect(assess(`0x${'3fa9c1e07b5d8246'.repeat(4)}`).capacityBits).toBe(256);
});

test('nanoid draws 21 signs of 6 bits', () => {
  expect(assess('V1StGXR8_Z5jdHi6B-myT').capacityBits).toBe(126);
});

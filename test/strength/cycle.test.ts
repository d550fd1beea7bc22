// Keys of the generator page that walks a fixed cycle: made here from the pairs alone, none is taken from anywhere.
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/strength/assess.ts';
import { explain } from '../../src/strength/explain.ts';
import { findCycle } from '../../src/strength/segments/find-cycle.ts';

/** What can follow each sign, found by asking. */
const signs = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));

function followersOf(head: string): string[] {
  return signs.filter((sign) => (findCycle(`${head}${sign}`, 0)?.end ?? 0) === head.length + 1);
}

/** A walk that takes the second follower now and then. */
function walk(length: number): string {
  let text = 'KbQfUkXp3t7x';
  for (let step = 0; text.length < length; step++) {
    const [first, second] = followersOf(text);
    text += (step % 5 === 3 ? second : first) ?? '';
  }
  return text;
}

describe.each([32, 64])('%i signs', (length) => {
  const key = walk(length);

  test('each sign has two that can follow', () => {
    expect(key).toHaveLength(length);
    expect(followersOf(key)).toHaveLength(2);
  });

  test.each([
    ['as text', key],
    ['in hex', Buffer.from(key).toString('hex')],
    ['in capital hex', Buffer.from(key).toString('hex').toUpperCase()],
    ['in base64', Buffer.from(key).toString('base64')],
  ])('%s', (_, text) => {
    const { predictable, bits, explanation } = assess(text);
    expect(predictable).toBe('pattern');
    expect(bits).toBeLessThan(length + 16);
    expect(explanation).toContain('a stretch of the fixed cycle of a generator page');
  });
});

test('fewer signs than chance makes are none, and a stretch is found where it begins', () => {
  const key = walk(32);
  expect(findCycle(key.slice(0, 11), 0)).toBeUndefined();
  expect(findCycle(key, 1)).toBeUndefined();
  expect(findCycle(`x${key}`, 1)?.end).toBe(33);
});

test('two of a kind are told in the plural', () => {
  const piece = (start: number) =>
    ({ what: 'mashed keys', start, end: start + 9, bits: 20 }) as const;
  const said = explain({
    pieces: [piece(0), piece(9)],
    reading: 'as typed',
    reason: 'dictionary',
    isDigest: false,
    isTriedOut: false,
    bytes: 18,
    requiredBytes: 32,
    capacityBits: 100,
  });
  expect(said).toBe('2 stretches of mashed keys');
});

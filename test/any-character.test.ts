import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharacter } from './any-character.ts';

test('any character is drawn, and no half of one', () => {
  const drawn: string[] = [];
  fc.assert(
    fc.property(anyCharacter, (text) => void drawn.push(text)),
    { numRuns: 2_000, seed: 7 },
  );
  expect(drawn.filter((text) => [...text].length !== 1 || /^[\ud800-\udfff]$/.test(text))).toEqual(
    [],
  );
  for (const range of [/^[ -~]$/, /^[\x7f-\ud7ff]$/, /^[\ue000-\uffff]$/, /^..$/]) {
    expect(drawn.filter((text) => range.test(text)).length, `${range}`).toBeGreaterThan(2);
  }
});

test.each(['\0', '\x1f', ' ', '~', '\x7f', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}'])(
  '%j is known as a character, whoever made it',
  (character) => {
    expect(anyCharacter.canShrinkWithoutContext(character)).toBe(true);
    const shrunk = [...anyCharacter.shrink(character, undefined)].map(({ value }) => value);
    expect(shrunk.includes(' ')).toBe(character !== ' ');
  },
);

test.each(['\ud800', '\udfff', '', 'ab'])('%j is none', (text) => {
  expect(anyCharacter.canShrinkWithoutContext(text)).toBe(false);
});

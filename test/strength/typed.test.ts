// Keys that were typed to look random are told from random ones. The texts were written character by character: by a
// language model in thirteen styles, half of which were held back until the predictors stood; and by the authors of some
// thirty public repositories, or the models they asked, all of them held back.
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/strength/assess.ts';
import { readClasses, type TextClasses } from '../../src/strength/typed/classes.ts';
import { evidenceOf } from '../../src/strength/typed/evidence.ts';
import { findTyped } from '../../src/strength/typed/find-typed.ts';
import { newOrder, predictClass } from '../../src/strength/typed/order.ts';
import { newSymbols, predictSymbol } from '../../src/strength/typed/symbols.ts';
import { randomSource } from './cells.ts';
import typedTexts from './typed-texts.json' with { type: 'json' };

const heldBack = typedTexts.flatMap(({ heldBack }) => heldBack);

describe('texts that were typed', () => {
  test('there are at least 300, of at least five makers, and each is there once', () => {
    const all = typedTexts.flatMap(({ tuned, heldBack }) => [...tuned, ...heldBack]);
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all).size).toBe(all.length);
    expect(typedTexts.length).toBeGreaterThanOrEqual(5);
    expect(heldBack.length * 2).toBeGreaterThanOrEqual(all.length);
  });

  test('of those held back at least 80 % are found', () => {
    const found = heldBack.filter((text) => assess(text).predictable !== null);
    expect(found.length / heldBack.length).toBeGreaterThanOrEqual(0.8);
  });

  test('none of them is published', () => {
    for (const text of heldBack) expect(assess(text).predictable).not.toBe('known');
  });
});

describe('what gave a key away', () => {
  test.each([
    ['5a9c3e7f1b8d4a2c6e0f9b5d7a3c1e8f4b6d2a0c9e5f7b3d1a8c6e4f2b0d9a7c', 'in 64'],
    ['xK9mP2vL7nQ4rT8wY3zB6cF1dG5hJ0sA', 'no two digits, small letters or capitals in a row'],
    ['base64:k7Jx9vQ2mL4pR8sT1wZ6yB3nC5dF0gH+aKeUiOxVtM8=', 'in a row in 43'],
    ['A7K9-M2P4-Q8R3-T6V1-X5Z0-B4D7-F9H2-J6L8', 'in 32'],
  ])('%s', (text, sign) => {
    const { reason, explanation, bits, capacityBits } = assess(text);
    expect(reason).toBe('typed');
    expect(explanation).toMatch(/^typed to look random: /);
    expect(explanation).toContain(sign);
    expect(bits).toBeLessThan(capacityBits - 29);
  });
});

describe('hands that roll over a keyboard', () => {
  test.each([
    'as7df8as7f8dasf87asdf8asd7f8as7df',
    'hjk345hjk34jkh53jkh45kjh345kj34h5',
    'fghjfgh567fghj567ghjf5gh67fghj5fgh67j',
  ])('%s', (text) => {
    const { reason, explanation } = assess(text);
    expect(reason).toBe('typed');
    expect(explanation).toContain('steps lead to a key nearby');
  });

  test('what only looks like that is not called so', () => {
    for (const text of ['aiwuerbro27y3482bhjfbai34q2b4ira', 'x7fkq02mvl95twzrb8nd3yhcgp6j4es1'])
      expect(findTyped(text)).toBeUndefined();
  });
});

test('a key whose classes keep a rhythm of three is found by that alone', () => {
  expect(findTyped('aN5pZ6kA7jW3zC0rU5bB1qT5vH0wW7rS')?.sign).toMatch(/in a row in 32/);
});

describe('a billion random keys raise one false alarm at most', () => {
  // What makes the bound: the predictors share out a probability of one at every place, whatever came before.
  const random = randomSource('typed');
  const beginnings = [
    ...heldBack.filter((_, i) => i % 12 === 0).map((text) => text.slice(0, 15)),
    ...Array.from({ length: 8 }, (_, i) => random(12).toString(i % 2 ? 'hex' : 'base64')),
  ].filter((text) => readClasses(text));

  function classesWith(text: string, last: string): TextClasses {
    const read = readClasses(`${text}${last}`);
    if (!read) throw new Error('not printable');
    return read;
  }

  test.each(beginnings)('classes after %s', (text) => {
    const read = classesWith(text, 'aA0+');
    const sum = [0, 1, 2, 3].reduce((total, kind) => {
      const order = newOrder(4);
      for (let at = 0; at < text.length; at++) predictClass(order, read.kinds[at] ?? 0);
      return total + predictClass(order, kind);
    }, 0);
    expect(sum).toBeCloseTo(1, 9);
  });

  test.each(beginnings)('characters after %s', (text) => {
    for (const alphabet of [
      '0123456789',
      'abcdefghijklmnopqrstuvwxyz',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    ]) {
      // One reading of the classes for all of the endings, as a generator with these alphabets has it.
      const { sizes, isHex, ...read } = classesWith(text, 'zZ9+');
      const sum = Array.from(alphabet).reduce((total, char) => {
        const whole = `${text}${char}`;
        const { kinds } = classesWith(text, char);
        const symbols = newSymbols(whole, { ...read, kinds, sizes, isHex });
        for (let at = 0; at < text.length; at++) predictSymbol(symbols, at);
        return total + predictSymbol(symbols, text.length);
      }, 0);
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
      expect(sum).toBeGreaterThan(0.5);
      const mashed = Array.from(alphabet).reduce((total, char) => {
        const whole = `${text}${char}`;
        const { kinds } = classesWith(text, char);
        const symbols = newSymbols(whole, { ...read, kinds, sizes, isHex });
        for (let at = 0; at <= text.length; at++) predictSymbol(symbols, at);
        return total + symbols.mashed;
      }, 0);
      expect(mashed).toBeCloseTo(1, 9);
    }
  });

  test('the highest evidence among some random keys is far from enough', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) =>
      random(32).toString(i % 2 ? 'hex' : 'base64'),
    );
    const most = Math.max(...keys.map((key) => evidenceOf(key)?.bits ?? Number.NEGATIVE_INFINITY));
    expect(most).toBeLessThan(15);
  });
});

test.each([
  ['bytes as source code has them', '0x3f, 0xa9, 0xc1, 0xe0, 0x7b, 0x5d, 0x82, 0x46, 0x1e, 0x90'],
  ['bytes with escapes', '\\x3f\\xa9\\xc1\\xe0\\x7b\\x5d\\x82\\x46\\x1e\\x90\\xd4\\x6a'],
  ['a list of numbers', '63,169,193,224,123,93,130,70,30,144,212,106,17,250,8,99'],
  ['other characters', 'ключ-ключ-ключ-ключ-ключ-ключ-ключ'],
])('%s are not called typed', (_, text) => {
  expect(findTyped(text)).toBeUndefined();
});

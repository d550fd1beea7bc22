import { expect, test } from 'vitest';
import { createValueFinder } from '../../src/engine/value-finder.ts';

function found(values: readonly string[], text: string): readonly string[] {
  return createValueFinder(values)
    .find(text)
    .map(({ start, end }) => `${start}:${text.slice(start, end)}`);
}

test.each<[string, readonly string[], string, readonly string[]]>([
  ['a value wherever it stands', ['fake'], 'fake, a fake', ['0:fake', '8:fake']],
  ['the longest of those that begin alike', ['fake', 'fake-one'], 'fake-one', ['0:fake-one']],
  ['those that overlap', ['abcdef', 'efghij'], 'abcdefghij', ['0:abcdef', '4:efghij']],
  ['none within another', ['abcdefgh', 'cdef'], 'abcdefgh', ['0:abcdefgh']],
  ['one value over and over', ['aaaa'], 'aaaaaa', ['0:aaaa', '1:aaaa', '2:aaaa']],
  ['no value of three characters', ['abc'], 'abc abcd', []],
])('finds %s', (_, values, text, expected) => {
  expect(found(values, text)).toEqual(expected);
});

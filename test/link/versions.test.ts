import { expect, test } from 'vitest';
import { allowsBefore } from '../../src/link/versions.ts';

test.each([
  ['^4.1.0', '4.2.2', true],
  ['~4.2.1', '4.2.2', true],
  ['3', '4.2.2', true],
  ['^4.2.2', '4.2.2', false],
  ['>=9.0.2 <10', '4.2.2', false],
  ['npm:other@1.0.0', '0', false],
  ['latest', '4.2.2', false],
  ['', '4.2.2', false],
  [undefined, '4.2.2', false],
])('%s allows versions before %s: %s', (range, since, expected) => {
  expect(allowsBefore(range, since)).toBe(expected);
});

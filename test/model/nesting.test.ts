import { expect, test } from 'vitest';
import { isNestedDeeper } from '../../src/model/nesting.ts';

test('counts what is open at once, not what is opened', () => {
  expect(isNestedDeeper('[{}]'.repeat(100_000), 2)).toBe(false);
  expect(isNestedDeeper('[[[]]]', 2)).toBe(true);
  expect(isNestedDeeper(']]]][[', 2)).toBe(false);
});

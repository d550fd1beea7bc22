// The new side of a patch: which lines can be commented on, and which were touched.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePatch } from '../../src/github/patch.ts';

const patch = (...lines: readonly string[]): string => lines.join('\n');

describe('parsePatch', () => {
  test('added lines are touched, lines around them are shown', () => {
    const { shown, touched } = parsePatch(patch('@@ -3,2 +3,3 @@ function', ' a', '+b', ' c'));
    expect([...shown]).toEqual([
      [3, 'a'],
      [4, 'b'],
      [5, 'c'],
    ]);
    expect(touched).toEqual([{ from: 4, to: 4 }]);
  });

  test('where lines only went away, their neighbours count', () => {
    const { touched } = parsePatch(patch('@@ -1,3 +1,2 @@', ' a', '-b', ' c'));
    expect(touched).toEqual([{ from: 1, to: 2 }]);
  });

  test('several hunks, counts left out, no line end at the end, CRLF', () => {
    const { shown, touched } = parsePatch(
      patch(
        '@@ -1 +1 @@',
        '-a',
        '+b\r',
        '@@ -9,0 +10,2 @@',
        '+x',
        '+y',
        '\\ No newline at end of file',
      ),
    );
    expect([...shown.keys()]).toEqual([1, 10, 11]);
    expect(shown.get(1)).toBe('b');
    expect(touched).toEqual([
      { from: 1, to: 1 },
      { from: 10, to: 11 },
    ]);
  });

  test('lines that look like a patch are text', () => {
    const { shown } = parsePatch(patch('@@ -0,0 +1,3 @@', '+@@ -1 +90 @@', '+-x', '+++ b/other'));
    expect([...shown]).toEqual([
      [1, '@@ -1 +90 @@'],
      [2, '-x'],
      [3, '++ b/other'],
    ]);
  });

  test('anything at all ends, and touches only what is there or beside it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('@@ -1,9 +1,9 @@', '+a', '-a', ' a', '', 'x', '\\')),
        (lines) => {
          const { shown, touched } = parsePatch(lines.join('\n'));
          expect(shown.size).toBeLessThanOrEqual(lines.length);
          for (const { from, to } of touched) expect(from).toBeLessThanOrEqual(to);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, editsByPath, selectFixes } from '../../src/fix/apply-edits.ts';
import type { Edit, Fix } from '../../src/model/edit.ts';

function fix(...edits: readonly (readonly [number, number, string] | Edit)[]): Fix {
  return {
    safety: 'safe',
    title: 'test',
    rules: [],
    fingerprints: [],
    edits: edits.map((edit) =>
      'path' in edit ? edit : { path: 'a', start: edit[0], end: edit[1], text: edit[2] },
    ),
  };
}

describe('applyEdits', () => {
  test.each([
    ['replaces', [[1, 3, 'X']], 'aXde'],
    ['inserts', [[1, 1, 'X']], 'aXbcde'],
    [
      'keeps insertions at one offset in order',
      [
        [1, 1, 'X'],
        [1, 1, 'Y'],
      ],
      'aXYbcde',
    ],
    [
      'inserts before a range that starts there',
      [
        [1, 3, 'R'],
        [1, 1, 'X'],
      ],
      'aXRde',
    ],
    [
      'inserts behind a range that ends there',
      [
        [3, 3, 'X'],
        [1, 3, 'R'],
      ],
      'aRXde',
    ],
    [
      'takes edits in any order',
      [
        [4, 5, 'E'],
        [0, 1, 'A'],
      ],
      'AbcdE',
    ],
    ['appends', [[5, 5, '!']], 'abcde!'],
  ] as const)('%s', (_, edits, expected) => {
    expect(
      applyEdits(
        'abcde',
        edits.map(([start, end, text]) => ({ start, end, text })),
      ),
    ).toBe(expected);
  });

  test.each([
    [
      'overlapping',
      [
        [0, 2, ''],
        [1, 3, ''],
      ],
    ],
    [
      'an insertion inside a range',
      [
        [0, 3, ''],
        [1, 1, 'x'],
      ],
    ],
    ['outside of the text', [[4, 9, '']]],
    ['backwards', [[3, 1, '']]],
  ] as const)('refuses edits that are %s', (_, edits) => {
    const tuples: readonly (readonly [number, number, string])[] = edits;
    expect(() =>
      applyEdits(
        'abcde',
        tuples.map(([start, end, text]) => ({ start, end, text })),
      ),
    ).toThrow(RangeError);
  });
});

describe('selectFixes', () => {
  test('takes a fix whole or not at all', () => {
    const first = fix([0, 3, 'x']);
    const second = fix([2, 4, 'y'], [8, 9, 'z']);
    const third = fix([8, 9, 'w']);
    expect(selectFixes([first, second, third])).toEqual({
      chosen: [first, third],
      deferred: [second],
    });
  });

  test('counts an edit that two fixes share once', () => {
    const shared: Edit = { path: 'a', start: 0, end: 0, text: 'import\n' };
    const fixes = [fix(shared, [3, 4, 'x']), fix(shared, [6, 7, 'y'])];
    expect(selectFixes(fixes).chosen).toEqual(fixes);
    expect(editsByPath(fixes).get('a')).toHaveLength(3);
  });

  test('defers a fix that overlaps itself', () => {
    const broken = fix([0, 3, 'x'], [2, 4, 'y']);
    expect(selectFixes([broken]).deferred).toEqual([broken]);
  });

  test('edits of different files never overlap', () => {
    const fixes = [fix([0, 3, 'x']), fix({ path: 'b', start: 1, end: 2, text: 'y' })];
    expect(selectFixes(fixes).deferred).toEqual([]);
  });

  test('whatever is chosen can be applied, and everything ends up in one pile', () => {
    const edit = fc.tuple(fc.nat(12), fc.nat(4), fc.string({ maxLength: 2 }));
    fc.assert(
      fc.property(
        fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
        (plan) => {
          const fixes = plan.map((edits) =>
            fix(...edits.map(([start, length, text]) => [start, start + length, text] as const)),
          );
          const { chosen, deferred } = selectFixes(fixes);
          expect(chosen.length + deferred.length).toBe(fixes.length);
          expect(() =>
            applyEdits('x'.repeat(20), editsByPath(chosen).get('a') ?? []),
          ).not.toThrow();
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });
});

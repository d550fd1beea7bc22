// Of which secrets a rule has to look where few files are reported on: those that can be told of, and what is numbered with
// them.
import { expect, test } from 'vitest';
import type { Tree } from '../../src/input/tree.ts';
import type { Secret } from '../../src/model/secret.ts';
import { createTellTest } from '../../src/run/reported-part.ts';

interface Places {
  readonly values?: readonly string[];
  readonly guard?: string;
  readonly uses?: readonly string[];
}

/** A secret that stands in these files; the cast: nothing else of it is asked for. */
function secret({ values = [], guard, uses = [] }: Places): Secret {
  const at = (path: string) => ({ path, line: 1 });
  const guarded = guard === undefined ? {} : { guard: { at: at(guard) } };
  return {
    values: values.map((path) => ({ at: at(path), ...guarded })),
    uses: uses.map((path) => ({ at: at(path) })),
  } as unknown as Secret;
}

const reporting = (...paths: readonly string[]): Tree =>
  ({ reportOn: new Map(paths.map((path) => [path, 'all'])) }) as unknown as Tree;

function told(tree: Tree, all: readonly Places[]): boolean[] {
  const secrets = all.map(secret);
  return secrets.map(createTellTest(tree, secrets));
}

test('where everything is reported on, all of them', () => {
  expect(told({} as Tree, [{ values: ['a.env'] }, {}])).toEqual([true, true]);
});

test.each<[string, Places]>([
  ['is set', { values: ['b.env', 'a.ts'] }],
  ['is used', { values: ['b.env'], uses: ['b.ts', 'a.ts'] }],
  ['is refused', { values: ['b.env'], guard: 'a.ts' }],
])('one that %s there, and no other', (_, places) => {
  const other = { values: ['c.env'], uses: ['c.ts'], guard: 'd.ts' };
  expect(told(reporting('a.ts'), [places, other])).toEqual([true, false]);
});

test('findings of one file are numbered together', () => {
  const near = { values: ['b.env'], uses: ['a.ts'] };
  expect(told(reporting('a.ts'), [near, { values: ['b.env', 'c.env'] }])).toEqual([true, true]);
});

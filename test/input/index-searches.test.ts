// A search that earlier runs remember: git is asked for what nobody has seen, and for nothing else; what is not known
// to be in vain counts as found.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Git } from '../../src/input/git.ts';
import { createIndexSearches, type IndexEntry } from '../../src/input/index-searches.ts';
import { scratch } from './scratch.ts';

const search = { words: ['jwt'], isExact: true, endings: ['.js', '.ts'] };

const none = { ok: false, problem: 'failed', detail: '' } as const;
/** What a search does not ask for. */
const elsewhere = { place: () => none, remoteUrls: () => [] };

/** A git that finds `jwt` in these contents, and tells how often it was asked. */
function fakeGit(entries: readonly IndexEntry[], contents: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const git: Git = {
    run: () => none,
    ...elsewhere,
    start: () => undefined,
    ask: async (args) => {
      asked.push(args.includes('grep') ? 'grep' : String(args[0]));
      const found = entries.filter(
        ({ path, isConflict }) => !isConflict && contents[path]?.includes('jwt'),
      );
      const stdout = Buffer.from(found.map(({ path }) => `${path}\0`).join(''));
      return { ok: true, stdout, complained: false };
    },
  };
  return { git, asked };
}

const idOf = (text: string): string => createHash('sha1').update(text).digest('hex');

interface Run {
  readonly files: Readonly<Record<string, string>>;
  readonly conflicts?: readonly string[];
  /** Paths that were looked at in vain. */
  readonly inVain?: readonly string[];
}

/** One run after the other with one memory: what each finds, and how often it asks git. */
async function remember(directory: string, runs: readonly Run[], root = '/harborline') {
  const results: { found: string[]; asked: number }[] = [];
  for (const { files, conflicts = [], inVain = [] } of runs) {
    const entries = Object.entries(files).map(([path, text]) => ({
      path,
      id: idOf(text),
      isConflict: conflicts.includes(path),
    }));
    const { git, asked } = fakeGit(entries, files);
    const searches = createIndexSearches(git, {
      root,
      contents: Promise.resolve(entries),
      likely: [search],
      memory: { directory, buildId: 'one', of: search },
    });
    const found = await searches.search(search);
    searches.dismiss(search, inVain);
    searches.end();
    results.push({ found: [...(found ?? ['?'])].sort(), asked: asked.length });
  }
  return results;
}

const files = { 'a.js': 'jwt.sign', 'b.js': 'nothing', 'c.ts': 'jwt, only a word', 'd.md': 'jwt' };
const place = () => join(scratch(), 'cache');

test('git is asked once; then what it found is found without it', async () => {
  expect(await remember(place(), [{ files }, { files }])).toEqual([
    { found: ['a.js', 'c.ts'], asked: 1 },
    { found: ['a.js', 'c.ts'], asked: 0 },
  ]);
});

test('what was found in vain is not found again, wherever it lies', async () => {
  const moved = { ...files, 'deep/e.js': files['c.ts'] };
  const [, second, third] = await remember(place(), [
    { files, inVain: ['c.ts'] },
    { files: moved },
    { files },
  ]);
  expect([second, third]).toEqual([
    { found: ['a.js'], asked: 0 },
    { found: ['a.js'], asked: 0 },
  ]);
});

test('new and changed content is found, whatever it holds', async () => {
  const changed = { ...files, 'b.js': 'nothing else', 'new.js': 'new' };
  const [, second] = await remember(place(), [{ files, inVain: ['c.ts'] }, { files: changed }]);
  expect(second).toEqual({ found: ['a.js', 'b.js', 'new.js'], asked: 0 });
});

test('of much that is new git tells, and what is known stays known', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1_100 }, (_, n) => [`${n}.js`, n === 7 ? 'jwt' : `text ${n}`]),
  );
  const all = { ...files, ...many };
  expect(
    await remember(place(), [{ files, inVain: ['c.ts'] }, { files: all }, { files: all }]),
  ).toEqual([
    { found: ['a.js', 'c.ts'], asked: 1 },
    { found: ['7.js', 'a.js'], asked: 1 },
    { found: ['7.js', 'a.js'], asked: 0 },
  ]);
});

test('a file in conflict is found each time, and nothing is learned of it', async () => {
  const more = { ...files, 'e.js': 'nothing at all' };
  const [first, second, third] = await remember(place(), [
    { files: more, conflicts: ['b.js'] },
    { files: more, conflicts: ['b.js'] },
    { files: more },
  ]);
  expect(first).toEqual({ found: ['a.js', 'b.js', 'c.ts'], asked: 1 });
  expect(second).toEqual({ found: ['a.js', 'b.js', 'c.ts'], asked: 0 });
  expect(third).toEqual({ found: ['a.js', 'b.js', 'c.ts'], asked: 0 });
});

test('nothing is kept in the repository, nor believed that lies there', async () => {
  const root = scratch();
  const [, second] = await remember(join(root, '.cache'), [{ files }, { files }], root);
  expect(second).toEqual({ found: ['a.js', 'c.ts', 'd.md'], asked: 1 });
  expect(readdirSync(root)).toEqual([]);
});

test('another search is git’s affair, and is not learned from', async () => {
  const directory = place();
  await remember(directory, [{ files }]);
  const entries = Object.entries(files).map(([path, text]) => ({
    path,
    id: idOf(text),
    isConflict: false,
  }));
  const { git, asked } = fakeGit(entries, files);
  const other = { words: ['jwt'], endings: ['.js'] };
  const searches = createIndexSearches(git, {
    root: '/harborline',
    contents: Promise.resolve(entries),
    memory: { directory, buildId: 'one', of: search },
  });
  expect([...((await searches.search(other)) ?? [])]).toEqual(['a.js', 'c.ts', 'd.md']);
  searches.dismiss(other, ['a.js', 'c.ts']);
  searches.end();
  expect(asked).toHaveLength(1);
  expect((await remember(directory, [{ files }]))[0]?.found).toEqual(['a.js', 'c.ts']);
});

test('a search that git cannot finish teaches nothing', async () => {
  const directory = place();
  const entries = [{ path: 'a.js', id: idOf('a'), isConflict: false }];
  const searches = createIndexSearches(
    {
      run: () => none,
      start: () => undefined,
      ask: async () => ({ ok: true, stdout: Buffer.alloc(0), complained: true }),
      ...elsewhere,
    },
    {
      root: '/harborline',
      contents: Promise.resolve(entries),
      memory: { directory, buildId: 'one', of: search },
    },
  );
  expect(await searches.search(search)).toBeUndefined();
  searches.end();
  expect(await remember(directory, [{ files: { 'a.js': 'a' } }])).toEqual([
    { found: [], asked: 1 },
  ]);
});

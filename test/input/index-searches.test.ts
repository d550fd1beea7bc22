// A search that earlier runs remember: git is asked where nobody has seen many of the files, few of them are read, and what is
// not known to be in vain counts as found.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Git } from '../../src/input/git.ts';
import { type IndexEntry, type IndexStamps, stampLength } from '../../src/input/index-file.ts';
import { createIndexSearches } from '../../src/input/index-searches.ts';
import { scratch } from './scratch.ts';

const search = { words: ['jwt'], isExact: true, endings: ['.js', '.ts'] };

const none = { ok: false, problem: 'failed', detail: '' } as const;
/** What a search does not ask for. */
const elsewhere = {
  isOverfull: () => false,
  place: () => none,
  remoteUrls: () => [],
};

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

/** As if each file lay on the disk since it was written. */
function stampsOf(entries: readonly IndexEntry[]): IndexStamps {
  const numbers = new Int32Array(entries.length * stampLength);
  for (const [entry, { path, id }] of entries.entries())
    for (let at = 0; at < stampLength; at++)
      numbers[entry * stampLength + at] = Buffer.from(idOf(path + id)).readInt32LE(at * 4) | 1;
  return { numbers, attributes: '' };
}

interface Run {
  readonly files: Readonly<Record<string, string>>;
  readonly conflicts?: readonly string[];
  /** Paths that were looked at in vain. */
  readonly inVain?: readonly string[];
  /** Of the files on the disk nothing is sure. */
  readonly isUnsure?: boolean;
}

/** One run after the other with one memory: what each finds, how often it asks git, and which contents it reads. */
async function remember(directory: string, runs: readonly Run[], root = '/harborline') {
  const results: { found: string[]; asked: number; read: string[] }[] = [];
  for (const { files, conflicts = [], inVain = [], isUnsure = false } of runs) {
    const entries = Object.entries(files).map(([path, text]) => ({
      path,
      id: idOf(text),
      isConflict: conflicts.includes(path),
    }));
    const { git, asked } = fakeGit(entries, files);
    const texts = new Map(Object.values(files).map((text) => [idOf(text), text]));
    const read: string[] = [];
    const searches = createIndexSearches(git, {
      root,
      contents: Promise.resolve({ entries, ...(!isUnsure && { stamps: stampsOf(entries) }) }),
      load: async (ids) => {
        read.push(...ids.map((id) => texts.get(id) ?? '?'));
        return new Map(ids.map((id) => [id, Buffer.from(texts.get(id) ?? '')]));
      },
      likely: [search],
      memory: { directory, buildId: 'one' },
    });
    const found = await searches.search(search);
    searches.dismiss(search, inVain);
    searches.end();
    results.push({ found: [...(found ?? ['?'])].sort(), asked: asked.length, read });
  }
  return results;
}

const files = { 'a.js': 'jwt.sign', 'b.js': 'nothing', 'c.ts': 'jwt, only a word', 'd.md': 'jwt' };
const place = () => join(scratch(), 'cache');

/** So many that git is asked. */
const many = Object.fromEntries(
  Array.from({ length: 400 }, (_, n) => [`${n}.js`, n === 7 ? 'jwt' : `text ${n}`]),
);
const all = { ...files, ...many };
const holding = ['7.js', 'a.js', 'c.ts'];

test('git is asked once; then what it found is found without it', async () => {
  expect(await remember(place(), [{ files: all }, { files: all }])).toEqual([
    { found: holding, asked: 1, read: [] },
    { found: holding, asked: 0, read: [] },
  ]);
});

test('few files are read, and not asked again', async () => {
  const changed = { ...files, 'b.js': 'A JWT', 'new.js': 'new' };
  expect(await remember(place(), [{ files }, { files: changed }, { files: changed }])).toEqual([
    { found: ['a.js', 'c.ts'], asked: 0, read: ['jwt.sign', 'nothing', 'jwt, only a word'] },
    // In any case: whoever asks looks at what was found.
    { found: ['a.js', 'b.js', 'c.ts'], asked: 0, read: ['A JWT', 'new'] },
    { found: ['a.js', 'b.js', 'c.ts'], asked: 0, read: [] },
  ]);
});

test('what may be UTF-16 counts as found', async () => {
  const wide = { 'a.js': Buffer.from('jwt', 'utf16le').toString('latin1'), 'b.js': 'none' };
  const [first] = await remember(place(), [{ files: wide }]);
  expect(first?.found).toEqual(['a.js']);
});

test('what was found in vain is not found again, until it is written anew', async () => {
  const [, second, third] = await remember(place(), [
    { files: all, inVain: ['c.ts'] },
    { files: all },
    { files: { ...all, 'c.ts': 'jwt, a word and more' } },
  ]);
  expect(second).toEqual({ found: ['7.js', 'a.js'], asked: 0, read: [] });
  expect(third).toEqual({ found: holding, asked: 0, read: ['jwt, a word and more'] });
});

test('a file in conflict is found each time, and nothing is learned of it', async () => {
  const [first, second, third] = await remember(place(), [
    { files, conflicts: ['b.js'], inVain: ['b.js'] },
    { files, conflicts: ['b.js'] },
    { files },
  ]);
  expect([first?.found, second?.found]).toEqual([
    ['a.js', 'b.js', 'c.ts'],
    ['a.js', 'b.js', 'c.ts'],
  ]);
  expect(third?.found).toEqual(['a.js', 'c.ts']);
});

test('nothing is kept in the repository, nor believed that lies there', async () => {
  const root = scratch();
  const [, second] = await remember(join(root, '.cache'), [{ files }, { files }], root);
  expect(second).toEqual({ found: ['a.js', 'c.ts', 'd.md'], asked: 1, read: [] });
  expect(readdirSync(root)).toEqual([]);
});

test('where nobody knows what lies on the disk, git is asked each time', async () => {
  const runs = [{ files }, { files, isUnsure: true }];
  const [, second] = await remember(place(), runs);
  expect(second).toEqual({ found: ['a.js', 'c.ts', 'd.md'], asked: 1, read: [] });
});

test('a search that git cannot finish teaches nothing', async () => {
  const directory = place();
  const entries = Object.keys(all).map((path) => ({ path, id: idOf('a'), isConflict: false }));
  const searches = createIndexSearches(
    {
      run: () => none,
      start: () => undefined,
      ask: async () => ({ ok: true, stdout: Buffer.alloc(0), complained: true }),
      ...elsewhere,
    },
    {
      root: '/harborline',
      contents: Promise.resolve({ entries, stamps: stampsOf(entries) }),
      load: async () => new Map(),
      memory: { directory, buildId: 'one' },
    },
  );
  expect(await searches.search(search)).toBeUndefined();
  searches.end();
  expect(() => readdirSync(directory)).toThrow('ENOENT');
});

// Changed lines: between the point where a branch parted and the work tree, staged or not, tracked or not.
import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { parsePatch } from '../../src/input/changed-lines.ts';
import { openSinceTree } from '../../src/input/since-tree.ts';
import { UserError } from '../../src/model/errors.ts';
import { git, isWindows, optionsFor, pathsOf, repository, write } from './scratch.ts';

async function changedIn(cwd: string, ref: string, ...paths: readonly string[]) {
  const tree = await openSinceTree(optionsFor(cwd, ...paths), ref);
  return Object.fromEntries(tree.reportOn ?? []);
}

const tenLines = Array.from({ length: 10 }, (_, n) => `line ${n + 1}\n`);
const text = tenLines.join('');

/** `text` with some lines replaced; an empty replacement takes the line away. */
function edited(changes: Readonly<Record<number, string>>): string {
  return tenLines.map((line, n) => changes[n + 1] ?? line).join('');
}

test('committed, staged and unstaged changes and new files count; the other side of the branch does not', async () => {
  const cwd = repository({ 'a.js': text, 'b.js': text, 'c.js': text, 'd.js': text });
  git(cwd, 'checkout', '-q', '-b', 'topic');
  write(cwd, { 'a.js': edited({ 2: 'new\n', 5: 'x\ny\nz\n' }) });
  git(cwd, 'commit', '-q', '-a', '-m', 'topic');
  git(cwd, 'checkout', '-q', 'main');
  write(cwd, { 'd.js': edited({ 1: 'main moved on\n' }) });
  git(cwd, 'commit', '-q', '-a', '-m', 'main');
  git(cwd, 'checkout', '-q', 'topic');
  write(cwd, { 'b.js': edited({ 10: 'staged\n' }) });
  git(cwd, 'add', 'b.js');
  write(cwd, { 'c.js': edited({ 3: '' }), 'new.js': 'new\n', '.env.local': 'ignored\n' });
  write(cwd, { '.git/info/exclude': '.env.local\n' });
  const tree = await openSinceTree(optionsFor(cwd), 'main');
  expect(pathsOf(tree)).toEqual(['.env.local', 'a.js', 'b.js', 'c.js', 'd.js', 'new.js']);
  expect(Object.fromEntries(tree.reportOn ?? [])).toEqual({
    'a.js': [
      { from: 2, to: 2 },
      { from: 5, to: 7 },
    ],
    'b.js': [{ from: 10, to: 10 }],
    // Line 3 went away: what stood beside it changed.
    'c.js': [{ from: 2, to: 3 }],
    'new.js': 'all',
  });
});

test('a moved file counts where it was touched', async () => {
  const cwd = repository({ 'old name.js': text });
  git(cwd, 'mv', 'old name.js', 'new name.js');
  write(cwd, { 'new name.js': edited({ 4: 'touched\n' }) });
  expect(await changedIn(cwd, 'HEAD')).toEqual({ 'new name.js': [{ from: 4, to: 4 }] });
});

test('deleted files, empty ones, a mode and a line end alone are no changed lines', async () => {
  const cwd = repository({ 'a.js': text, 'b.js': text, 'c.js': text });
  git(cwd, 'rm', '-q', 'a.js');
  write(cwd, { 'b.js': text.replaceAll('\n', '\r\n'), 'empty.js': '' });
  git(cwd, 'add', '-A');
  git(cwd, 'update-index', '--chmod=+x', 'c.js');
  expect(await changedIn(cwd, 'HEAD')).toEqual({});
});

test('files that git calls binary count as a whole', async () => {
  const cwd = repository({ 'a.bin': 'a\0', 'b.env': 'X=1\n', 'c d.bin': 'a\0' });
  write(cwd, {
    '.gitattributes': '*.env binary\n',
    'a.bin': 'b\0',
    'b.env': 'X=2\n',
    'c d.bin': 'b\0',
    'utf16.env': Buffer.from('\ufeffX=1\n', 'utf16le'),
  });
  git(cwd, 'add', '-A');
  expect(await changedIn(cwd, 'HEAD')).toMatchObject({
    'a.bin': 'all',
    'b.env': 'all',
    'c d.bin': 'all',
    'utf16.env': 'all',
  });
});

test('paths count from the root of the run', async () => {
  const cwd = repository({ 'app/a.js': text, 'lib/b.js': text });
  write(cwd, {
    'app/a.js': edited({ 1: 'x\n' }),
    'lib/b.js': edited({ 1: 'x\n' }),
    'app/new.js': '',
  });
  expect(await changedIn(cwd, 'HEAD', 'app')).toEqual({
    'a.js': [{ from: 1, to: 1 }],
    'new.js': 'all',
  });
});

test.runIf(!isWindows)('names of every kind', async () => {
  const names = ['a b.js', 'é.js', 'q".js', 't\tn\n.js', 'b b.js', ' b/x.js'];
  const cwd = repository(Object.fromEntries(names.map((name) => [name, text])));
  write(cwd, Object.fromEntries(names.map((name) => [name, edited({ 1: 'x\n' })])));
  expect(Object.keys(await changedIn(cwd, 'HEAD')).sort()).toEqual([...names].sort());
});

test('text that looks like a patch is text', async () => {
  const trap = '++ b/other.js\n@@ -1 +1 @@\ndiff --git a/x b/x\n-- a/y\n';
  const cwd = repository({ 'a.js': `keep\n${trap}`, 'other.js': text });
  write(cwd, { 'a.js': `keep\n${trap}${trap}end` });
  expect(await changedIn(cwd, 'HEAD')).toEqual({ 'a.js': [{ from: 6, to: 10 }] });
});

test('settings of the repository do not change what is read', async () => {
  const cwd = repository({ 'sub/a.js': text });
  write(cwd, { 'sub/a.js': edited({ 2: 'x\n' }) });
  const settings = {
    'diff.noprefix': 'true',
    'diff.mnemonicPrefix': 'true',
    'diff.context': '9',
    'diff.interHunkContext': '9',
    'diff.relative': 'true',
    'color.ui': 'always',
    'core.quotePath': 'true',
  };
  for (const [key, value] of Object.entries(settings)) git(cwd, 'config', key, value);
  expect(await changedIn(`${cwd}/sub`, 'HEAD')).toEqual({ 'a.js': [{ from: 2, to: 2 }] });
});

describe('a reference that git does not know', () => {
  test.each(['nowhere', '--output=x', '-h', '', 'HEAD~99'])(
    '%j is the user\u2019s to mend',
    async (ref) => {
      const cwd = repository({ 'a.js': text });
      await expect(changedIn(cwd, ref)).rejects.toThrow(UserError);
      await expect(changedIn(cwd, ref)).rejects.toThrow('git knows no commit');
    },
  );
});

test('histories that share nothing are compared as they are', async () => {
  const cwd = repository({ 'a.js': text });
  git(cwd, 'checkout', '-q', '--orphan', 'other');
  git(cwd, 'commit', '-q', '-m', 'other');
  write(cwd, { 'a.js': edited({ 7: 'x\n' }) });
  expect(await changedIn(cwd, 'main')).toEqual({ 'a.js': [{ from: 7, to: 7 }] });
});

test('a patch that ends in the middle is read as far as it goes', () => {
  const patch = 'diff --git a/a.js b/a.js\n--- a/a.js\n+++ b/a.js\n@@ -0,0 +1,9 @@\n+one\n';
  expect(Object.fromEntries(parsePatch(Buffer.from(patch)))).toEqual({
    'a.js': [{ from: 1, to: 9 }],
  });
  expect(parsePatch(Buffer.from('@@ -1 +1 @@\nBinary files x\n+++ \n')).size).toBe(0);
});

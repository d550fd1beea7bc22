// The index as it lies on the disk says what git says of it; what is not sure of it, or not plain, is left to git.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSure, readIndexFile, stampOf } from '../../src/input/index-file.ts';
import { git, isWindows, repository, scratch, write } from './scratch.ts';

const indexOf = (cwd: string): string => join(cwd, '.git/index');

/** As `ls-files -s` tells of files: of a conflict stage 2 alone. */
function listedByGit(cwd: string): string[] {
  return git(cwd, 'ls-files', '-s', '-z')
    .split('\0')
    .filter((line) => /^100\d{3} \w+ [02]\t/.test(line))
    .map((line) => line.replace(/^\d+ (\w+) \d\t/s, '$1 '));
}

function listed(cwd: string): string[] | undefined {
  return readIndexFile(indexOf(cwd))?.entries.map(({ id, path }) => `${id} ${path}`);
}

/** Paths whose stamp can be relied upon. */
function sure(cwd: string): string[] {
  const { entries = [], stamps } = readIndexFile(indexOf(cwd)) ?? {};
  return entries.flatMap(({ path }, entry) => (stamps && isSure(stamps, entry) ? [path] : []));
}

const files = {
  'a.js': 'a',
  'deep/er/b.js': 'b',
  'deep/er/than/c.js': 'c',
  'é.js': 'd',
  [`${'long/'.repeat(60)}${'n'.repeat(200)}.js`]: 'e',
  ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`x${'y'.repeat(n)}`, `${n}`])),
};

/** Git keeps no time of an index that a test has made by itself. */
function refreshed(cwd: string): string {
  for (const path of Object.keys(files)) utimesSync(join(cwd, path), 1_700_000_000, 1_700_000_000);
  pause();
  git(cwd, 'update-index', '--refresh');
  return cwd;
}

/** So long that the next file is written in another moment of the clock. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
}

test.each(['2', '3', '4'])('of version %s', (version) => {
  const cwd = refreshed(repository(files));
  write(cwd, { 'added.js': 'later' });
  // An entry that is meant to be added makes version 3 of version 2.
  if (version === '3') git(cwd, 'add', '-N', 'added.js');
  else git(cwd, 'update-index', '--index-version', version);
  expect(readFileSync(indexOf(cwd)).readUInt32BE(4)).toBe(Number(version));
  expect(listed(cwd)).toEqual(listedByGit(cwd));
  expect(sure(cwd).sort()).toEqual(Object.keys(files).sort());
});

test('of ids that are made by SHA-256', () => {
  const cwd = scratch(files);
  git(cwd, 'init', '-q', '--object-format=sha256');
  git(cwd, 'add', '-A');
  expect(listed(cwd)).toEqual(listedByGit(cwd));
  expect(listed(cwd)?.[0]).toMatch(/^[\da-f]{64} /);
});

test('links and submodules are none of its files, of a conflict it has what the branch has', () => {
  const cwd = repository({ 'a.js': 'a' });
  git(cwd, 'checkout', '-qb', 'other');
  write(cwd, { 'a.js': 'other' });
  git(cwd, 'commit', '-qam', 'other');
  git(cwd, 'checkout', '-q', 'main');
  write(cwd, { 'a.js': 'main' });
  git(cwd, 'commit', '-qam', 'main');
  expect(() => git(cwd, 'merge', 'other')).toThrow();
  const inner = join(cwd, 'inner');
  execFileSync('git', ['init', '-q', inner], { stdio: 'ignore' });
  write(inner, { 'b.js': 'b' });
  git(inner, 'add', '-A');
  git(inner, 'commit', '-qm', 'inner');
  if (!isWindows) symlinkSync('a.js', join(cwd, 'link.js'));
  git(cwd, 'add', 'inner', ...(isWindows ? [] : ['link.js']));
  expect(listed(cwd)).toEqual(listedByGit(cwd));
  expect(readIndexFile(indexOf(cwd))?.entries).toMatchObject([{ path: 'a.js', isConflict: true }]);
  expect(sure(cwd)).toEqual([]);
});

test('a file that is added anew gets another stamp, the others keep theirs', () => {
  const cwd = refreshed(repository(files));
  const stamps = (): Record<string, string> => {
    const { entries = [], stamps: all } = readIndexFile(indexOf(cwd)) ?? {};
    return Object.fromEntries(
      entries.map(({ path }, entry) => [path, all ? stampOf(all, entry).text : '']),
    );
  };
  const before = stamps();
  write(cwd, { 'a.js': 'A' });
  utimesSync(join(cwd, 'a.js'), 1_700_000_001, 1_700_000_001);
  pause();
  git(cwd, 'add', 'a.js');
  const { 'a.js': own, ...others } = stamps();
  expect(sure(cwd)).toContain('a.js');
  expect(own).not.toBe(before['a.js']);
  expect(others).toEqual(Object.fromEntries(Object.entries(before).filter(([p]) => p !== 'a.js')));
});

test('what was written no earlier than the index is not sure', () => {
  const cwd = refreshed(repository(files));
  expect(sure(cwd)).toContain('a.js');
  // As if both had happened in one moment.
  const changed = Math.max(...Object.keys(files).map((path) => statSync(join(cwd, path)).ctimeMs));
  utimesSync(indexOf(cwd), 0, Math.floor(changed / 1000) - 1);
  expect(sure(cwd)).toEqual([]);
});

test('nor is what git was told to take for unchanged, or to leave out', () => {
  const cwd = refreshed(repository(files));
  git(cwd, 'update-index', '--assume-unchanged', 'a.js');
  git(cwd, 'update-index', '--skip-worktree', 'deep/er/b.js');
  expect(listed(cwd)).toEqual(listedByGit(cwd));
  expect(sure(cwd)).not.toContain('a.js');
  expect(sure(cwd)).not.toContain('deep/er/b.js');
  expect(sure(cwd)).toContain('deep/er/than/c.js');
});

test('nor is anything where attributes were just changed', () => {
  const cwd = refreshed(repository(files));
  write(cwd, { 'deep/.gitattributes': '* text\n' });
  git(cwd, 'add', '-A');
  utimesSync(indexOf(cwd), 0, 1_700_000_000);
  expect(listed(cwd)).toEqual(listedByGit(cwd));
  expect(sure(cwd)).toEqual([]);
});

test.each<[string, (cwd: string) => void]>([
  ['split', (cwd) => git(cwd, 'update-index', '--split-index')],
  ['sparse', (cwd) => git(cwd, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'deep')],
  ['cut short', (cwd) => writeFileSync(indexOf(cwd), readFileSync(indexOf(cwd)).subarray(0, -9))],
  ['empty', (cwd) => writeFileSync(indexOf(cwd), '')],
  [
    'changed in one byte',
    (cwd) => {
      const bytes = readFileSync(indexOf(cwd));
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(indexOf(cwd), bytes);
    },
  ],
])('an index that is %s is left to git', (_, change) => {
  const cwd = repository(files);
  expect(listed(cwd)).toEqual(listedByGit(cwd));
  change(cwd);
  expect(readIndexFile(indexOf(cwd))).toBeUndefined();
});

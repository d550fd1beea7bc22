// Histories that tests begin with are written without git, and are what git makes of the same files.
import { expect, test } from 'vitest';
import { commitAt, git, historyOf, repository, scratch, write } from './scratch.ts';

const commits = [
  {
    author: 1_700_000_000,
    files: { 'a.js': 'a\n', 'dir/b.txt': 'b\n', 'dir.txt': '', 'dir/c/d': 'd' },
  },
  { author: 1_700_100_000, files: { 'a.js': 'a\r\nb', 'dir-e/f.env': 'A=é\n', '.env': 'B=1\n' } },
];

/** All that git says of a repository whose ways to say it are the same. */
function toldBy(cwd: string): readonly string[] {
  return [
    git(cwd, 'log', '--format=%H %T %an %ae %ad %cd %B', '--date=raw'),
    git(cwd, 'ls-files', '-s'),
    git(cwd, 'status', '--porcelain', '--branch'),
    git(cwd, 'config', '--list', '--local'),
    git(cwd, 'diff-files'),
    git(cwd, 'fsck', '--strict', '--no-progress'),
  ];
}

test('a history', () => {
  const made = scratch();
  git(made, 'init', '-q', '-b', 'main');
  for (const { author, files } of commits) {
    write(made, files);
    commitAt(made, { author });
  }
  const told = toldBy(historyOf(commits));
  expect(told).toEqual(toldBy(made));
  expect(told[0]?.split('\n').length).toBeGreaterThan(4);
});

test('a repository with files, and one without', () => {
  for (const files of [{ 'a.js': 'a\n', 'b/c.txt': 'c\n' }, {}]) {
    const cwd = repository(files);
    expect(git(cwd, 'status', '--porcelain')).toBe('');
    expect(git(cwd, 'log', '--format=%s').trim()).toBe('first');
    expect(git(cwd, 'ls-files').trim().split('\n').filter(Boolean)).toEqual(Object.keys(files));
    expect(git(cwd, 'diff-files')).toBe('');
    git(cwd, 'commit', '-q', '--allow-empty', '-m', 'next');
  }
});

test('what is ignored is in no commit', () => {
  const cwd = repository({
    '.gitignore': '.env*\n!.env.example\n',
    '.env': 'A=1\n',
    'a/.env.example': '',
  });
  expect(git(cwd, 'ls-files').trim().split('\n')).toEqual(['.gitignore', 'a/.env.example']);
  expect(git(cwd, 'status', '--porcelain')).toBe('');
});

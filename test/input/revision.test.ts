// What a commit says of itself is told without a look at what it holds: its trees may be a million times as large.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factsOfCommit, openRepositoryAt, resolveCommit } from '../../src/input/revision.ts';
import { git, repository } from './scratch.ts';

test('a commit is told whose trees cannot be read', () => {
  const cwd = repository({ 'sub/a.js': 'text' });
  git(cwd, 'commit', '-q', '--allow-empty', '-m', 'more');
  const id = git(cwd, 'rev-parse', 'HEAD').trim();
  const first = git(cwd, 'rev-parse', 'HEAD~1').trim();
  for (const name of ['HEAD:sub', 'HEAD:']) {
    const tree = git(cwd, 'rev-parse', name).trim();
    rmSync(join(cwd, '.git/objects', tree.slice(0, 2), tree.slice(2)));
  }
  const opened = openRepositoryAt(cwd).git;
  expect(factsOfCommit(opened, 'HEAD')?.id).toBe(id);
  // What compares a first commit with nothing reads all of it.
  expect(factsOfCommit(opened, first)?.id).toBe(first);
  // Git has a name for all that a commit is not.
  expect(() => resolveCommit(opened, '^HEAD')).toThrow('git knows no commit ^HEAD');
});

// What a sparse checkout leaves out is told of once, and is nothing that makes an audit fail.
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openWorkTree } from '../../src/input/work-tree.ts';
import { runCli } from '../cli/run-cli.ts';
import { git, optionsFor, repository, write } from './scratch.ts';

function sparse(): string {
  const cwd = repository({
    'a.js': 'a',
    'api/b.js': 'b',
    'api/old/c.js': 'c',
    'web/d.js': 'd',
    'web/e.js': 'e',
  });
  git(cwd, 'sparse-checkout', 'set', '--cone', 'api');
  return cwd;
}

async function skippedIn(cwd: string, ...paths: readonly string[]) {
  const { skipped } = await openWorkTree(optionsFor(cwd, ...paths));
  return skipped.map(({ path, reason, detail, isFailure }) => [path, reason, detail, isFailure]);
}

const both = ['.', 'sparse-checkout', '2 files that git tracks are not checked out', false];
const one = ['.', 'sparse-checkout', '1 file that git tracks is not checked out', false];

test('what it leaves out is counted, as far as it was asked for', async () => {
  const cwd = sparse();
  expect(await skippedIn(cwd)).toEqual([both]);
  expect(await skippedIn(cwd, 'api')).toEqual([]);
  expect(await skippedIn(cwd, 'a.js')).toEqual([]);
  const options = { ...optionsFor(cwd), exclude: ['web/d.js'] };
  const { skipped } = await openWorkTree(options);
  expect(skipped.map(({ detail }) => detail)).toEqual([one[2]]);
});

test('what somebody has put back is there, and what was deleted is a change like any other', async () => {
  const cwd = sparse();
  write(cwd, { 'web/d.js': 'd' });
  rmSync(`${cwd}/api/b.js`);
  expect(await skippedIn(cwd)).toEqual([one]);
  rmSync(`${cwd}/web`, { recursive: true });
  write(cwd, { web: 'a file' });
  expect(await skippedIn(cwd)).toEqual([both]);
});

test('an index that holds whole directories counts their files', async () => {
  const cwd = sparse();
  git(cwd, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'api');
  expect(await skippedIn(cwd)).toEqual([both]);
});

test('a report says so, and its exit code is none of it', () => {
  const cwd = sparse();
  const { code, stdout } = runCli(['--no-progress'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('not read, or not in full: 1 sparse checkout');
  const verbose = runCli(['--no-progress', '-v'], { cwd });
  expect(verbose.stdout + verbose.stderr).toContain(both[2]);
});

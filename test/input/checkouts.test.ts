// Checkouts below the one that is audited, what the index holds of a path, and a git that cannot tell: none of them may
// look like a plain directory, and none like a clean audit.
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkTree } from '../../src/input/work-tree.ts';
import {
  git,
  isRoot,
  isWindows,
  optionsFor,
  pathsOf,
  repository,
  scratch,
  write,
} from './scratch.ts';

async function statesIn(cwd: string, ...paths: readonly string[]): Promise<unknown> {
  const tree = await openWorkTree(optionsFor(cwd, ...paths));
  return Object.fromEntries(tree.sources.map(({ path, tracked }) => [path, tracked]));
}

async function skippedIn(cwd: string, env?: Record<string, string>): Promise<unknown> {
  const { skipped } = await openWorkTree(optionsFor(cwd), env);
  return skipped.map(({ path, reason, detail, isFailure }) => [path, reason, detail, isFailure]);
}

describe('a checkout in the checkout', () => {
  const name = '.claude/worktrees/agent';

  test.each([
    ['that git ignores', '.claude/\n'],
    ['that it does not', ''],
  ])('is another branch or another repository, and is left out: one %s', async (_, ignored) => {
    const cwd = repository({ 'a.js': 'a', '.gitignore': ignored });
    git(cwd, 'worktree', 'add', '-q', name);
    git(cwd, 'clone', '-q', cwd, 'clone');
    git(cwd, 'init', '-q', 'new');
    write(cwd, { [`${name}/.env`]: 'JWT_SECRET=x', 'clone/.env': 'JWT_SECRET=x', 'new/b.js': '' });
    expect(await statesIn(cwd)).toEqual({ '.gitignore': 'tracked', 'a.js': 'tracked' });
    expect(await skippedIn(cwd)).toEqual([
      [name, 'other-checkout', 'another work tree of this repository', false],
      ['clone', 'other-checkout', 'another repository', false],
      ['new', 'other-checkout', 'another repository', false],
    ]);
  });

  test('is audited where it is asked for', async () => {
    const cwd = repository({ 'a.js': 'a' });
    git(cwd, 'worktree', 'add', '-q', name);
    write(cwd, { [`${name}/b.js`]: '' });
    const states = { 'a.js': 'tracked', 'b.js': 'untracked' };
    expect(await statesIn(cwd, name)).toEqual(states);
    expect(await statesIn(`${cwd}/${name}`)).toEqual(states);
    expect(await statesIn(cwd, `${name}/b.js`)).toEqual({ [`${name}/b.js`]: 'untracked' });
  });

  test('is a part of the tree as a submodule, and knows its own files', async () => {
    const library = repository({ 'i.js': '', '.gitignore': '.env\n' });
    const cwd = repository({ 'a.js': '' });
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library, 'lib');
    write(cwd, { 'lib/.env': '', 'lib/new.js': '' });
    expect(await statesIn(cwd)).toEqual({
      '.gitmodules': 'tracked',
      'a.js': 'tracked',
      'lib/.env': 'ignored',
      'lib/.gitignore': 'tracked',
      'lib/i.js': 'tracked',
      'lib/new.js': 'untracked',
    });
    writeFileSync(`${cwd}/.git/index`, 'no index');
    const tree = await openWorkTree(optionsFor(cwd));
    expect(pathsOf(tree)).toContain('lib/i.js');
  });

  test('is none where its files are in the index of the outer one', async () => {
    const cwd = repository({ 'sub/a.js': '' });
    git(cwd, 'init', '-q', 'sub');
    write(cwd, { 'sub/b.js': '' });
    expect(await statesIn(cwd)).toEqual({ 'sub/a.js': 'tracked', 'sub/b.js': 'untracked' });
  });

  test('is none where its .git leads nowhere: nobody hides a directory with it', async () => {
    const cwd = repository({ 'a.js': '' });
    write(cwd, {
      'one/.git': 'gitdir: ../nowhere\n',
      'one/b.js': '',
      'two/.git': 'junk',
      'two/c.js': '',
      'four/.git/HEAD': 'ref: refs/heads/main\n',
      'four/e.js': '',
    });
    mkdirSync(`${cwd}/three/.git`, { recursive: true });
    write(cwd, { 'three/d.js': '' });
    expect(Object.keys((await statesIn(cwd)) as object)).toEqual([
      'a.js',
      'four/e.js',
      'one/b.js',
      'three/d.js',
      'two/c.js',
    ]);
    expect(await skippedIn(cwd)).toEqual([]);
  });

  test('clones in a folder that is no repository are audited, each with its own git', async () => {
    const cwd = scratch();
    for (const clone of ['one', 'two']) {
      write(cwd, {
        [`${clone}/a.js`]: '',
        [`${clone}/b.js`]: '',
        [`${clone}/.gitignore`]: 'b.js\n',
      });
      git(`${cwd}/${clone}`, 'init', '-q');
      git(`${cwd}/${clone}`, 'add', 'a.js');
    }
    expect(await statesIn(cwd)).toEqual({
      'one/.gitignore': 'untracked',
      'one/a.js': 'tracked',
      'two/.gitignore': 'untracked',
      'two/a.js': 'tracked',
    });
  });
});

describe.runIf(!isWindows)('tracked is what the index holds', () => {
  test('of a link, where it leads: never what is there', async () => {
    const cwd = repository({ '.gitignore': '.env.*\n' });
    write(cwd, { '.env.live': 'JWT_SECRET=x', 'new.txt': 'JWT_SECRET=x' });
    symlinkSync('.env.live', `${cwd}/.env`);
    symlinkSync('new.txt', `${cwd}/.env.new`);
    git(cwd, 'add', '-f', '.env', '.env.new');
    expect(await statesIn(cwd, '.env', '.env.live')).toEqual({
      '.env': 'ignored',
      '.env.live': 'ignored',
    });
    expect(await statesIn(cwd)).toEqual({
      '.env.live': 'ignored',
      '.env.new': 'untracked',
      '.gitignore': 'tracked',
      'new.txt': 'untracked',
    });
  });

  test('of a file that became a link on disk, the file', async () => {
    const cwd = repository({ '.env': 'JWT_SECRET=x' });
    write(cwd, { 'shared.txt': '' });
    rmSync(`${cwd}/.env`);
    symlinkSync('shared.txt', `${cwd}/.env`);
    expect(await statesIn(cwd)).toEqual({ '.env': 'tracked', 'shared.txt': 'untracked' });
  });

  test('of a link that nobody added to what git tracks, the content that it leads to', async () => {
    const cwd = repository({ 'live.txt': 'JWT_SECRET=x' });
    symlinkSync('live.txt', `${cwd}/.env`);
    expect(await statesIn(cwd)).toEqual({ '.env': 'tracked', 'live.txt': 'tracked' });
  });
});

describe('a git that cannot tell makes the audit incomplete', () => {
  const notKnown = 'which files are tracked is not known';

  test.each([
    ['a damaged index', 'its index is damaged', { '.git/index': 'no index' }],
    ['an empty one', 'its index is damaged', { '.git/index': '' }],
    ['a damaged configuration', 'its configuration is damaged', { '.git/config': '[core' }],
    ['a damaged HEAD', 'its HEAD is damaged', { '.git/HEAD': 'nonsense' }],
    [
      'a format of tomorrow',
      'it is of a format that keylint does not know',
      { '.git/config': '[core]\n\trepositoryformatversion = 1\n[extensions]\n\tsoon = 1\n' },
    ],
  ])('%s', async (_, detail, files) => {
    const cwd = repository({ 'a.js': '', 'sub/b.js': '' });
    write(cwd, files);
    expect(await skippedIn(cwd)).toEqual([['.', 'git-failed', `${detail}: ${notKnown}`, true]]);
    expect(await statesIn(cwd)).toEqual({ 'a.js': 'unknown', 'sub/b.js': 'unknown' });
    const below = await skippedIn(`${cwd}/sub`);
    expect(below).toEqual([['.', 'git-failed', `${detail}: ${notKnown}`, true]]);
  });

  test('an index that is gone, but not one that was never there', async () => {
    const cwd = repository({ 'a.js': '' });
    rmSync(`${cwd}/.git/index`);
    expect(await skippedIn(cwd)).toEqual([
      ['.', 'git-failed', `its index is missing: ${notKnown}`, true],
    ]);
    const fresh = scratch({ 'a.js': '' });
    git(fresh, 'init', '-q');
    expect(await skippedIn(fresh)).toEqual([]);
  });

  test.each(['gitdir: ../gone\n', 'gitdir: \n', 'gitdir:', 'nonsense', ''])(
    'a .git that leads nowhere: %j',
    async (pointer) => {
      const cwd = scratch({ 'a.js': '', '.git': pointer });
      expect(await skippedIn(cwd)).toEqual([
        ['.', 'git-failed', `its .git leads to no repository: ${notKnown}`, true],
      ]);
      expect(await statesIn(cwd)).toEqual({ 'a.js': 'unknown' });
    },
  );

  test.runIf(!isWindows).each([0o000, 0o444])('a .git that cannot be read: %o', async (mode) => {
    const cwd = repository({ 'a.js': '' });
    chmodSync(cwd, 0o755);
    chmodSync(`${cwd}/.git`, mode);
    if (isRoot) {
      for (const path of [cwd, `${cwd}/.git`]) chownSync(path, 65534, 65534);
      process.seteuid?.(65534);
    }
    onTestFinished(() => {
      if (isRoot) process.seteuid?.(0);
      chmodSync(`${cwd}/.git`, 0o755);
    });
    expect(await skippedIn(cwd)).toMatchObject([['.', 'git-failed', expect.any(String), true]]);
    expect(await statesIn(cwd)).toEqual({ 'a.js': 'unknown' });
  });

  test('an empty directory in its place, as containers have it, is no repository', async () => {
    const cwd = scratch({ 'a.js': '' });
    mkdirSync(`${cwd}/.git`);
    expect(await skippedIn(cwd)).toEqual([]);
  });

  test('no git at all, where there is a repository', async () => {
    const detail = `git is not installed: ${notKnown}`;
    const cwd = repository({ 'a.js': '' });
    expect(await skippedIn(cwd, { PATH: '' })).toEqual([['.', 'git-failed', detail, true]]);
    expect(await skippedIn(scratch({ 'a.js': '' }), { PATH: '' })).toEqual([]);
  });

  test.runIf(!isWindows)('a git that fails for reasons that nobody knows of', async () => {
    const cwd = repository({ 'a.js': '' });
    const bin = scratch();
    writeFileSync(join(bin, 'git'), '#!/bin/sh\necho "fatal: CANARY in /etc/passwd" >&2\nexit 3\n');
    chmodSync(join(bin, 'git'), 0o755);
    const skipped = await skippedIn(cwd, { PATH: bin });
    expect(JSON.stringify(skipped)).not.toContain('CANARY');
    expect(skipped).toMatchObject([['.', 'git-failed', expect.any(String), true]]);
  });

  test('only for itself, where it is one of many in a folder', async () => {
    const cwd = scratch({ 'one/a.js': '', 'two/b.js': '' });
    for (const name of ['one', 'two']) git(`${cwd}/${name}`, 'init', '-q');
    write(cwd, { 'two/.git/HEAD': 'nonsense' });
    expect(await skippedIn(cwd)).toMatchObject([['two', 'git-failed', expect.any(String), true]]);
    expect(await statesIn(cwd)).toEqual({ 'one/a.js': 'untracked', 'two/b.js': 'unknown' });
  });
});

// Repositories that try to run something: every mode on a `.git/config` full of traps, and the marker file that none
// of them may leave. Each trap is first shown to work with plain git, so that the test can fail.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openGit, runGit } from '../../src/input/git.ts';
import { gitEnvironment } from '../../src/input/git-environment.ts';
import { openIndexTree } from '../../src/input/index-tree.ts';
import { openSinceTree } from '../../src/input/since-tree.ts';
import { openWorkTree } from '../../src/input/work-tree.ts';
import { hostileRepository, readMarker } from './hostile.ts';
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

describe.runIf(!isWindows)('a hostile repository', () => {
  test('is one: plain git falls for it', () => {
    const { cwd, marker } = hostileRepository();
    spawnSync('git', ['diff', 'HEAD'], { cwd });
    expect(existsSync(marker)).toBe(true);
  });

  test('runs nothing when the work tree is read', async () => {
    const { cwd, marker } = hostileRepository();
    const tree = await openWorkTree(optionsFor(cwd));
    expect(tree.sources).toContainEqual({ path: 'a.txt', tracked: 'tracked' });
    expect(readMarker(marker)).toBe('');
  });

  test('runs nothing when the index is read', async () => {
    const { cwd, marker } = hostileRepository();
    const tree = await openIndexTree(optionsFor(cwd));
    expect([...(tree.reportOn?.keys() ?? [])]).toEqual(['a.txt', 'new.txt']);
    expect(readMarker(marker)).toBe('');
  });

  test('runs nothing when changed lines are asked for', async () => {
    const { cwd, marker } = hostileRepository();
    const tree = await openSinceTree(optionsFor(cwd), 'HEAD');
    expect([...(tree.reportOn?.keys() ?? [])].sort()).toEqual([
      '.gitattributes',
      'a.txt',
      'b.bin',
      'new.txt',
    ]);
    expect(readMarker(marker)).toBe('');
  });

  test('runs nothing when an object is missing and a remote promises it', async () => {
    const { cwd, marker } = hostileRepository();
    const id = git(cwd, 'hash-object', '--no-filters', 'new.txt').trim();
    rmSync(`${cwd}/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
    expect(readMarker(marker)).toBe('');
    const tree = await openIndexTree(optionsFor(cwd));
    expect(tree.read('new.txt')).toMatchObject({ skipped: { isFailure: true } });
    expect(readMarker(marker)).toBe('');
    spawnSync('git', ['cat-file', 'blob', id], { cwd, timeout: 5000, input: '' });
    expect(readMarker(marker)).not.toBe('');
  });

  test('runs nothing of a submodule', async () => {
    const { cwd, marker } = hostileRepository();
    const outer = repository({ 'x.js': '' });
    git(outer, '-c', 'protocol.file.allow=always', 'clone', '-q', cwd, 'sub');
    const program = `${cwd}/.git/trap`;
    git(`${outer}/sub`, 'config', 'core.fsmonitor', program);
    git(`${outer}/sub`, 'config', 'filter.trap.clean', program);
    git(outer, 'add', 'sub');
    git(outer, 'commit', '-q', '-m', 'sub');
    utimesSync(`${outer}/sub/a.txt`, 1, 1);
    rmSync(marker, { force: true });
    await openWorkTree(optionsFor(outer));
    await openIndexTree(optionsFor(outer));
    await openSinceTree(optionsFor(outer), 'HEAD~1');
    expect(readMarker(marker)).toBe('');
  });

  test('cannot put a program of its own in the place of git', () => {
    const cwd = repository();
    const marker = `${scratch()}/ran`;
    writeFileSync(`${cwd}/git`, `#!/bin/sh\necho ran > '${marker}'\n`);
    chmodSync(`${cwd}/git`, 0o755);
    const PATH = ['.', '', 'bin', process.env.PATH].join(delimiter);
    expect(runGit(cwd, ['ls-files'], { env: { PATH } }).ok).toBe(true);
    expect(readMarker(marker)).toBe('');
  });
});

describe('the environment of git', () => {
  test('holds nothing of the caller but what it needs', () => {
    const env = gitEnvironment({
      PATH: ['/usr/bin', 'relative'].join(delimiter),
      HOME: '/home/somebody',
      GIT_EXTERNAL_DIFF: 'x',
      GIT_CONFIG_PARAMETERS: 'x',
      GIT_CONFIG_COUNT: '1',
      GIT_SSH_COMMAND: 'x',
      GIT_TRACE: '/tmp/x',
      GIT_INDEX_FILE: 'x',
      LD_PRELOAD: 'x',
      AWS_SESSION: 'x',
    });
    const ours = Object.keys(env).filter((name) => env[name] === 'x' || name === 'HOME');
    expect(ours).toEqual([]);
    expect(env.PATH?.split(delimiter)).not.toContain('relative');
    expect(env).toMatchObject({ GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'none' });
  });
});

describe('what git says', () => {
  test('outside of a repository', () => {
    expect(runGit(scratch(), ['ls-files'])).toMatchObject({
      ok: false,
      problem: 'not-a-repository',
    });
  });

  test('a failure is a sentence of ours', () => {
    const result = runGit(repository(), ['cat-file', 'blob', 'none']);
    expect(result).toEqual({
      ok: false,
      problem: 'failed',
      detail: 'it knows no such commit',
      isSilent: false,
    });
  });

  test('without git', () => {
    const git = openGit({ cwd: repository(), env: { PATH: '' } });
    expect(git.run(['ls-files'])).toMatchObject({ ok: false, problem: 'missing' });
  });

  // Only root can give a directory to somebody else.
  test.runIf(isRoot)(
    'a repository of another user is refused, unless it was declared safe',
    async () => {
      const cwd = repository({ 'a.js': '' });
      for (const path of [cwd, `${cwd}/.git`]) chownSync(path, 65534, 65534);
      const home = scratch();
      const env = { PATH: process.env.PATH, HOME: home };
      const refused = await openWorkTree(optionsFor(cwd), env);
      expect(refused.sources).toEqual([{ path: 'a.js', tracked: 'unknown' }]);
      expect(refused.skipped).toEqual([
        {
          path: '.',
          reason: 'git-failed',
          detail: expect.stringContaining('safe.directory'),
          isFailure: true,
        },
      ]);
      await expect(openIndexTree({ ...optionsFor(cwd), env })).rejects.toThrow('another user');
      write(home, { '.gitconfig': `[safe]\n\tdirectory = ${cwd}\n` });
      const allowed = await openWorkTree(optionsFor(cwd), env);
      expect(allowed.sources).toEqual([{ path: 'a.js', tracked: 'tracked' }]);
      expect(allowed.skipped).toEqual([]);
      expect(pathsOf(await openIndexTree({ ...optionsFor(cwd), env }))).toEqual(['a.js']);
    },
  );
});

test('an answer that would fill the memory is none', async () => {
  const cwd = repository({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
  const limited = openGit({ cwd, limitBytes: 4 });
  const args = ['ls-files', '-z'];
  const detail = 'git ls-files has more to say than can be held';
  expect(openGit({ cwd }).run(args)).toMatchObject({ ok: true });
  expect(limited.run(args)).toMatchObject({ ok: false, detail });
  expect(await limited.ask(args)).toMatchObject({ ok: false, detail });
});

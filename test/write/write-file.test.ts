// Reports, baselines, settings and hooks are written whole or not at all, and never through a link that leads away.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toTarget, writeText } from '../../src/cli/files.ts';
import { holdDirectory } from '../../src/write/held-directory.ts';
import { newId, stagingFor } from '../../src/write/staging.ts';
import { targetWithin, typedTarget } from '../../src/write/target.ts';
import { runCli } from '../cli/run-cli.ts';

const isWindows = process.platform === 'win32';
let home: string;
let root: string;
beforeEach(() => {
  home = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-files-')));
  root = join(home, 'project');
  mkdirSync(root);
});
afterEach(() => rmSync(home, { recursive: true }));

const state = (): string => join(home, 'state');
const env = (): Record<string, string> => ({ XDG_STATE_HOME: state(), LOCALAPPDATA: state() });
const write = (path: string, text: string, before?: string | null, cwd = root): void =>
  writeText(
    { env: env() },
    toTarget({ cwd }, path),
    text,
    before === undefined ? {} : { before: before === null ? null : Buffer.from(before) },
  );
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('a new file', () => {
  write('a.json', 'text ✓');
  expect(read('a.json')).toBe('text ✓');
  expect(readdirSync(root)).toEqual(['a.json']);
});

test.skipIf(isWindows)('a new file is as open as the umask says', () => {
  writeFileSync(join(root, 'plain'), '');
  write('a', 'x');
  expect(statSync(join(root, 'a')).mode).toBe(statSync(join(root, 'plain')).mode);
});

test.skipIf(isWindows)('an existing one keeps its mode', () => {
  writeFileSync(join(root, 'a'), 'old');
  chmodSync(join(root, 'a'), 0o640);
  write('a', 'new');
  expect(read('a')).toBe('new');
  expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o640);
});

test('a file that has another name elsewhere is replaced under this one', () => {
  writeFileSync(join(home, 'outside'), 'old');
  linkSync(join(home, 'outside'), join(root, 'a'));
  write('a', 'new');
  expect(read('a')).toBe('new');
  expect(readFileSync(join(home, 'outside'), 'utf8')).toBe('old');
});

describe.skipIf(isWindows)('devices and pipes', () => {
  test('a device stays what it is', () => {
    expect(() => write('/dev/null', 'x')).not.toThrow();
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a pipe that nobody reads does not hold the run up', () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(() => write('pipe', 'x')).toThrow('Cannot write pipe (ENXIO).');
    expect(lstatSync(join(root, 'pipe')).isFIFO()).toBe(true);
  });
});

test('nothing is left behind where it fails', () => {
  mkdirSync(join(root, 'directory'));
  expect(() => write('directory', 'x')).toThrow(/^Cannot write directory \(E/);
  expect(() => write('none/a', 'x')).toThrow('Cannot write none/a (ENOENT).');
  expect(readdirSync(root)).toEqual(['directory']);
});

describe('what was read has to be there still', () => {
  test.each([
    ['changed', 'old', 'other', 'changed since it was read'],
    ['vanished', 'old', null, 'changed since it was read'],
    ['appeared', null, 'other', 'exists by now'],
  ])('a file that %s is left as it is', (_, before, now, words) => {
    if (now !== null) writeFileSync(join(root, 'a'), now);
    expect(() => write('a', 'new', before)).toThrow(`a ${words}`);
    expect(readdirSync(root)).toEqual(now === null ? [] : ['a']);
    if (now !== null) expect(read('a')).toBe(now);
  });

  test('and is replaced where it is', () => {
    writeFileSync(join(root, 'a'), 'old');
    write('a', 'new', 'old');
    write('b', 'new', null);
    expect([read('a'), read('b'), ...readdirSync(root)]).toEqual(['new', 'new', 'a', 'b']);
  });
});

describe.skipIf(isWindows)('links', () => {
  const victim = (): string => join(home, 'victim');
  const isUntouched = (): boolean => readFileSync(victim(), 'utf8') === 'precious';
  beforeEach(() => writeFileSync(victim(), 'precious'));

  test('one that stays inside is written through and stays one', () => {
    writeFileSync(join(root, 'target'), 'old');
    symlinkSync('target', join(root, 'link'));
    write('link', 'new');
    expect(lstatSync(join(root, 'link')).isSymbolicLink()).toBe(true);
    expect(read('target')).toBe('new');
  });

  test.each([
    ['a file', '../victim', 'link'],
    ['a chain', 'other', 'link'],
    ['nothing yet', '../not-there', 'link'],
    ['a directory', '..', 'link/victim'],
  ])('one that leads out to %s is refused, with the place named', (_, to, path) => {
    symlinkSync('../victim', join(root, 'other'));
    symlinkSync(to, join(root, 'link'));
    expect(() => write(path, 'x')).toThrow(
      `${path} is a link, or lies behind one: it leads to ${home}`,
    );
    expect(isUntouched()).toBe(true);
    expect(existsSync(join(home, 'not-there'))).toBe(false);
  });

  test('the repository is what counts, not the directory in it', () => {
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'below'));
    symlinkSync('../report', join(root, 'below/link'));
    write('link', 'x', undefined, join(root, 'below'));
    expect(read('report')).toBe('x');
    symlinkSync('../../victim', join(root, 'below/out'));
    expect(() => write('out', 'x', undefined, join(root, 'below'))).toThrow('it leads to');
    expect(isUntouched()).toBe(true);
  });

  test.each(['.git', 'internals'])('one into the directory of git (%s) is refused', (git) => {
    mkdirSync(join(root, git, 'hooks'), { recursive: true });
    if (git !== '.git') symlinkSync(git, join(root, '.git'));
    symlinkSync(`${git}/hooks/pre-commit`, join(root, 'link'));
    expect(() => write('link', 'x')).toThrow('it leads to');
    expect(readdirSync(join(root, git, 'hooks'))).toEqual([]);
    // Whoever names it means it.
    write('.git/hooks/post-commit', 'x', undefined, root);
    expect(readdirSync(join(root, git, 'hooks'))).toEqual(['post-commit']);
  });

  test('what is typed in full, or leads up by its own words, is the business of the user', () => {
    symlinkSync('../victim', join(root, 'link'));
    write(join(root, 'link'), 'mine');
    expect(readFileSync(victim(), 'utf8')).toBe('mine');
    write('../beside', 'mine');
    expect(readFileSync(join(home, 'beside'), 'utf8')).toBe('mine');
  });

  test('a circle of links ends', () => {
    symlinkSync('b', join(root, 'a'));
    symlinkSync('a', join(root, 'b'));
    expect(() => write('a', 'x')).toThrow(/circle of links|ELOOP/);
  });

  test('a device that is not named in full is refused', () => {
    symlinkSync('/dev/null', join(root, 'link'));
    expect(() => write('link', 'x')).toThrow('it leads to /dev/null');
  });

  test('a hook may be a link into the work tree, and nowhere else', () => {
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    symlinkSync('../../scripts-hook', join(root, '.git/hooks/pre-commit'));
    expect(targetWithin([root], join(root, '.git/hooks/pre-commit')).path).toBe(
      join(root, 'scripts-hook'),
    );
    symlinkSync(victim(), join(root, '.git/hooks/pre-push'));
    expect(() => targetWithin([root], join(root, '.git/hooks/pre-push'))).toThrow('it leads to');
    symlinkSync(home, join(root, 'away'));
    expect(() => targetWithin([root], join(root, 'away/new/deep/hook'))).toThrow('it leads to');
  });
});

describe.skipIf(process.platform !== 'linux')('a directory that is swapped for a link', () => {
  test('is noticed, and what is named through it stays where it was', () => {
    mkdirSync(join(root, 'd'));
    mkdirSync(join(home, 'away'));
    const held = holdDirectory(join(root, 'd'));
    renameSync(join(root, 'd'), join(root, 'moved'));
    symlinkSync(join(home, 'away'), join(root, 'd'));
    writeFileSync(held.fileAt('x'), '');
    expect(() => held.refuseIfMoved()).toThrow('was moved or replaced by a link');
    held.close();
    expect([readdirSync(join(root, 'moved')), readdirSync(join(home, 'away'))]).toEqual([
      ['x'],
      [],
    ]);
    expect(() => holdDirectory(join(root, 'd'))).toThrow();
  });
});

describe('new bytes wait where git never looks', () => {
  const git = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.test', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  test('in .git, also for a linked work tree and a submodule', () => {
    git(root, 'init', '--quiet');
    git(root, 'commit', '--quiet', '--allow-empty', '-m', 'x');
    mkdirSync(join(root, 'below'));
    expect(stagingFor(join(root, 'below'))).toBe(join(root, '.git', 'keylint'));
    git(root, 'worktree', 'add', '--quiet', join(home, 'linked'));
    expect(stagingFor(join(home, 'linked'))).toBe(join(root, '.git/worktrees/linked/keylint'));
    const other = join(home, 'other');
    git(home, 'init', '--quiet', other);
    git(other, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', root, 'sub');
    expect(stagingFor(join(other, 'sub'))).toBe(join(other, '.git/modules/sub/keylint'));
  });

  test('never where a stranger says that git keeps its files', () => {
    const spare = join(home, 'spare');
    writeFileSync(join(root, '.git'), `gitdir: ${home}\n`);
    expect(stagingFor(root, spare)).toBe(spare);
    expect(stagingFor(root)).toBe(root);
    expect(existsSync(join(home, 'keylint'))).toBe(false);
  });

  test.skipIf(isWindows)('never behind a link', () => {
    mkdirSync(join(root, '.git'));
    symlinkSync(home, join(root, '.git/keylint'));
    expect(stagingFor(root)).toBe(root);
    rmSync(join(root, '.git'), { recursive: true });
    mkdirSync(join(home, 'real'));
    symlinkSync(join(home, 'real'), join(root, '.git'));
    expect(stagingFor(root)).toBe(root);
  });

  test('what a killed run left goes with the next write, and nothing else does', () => {
    mkdirSync(join(root, '.git/keylint'), { recursive: true });
    const dead = newId().replace(/-\d+-/, '-4194303-');
    const names = [`.keylint-${dead}.new`, `.keylint-${newId()}.txt`, 'other.new', 't-1-0.new'];
    for (const name of names) writeFileSync(join(root, '.git/keylint', name), '');
    write('a', 'x');
    expect(readdirSync(join(root, '.git/keylint')).sort()).toEqual(names.slice(1).sort());
    expect(readdirSync(root).sort()).toEqual(['.git', 'a']);
  });

  test.each([['hook', 'install'], ['init']])(
    'and with a command that finds its work done: %s %s',
    (...argv) => {
      execFileSync('git', ['init', '--quiet'], { cwd: root });
      runCli(argv, { cwd: root });
      const dead = join(root, `.git/keylint/.keylint-${newId().replace(/-\d+-/, '-4194303-')}.new`);
      writeFileSync(dead, '');
      expect(runCli(argv, { cwd: root }).stderr).toMatch(/already| there /);
      expect(existsSync(dead)).toBe(false);
    },
  );
});

test('a typed path is named as it was typed', () => {
  expect(typedTarget(root, 'a').name).toBe('a');
});

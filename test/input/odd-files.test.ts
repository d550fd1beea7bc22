// Links, devices, locked and vanishing files, names that are no text: each is read, or listed with the reason why not.

import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createReader, toSkipped } from '../../src/input/read-file.ts';
import { openWorkTree } from '../../src/input/work-tree.ts';
import { toUnread } from '../../src/read/read-file.ts';
import {
  isRoot,
  isWindows,
  optionsFor,
  pathsOf,
  repository,
  scratch,
  textOf,
  write,
} from './scratch.ts';

/** Windows makes links only for administrators and has neither FIFOs nor names of bytes. */
const onPosix = describe.runIf(!isWindows);

/** Root may read everything, so it steps down for the rest of the test. */
function asNobody(): void {
  if (!isRoot) return;
  process.seteuid?.(65534);
  onTestFinished(() => process.seteuid?.(0));
}

test('these cases run wherever the file system has them', () => {
  expect(isWindows).toBe(process.platform === 'win32');
});

onPosix('links', () => {
  test('are not followed out of the root', async () => {
    const cwd = scratch({ 'in/a.js': '', 'out/.env': 'X=1', 'out/b.js': '' });
    symlinkSync(`${cwd}/out/.env`, `${cwd}/in/.env`);
    symlinkSync('../out', `${cwd}/in/dir`);
    const tree = await openWorkTree(optionsFor(cwd, 'in'));
    expect(pathsOf(tree)).toEqual(['a.js']);
    expect(tree.skipped).toEqual([
      { path: '.env', reason: 'outside-root', isFailure: false },
      { path: 'dir', reason: 'outside-root', isFailure: false },
    ]);
  });

  test('a sibling that starts with the name of the root is outside', async () => {
    const cwd = scratch({ 'in/a.js': '', 'in-other/b.js': '' });
    symlinkSync('../in-other/b.js', `${cwd}/in/b.js`);
    const tree = await openWorkTree(optionsFor(cwd, 'in'));
    expect(tree.skipped).toEqual([{ path: 'b.js', reason: 'outside-root', isFailure: false }]);
  });

  test('add nothing where their target is listed, unless only the link is an env file', async () => {
    const cwd = scratch({
      'a.js': '',
      'settings.txt': 'JWT=1',
      '.env.shared': 'X=1',
      'd/e.js': '',
    });
    symlinkSync('a.js', `${cwd}/same.js`);
    symlinkSync('settings.txt', `${cwd}/.env`);
    symlinkSync('.env.shared', `${cwd}/.env.local`);
    symlinkSync('d', `${cwd}/again`);
    const tree = await openWorkTree(optionsFor(cwd));
    expect(pathsOf(tree)).toEqual(['.env', '.env.shared', 'a.js', 'd/e.js', 'settings.txt']);
    expect(textOf(tree, '.env')).toBe('JWT=1');
    expect(tree.skipped).toEqual([]);
  });

  test('cycles and broken ones are told', async () => {
    const cwd = scratch({ 'a.js': '' });
    symlinkSync('nowhere', `${cwd}/.env`);
    symlinkSync('ring', `${cwd}/ring`);
    symlinkSync('.', `${cwd}/self`);
    const tree = await openWorkTree(optionsFor(cwd));
    expect(pathsOf(tree)).toEqual(['a.js']);
    expect(tree.skipped).toEqual([
      { path: '.env', reason: 'broken-link', detail: 'ENOENT', isFailure: false },
      { path: 'ring', reason: 'broken-link', detail: 'ELOOP', isFailure: false },
    ]);
  });

  test('a named link is followed; a named broken one is a failure', async () => {
    const cwd = scratch({ 'in/x.txt': '', 'out/.env': 'X=1' });
    symlinkSync('../out/.env', `${cwd}/in/.env`);
    symlinkSync('nowhere', `${cwd}/in/broken`);
    const tree = await openWorkTree(optionsFor(`${cwd}/in`, '.env', 'broken'));
    expect(textOf(tree, '.env')).toBe('X=1');
    expect(tree.skipped).toEqual([{ path: 'broken', reason: 'broken-link', isFailure: true }]);
  });

  test('a directory behind a link belongs to the repository it lies in', async () => {
    const cwd = repository({ 'pkg/a.js': '' });
    const elsewhere = scratch();
    symlinkSync(`${cwd}/pkg`, `${elsewhere}/link`);
    const tree = await openWorkTree(optionsFor(elsewhere, 'link'));
    expect(tree.sources).toEqual([{ path: 'a.js', tracked: 'tracked' }]);
  });

  test('a file that became a link after it was listed is not read', async () => {
    const cwd = scratch({ 'a.js': 'a', 'b.js': 'b' });
    const tree = await openWorkTree(optionsFor(cwd));
    rmSync(`${cwd}/a.js`);
    symlinkSync('b.js', `${cwd}/a.js`);
    expect(textOf(tree, 'a.js')).toBe('(not-a-file)');
  });
});

onPosix('what is no file', () => {
  test('FIFOs and sockets are not opened', async () => {
    const cwd = scratch({ 'a.js': '' });
    execFileSync('mkfifo', [`${cwd}/.env`, `${cwd}/named`]);
    const server = createServer().listen(`${cwd}/.env.socket`);
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const tree = await openWorkTree(optionsFor(cwd));
    expect(pathsOf(tree)).toEqual(['a.js']);
    const skipped = (path: string, detail: string) => ({
      ...{ path, reason: 'not-a-file', detail },
      isFailure: false,
    });
    expect(tree.skipped).toEqual([
      skipped('.env', 'a named pipe'),
      skipped('.env.socket', 'a socket'),
      skipped('named', 'a named pipe'),
    ]);
    const named = await openWorkTree(optionsFor(cwd, 'named'));
    expect(named.skipped).toEqual([{ path: 'named', reason: 'not-a-file', isFailure: true }]);
  });

  test('a FIFO that took the place of a file or of .gitignore does not hang the run', async () => {
    const cwd = repository({ 'a.js': 'a' });
    const tree = await openWorkTree(optionsFor(cwd));
    rmSync(`${cwd}/a.js`);
    execFileSync('mkfifo', [`${cwd}/a.js`, `${cwd}/.gitignore`]);
    expect(textOf(tree, 'a.js')).toBe('(not-a-file)');
    expect((await openWorkTree(optionsFor(cwd))).skipped.map(({ path }) => path)).toEqual([
      '.gitignore',
      'a.js',
    ]);
  });
});

describe('what cannot be read', () => {
  test.runIf(!isWindows)('locked files and directories are failures', async () => {
    const cwd = scratch({ 'a.js': '', 'locked.js': '', 'closed/b.js': '' });
    chmodSync(cwd, 0o755);
    chmodSync(`${cwd}/locked.js`, 0);
    chmodSync(`${cwd}/closed`, 0);
    asNobody();
    const tree = await openWorkTree(optionsFor(cwd));
    expect(tree.skipped).toEqual([
      { path: 'closed', reason: 'unreadable', detail: 'EACCES', isFailure: true },
    ]);
    expect(tree.read('locked.js')).toEqual({
      skipped: { path: 'locked.js', reason: 'unreadable', detail: 'EACCES', isFailure: true },
    });
    const named = await openWorkTree(optionsFor(cwd, 'closed/b.js'));
    expect(named.skipped).toEqual([
      { path: 'closed/b.js', reason: 'unreadable', detail: 'EACCES', isFailure: true },
    ]);
  });

  test.each([
    ['EACCES', 'unreadable', true],
    ['EPERM', 'unreadable', true],
    ['EIO', 'unreadable', true],
    ['EBUSY', 'unreadable', true],
    ['ENOENT', 'vanished', false],
    ['ENOTDIR', 'vanished', false],
    ['ELOOP', 'not-a-file', false],
    ['ENXIO', 'not-a-file', false],
  ] as const)('%s means %s', (code, reason, isFailure) => {
    const error = Object.assign(new Error('/path/with/content'), { code });
    expect(toSkipped('a.js', toUnread(error))).toEqual({
      path: 'a.js',
      reason,
      detail: code,
      isFailure,
    });
  });

  test('files that vanish after the listing are skipped', async () => {
    const cwd = scratch({ 'a.js': '', 'd/b.js': '' });
    const tree = await openWorkTree(optionsFor(cwd));
    rmSync(`${cwd}/a.js`);
    rmSync(`${cwd}/d`, { recursive: true });
    writeFileSync(`${cwd}/d`, '');
    expect(textOf(tree, 'a.js')).toBe('(vanished)');
    expect(textOf(tree, 'd/b.js')).toBe('(vanished)');
  });

  test('the one buffer grows up to a limit and serves again', () => {
    const cwd = scratch({ small: 'ab', limit: 'x'.repeat(5000), large: 'x'.repeat(5001) });
    const reader = createReader(5000);
    const lengthOf = (name: string) => {
      const result = reader.read(name, `${cwd}/${name}`);
      return 'bytes' in result ? result.bytes.length : result.skipped.reason;
    };
    expect(['small', 'large', 'limit', 'small'].map(lengthOf)).toEqual([2, 'too-large', 5000, 2]);
  });

  test('a file larger than the first buffer is read whole', async () => {
    const content = Buffer.alloc(5_000_001, 'abcdefg');
    const tree = await openWorkTree(optionsFor(scratch({ 'a.txt': content, 'b.txt': 'b' })));
    const result = tree.read('a.txt');
    expect('bytes' in result && content.equals(result.bytes)).toBe(true);
    expect(textOf(tree, 'b.txt')).toBe('b');
  });
});

onPosix('odd names', () => {
  test('line feeds, escapes, backslashes and blanks are part of a name', async () => {
    const names = ['a\nb.js', 'c\u001b[31m.js', 'd\\e.js', ' f.js ', '.env\n', '-x.js', '#g.js'];
    const tree = await openWorkTree(
      optionsFor(scratch(Object.fromEntries(names.map((n) => [n, n])))),
    );
    expect(pathsOf(tree)).toEqual([...names].sort());
    for (const name of names) expect(textOf(tree, name)).toBe(name);
  });

  // macOS refuses such names.
  test.runIf(process.platform === 'linux')(
    'bytes that are no UTF-8 are shown escaped and read',
    async () => {
      const cwd = repository();
      const bytes = (text: string) => Buffer.from(`${cwd}/${text}`, 'latin1');
      mkdirSync(bytes('d\xe9'));
      writeFileSync(bytes('d\xe9/\xff.env'), 'one');
      writeFileSync(bytes('d\xe9/ü.js'.normalize('NFC')), 'two');
      writeFileSync(bytes('caf\xe9.js'), 'three');
      write(cwd, { '.gitignore': '*.env\n' });
      const tree = await openWorkTree(optionsFor(cwd));
      expect(pathsOf(tree)).toEqual([
        '.gitignore',
        'caf\\xE9.js',
        'd\\xE9/\\xFC.js',
        'd\\xE9/\\xFF.env',
      ]);
      expect(textOf(tree, 'd\\xE9/\\xFF.env')).toBe('one');
      expect(textOf(tree, 'd\\xE9/\\xFC.js')).toBe('two');
      expect(textOf(tree, 'caf\\xE9.js')).toBe('three');
    },
  );

  test('a deep tree is no problem', async () => {
    const cwd = scratch();
    const deep = 'd/'.repeat(900);
    mkdirSync(`${cwd}/${deep}`, { recursive: true });
    writeFileSync(`${cwd}/${deep}a.js`, 'deep');
    const tree = await openWorkTree(optionsFor(cwd));
    expect(textOf(tree, `${deep}a.js`)).toBe('deep');
  });
});

import {
  chmodSync,
  existsSync,
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
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recoverInterrupted } from '../../src/cli/fixing/recover.ts';
import type { Io } from '../../src/cli/io.ts';
import { recoverTransactions } from '../../src/fix/transaction/recover.ts';
import { type FileChange, runTransaction } from '../../src/fix/transaction/run-transaction.ts';
import { undoLast } from '../../src/fix/transaction/undo.ts';

const isWindows = process.platform === 'win32';
let home: string;
let root: string;
let stateDirectory: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-fix-')));
  root = join(home, 'project');
  stateDirectory = join(home, 'state', 'keylint');
  mkdirSync(root);
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const change = (path: string, before: string | null, after: string | null): FileChange => ({
  path,
  before: before === null ? null : Buffer.from(before),
  after: after === null ? null : Buffer.from(after),
});
const run = (...changes: readonly FileChange[]): string | null =>
  runTransaction(changes, { root, stateDirectory, title: 'test' });
const undo = () => undoLast({ root, stateDirectory });

describe('runTransaction', () => {
  test('writes, creates and removes in one go and leaves nothing else behind', () => {
    write('a', '1');
    write('c', '3');
    run(change('a', '1', '2'), change('b', null, 'new'), change('c', '3', null));
    expect(read('a')).toBe('2');
    expect(read('b')).toBe('new');
    expect(readdirSync(root).sort()).toEqual(['a', 'b']);
  });

  test.skipIf(isWindows)('keeps the mode; new files get the one that was asked for', () => {
    write('a', '1');
    chmodSync(join(root, 'a'), 0o640);
    run(change('a', '1', '2'), { ...change('.env', null, 'X=1'), mode: 0o600 });
    expect(statSync(join(root, 'a')).mode & 0o7777).toBe(0o640);
    expect(statSync(join(root, '.env')).mode & 0o7777).toBe(0o600);
  });

  test.skipIf(isWindows || process.getuid?.() !== 0)('keeps the owner', async () => {
    write('a', '1');
    const { chownSync } = await import('node:fs');
    chownSync(join(root, 'a'), 1234, 4321);
    run(change('a', '1', '2'));
    expect(statSync(join(root, 'a'))).toMatchObject({ uid: 1234, gid: 4321 });
  });

  test.skipIf(isWindows)('keeps old values where only the user can look', () => {
    write('a', '1');
    run(change('a', '1', '2'));
    expect(statSync(stateDirectory).mode & 0o777).toBe(0o700);
    const folder = join(stateDirectory, 'transactions');
    const [transaction = ''] = readdirSync(folder);
    expect(statSync(join(folder, transaction)).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(join(folder, transaction))) {
      expect(statSync(join(folder, transaction, file)).mode & 0o777).toBe(0o600);
    }
  });

  test.each([
    ['changed', 'a', 'other', /a changed since it was read/],
    ['vanished', 'a', null, /a changed since it was read/],
    ['appeared', 'new', 'x', /new exists by now/],
  ] as const)('refuses when a file %s since it was read', (_, path, now, message) => {
    write('a', '1');
    write('b', '1');
    if (now === null) rmSync(join(root, path));
    else write(path, now);
    const changes = [change('b', '1', '2'), change(path, path === 'a' ? '1' : null, '2')];
    expect(() => run(...changes)).toThrow(message);
    expect(read('b')).toBe('1');
    expect(readdirSync(join(stateDirectory, 'transactions'))).toEqual([]);
  });

  test('refuses a read-only file', () => {
    write('a', '1');
    chmodSync(join(root, 'a'), 0o444);
    expect(() => run(change('a', '1', '2'))).toThrow(/a is read-only/);
    expect(read('a')).toBe('1');
  });

  test('refuses to keep old values inside the project', () => {
    write('a', '1');
    expect(() =>
      runTransaction([change('a', '1', '2')], {
        root,
        stateDirectory: join(root, 'state'),
        title: 'test',
      }),
    ).toThrow(/lies inside/);
    expect(read('a')).toBe('1');
    expect(readdirSync(root)).toEqual(['a']);
  });

  test('refuses to keep old values in the checkout that the project is a part of', () => {
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'sub'));
    write('sub/a', '1');
    const stateDirectory = join(root, '.local/state/keylint');
    expect(() =>
      runTransaction([change('a', '1', '2')], {
        root: join(root, 'sub'),
        stateDirectory,
        title: 'test',
      }),
    ).toThrow(/lies inside/);
    expect([read('sub/a'), readdirSync(root)]).toEqual(['1', ['.git', 'sub']]);
  });

  test('what a checkout brings along is not taken for an interrupted fix', async () => {
    const pending = join(root, 'state/keylint/transactions/0aaaaaaaa-1-000000000000.pending');
    mkdirSync(pending, { recursive: true });
    // The cast: nothing else is asked for.
    const io = (cwd: string) =>
      ({
        cwd,
        env: { XDG_STATE_HOME: join(root, 'state') },
        stderr: { write() {} },
      }) as unknown as Io;
    mkdirSync(join(root, 'other'));
    await recoverInterrupted(io(root));
    expect(readdirSync(dirname(pending))).toHaveLength(1);
    await recoverInterrupted(io(join(root, 'other')));
    expect(readdirSync(dirname(pending))).toHaveLength(0);
  });

  test('refuses to write into the directory of git', () => {
    mkdirSync(join(root, '.git'));
    write('.git/config', '1');
    expect(() => run(change('.git/config', '1', '2'))).toThrow(/git's own directory/);
  });

  describe.skipIf(isWindows)('links', () => {
    test('writes through a link inside the root and leaves the link', () => {
      write('real', '1');
      symlinkSync('real', join(root, 'link'));
      run(change('link', '1', '2'));
      expect(read('real')).toBe('2');
      expect(lstatSync(join(root, 'link')).isSymbolicLink()).toBe(true);
    });

    test('refuses a link out of the root, for files, directories and new files', () => {
      writeFileSync(join(home, 'outside'), '1');
      symlinkSync(join(home, 'outside'), join(root, 'link'));
      mkdirSync(join(home, 'elsewhere'));
      symlinkSync(join(home, 'elsewhere'), join(root, 'folder'));
      expect(() => run(change('link', '1', '2'))).toThrow(/leads out of/);
      expect(() => run(change('folder/new', null, '2'))).toThrow(/leads out of/);
      expect(() => run(change('../outside', '1', '2'))).toThrow(/leads out of/);
      expect(readFileSync(join(home, 'outside'), 'utf8')).toBe('1');
    });

    test('refuses a file that was replaced by a link between read and write', () => {
      writeFileSync(join(home, 'outside'), '1');
      symlinkSync(join(home, 'outside'), join(root, 'a'));
      write('b', '1');
      expect(() => run(change('b', '1', '2'), change('a', '1', '2'))).toThrow(/leads out of/);
      expect(readFileSync(join(home, 'outside'), 'utf8')).toBe('1');
      expect(read('b')).toBe('1');
    });

    test('refuses a dangling link in the place of a new file', () => {
      symlinkSync('nowhere', join(root, 'new'));
      expect(() => run(change('new', null, 'x'))).toThrow();
      expect(existsSync(join(root, 'nowhere'))).toBe(false);
    });

    test('refuses two names of one file', () => {
      write('real', '1');
      symlinkSync('real', join(root, 'link'));
      expect(() => run(change('link', '1', '2'), change('real', '1', '3'))).toThrow(/same file/);
    });
  });
});

describe('undoLast', () => {
  test('restores the last transaction, then the one before', () => {
    write('a', '1');
    run(change('a', '1', '2'), change('b', null, 'new'));
    run(change('a', '2', '3'));
    expect(undo().paths).toEqual(['a']);
    expect(read('a')).toBe('2');
    expect(undo().paths).toEqual(['a', 'b']);
    expect(read('a')).toBe('1');
    expect(existsSync(join(root, 'b'))).toBe(false);
    expect(undo).toThrow(/nothing to undo/);
  });

  test('refuses when a file was edited since', () => {
    write('a', '1');
    run(change('a', '1', '2'), change('b', null, 'new'));
    write('b', 'edited');
    expect(undo).toThrow(/b changed since/);
    expect(read('a')).toBe('2');
  });

  test('brings a removed file back', () => {
    write('a', '1');
    run(change('a', '1', null));
    undo();
    expect(read('a')).toBe('1');
  });

  test('finds what was done in a directory below', () => {
    mkdirSync(join(root, 'below'));
    write('below/a', '1');
    runTransaction([change('a', '1', '2')], {
      root: join(root, 'below'),
      stateDirectory,
      title: 'test',
    });
    expect(undo()).toMatchObject({ root: join(root, 'below'), paths: ['a'] });
    expect(read('below/a')).toBe('1');
  });

  test('does not take back what was done in another directory', () => {
    write('a', '1');
    run(change('a', '1', '2'));
    mkdirSync(join(home, 'other'));
    expect(() => undoLast({ root: join(home, 'other'), stateDirectory })).toThrow(
      /nothing to undo/,
    );
  });
});

describe('recoverTransactions', () => {
  /** Makes a finished transaction look as if it was killed after the mark and before some renames. */
  function crash(redo: (path: string, temp: string) => void): void {
    const folder = join(stateDirectory, 'transactions');
    const done = readdirSync(folder).find((name) => name.endsWith('.done')) ?? '';
    const directory = join(folder, done.replace('.done', '.pending'));
    renameSync(join(folder, done), directory);
    const journal = JSON.parse(readFileSync(join(directory, 'journal.json'), 'utf8'));
    for (const { target, temp } of journal.files) redo(target, temp);
  }

  test('does nothing where nothing was killed', () => {
    expect(recoverTransactions(stateDirectory, root)).toEqual([]);
  });

  test('finishes what had reached the mark', () => {
    write('a', '1');
    write('b', '1');
    run(change('a', '1', '2'), change('b', '1', '2'));
    crash((target, temp) => {
      if (!target.endsWith('b')) return;
      renameSync(target, temp);
      writeFileSync(target, '1');
    });
    expect(recoverTransactions(stateDirectory, root)).toMatchObject([
      { outcome: 'rolled-forward', paths: ['a', 'b'] },
    ]);
    expect(read('b')).toBe('2');
    expect(readdirSync(root).sort()).toEqual(['a', 'b']);
    expect(undo().paths).toEqual(['a', 'b']);
  });

  test('takes back the rest where somebody edited a file after the crash', () => {
    write('a', '1');
    write('b', '1');
    run(change('a', '1', '2'), change('b', '1', '2'));
    crash((target, temp) => {
      if (target.endsWith('b')) renameSync(target, temp);
    });
    write('b', 'edited');
    expect(recoverTransactions(stateDirectory, root)).toMatchObject([{ outcome: 'conflict' }]);
    expect(read('a')).toBe('1');
    expect(read('b')).toBe('edited');
    expect(readdirSync(root).sort()).toEqual(['a', 'b']);
  });

  test('takes back what had not reached the mark', () => {
    write('a', '1');
    run(change('a', '1', '2'));
    crash((target, temp) => {
      renameSync(target, temp);
      writeFileSync(target, '1');
    });
    const folder = join(stateDirectory, 'transactions');
    rmSync(join(folder, readdirSync(folder)[0] ?? '', 'committed'));
    expect(recoverTransactions(stateDirectory, root)).toMatchObject([{ outcome: 'rolled-back' }]);
    expect(read('a')).toBe('1');
    expect(readdirSync(root)).toEqual(['a']);
    expect(readdirSync(folder)).toEqual([]);
  });
});

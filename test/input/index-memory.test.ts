// What searches of the index were told is read back by the same build for the same repository and the same files, and by
// nobody else; nothing that is wrong with the memory stops a run.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type IndexStamps, stampLength } from '../../src/input/index-file.ts';
import { openIndexMemory } from '../../src/input/index-memory.ts';
import { isWindows, scratch } from './scratch.ts';

const root = '/home/ann/harborline';

/** Stamps of files that differ in their times and inodes; 0 is a file whose stamp is not sure. */
function stampsOf(files: readonly number[], attributes = ''): IndexStamps {
  const numbers = files.flatMap((file) =>
    file === 0 ? Array(stampLength).fill(0) : [1, file * 7919, 2, 3, file, 5, 6],
  );
  return { numbers: Int32Array.from(numbers), attributes };
}

interface Opened {
  readonly files?: readonly number[];
  readonly buildId?: string;
  readonly of?: string;
  readonly attributes?: string;
}

function open(
  directory: string,
  { files = [1, 2, 3], buildId = 'one', of = root, attributes = '' }: Opened = {},
) {
  return openIndexMemory({ directory, buildId }, of, stampsOf(files, attributes));
}

/** What is known of each file. */
function known(directory: string, how: Opened = {}, question = 'jwt'): (boolean | undefined)[] {
  const { recall } = open(directory, how).question(question);
  return (how.files ?? [1, 2, 3]).map((_, entry) => recall(entry));
}

/** Of files 1, 2 and 3 the first holds the word. */
function remembering(): { directory: string; file: string } {
  const directory = join(scratch(), 'made', 'when needed');
  const memory = open(directory);
  const question = memory.question('jwt');
  for (const entry of [0, 1, 2]) question.learn(entry, entry === 0);
  memory.save();
  const [name = ''] = readdirSync(directory);
  return { directory, file: join(directory, name) };
}

const nothing = [undefined, undefined, undefined];

test('what one run learned is known to the next', () => {
  const { directory } = remembering();
  expect(known(directory)).toEqual([true, false, false]);
  expect(known(directory, {}, 'jwt, too')).toEqual(nothing);
});

test('files are known wherever they come to stand, and new ones are not', () => {
  const { directory } = remembering();
  expect(known(directory, { files: [3, 9, 1] })).toEqual([false, undefined, true]);
  expect(known(directory, { files: [0, 1, 2, 3] })).toEqual([undefined, true, false, false]);
  expect(known(directory, { files: [4, 2] })).toEqual([undefined, false]);
});

test('of a file whose stamp is not sure nothing is kept', () => {
  const { directory } = remembering();
  const memory = open(directory, { files: [0, 2] });
  memory.question('jwt').learn(0, true);
  memory.save();
  expect(known(directory, { files: [0, 2] })).toEqual([undefined, false]);
});

test('what is learned later counts', () => {
  const { directory } = remembering();
  const memory = open(directory);
  memory.question('jwt').learn(0, false);
  memory.question('jws').learn(1, true);
  memory.save();
  expect(known(directory)).toEqual([false, false, false]);
  expect(known(directory, {}, 'jws')).toEqual([undefined, true, undefined]);
});

test('of many questions the oldest is forgotten', () => {
  const { directory } = remembering();
  for (let n = 0; n < 31; n++) {
    const memory = open(directory);
    memory.question(`word ${n}`).learn(1, true);
    memory.save();
    expect(known(directory)[0], `${n}`).toBe(n < 30 ? true : undefined);
  }
  expect(known(directory, {}, 'word 0')).toEqual([undefined, true, undefined]);
  expect(known(directory, {}, 'word 30')).toEqual([undefined, true, undefined]);
});

test('another build, repository or conversion, and an empty directory know nothing', () => {
  const { directory } = remembering();
  expect(known(directory, { buildId: 'two' })).toEqual(nothing);
  expect(known(directory, { of: '/home/ann/other' })).toEqual(nothing);
  expect(known(directory, { attributes: '* text' })).toEqual(nothing);
  expect(known(scratch())).toEqual(nothing);
});

test('who learned nothing writes nothing', () => {
  const directory = join(scratch(), 'cache');
  const memory = open(directory);
  memory.question('jwt').recall(0);
  memory.save();
  expect(() => readdirSync(directory)).toThrow('ENOENT');
});

test.runIf(!isWindows)('is readable by its owner alone, and names neither paths nor words', () => {
  const { directory, file } = remembering();
  expect(execFileSync('stat', ['-c', '%a', directory, file], { encoding: 'utf8' })).toBe(
    '700\n600\n',
  );
  expect(file).not.toContain('harborline');
  const text = readFileSync(file, 'latin1');
  expect(text).toMatch(/^keylint contents 1 one [0-9a-f]{64}\n/);
  expect(text.slice(100)).not.toContain('jwt');
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['cut short', (bytes) => bytes.subarray(0, -20)],
  ['changed in one byte', (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(255)])],
  ['longer', (bytes) => Buffer.concat([bytes, Buffer.from('more\n')])],
  ['without a line', () => Buffer.alloc(100, 'x')],
  ['empty', () => Buffer.alloc(0)],
])('a file that is %s counts as none, and is written anew', (_, change) => {
  const { directory, file } = remembering();
  writeFileSync(file, change(readFileSync(file)));
  expect(known(directory)).toEqual(nothing);
  const memory = open(directory);
  memory.question('jwt').learn(1, true);
  memory.save();
  expect(known(directory)).toEqual([undefined, true, undefined]);
});

test.runIf(!isWindows)('a pipe does not hold up the run, a link is not followed', () => {
  const { directory, file } = remembering();
  const target = scratch({ copy: readFileSync(file) });
  execFileSync('rm', [file]);
  symlinkSync(join(target, 'copy'), file);
  expect(known(directory)).toEqual(nothing);
  execFileSync('rm', [file]);
  execFileSync('mkfifo', [file]);
  expect(known(directory)).toEqual(nothing);
});

test('a directory that cannot be made or written to is no error', () => {
  const place = scratch({ file: 'in the way' });
  const directories = [join(place, 'file'), join(place, 'file', 'below')];
  for (const directory of directories) {
    const memory = open(directory);
    memory.question('jwt').learn(0, true);
    expect(() => memory.save()).not.toThrow();
    expect(known(directory)).toEqual(nothing);
  }
});

test('of many repositories the longest unused are forgotten', () => {
  const { directory, file } = remembering();
  utimesSync(file, 1, 1);
  for (let n = 0; n < 64; n++) {
    const memory = open(directory, { of: `/repository/${n}` });
    memory.question('jwt').learn(0, true);
    memory.save();
  }
  expect(readdirSync(directory)).toHaveLength(64);
  expect(known(directory)).toEqual(nothing);
  expect(known(directory, { of: '/repository/0' })).toEqual([true, undefined, undefined]);
});

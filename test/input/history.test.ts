// Git's output on its way to the history: cut anywhere, in any order, with broken objects in it.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type GitResult, openGit } from '../../src/input/git.ts';
import { createBatchReader } from '../../src/input/history/batch-stream.ts';
import { readAllBlobs, readBlobsInOrder } from '../../src/input/history/read-blobs.ts';
import { createLogParser } from '../../src/input/history/read-log.ts';
import { mostNames } from '../../src/input/object-bytes.ts';
import { hasTreeBeyond } from '../../src/input/tree-sizes.ts';
import { git, repository } from './scratch.ts';

const id = (letter: string): string => letter.repeat(40);

/** The pieces of a buffer, each of `size` bytes at most. */
function pieces(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}

test.each([1, 2, 7, 64, 1_000_000])('blobs in pieces of %i bytes', (size) => {
  const large = 'x\n'.repeat(70_000);
  const output = [
    `${id('a')} blob 5\nh\ni\n!\n`,
    `${id('b')} missing\n`,
    `${id('c')} blob 0\n\n`,
    `${id('d')} blob ${large.length}\n${large}\n`,
    `${id('e')} tree 3\nabc\n`,
    `${id('f')} blob 2\nok\n`,
  ].join('');
  const taken: [string, string | undefined][] = [];
  const reader = createBatchReader((blob, bytes) => taken.push([blob, bytes?.toString()]));
  for (const piece of pieces(Buffer.from(output), size)) reader.push(piece);
  expect(taken).toEqual([
    [id('a'), 'h\ni\n!'],
    [id('b'), undefined],
    [id('c'), ''],
    [id('d'), large],
    [id('e'), undefined],
    [id('f'), 'ok'],
  ]);
});

test.each([1, 5, 4096])('a log in pieces of %i bytes', (size) => {
  const none = id('0');
  const output = [
    `\x01${id('1')} 1700000000 A <a@example.org>\0\n`,
    `:000000 100644 ${none} ${id('a')} A\0sub/ü\n.env\0`,
    `:100644 120000 ${id('a')} ${id('b')} T\0link\0`,
    `\x01${id('2')} 1600000000 \0\n`,
    `::100644 100644 100644 ${id('a')} ${id('b')} ${id('c')} MM\0\x01merged\0`,
    `\x01${id('3')} -5 \0\x01${id('4')} 9 \0\n:100644 000000 ${id('c')} ${none} D\0:gone\0`,
  ].join('');
  const taken: unknown[] = [];
  const parser = createLogParser((commit, change) => taken.push([commit, change]));
  for (const piece of pieces(Buffer.from(output), size)) parser.push(piece);
  parser.end();
  const author = 'A <a@example.org>';
  expect(taken).toEqual([
    [
      { id: id('1'), time: 1_700_000_000, author },
      { path: 'sub/ü\n.env', before: [none], after: id('a'), isFile: true },
    ],
    [
      { id: id('1'), time: 1_700_000_000, author },
      { path: 'link', before: [id('a')], after: id('b'), isFile: false },
    ],
    [
      { id: id('2'), time: 1_600_000_000 },
      { path: '\x01merged', before: [id('a'), id('b')], after: id('c'), isFile: true },
    ],
    [
      { id: id('4'), time: 9 },
      { path: ':gone', before: [id('c')], after: none, isFile: true },
    ],
  ]);
});

test('of a name or an author without end, the beginning is taken', () => {
  const long = 'd/'.repeat(100_000);
  const entry = `:000000 100644 ${id('0')} ${id('a')} A\0`;
  const output = `\x01${id('1')} 17 ${long}\0\n${entry}${long}.env\0${entry}.env\0`;
  const taken: [number, number][] = [];
  const parser = createLogParser(({ author = '' }, { path }) =>
    taken.push([author.length, path.length]),
  );
  for (const piece of pieces(Buffer.from(output), 1000)) parser.push(piece);
  parser.end();
  expect(taken.map(([, path]) => path)).toEqual([65_536, 4]);
  expect(taken[0]?.[0]).toBeLessThanOrEqual(65_536);
});

describe('trees that name more files than a repository has room for', () => {
  const bytesOf = (letter: string): Buffer => Buffer.from(id(letter), 'hex');
  const entry = (mode: string, name: string, letter: string): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), bytesOf(letter)]);
  const trees = new Map([
    ['a', ['b', 'b', 'b'].map((letter, n) => entry('40000', `d${n}`, letter))],
    ['b', ['c', 'c', 'c'].map((letter, n) => entry('40000', `d${n}`, letter))],
    ['c', ['f', 'f'].map((letter, n) => entry('100644', `${n}.env`, letter))],
  ]);
  const run = (args: readonly string[]): GitResult => {
    const parts = [...trees].flatMap(([letter, entries]) => {
      const bytes = Buffer.concat(entries);
      const head = Buffer.from(`${id(letter)} tree ${bytes.length}\n`);
      return args.includes('--batch') ? [head, bytes, Buffer.from('\n')] : [head];
    });
    const stdout = Buffer.concat([Buffer.from(`${id('f')} blob 5\n`), ...parts]);
    return {
      ok: true,
      stdout: args.includes('--batch') ? Buffer.concat(parts) : stdout,
      complained: false,
    };
  };

  test('are told without listing what they name', () => {
    expect(hasTreeBeyond({ run }, 17)).toBe(true);
    expect(hasTreeBeyond({ run }, 18)).toBe(false);
  });

  test('are followed to a limit', () => {
    const mayName = mostNames('/no/such/directory');
    const names = Array.from({ length: 300_001 }, () => mayName('d/.env'));
    expect([names[299_999], names[300_000]]).toEqual([true, false]);
    expect(mostNames('/no/such/directory')('x'.repeat(60_000_000))).toBe(false);
  });
});

describe('a repository with a broken object', () => {
  const open = () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`${n}.txt`, `text ${n}\n`]),
    );
    const cwd = repository(files);
    const broken = git(cwd, 'rev-parse', 'HEAD:7.txt').trim();
    const path = join(cwd, '.git/objects', broken.slice(0, 2), broken.slice(2));
    chmodSync(path, 0o644);
    writeFileSync(path, 'broken');
    return { cwd, broken };
  };

  test('all others are read', async () => {
    const { cwd } = open();
    const texts: string[] = [];
    const totals = await readAllBlobs(openGit({ cwd }), {
      take: (_, bytes) => texts.push(bytes.toString()),
    });
    expect([totals.blobs, totals.unreadable, totals.commits]).toEqual([39, 1, 1]);
    expect(new Set(texts).size).toBe(39);
  });

  test('those asked for come in their order, twice where asked for twice', async () => {
    const { cwd, broken } = open();
    const [one, two] = ['HEAD:1.txt', 'HEAD:2.txt'].map((rev) => git(cwd, 'rev-parse', rev).trim());
    const asked = [one, broken, two, one].map((asking) => asking ?? '');
    const found: (string | undefined)[] = [];
    for await (const blobs of readBlobsInOrder(openGit({ cwd }), asked)) {
      for (const { id: blob, bytes } of blobs) {
        expect(blob).toBe(asked[found.length]);
        found.push(bytes?.toString());
      }
    }
    expect(found).toEqual(['text 1\n', undefined, 'text 2\n', 'text 1\n']);
  });
});

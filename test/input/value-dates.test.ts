// Dates of values from git: how much is asked, and that asking runs nothing of the repository.
import { Buffer } from 'node:buffer';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateValues, type PlacedValue } from '../../src/input/value-dates.ts';
import { processorMs } from '../processor-time.ts';
import { hostileRepository, readMarker } from './hostile.ts';
import { commitAt, git, isWindows, repository, scratch, write } from './scratch.ts';

const stored = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';

function datesIn(root: string, values: readonly PlacedValue[], maxFiles = 10) {
  return dateValues({
    root,
    values,
    maxFiles,
    contentOf: (path) => readFileSync(join(root, path)),
    isOldEnough: () => false,
  });
}

const placed = (path: string, line = 1): PlacedValue => ({ path, from: line, to: line, stored });

test('files beyond the limit are not asked about, and that is said', () => {
  const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.env`, `${stored}\n`]));
  const dates = datesIn(
    repository(files),
    Object.keys(files).map((path) => placed(path)),
    2,
  );
  expect(dates.map(({ kind }) => kind)).toEqual(['written', 'written', 'unknown']);
  expect(dates[2]).toMatchObject({ reason: 'git is asked about 2 files at most' });
});

test('the content that was read counts, not what is on disk by now', () => {
  const root = repository({ 'a.env': `A=1\n${stored}\n` });
  const [date] = dateValues({
    root,
    values: [placed('a.env', 3)],
    contentOf: () => Buffer.from(`A=1\nB=2\n${stored}\n`),
    isOldEnough: () => true,
  });
  expect(date).toMatchObject({ kind: 'written', isAtLeast: false });
});

test('a value is followed no further than it has to be', () => {
  const root = scratch();
  git(root, 'init', '-q');
  for (const [time, name] of [
    [1_500_000_000, 'A'],
    [1_600_000_000, 'B'],
    [1_700_000_000, 'C'],
  ] as const) {
    write(root, { 'a.env': `${name}=${stored}\n` });
    commitAt(root, { author: time });
  }
  const followedTo = (limit: number) =>
    dateValues({
      root,
      values: [placed('a.env')],
      contentOf: (path) => readFileSync(join(root, path)),
      isOldEnough: (time) => time <= limit,
    });
  expect(followedTo(1_700_000_000)).toMatchObject([{ changedAt: 1_700_000_000 }]);
  expect(followedTo(1_650_000_000)).toMatchObject([{ changedAt: 1_600_000_000 }]);
  expect(followedTo(0)).toMatchObject([{ changedAt: 1_500_000_000, isAtLeast: false }]);
});

test('a history without all objects is told, not taken for new', () => {
  const root = scratch();
  git(root, 'init', '-q');
  write(root, { 'a.env': `A=${stored}\n` });
  commitAt(root, { author: 1_500_000_000 });
  const blob = git(root, 'rev-parse', 'HEAD:a.env').trim();
  write(root, { 'a.env': `B=${stored}\n` });
  commitAt(root, { author: 1_600_000_000 });
  rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  expect(datesIn(root, [placed('a.env')])).toEqual([
    { kind: 'unknown', reason: expect.stringContaining('an object is missing') },
  ]);
});

test('names that git has to quote are dated like any other', () => {
  const names = ['ö b.env', '-a.env', ...(isWindows ? [] : ['"q\t.env', ':(top)x.env'])];
  const root = repository(Object.fromEntries(names.map((name) => [name, `${stored}\n`])));
  for (const name of names) write(root, { [name]: `A=${stored}\n` });
  commitAt(root, { author: 1_500_000_000 });
  const dates = datesIn(
    root,
    names.map((name) => placed(name)),
  );
  expect(dates.map(({ kind }) => kind)).toEqual(names.map(() => 'written'));
});

test('a line that two rows of one text hold, again and again, takes linear time', () => {
  const text = 'a'.repeat(200_000);
  const root = scratch();
  git(root, 'init', '-q');
  write(root, { 'a.env': `x${text}${text}\n` });
  commitAt(root, { author: 1_500_000_000 });
  write(root, { 'a.env': `A=${text}\n` });
  commitAt(root, { author: 1_600_000_000 });
  const started = processorMs();
  const dates = datesIn(root, [{ ...placed('a.env'), stored: text }]);
  expect(dates).toMatchObject([{ changedAt: 1_600_000_000 }]);
  expect(processorMs() - started).toBeLessThan(5_000);
});

test.runIf(!isWindows)('nothing that the repository brings along is run', () => {
  const { cwd, marker } = hostileRepository({ committed: { 'a.js': `${stored}\n` } });
  const names = ['a.js', 'a.txt', 'b.bin', '.env'];
  const dates = datesIn(
    cwd,
    names.map((path) => placed(path)),
  );
  expect(readMarker(marker)).toBe('');
  expect(dates.map(({ kind }) => kind)).toEqual(['written', 'unknown', 'unknown', 'written']);
});

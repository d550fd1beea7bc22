// Stamps of files: who changes a file, by whatever way, changes its stamp, and what could be changed behind a stamp's back
// has none.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createStampFinder } from '../../src/input/file-stamps.ts';
import { isWindows, scratch } from './scratch.ts';

const hour = 3_600_000;

/** A stamp as it is found an hour later. */
function stampOf(root: string, name = 'a.ts'): string | undefined {
  return createStampFinder(root, () => Date.now() + hour)(join(root, name))?.text;
}

const waitForClock = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

test('what is as it was has the same stamp', () => {
  const root = scratch({ 'a.ts': 'one' });
  expect(stampOf(root)).toBeDefined();
  expect(stampOf(root)).toBe(stampOf(root));
});

test.each<[string, (file: string, root: string) => void]>([
  ['written with as many bytes, and its time put back', (file) => writeFileSync(file, 'two')],
  ['replaced by another', (file, root) => renameSync(join(root, 'other'), file)],
  [
    'written in place',
    (file) => execFileSync('sh', ['-c', 'printf two | dd of="$0" conv=notrunc 2>/dev/null', file]),
  ],
  ['touched', () => undefined],
])('a file that was %s has another one', async (_, change) => {
  if (isWindows) return;
  const root = scratch({ 'a.ts': 'one', other: 'two' });
  const file = join(root, 'a.ts');
  for (const name of ['a.ts', 'other']) utimesSync(join(root, name), 1, 1);
  const before = stampOf(root);
  await waitForClock();
  change(file, root);
  utimesSync(file, 1, 1);
  expect(before).toBeDefined();
  expect(stampOf(root)).not.toBe(before);
});

test('what was written a moment ago could be written again in the same one, and has none', () => {
  const root = scratch({ 'a.ts': 'one' });
  expect(createStampFinder(root)(join(root, 'a.ts'))).toBeUndefined();
});

test('what a clock that was put back has not come to yet has none', () => {
  const root = scratch({ 'a.ts': 'one' });
  expect(createStampFinder(root, () => Date.now() - hour)(join(root, 'a.ts'))).toBeUndefined();
});

test('a time that somebody has set tells nothing of when that was', () => {
  const root = scratch({ 'a.ts': 'one' });
  utimesSync(join(root, 'a.ts'), 1, 1);
  expect(createStampFinder(root)(join(root, 'a.ts'))).toBeUndefined();
});

test.runIf(!isWindows)('links, directories and what is not there have none', () => {
  const root = scratch({ 'a.ts': 'one' });
  symlinkSync(join(root, 'a.ts'), join(root, 'link.ts'));
  linkSync(join(root, 'a.ts'), join(root, 'hard.ts'));
  mkdirSync(join(root, 'directory'));
  expect(stampOf(root, 'hard.ts')).toBe(stampOf(root));
  for (const name of ['link.ts', 'directory', 'gone.ts', 'a.ts/below']) {
    expect(stampOf(root, name), name).toBeUndefined();
  }
});

test.runIf(!isWindows)('what lies on another disk has none', () => {
  const root = scratch({ 'a.ts': 'one' });
  const find = createStampFinder('/proc', () => Date.now() + hour);
  expect(find(join(root, 'a.ts'))).toBeUndefined();
});

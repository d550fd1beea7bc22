// Which blobs of a history are read at all: those that stand, or stood, where a run looks, and those that no commit
// names.
import { expect, test } from 'vitest';
import { createCollector } from '../../src/run/history/collect-changes.ts';
import type { Present } from '../../src/run/history/present.ts';

const id = (digit: string): string => digit.repeat(40);
const nothing = id('0');

function collect(unique: readonly unknown[] = []) {
  const collector = createCollector({
    toRunPath: (path) => (path.startsWith('app/') ? path : undefined),
    isScanned: (path) => path.endsWith('.js'),
    present: { files: new Set(['app/key.js']), unique } as unknown as Present,
  });
  const changes: [path: string, before: string, after: string][] = [
    ['app/a.js', id('1'), id('2')],
    ['app/a.md', nothing, id('3')],
    ['app/de.json', nothing, id('4')],
    ['app/i18n/de.json', nothing, id('5')],
    ['app/a.png', nothing, id('6')],
    ['other/a.js', nothing, id('7')],
    ['app/key.js', nothing, id('8')],
  ];
  const take = collector.takes(false);
  for (const [number, [path, before, after]] of changes.entries()) {
    const commit = { id: id(String(number)), time: number };
    take(commit, { path, before: [before], after, isFile: true });
  }
  return collector;
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Blobs that no commit names, and what is read of the others. */
function wantedOf(collector: ReturnType<typeof collect>): [unnamed: string, versions: string[]] {
  const unnamed = digits.filter((digit) => digit !== '1' && collector.meet(id(digit))).join('');
  const versions = collector.versions().map(([{ path }, numbers]) => {
    const own = numbers.map((number) => collector.idOf(number).charAt(0)).join('');
    return `${path} ${own}`;
  });
  return [unnamed, versions];
}

test('only where a run looks, and what no commit names; not what is not there', () => {
  expect(wantedOf(collect())).toEqual(['9', ['app/a.js 2', 'app/key.js 8']]);
});

test('where a value in use is looked for byte for byte, all that can hold a text', () => {
  const versions = ['app/a.js 2', 'app/a.md 3', 'app/key.js 8'];
  expect(wantedOf(collect([{}]))).toEqual(['9', versions]);
});

test('versions of a file come oldest first, whatever refs they are reached by', () => {
  const collector = collect();
  const commit = { id: id('a'), time: 0 };
  const change = { path: 'app/a.js', before: [id('5')], after: id('1'), isFile: true };
  collector.takes(true)(commit, change);
  for (const digit of digits) collector.meet(id(digit));
  const [first] = collector.versions();
  expect(first?.[1].map((number) => collector.idOf(number).charAt(0))).toEqual(['5', '1', '2']);
});

test('what is kept: blobs that may matter, and the changes that have to do with them', () => {
  const collector = collect();
  for (const digit of digits) collector.meet(id(digit));
  const [first] = collector.versions();
  collector.keep(first?.[1][1] ?? -1, []);
  collector.keepUnnamed(id('9'), []);
  expect(collector.unplaced()).toEqual([id('9')]);
  const { ids, changes, dangling } = collector.finish(collector.unplaced());
  expect(ids).toEqual([id('2'), id('8'), id('9')]);
  expect(dangling).toEqual([2]);
  expect(changes.map(({ path, before, after }) => [path, before, after])).toEqual([
    ['app/a.js', [-1], 0],
    ['app/key.js', [-1], 1],
  ]);
});

test('what a key passes through and is too large to read has no part in what is told', () => {
  const collector = collect();
  for (const digit of digits) if (digit !== '8') collector.meet(id(digit));
  expect(collector.finish([]).ids).toEqual([]);
  collector.meet(id('8'));
  expect(collector.finish([]).ids).toEqual([id('8')]);
});

// Which blobs of a history are read at all: those that stand, or stood, where a run looks, and those that no commit names.
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

function wantedOf(collector: ReturnType<typeof collect>): string {
  return ['1', '2', '3', '4', '5', '6', '7', '8', '9']
    .filter((digit) => collector.isWanted(id(digit)))
    .join('');
}

test('only where a run looks, and what no commit names; a file that a key passes through counts unread', () => {
  expect(wantedOf(collect())).toBe('129');
});

test('where a value in use is looked for byte for byte, all that can hold a text', () => {
  expect(wantedOf(collect([{}]))).toBe('12389');
});

test('what is kept: blobs that may matter, and the changes that have to do with them', () => {
  const collector = collect();
  collector.keep(id('2'), []);
  collector.keep(id('9'), []);
  expect(collector.unplaced()).toEqual([id('9')]);
  const { ids, changes, dangling } = collector.finish(collector.unplaced());
  expect(ids).toEqual([id('2'), id('8'), id('9')]);
  expect(dangling).toEqual([2]);
  expect(changes.map(({ path, before, after }) => [path, before, after])).toEqual([
    ['app/a.js', [-1], 0],
    ['app/key.js', [-1], 1],
  ]);
});

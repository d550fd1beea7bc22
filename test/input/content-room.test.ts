// Of a commit that names more than its objects can hold, the smallest files are read.
import { expect, test } from 'vitest';
import { beyondRoom } from '../../src/input/content-room.ts';

const mb = 1 << 20;

test.each<[string, Readonly<Record<string, number>>, number, readonly string[]]>([
  ['little is read whatever there is', { a: 4, b: 4 }, 0, []],
  ['what there is room for', { a: 4, b: 20 }, 24, []],
  ['no more than that', { a: 4, b: 20, c: 1 }, 24, ['b']],
  ['what is too large by itself takes no room', { a: 4, huge: 300 }, 4, ['huge']],
])('%s', (_, sizes, room, beyond) => {
  const files = Object.entries(sizes).map(([path, size]) => ({ path, sizeBytes: size * mb }));
  expect([...beyondRoom(files, () => room * mb)]).toEqual(beyond);
});

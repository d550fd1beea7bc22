// Looks at files are added in the order in which they were asked for, whether they are remembered or still under way.
import { expect, test } from 'vitest';
import { createLookQueue, type Look } from '../../src/run/looks.ts';
import { createRunMemory } from '../../src/run/run-memory.ts';
import type { ScannedTree } from '../../src/run/scanned-tree.ts';

test('what is remembered waits for a look that was asked for before it', async () => {
  const memory = createRunMemory();
  // The cast: nothing else of a scan is touched.
  const empty = () =>
    ({
      ...{ facts: new Map(), spare: new Map(), configs: new Map() },
      ...{ mayHoldToken: new Map(), skipped: [] },
      ...{ count: 0, parsed: 0, bytes: 0 },
    }) as unknown as ScannedTree;
  const lookOf = (path: string): Look => {
    const added = empty();
    added.configs.set(path, '');
    return { added, isSilent: false };
  };
  const into = { ...empty(), memory };
  for (const path of ['a', 'c']) memory.of(path).set('all', lookOf(path));
  const queue = createLookQueue(into);
  let answer: (look: Look) => void = () => undefined;
  const waiting = new Promise<Look>((resolve) => {
    answer = resolve;
  });
  expect(queue.recall('a', 'all')).toBe(true);
  expect(queue.recall('b', 'all')).toBe(false);
  await queue.add(waiting);
  expect(queue.recall('c', 'all')).toBe(true);
  expect([...into.configs.keys()]).toEqual(['a']);
  answer(lookOf('b'));
  await queue.end();
  expect([...into.configs.keys()]).toEqual(['a', 'b', 'c']);
});

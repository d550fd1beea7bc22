// What fixes are planned on and applied to is one and the same, whatever happens to the file meanwhile.
import { expect, test } from 'vitest';
import type { PlannedFix } from '../../src/fix/plan/plan-types.ts';
import type { Tree } from '../../src/input/tree.ts';
import { dropBroken } from '../../src/run/fix/drop-broken.ts';
import { createOverlay } from '../../src/run/fix/overlay-tree.ts';

const first = 'PORT=1\nJWT_SECRET=weak\n';
const at = { path: '.env', start: 18, end: 22, text: 'strong' };

/** A tree of one file that reads differently each time, as one behind a link that somebody moves. */
function treeOf(...texts: readonly (string | undefined)[]): Tree {
  let count = 0;
  return {
    root: '/nowhere',
    name: 'nowhere',
    sources: [{ path: '.env', tracked: 'untracked' }],
    skipped: [],
    warnings: [],
    remoteNames: [],
    read(path) {
      const text = texts[Math.min(count++, texts.length - 1)];
      return text === undefined
        ? { skipped: { path, reason: 'vanished', isFailure: true } }
        : { bytes: Buffer.from(text) };
    },
  };
}

test.each([
  ['shorter', 'A=1\n'],
  ['gone', undefined],
  ['of the same length', first.replace('weak', 'weal')],
])('a file that is %s the second time is not edited', (_, second) => {
  const overlay = createOverlay(treeOf(first, second));
  expect(overlay.readText('.env')).toBe(first);
  expect(() => overlay.edit('.env', [at])).toThrow('was saved while keylint read it');
  expect(overlay.changes()).toEqual([]);
});

test('a file that stays is', () => {
  const overlay = createOverlay(treeOf(first));
  overlay.edit('.env', [at]);
  expect(overlay.readText('.env')).toBe('PORT=1\nJWT_SECRET=strong\n');
});

test('edits that lie outside of what is there are told apart before anything is parsed', () => {
  // The cast: nothing but the edits is looked at.
  const fix = { edits: [at] } as unknown as PlannedFix;
  const parse = () => undefined;
  expect(dropBroken([fix], { readText: () => 'A=1\n', parse }).broken).toEqual([fix]);
  expect(dropBroken([fix], { readText: () => first, parse }).broken).toEqual([]);
});

// A file from stdin under the name it goes by.
import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { openStdinTree } from '../../src/input/stdin-tree.ts';
import { pathsOf, scratch, textOf } from './scratch.ts';

test.each([
  ['src/a.js', 'src/a.js'],
  ['./.env', '.env'],
  ['../outside/.env', '.env'],
  ['not-there/yet.ts', 'not-there/yet.ts'],
])('%s is listed as %s', (path, listed) => {
  const tree = openStdinTree({ cwd: scratch(), path, bytes: Buffer.from('text') });
  expect(pathsOf(tree)).toEqual([listed]);
  expect(textOf(tree, listed)).toBe('text');
  expect(textOf(tree, 'other')).toBe('(vanished)');
  expect(tree.sources[0]?.tracked).toBe('unknown');
});

test('an absolute path counts from the working directory', () => {
  const cwd = scratch();
  const tree = openStdinTree({ cwd, path: `${cwd}/b/c.js`, bytes: Buffer.from('') });
  expect(pathsOf(tree)).toEqual(['b/c.js']);
});

// Ages of lines from git blame, which reads through nothing that a repository configures.
import { expect, test } from 'vitest';
import { blameLines } from '../../src/input/blame.ts';
import { hostileRepository, readMarker } from './hostile.ts';
import { git, isWindows, repository } from './scratch.ts';

test('the age of a line is that of its commit; what is not committed has none', () => {
  const cwd = repository({ 'a.js': 'one\ntwo\n' });
  const lines = [{ path: 'a.js', line: 2 }];
  const [age] = blameLines({ root: cwd, lines });
  expect(age).toMatchObject({ path: 'a.js', line: 2 });
  expect(age?.changedAt).toBe(Number(git(cwd, 'log', '-1', '--format=%at')));
  expect(blameLines({ root: cwd, lines: [{ path: 'b.js', line: 1 }] })).toEqual([]);
});

test.runIf(!isWindows)('ages run neither filters nor text conversions', () => {
  const { cwd, marker } = hostileRepository({ committed: { 'a.js': 'one\n' } });
  const lines = ['a.js', 'a.txt', 'b.bin', '.env'].map((path) => ({ path, line: 1 }));
  const ages = blameLines({ root: cwd, lines });
  expect(readMarker(marker)).toBe('');
  expect(ages.map(({ path }) => path)).toEqual(['a.js', '.env']);
});

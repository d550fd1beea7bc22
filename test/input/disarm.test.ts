// Filters are overridden by name, and a git that does not take the override gets no command that could run them.
import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { blameLines } from '../../src/input/blame.ts';
import { disarmFilters } from '../../src/input/disarm.ts';
import { openGit } from '../../src/input/git.ts';
import { hostileRepository, readMarker } from './hostile.ts';
import { git, isWindows, repository } from './scratch.ts';

test('nothing to override without filters', () => {
  expect(disarmFilters(openGit({ cwd: repository() }))).toEqual([]);
});

test('every program of every filter is overridden, whatever the names hold', () => {
  const cwd = repository();
  git(cwd, 'config', 'filter.a.clean', 'x');
  git(cwd, 'config', 'filter.a=b=c.process', 'x');
  git(cwd, 'config', 'filter.a.required', 'true');
  git(cwd, 'config', 'filter.With Space.smudge', 'x');
  expect(disarmFilters(openGit({ cwd }))).toEqual(
    expect.arrayContaining([
      ['filter.a.clean', ''],
      ['filter.a=b=c.process', ''],
      ['filter.a.required', 'false'],
      ['filter.With Space.smudge', ''],
    ]),
  );
});

test('a git that does not take the override is noticed', () => {
  const answer = { ok: true, stdout: Buffer.from('filter.a=b.clean\nx\0'), detail: '' } as const;
  const stubborn = {
    run: () => answer,
    ask: async () => answer,
    start: () => undefined,
  };
  expect(disarmFilters(stubborn)).toBeUndefined();
});

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

// Patterns of paths: git is the judge of what they mean, and the clock of what they cost.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { createPathRules } from '../../src/model/path-rules.ts';
import { compileWildcard } from '../../src/model/wildcard.ts';
import { git, scratch, write } from '../input/scratch.ts';
import { processorMs } from '../processor-time.ts';

/** Small numbers, the same on every machine. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const pieces = [
  'a',
  'b',
  'ab',
  '*',
  '**',
  '?',
  '[ab]',
  '[!a]',
  '[a-c]',
  'a*',
  '*b',
  'c',
  '\\*',
  '***',
];
const names = ['a', 'b', 'ab', 'c', 'abc', '*', 'aab'];

function randomPattern(roll: (sides: number) => number): string {
  const parts = Array.from({ length: 1 + roll(4) }, () =>
    Array.from({ length: 1 + roll(2) }, () => pieces[roll(pieces.length)]).join(''),
  );
  const ends = ['', '', '/', ' ', '\\ '];
  return `${['', '', '', '!', '/', '**/'][roll(6)]}${parts.join('/')}${ends[roll(ends.length)]}`;
}

test('means what git means by it', () => {
  const roll = createDice(7);
  const cwd = scratch();
  git(cwd, 'init', '-q');
  const paths = Array.from({ length: 60 }, () =>
    Array.from({ length: 1 + roll(5) }, () => names[roll(names.length)]).join('/'),
  );
  const ask = [...new Set(paths)];
  for (let round = 0; round < 40; round++) {
    const lines = Array.from({ length: 1 + roll(5) }, () => randomPattern(roll));
    write(cwd, { '.gitignore': `${lines.join('\n')}\n` });
    // It ends as if it had failed where nothing is ignored.
    const answered = spawnSync('git', ['check-ignore', '--no-index', '-z', '-v', '-n', '--stdin'], {
      cwd,
      input: ask.map((path) => `${path}\0`).join(''),
      encoding: 'utf8',
    }).stdout.split('\0');
    const rules = createPathRules(lines);
    ask.forEach((path, index) => {
      const pattern = answered[4 * index + 2] ?? '';
      const isIgnored = pattern !== '' && !pattern.startsWith('!');
      expect(rules.ignores(path), JSON.stringify({ lines, path, pattern })).toBe(isIgnored);
    });
  }
});

test('upper and lower case are two, unless told otherwise', () => {
  expect(createPathRules(['Src/']).ignores('src/a.js')).toBe(false);
  expect(createPathRules(['Src/'], { ignoreCase: true }).ignores('sRC/a.js')).toBe(true);
});

function costOf(work: () => void): number {
  const started = processorMs();
  work();
  return processorMs() - started;
}

describe('the cost', () => {
  const deep = `${'a/'.repeat(2_000)}a.js`;

  /** 35 bytes in the settings that a regular expression does not come to an end with. */
  test.each([
    '**/a/**/a/**/a/**/a/**/a/**/a/**/a/b',
    '**/*a*/**/*a*/**/*a*/**/*a*/**/*a*b',
    `${'**/'.repeat(200)}b`,
    `${'*'.repeat(3_000)}b`,
    `${'*a'.repeat(120)}b`,
    `${'[!b]*'.repeat(100)}b`,
  ])('is linear in the depth of a path: %s', (pattern) => {
    const spent = costOf(() => {
      const rules = createPathRules([pattern]);
      expect(rules.ignores(deep)).toBe(false);
      expect(rules.ignores(`${'a'.repeat(4_000)}.js`)).toBe(false);
    });
    expect(spent).toBeLessThan(1_000);
  });

  test('of many patterns is bounded, and what is left out is told', () => {
    const lines = (count: number, line: (n: number) => string) =>
      Array.from({ length: count }, (_, n) => line(n));
    expect(createPathRules(lines(9_000, (n) => `name${n}`)).isComplete).toBe(true);
    expect(createPathRules(lines(900, (n) => `*.${n}*`)).isComplete).toBe(true);
    const many = createPathRules(lines(9_000, (n) => `*a*${n}*`));
    expect(many.isComplete).toBe(false);
    const deeper = createPathRules(lines(900, (n) => `**/a/**/a/**/${n}`));
    expect(deeper.isComplete).toBe(false);
    const spent = costOf(() => {
      expect(many.ignores(deep)).toBe(false);
      expect(deeper.ignores(deep)).toBe(false);
    });
    expect(spent).toBeLessThan(2_000);
    expect(createPathRules([`${'a'.repeat(5_000)}`]).isComplete).toBe(false);
  });
});

test('a directory at the end of 3,000 others is asked about once', () => {
  const { ignores } = createPathRules(['*.log', 'b/']);
  let path = '';
  const before = processorMs();
  for (let depth = 0; depth < 3_000; depth++) {
    path += 'a/';
    expect(ignores(path)).toBe(false);
  }
  expect(ignores(`${path}b/c/d.js`)).toBe(true);
  expect(ignores(`${path}x.log`)).toBe(true);
  expect(processorMs() - before).toBeLessThan(1_000);
});

test.each([
  ['*', 'anything', true],
  ['a*c', 'abcbc', true],
  ['a*c', 'abcb', false],
  ['[]a]', ']', true],
  ['[a-]', '-', true],
  ['[[:digit:]]x', '7x', true],
  ['[[:nonsense:]]', 'n', false],
  ['[a', '[a', false],
  ['a\\', 'a\\', false],
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
])('%s and %s', (pattern, text, isFitting) => {
  expect(compileWildcard(pattern)(text)).toBe(isFitting);
});

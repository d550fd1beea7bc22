// Marks that silence findings, in the comments of any language.
import { describe, expect, test } from 'vitest';
import { createRangeFinder } from '../../src/model/place.ts';
import { findSuppressions } from '../../src/scan/suppression-comments.ts';
import { processorMs } from '../processor-time.ts';

function find(text: string) {
  return findSuppressions(text, createRangeFinder(text));
}

describe('keylint: ignore', () => {
  test.each([
    ['shell', 'A=1 # keylint: ignore[short-secret] local only', [1]],
    ['alone', '# keylint: ignore[short-secret] local only\nA=1\nB=2', [1, 2]],
    ['alone, CRLF', '# keylint: ignore[short-secret] local only\r\nA=1\r\nB=2', [1, 2]],
    ['C', 'x = 1; // keylint: ignore[short-secret] local only', [1]],
    ['block', '/* keylint: ignore[short-secret] local only */\nx = 1', [1, 2]],
    [
      'block of several lines',
      '/*\n * keylint: ignore[short-secret] local only\n */\nx = 1\ny',
      [2, 3, 4],
    ],
    ['JSX', '<b>\n{/* keylint: ignore[short-secret] local only */}\n<i k="x"/>', [2, 3]],
    ['HTML', '<!-- keylint: ignore[short-secret] local only -->\n<i>', [1, 2]],
    ['INI', '; keylint: ignore[short-secret] local only\na=b', [1, 2]],
    ['SQL', '-- keylint: ignore[short-secret] local only\nselect 1', [1, 2]],
    ['last line', 'a\n# keylint: ignore[short-secret] local only', [2]],
    ['above another comment', '# keylint: ignore[short-secret] local only\n# more\nA=1', [1, 2, 3]],
  ])('%s', (_, text, lines) => {
    expect(find(text)).toEqual([
      expect.objectContaining({
        rules: ['short-secret'],
        reason: 'local only',
        lines,
        dialect: 'keylint',
      }),
    ]);
  });

  test('several rules, no rule, no reason', () => {
    expect(find('# keylint: ignore[a-b, c-d]')[0]).toMatchObject({
      rules: ['a-b', 'c-d'],
      reason: '',
    });
    expect(find('# keylint:ignore')[0]).toMatchObject({ rules: [], reason: '' });
    expect(find('# keylint: ignore - a reason')[0]).toMatchObject({
      rules: [],
      reason: 'a reason',
    });
  });

  test('the range is the mark with its reason', () => {
    const text = 'x = 1 /* keylint: ignore[a] why not */ + 2';
    const [found] = find(text);
    expect(found && text.slice(found.at.start, found.at.end)).toBe('keylint: ignore[a] why not');
  });

  test.each([
    'const a = "keylint: ignore[x]"',
    '# see keylint: ignore[x] in the docs',
    '# keylint: ignored',
    '# keylint: ignore-everything',
    'keylint: ignore[x]',
  ])('%s is none', (text) => {
    expect(find(text)).toEqual([]);
  });
});

test.each([
  ['A=1 # gitleaks:allow', 'gitleaks', [1]],
  ['A=1 // pragma: allowlist secret', 'detect-secrets', [1]],
  ['# pragma: allowlist nextline secret\nA=1', 'detect-secrets', [2]],
  ['A=1 // secretlint-disable-line', 'secretlint', [1]],
  ['// secretlint-disable-next-line @x/y\nA=1', 'secretlint', [2]],
] as const)('%s', (text, dialect, lines) => {
  expect(find(text)).toEqual([expect.objectContaining({ dialect, lines, rules: [] })]);
});

test('hostile texts take linear time', () => {
  const start = processorMs();
  for (const shape of [
    '/* keylint: ignore ',
    '# keylint: ignore[\n',
    '# keylint:',
    '#',
    'gitleaks:allow',
    '\n# keylint: ignore\n#',
    '/*keylint: ignore[',
  ]) {
    find(shape.repeat(100_000));
  }
  expect(processorMs() - start).toBeLessThan(4000);
});

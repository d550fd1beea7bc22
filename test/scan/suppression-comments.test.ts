// Marks that silence findings, in the comments of any language.
import { describe, expect, test } from 'vitest';
import { lexiconOf } from '../../src/lexis/lexicon.ts';
import { commentsOf } from '../../src/lexis/tokens.ts';
import type { Suppression } from '../../src/model/facts.ts';
import { createRangeFinder } from '../../src/model/place.ts';
import { scanText } from '../../src/scan/scan.ts';
import { findSuppressions } from '../../src/scan/suppression-comments.ts';
import { processorMs } from '../processor-time.ts';

function find(text: string, path = 'x.tf'): readonly Suppression[] {
  const comments = commentsOf(text, lexiconOf(path));
  return findSuppressions(text, createRangeFinder(text), comments).filter((one) => !one.isStray);
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
    ['HTML', '<!-- keylint: ignore[short-secret] local only -->\n<i>', [1, 2], 'x.html'],
    ['INI', '; keylint: ignore[short-secret] local only\na=b', [1, 2], 'x.ini'],
    ['SQL', '-- keylint: ignore[short-secret] local only\nselect 1', [1, 2], 'x.sql'],
    ['Lisp', '(def x 1) ; keylint: ignore[short-secret] local only', [1], 'x.clj'],
    ['Haskell', 'x = 1 {- keylint: ignore[short-secret] local only -}', [1], 'x.hs'],
    ['Erlang', 'x(1). % keylint: ignore[short-secret] local only', [1], 'x.erl'],
    ['PHP', "<?php sign('a'); # keylint: ignore[short-secret] local only", [1], 'x.php'],
    ['last line', 'a\n# keylint: ignore[short-secret] local only', [2]],
    ['above another comment', '# keylint: ignore[short-secret] local only\n# more\nA=1', [1, 2, 3]],
  ])('%s', (_, text, lines, path?: string) => {
    expect(find(text, path)).toEqual([
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

describe('a mark counts in a comment of its language only', () => {
  const mark = 'keylint: ignore';
  const read = async (path: string, text: string) => {
    const suppressions = (await scanText(path, text))?.facts.suppressions ?? [];
    return suppressions.map(({ isStray = false, lines }) => ({ isStray, line: lines[0] }));
  };

  test.each([
    ['a text', 'a.js', `const secret = '# ${mark}'`],
    ['a text with the other opener', 'a.js', `const secret = "// ${mark}"`],
    ['a template', 'a.ts', `const secret = \`\n// ${mark}\n\``],
    ['an address', 'a.js', `const secret = f('https://${mark}')`],
    ['a pattern', 'a.js', `const secret = /[#] # ${mark}/`],
    ['text of JSX', 'a.tsx', `const secret = <p>// ${mark}</p>`],
    ['an opener of another language', 'a.js', `const secret = 1\nx = y -- ${mark}`],
    ['a value', '.env', `JWT_SECRET="weak # ${mark}"`],
    ['a value of two lines', '.env', `JWT_SECRET="weak\n# ${mark}"`],
    ['a JSON key', 'config.json', `{"jwtSecret":"weak","# ${mark}":1}`],
    ['a JSON text', 'config.json', `{"jwtSecret":"weak // ${mark}"}`],
    ['a YAML text', 'config.yaml', `jwtSecret: "weak # ${mark}"`],
    ['a plain YAML scalar', 'config.yaml', `jwtSecret: weak# ${mark}`],
    ['a YAML block', 'config.yaml', `jwtSecret: |\n  # ${mark}\n`],
    ['a TOML text', 'config.toml', `jwt_secret = "weak # ${mark}"`],
    ['a TOML text of two lines', 'config.toml', `jwt_secret = """\n# ${mark}\n"""`],
    ['a property', 'app.properties', `jwt.secret=weak # ${mark}`],
    ['a quoted INI value', 'app.ini', `jwt_secret = "weak ; ${mark}"`],
    ['a shell text', 'run.sh', `export JWT_SECRET='weak # ${mark}'`],
    ['a here-document', 'run.sh', `cat <<EOF\nJWT_SECRET=weak # ${mark}\nEOF\n`],
    ['a value of an image', 'Dockerfile', `FROM a\nENV JWT_SECRET="weak # ${mark}"`],
  ])('not in %s', async (_, path, text) => {
    expect(await read(path, text)).toEqual([expect.objectContaining({ isStray: true })]);
  });

  test.each([
    ['a.js', `const secret = 1; // ${mark}`],
    ['a.js', `const secret = 1 /* ${mark} */`],
    ['a.js', `const secret = 'it\\'s'; // ${mark}`],
    ['a.js', `const secret = x / 2; // ${mark}`],
    ['a.tsx', `const secret = <p>{/* ${mark} */}</p>`],
    ['a.vue', `<template><!-- ${mark} --></template>\n<script>const secret = 1</script>`],
    ['.env', `JWT_SECRET="weak" # ${mark}`],
    ['.env', `A="\n"\n# ${mark}\nJWT_SECRET=weak`],
    ['config.jsonc', `{"jwtSecret":"weak" // ${mark}\n}`],
    ['config.yaml', `jwtSecret: "weak" # ${mark}`],
    ['config.yaml', `a: |\n  b\n# ${mark}\njwtSecret: weak`],
    ['config.toml', `jwt_secret = "weak" # ${mark}`],
    ['app.properties', `# ${mark}\njwt.secret=weak`],
    ['app.ini', `jwt_secret = "weak" ; ${mark}`],
    ['run.sh', `export JWT_SECRET=weak # ${mark}`],
    ['Dockerfile', `FROM a\n# ${mark}\nENV JWT_SECRET=weak`],
  ])('%s: %s', async (path, text) => {
    expect(await read(path, text)).toEqual([expect.objectContaining({ isStray: false })]);
  });
});

describe('how far a mark reaches, and how many are read', () => {
  const mark = 'keylint: ignore';
  const linesOf = (text: string) => find(text).map(({ lines }) => lines);
  const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

  test.each<[string, (size: number) => string, number]>([
    ['marks of a file', (size) => `A=1 # ${mark}\n`.repeat(size), 5_000],
    ['marks of a line', (size) => `A=1${` # ${mark}[a]`.repeat(size)}`, 5],
  ])('%s', (_, textOf, most) => {
    expect(find(textOf(most))).toHaveLength(most);
    expect(find(textOf(most + 1))).toHaveLength(most);
  });

  test.each<[string, (size: number) => string, number]>([
    ['columns before it', (size) => `${'x'.repeat(size - 2)}# ${mark}`, 5_000],
    [
      'characters between it and what opens the comment',
      (n) => `x #${' '.repeat(n - 1)}${mark}`,
      60,
    ],
    ['spaces before "ignore"', (size) => `# keylint:${' '.repeat(size)}ignore`, 10],
    ['characters of a list of rules', (size) => `# ${mark}[${'a'.repeat(size)}]`, 1_000],
  ])('%s', (_, textOf, most) => {
    const rulesOf = (text: string) => find(text).map(({ rules }) => rules.length);
    expect(rulesOf(textOf(most))).toEqual([textOf(most).includes('[') ? 1 : 0]);
    expect(rulesOf(textOf(most + 1))).toEqual(textOf(most).includes('[') ? [0] : []);
  });

  test('a reason of 2,000 characters with its mark', () => {
    expect(find(`# ${mark} ${'r'.repeat(3_000)}`)[0]?.reason).toHaveLength(2_000 - mark.length - 1);
  });

  test('over 19 comments to the line below them', () => {
    expect(linesOf(`# ${mark}\n${'# more\n'.repeat(19)}A=1\nB=2`)).toEqual([upTo(21)]);
    expect(linesOf(`# ${mark}\n${'# more\n'.repeat(25)}A=1`)).toEqual([upTo(21)]);
  });

  test('over a comment that begins within 200 columns', () => {
    expect(linesOf(`# ${mark}\n${' '.repeat(199)}#\nA=1`)).toEqual([[1, 2, 3]]);
    expect(linesOf(`# ${mark}\n${' '.repeat(200)}#\nA=1`)).toEqual([[1, 2]]);
  });

  test('of a long comment, its first line and the last 200', () => {
    const lines = [1, ...Array.from({ length: 200 }, (_, n) => n + 104)];
    expect(linesOf(`/* ${mark}\n${'\n'.repeat(300)}*/\nA=1`)).toEqual([lines]);
  });
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

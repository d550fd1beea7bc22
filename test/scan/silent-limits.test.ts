// What stops at a limit on the way says so: a value behind too many names, code nested too deep, a name far into its line.
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { keepTelling } from '../../src/scan/formats/limits.ts';
import { runTexts } from '../helpers.ts';

const times = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('');
async function audit(files: Readonly<Record<string, string>>) {
  const { report } = await runTexts(files, rules);
  return { rules: report.findings.map(({ rule }) => rule), skipped: report.skipped };
}

const head = "const jwt = require('jsonwebtoken');\n";

describe('is followed', () => {
  test.each([
    ['ninety constants', 'a.js', constants(90)],
    ['thirty variables that stand for each other', '.env', variables(30)],
  ])('a value behind %s', async (_, path, text) => {
    const found = await audit({ [path]: text });
    expect(found.rules).toContain('dictionary-secret');
    expect(found.skipped).toEqual([]);
  });
});

describe('is told of', () => {
  test.each([
    ['a value behind 120 constants', 'a.js', constants(120)],
    ['one behind 100 functions', 'a.js', functions(100)],
    ['one behind 100 variables that stand for each other', '.env', variables(100)],
    [
      'a call in 400 blocks',
      'a.js',
      `${head}${'{\n'.repeat(400)}jwt.sign({}, 'weaksecret1');${'\n}'.repeat(400)}`,
    ],
    [
      'a key in 400 brackets',
      'a.py',
      `import jwt\njwt.encode({}, ${'(\n'.repeat(400)}'weaksecret1'${'\n)'.repeat(400)})\n`,
    ],
  ])('%s', async (_, path, text) => {
    const { skipped } = await audit({ [path]: text });
    expect(skipped).toEqual([expect.objectContaining({ path, isFailure: true })]);
  });
});

test('variables that two lines each hand on are asked once', async () => {
  const text = `JWT_SECRET=\${A0}\n${times(100, (n) => `A${n}=\${A${n + 1}}\n`.repeat(2))}A100=weaksecret1\n`;
  expect((await audit({ '.env': text })).skipped).toHaveLength(1);
});

test('a name behind three hundred blanks, or much else on its line, is kept', () => {
  const deep = `${' '.repeat(400)}jwtSecret: plainly-fake`;
  expect(keepTelling(`a:\n${deep}\n`, 10_000, () => false)).toContain('jwtSecret');
  const late = `{ a: ${'b'.repeat(400)}, jwtSecret: plainly-fake }`;
  expect(keepTelling(`a: b\n${late}\n`, 10_000, () => false)).toContain('jwtSecret');
});

function constants(count: number): string {
  return `${head}${times(count, (n) => `const a${n} = a${n + 1};\n`)}const a${count} = 'weaksecret1';\njwt.sign({}, a0);\n`;
}

function functions(count: number): string {
  return `${head}${times(count, (n) => `function a${n}() { return a${n + 1}(); }\n`)}function a${count}() { return 'weaksecret1'; }\njwt.sign({}, a0());\n`;
}

function variables(count: number): string {
  return `JWT_SECRET=\${A0}\n${times(count, (n) => `A${n}=\${A${n + 1}}\n`)}A${count}=weaksecret1\n`;
}

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
    ['nineteen others of a map', 'a.js', keysOf((n) => `k${n}: `, '{}', 20)],
    ['nineteen others of a list', 'a.js', keysOf(() => '', '[]', 20)],
    [
      'six hundred fields that configuration fills',
      'main.go',
      `package a\nimport "github.com/golang-jwt/jwt/v5"\ntype Config struct {\n${times(600, (n) => `F${n} string \`mapstructure:"f${n}"\`\n`)}Pepper string \`mapstructure:"pepper"\`\n}\nfunc f(c Config) { viper.SetDefault("pepper", "weaksecret1"); jwt.New(jwt.SigningMethodHS256).SignedString([]byte(c.Pepper)) }\n`,
    ],
    [
      'six hundred options of a command line',
      'a.py',
      `import argparse, jwt\np = argparse.ArgumentParser()\n${times(600, (n) => `p.add_argument('--o${n}', default='v')\n`)}p.add_argument('--pepper', default='weaksecret1')\ngiven = p.parse_args()\njwt.encode({'exp': 1}, given.pepper, algorithm='HS256')\n`,
    ],
  ])('a value behind %s', async (_, path, text) => {
    const found = await audit({ [path]: text });
    expect(found.rules).toContain('dictionary-secret');
    expect(found.skipped).toEqual([]);
  });
});

test('a value behind eighty modules is followed', async () => {
  const modules = Array.from({ length: 80 }, (_, n): [string, string] => [
    `m${n}.js`,
    `export { p${n + 1} as p${n} } from './m${n + 1}.js';\n`,
  ]);
  const found = await audit({
    ...Object.fromEntries(modules),
    'm80.js': "export const p80 = 'weaksecret1';\n",
    'a.js': "import jwt from 'jsonwebtoken';\nimport { p0 } from './m0.js';\njwt.sign({}, p0);\n",
  });
  expect(found.rules).toContain('dictionary-secret');
});

test('a value that functions of five modules hand on is followed', async () => {
  const modules = Array.from({ length: 5 }, (_, n): [string, string] => [
    `m${n}.js`,
    `import { p${n + 1} } from './m${n + 1}.js';\nexport function p${n}() { return p${n + 1}(); }\n`,
  ]);
  const found = await audit({
    ...Object.fromEntries(modules),
    'm5.js': "export function p5() { return 'weaksecret1'; }\n",
    'a.js': "import jwt from 'jsonwebtoken';\nimport { p0 } from './m0.js';\njwt.sign({}, p0());\n",
  });
  expect(found.rules).toContain('dictionary-secret');
});

describe('is told of', () => {
  test.each([
    ['a hundred keys of a map', 'a.js', keysOf((n) => `k${n}: `, '{}', 100)],
    ['a value behind twelve steps', 'a.js', steps(12)],
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

function keysOf(name: (n: number) => string, brackets: string, count: number): string {
  const [open, close] = brackets;
  const all = times(count, (n) => `${name(n)}'weaksecret${n}',\n`);
  return `${head}const all = ${open}${all}${close};\nmodule.exports = (k) => jwt.sign({}, all[k]);\n`;
}

function steps(count: number): string {
  const path = Array.from({ length: count }, (_, n) => `a${n}`);
  const inner = path.reduceRight((value, name) => `{ ${name}: ${value} }`, "'weaksecret1'");
  return `${head}const all = ${inner};\njwt.sign({}, all.${path.join('.')});\n`;
}

function functions(count: number): string {
  return `${head}${times(count, (n) => `function a${n}() { return a${n + 1}(); }\n`)}function a${count}() { return 'weaksecret1'; }\njwt.sign({}, a0());\n`;
}

function variables(count: number): string {
  return `JWT_SECRET=\${A0}\n${times(count, (n) => `A${n}=\${A${n + 1}}\n`)}A${count}=weaksecret1\n`;
}

// Functions of a program that read the variable they are handed the name of.
import { expect, test } from 'vitest';
import { readSource } from '../languages/read-source.ts';

/** What a name is given: a variable and what stands in for it. */
async function readOf(path: string, text: string, name: string): Promise<string | undefined> {
  const { definitions = [] } = await readSource(path, text);
  const value = definitions.find((one) => one.name === name)?.value;
  if (value?.kind !== 'env') return value?.kind;
  const { fallback } = value;
  return fallback
    ? `${value.name} or ${fallback.kind === 'text' ? fallback.value : fallback.kind === 'name' ? fallback.path.join('.') : '?'}`
    : value.name;
}

const go = (body: string, call: string): string =>
  `package a\nimport "os"\nfunc read(name, other string) string {\n${body}\n}\nvar jwtSecret = ${call}\n`;
const python = (body: string, call: string): string =>
  `import os\ndef read(name, other=None):\n    ${body}\njwtSecret = ${call}\n`;

test.each([
  [
    'a.go',
    go(
      'if v, ok := os.LookupEnv(name); ok { return v }; return other',
      'read("JWT_SECRET", "dev")',
    ),
  ],
  [
    'a.go',
    go('v := os.Getenv(name); if v == "" { return other }; return v', 'read("JWT_SECRET", "dev")'),
  ],
  ['a.py', python('return os.environ.get(name, other)', "read('JWT_SECRET', 'dev')")],
  ['a.py', python('return os.environ.get(name, other)', "read('JWT_SECRET', other='dev')")],
  ['a.py', python('return os.environ[name] or "dev"', "read('JWT_SECRET')")],
  [
    'a.rb',
    'def read(name, other)\n  ENV[name] || other\nend\njwtSecret = read("JWT_SECRET", "dev")\n',
  ],
  [
    'a.js',
    "const read = (name, other) => process.env[name] || other; const jwtSecret = read('JWT_SECRET', 'dev')",
  ],
  [
    'a.js',
    "const env = process.env; function read(name, other) { return env[name] || other } const jwtSecret = read('JWT_SECRET', 'dev')",
  ],
  [
    'a.ts',
    "function read(name: string, other = '') { const v = process.env[name]; if (v) return v; return other }; const jwtSecret = read('JWT_SECRET', 'dev')",
  ],
])('%s: %s', async (path, text) => {
  expect(await readOf(path, text, 'jwtSecret')).toBe('JWT_SECRET or dev');
});

test.each([
  [
    'by the class',
    "export class A { static read(name, other) { return process.env[name] || other } } const jwtSecret = A.read('JWT_SECRET', 'dev')",
    'jwtSecret',
  ],
  [
    'by this',
    "export class A { static read(name, other) { return process.env[name] || other } static get secret() { return this.read('JWT_SECRET', 'dev') } }",
    'A.secret',
  ],
])('A method of the class itself reads, called %s', async (_, text, name) => {
  expect(await readOf('a.js', text, name)).toBe('JWT_SECRET or dev');
});

test.each([
  [
    'a.js',
    "const OTHER = 'dev'; const read = (name) => process.env[name] || OTHER; const jwtSecret = read('JWT_SECRET')",
  ],
  ['a.py', `OTHER = 'dev'\n${python('return os.environ.get(name, OTHER)', "read('JWT_SECRET')")}`],
])('What a function itself falls back to may be a constant: %s', async (path, text) => {
  expect(await readOf(path, text, 'jwtSecret')).toBe('JWT_SECRET or OTHER');
});

test.each([
  [
    'a name that is no parameter',
    go('name = "X"; return os.Getenv("Y")', 'read("JWT_SECRET", "dev")'),
  ],
  ['another map', go('return values[name]', 'read("JWT_SECRET", "dev")')],
  ['a name that is no variable', go('return os.Getenv(name)', 'read("jwt secret", "dev")')],
])('No read of a variable: %s', async (_, text) => {
  expect(await readOf('a.go', text, 'jwtSecret')).toBe('call');
});

test('A function that calls itself ends', async () => {
  const text =
    "function read(name) { return read('A_SECRET') || process.env[name] } const jwtSecret = read('JWT_SECRET')";
  expect(await readOf('a.js', text, 'jwtSecret')).toMatch(/^JWT_SECRET/);
});

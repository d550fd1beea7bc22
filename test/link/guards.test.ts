// Fallbacks that production cannot reach are warnings that name the guard; all others stay what they are.
import { expect, test } from 'vitest';
import hardcodedFallback from '../../rules/hardcoded-fallback.ts';
import hardcodedSecret from '../../rules/hardcoded-secret.ts';
import { auditTexts } from '../helpers.ts';

const head = `const jwt = require('jsonwebtoken');
const isProd = process.env.NODE_ENV === 'production';
`;

const sign = 'jwt.sign({}, secret, { expiresIn: 1 });\n';

async function told(body: string, more: Record<string, string> = {}): Promise<string[]> {
  const files = { 'src/a.js': head + body, ...more };
  const findings = await auditTexts(files, [hardcodedFallback, hardcodedSecret]);
  return findings.map(
    ({ rule, severity, level, related }) =>
      `${rule} ${severity} ${level} ${related
        .filter(({ message }) => /production|stops/.test(message))
        .map(({ path, line }) => `${path}:${line}`)
        .join()}`,
  );
}

test.each([
  ['a choice', "const secret = isProd ? process.env.S : 'plainly-fake';", 3],
  ['the other way round', "const secret = !isProd ? 'plainly-fake' : process.env.S;", 3],
  [
    'nothing in production',
    "const secret = process.env.S || (isProd ? undefined : 'plainly-fake');",
    3,
  ],
  [
    'a throw beside it',
    "let secret = process.env.S;\nif (!secret) {\n  if (isProd) throw new Error('S');\n  secret = 'plainly-fake';\n}",
    5,
  ],
  [
    'a function that throws',
    "function read() {\n  if (process.env.S) return process.env.S;\n  if (isProd) { throw new Error('S'); }\n  return 'plainly-fake';\n}\nconst secret = read();",
    5,
  ],
  [
    'an exit of its own',
    "const given = process.env.S;\nif (isProd && !given) process.exit(1);\nconst secret = given || 'plainly-fake';",
    4,
  ],
  [
    'a check of the literal',
    "const secret = process.env.S || 'plainly-fake';\nif (isProd && secret === 'plainly-fake') throw new Error('S');",
    4,
  ],
  [
    'a list of what is refused',
    "const secret = process.env.S || 'plainly-fake';\nif (isProd && ['a', 'plainly-fake'].includes(secret)) throw new Error('S');",
    4,
  ],
  [
    'an assertion',
    "assert(process.env.S, 'S');\nconst secret = process.env.S ?? 'plainly-fake';",
    3,
  ],
  [
    'a list of what is required',
    "for (const name of ['S', 'T']) if (!process.env[name]) throw new Error(name);\nconst secret = process.env.S || 'plainly-fake';",
    3,
  ],
  [
    'a list and a later exit',
    "const missing = ['S'].filter((name) => !process.env[name]);\nif (missing.length) process.exit(1);\nconst secret = process.env.S || 'plainly-fake';",
    3,
  ],
  [
    'set in development only',
    "if (!isProd) process.env.S ||= 'plainly-fake';\nconst secret = process.env.S;",
    3,
  ],
] as const)('%s is a warning that names line %$', async (_, body, line) => {
  expect(await told(`${body}\n${sign}`)).toEqual([
    `hardcoded-fallback medium warning src/a.js:${line}`,
  ]);
});

test('a literal of tests is a note', async () => {
  const body = "const secret = process.env.NODE_ENV === 'test' ? 'plainly-fake' : process.env.S;\n";
  expect(await told(body + sign)).toEqual(['hardcoded-fallback medium note src/a.js:3']);
});

test('a start that checks in another file is enough', async () => {
  const start = "import './a.js';\nif (!process.env.JWT_SECRET) throw new Error('S');\n";
  const body = "const secret = process.env.JWT_SECRET || 'plainly-fake';\n";
  expect(await told(body + sign, { 'src/server.js': start })).toEqual([
    'hardcoded-fallback medium warning src/server.js:2',
  ]);
});

test.each([
  ['no guard', "const secret = process.env.S || 'plainly-fake';"],
  [
    'a branch without a throw',
    "let secret;\nif (process.env.S) secret = process.env.S;\nelse secret = 'plainly-fake';",
  ],
  [
    'a guard of another variable',
    "if (isProd && !process.env.T) throw new Error('T');\nconst secret = process.env.S || 'plainly-fake';",
  ],
  [
    'a guard behind the fallback',
    "const secret = process.env.S || 'plainly-fake';\nif (isProd && !secret) throw new Error('S');",
  ],
  [
    'a guard that more has to meet',
    "if (!process.env.S && process.argv[2]) throw new Error('S');\nconst secret = process.env.S || 'plainly-fake';",
  ],
  [
    'a throw in development',
    "let secret = process.env.S;\nif (!secret) {\n  if (!isProd) throw new Error('S');\n  secret = 'plainly-fake';\n}",
  ],
  [
    'another refused text',
    "const secret = process.env.S || 'plainly-fake';\nif (isProd && secret === 'other') throw new Error('S');",
  ],
] as const)('%s leaves it an error', async (_, body) => {
  expect(await told(`${body}\n${sign}`)).toEqual(['hardcoded-fallback high error ']);
});

test('a class that checks when it is made protects nobody else', async () => {
  const settings = `export class Settings {
  constructor() {
    const value = process.env.S;
    if (process.env.NODE_ENV === 'production' && !value) throw new Error('S');
  }
}
`;
  const body = "const secret = process.env.S || 'plainly-fake';\n";
  expect(await told(body + sign, { 'src/settings.js': settings })).toEqual([
    'hardcoded-fallback high error ',
  ]);
});

// Which values a program is seen to stop without, and which it refuses.
import { expect, test } from 'vitest';
import { readSource } from '../languages/read-source.ts';

/** Each guard: what it looks at, what it refuses, whether in production alone. */
async function guardsOf(path: string, text: string): Promise<readonly string[]> {
  const { guards = [] } = await readSource(path, text);
  return guards.map(({ value, refuses, inProductionOnly }) => {
    const name =
      value.kind === 'env' ? value.name : value.kind === 'name' ? value.path.join('.') : value.kind;
    return [name, refuses && `refuses ${refuses.kind}`, inProductionOnly && 'in production']
      .filter(Boolean)
      .join(', ');
  });
}

test.each([
  ['an if', "if (!process.env.JWT_SECRET) throw new Error('unset')", ['JWT_SECRET']],
  ['an else', "if (process.env.JWT_SECRET) run(); else throw new Error('x')", ['JWT_SECRET']],
  ['an operator', 'process.env.JWT_SECRET || process.exit(1)', ['JWT_SECRET']],
  ['a return of what exits', 'if (!secret) return process.exit(1); const secret = f()', ['secret']],
  ['an undefined type', "if (typeof appKey === 'undefined') throw 1; let appKey", ['appKey']],
  ['an assertion', 'assert(process.env.JWT_SECRET !== undefined)', ['JWT_SECRET']],
  [
    'a list that is written there',
    "if (['a', 'b'].includes(process.env.JWT_SECRET)) throw 1",
    ['JWT_SECRET, refuses choice'],
  ],
  [
    'a list of another place',
    "import { weak } from './weak.js'; if (weak.includes(process.env.JWT_SECRET)) throw 1",
    ['JWT_SECRET, refuses name'],
  ],
  [
    'an operator in production',
    "if (process.env.NODE_ENV === 'production') { if (!process.env.KEY) process.exit(1) }",
    ['KEY, in production'],
  ],
  [
    'what a function reads by the name of a secret',
    "import { required } from './read.js'; const value = required('JWT_SECRET'); if (!value) throw new Error('unset')",
    ['value'],
  ],
  ['nothing of what says nothing of secrets', 'const user = find(); if (!user) throw 1', []],
  ['nothing where the program goes on', 'if (!process.env.JWT_SECRET) warn()', []],
])('JavaScript: %s', async (_, text, expected) => {
  expect(await guardsOf('src/a.js', text)).toEqual(expected);
});

test.each([
  ['a.java', 'class A { void a(String jwtSecret) { Objects.requireNonNull(jwtSecret); } }'],
  ['a.py', 'def a(jwt_secret):\n    if not jwt_secret:\n        return sys.exit(1)\n'],
])('%s: calls that stop', async (path, text) => {
  expect(await guardsOf(path, text)).toEqual(['parameter']);
});

test('A list that a refusal asks may be a constant, in every language', async () => {
  const text = 'if (weakSecrets.contains(jwtSecret)) { throw new IllegalStateException(); }';
  expect(await guardsOf('A.java', `class A { String jwtSecret; void a() { ${text} } }`)).toEqual([
    'A#.jwtSecret, refuses name',
  ]);
});

test.each([
  ["const key = isProduction ? read() : 'dev-key'", true],
  ["const key = isProduction || 'dev-key'", true],
  ["const key = !isProduction && 'dev-key'", true],
  ["isProduction && process.exit(1); const key = 'dev-key'", true],
  // A pattern that is tried is no environment for tests.
  ["const key = /[?]/.test(address) ? 'dev-key' : other", false],
])('Texts of JavaScript that production does not come to: %s', async (text, expected) => {
  const { definitions } = await readSource('src/a.js', text);
  expect(JSON.stringify(definitions).includes('outsideProduction')).toBe(expected);
});

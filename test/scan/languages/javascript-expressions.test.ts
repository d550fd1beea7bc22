// How JavaScript expressions are lowered: each row is a source line `const x = ...` and what x becomes.
import { describe, expect, test } from 'vitest';
import { printExpression } from './print-expression.ts';
import { readSource } from './read-source.ts';

/** The value of the last definition called `x` at module level. */
async function valueOfX(source: string, path = 'a.ts'): Promise<string> {
  const facts = await readSource(path, source);
  const definition = facts.definitions?.findLast((one) => one.name === 'x');
  return printExpression(definition?.value);
}

const literals: readonly (readonly [string, string])[] = [
  [`const x = 'plain'`, '"plain"'],
  ['const x = `plain`', '"plain"'],
  [`const x = 'a\\n\\x41\\u0042\\u{43}\\'\\q'`, JSON.stringify("a\nABC'q")],
  ['const x = `a${b}c`', 'concat("a", b, "c")'],
  ['const x = `${process.env.A}`', '$A||"undefined"'],
  ["const x = process.env.A + ''", '$A||"undefined"'],
  [`const x = ('a' as const)!`, '"a"'],
  [`const x = 'a' satisfies string`, '"a"'],
  [`const x = <string>'a'`, '"a"'],
  [`const x = await 'a'`, '"a"'],
  [`const x = 'a' + 'b' + 1`, 'concat("a", "b", "1")'],
  [`const x = '' + Math.random()`, 'weak:Math.random'],
  [`const x = ['a', 'b'].join('-')`, 'concat("a", "-", "b")'],
  [`const x = 'ab'.repeat(2)`, 'concat("ab", "ab")'],
  [`const x = 'ab'.padEnd(5, 'xy')`, 'concat("ab", "xyx")'],
  ['const x = String.raw`a\\n`', '"a\\\\n"'],
  ['const x = String.raw`a${b}`', 'concat("a", b)'],
  ['const x = Other.raw`a`', '-'],
  [`const x = 'a'.concat('b', c)`, 'concat("a", "b", c)'],
  [`const x = ['a'].concat('b')`, '-'],
  [`const x = 'abc'.split('').reverse().join('')`, '"cba"'],
  [`const x = 'abc'.split('').join('')`, '-'],
  [`const x = 'ab'.padStart(3, '0')`, 'concat("0", "ab")'],
  [`const x = 'abcdef'.slice(0, 3)`, '"abc"'],
  [`const x = 'abcdef'.substr(1, 3)`, '"bcd"'],
  [`const x = 'abcdef'.substring(2)`, '"cdef"'],
  [`const x = ' a '.trim().toString()`, '" a "'],
  [`const x = '0-0'.replace(/0/g, () => String(Math.random()))`, 'weak:Math.random'],
  [`const x = String('a').replace(/b/g, '')`, '"a"'],
  [
    `const x = Object.freeze({ a: 'b', 'c-d': 'e', ['f']: 'g', ...h })`,
    '{a: "b", c-d: "e", f: "g", ...h}',
  ],
  [`const x = { get a() { return 'b'; }, m() { return 'c'; } }`, '{a: "b", m: fn("c")}'],
  [`const x = ['a', b]`, '["a", b]'],
  [`const x = on ? 'a' : 'b'`, 'either("a", "b")'],
  [`const x = 'a' || process.env.B`, '"a"'],
  [`const x = '' || 'b'`, '"b"'],
  [`const x = (log(), 'b')`, '"b"'],
  [`const x = (() => { return 'a'; })()`, '"a"'],
  [`enum x { A = 'a', B = 'b' }`, '{A: "a", B: "b"}'],
  [`namespace x { export const a = 'b'; const c = 'd'; }`, '{a: "b"}'],
  [`namespace x.y { export const a = 'b'; }`, '{y: {a: "b"}}'],
  [`namespace x { export namespace y { export const a = 'b'; } }`, '{y: {a: "b"}}'],
  [`const x = JSON.parse('{"a": {"b": "c"}, "d": ["e"]}')`, '{a: {b: "c"}, d: ["e"]}'],
  [`const x = JSON.parse('{"a": {"b": "c"}}').a.b`, '"c"'],
  [`const text = '{"a": "b"}'; const x = JSON.parse(text).a`, '"b"'],
  [`const x = Object.fromEntries([['a', 'b']])`, '{a: "b"}'],
  [`const x = new Map([['a', 'b'], [c, 'd']])`, '{a: "b"}'],
  [`const x = new Map(Object.entries({ a: 'b' }))`, '{a: "b"}'],
  [`const m = new Map([['a', 'b']]); const x = m.get('a')`, 'm.a'],
  [`const m = new Map([['a', 'b'], ['c', 'd']]); const x = m.get(kid)`, 'either(m.a, m.c)'],
  [`const { parse } = require('dotenv'); const x = parse('A=b\\nC="d"').C`, '"d"'],
  [`const x = require('dotenv').parse('# C=no\\nexport C: "d # e" # f').C`, '"d # e"'],
  [`const x = require('rc')('app', { a: 'b' }).a`, '"b"'],
  [`const x = require('minimist')(list, { default: { a: 'b' } }).a`, '"b"'],
  [`const o = { a: 'b' }; const x = o['a']`, 'o.a'],
  [`const [x] = ['a', 'b']`, '"a"'],
  [`const { a: { b: x } } = { a: { b: 'c' } }`, '"c"'],
  [`const o = { dev: {}, prod: {} }; const x = o[process.env.NODE_ENV]`, 'either(o.dev, o.prod)'],
  [
    `const x = (...parts) => createHash('sha512').update(parts.join('')).digest('hex')`,
    'fn(hashed:sha512(#x.0))',
  ],
  ['const x = (a, ...rest) => rest[1]', 'fn(#x.2)'],
  [`const keys = ['a', 'b']; const x = keys[1]`, 'keys.1'],
];

const environment: readonly (readonly [string, string])[] = [
  ['const x = process.env.A', '$A'],
  [`const x = process.env['A']`, '$A'],
  ['const x = process?.env?.A!', '$A'],
  ['const x = globalThis.process.env.A', '$A'],
  [`import process from 'node:process'; const x = process.env.A`, '$A'],
  [`import { env } from 'node:process'; const x = env.A`, '$A'],
  ['const env = process.env; const x = env.A', '$A'],
  ['const { env } = process; const x = env.A', '$A'],
  [`const { A: x = 'b' } = process.env`, '$A||"b"'],
  [`const x = process.env.A || process.env.B || 'c'`, '$A||$B||"c"'],
  [`const x = process.env.A ?? 'c'`, '$A||"c"'],
  [`const x = (process.env.A || 'b') as string`, '$A||"b"'],
  [`const x = process.env.A ? process.env.A : 'b'`, '$A||"b"'],
  ['const x = import.meta.env.VITE_A', '$VITE_A'],
  ['const x = Bun.env.A', '$A'],
  [`const x = Deno.env.get('ABC')`, '$ABC'],
  [`import { ABC } from '$env/static/private'; const x = ABC`, '$ABC'],
  [`import { env } from '$env/dynamic/private'; const x = env.ABC`, '$ABC'],
  [
    `import { defineString } from 'firebase-functions/params'; const x = defineString('ABC', { default: 'd' }).value()`,
    '$ABC||"d"',
  ],
  [`import { env } from 'hono/adapter'; const x = env(c).ABC`, '$ABC'],
  ['let x; app.get((c) => { x = c.env.JWT_SECRET; })', '$JWT_SECRET'],
  [`import { get } from 'env-var'; const x = get('ABC').required().asString()`, '$ABC'],
  [`import { get } from './store'; const x = get('ABC')`, 'get("ABC")'],
  [
    `import env from 'env-var'; const x = env.get('ABC').required().default('c').asString()`,
    '$ABC||"c"',
  ],
  [`const x = require('dotenv').config().parsed.ABC`, '$ABC'],
  [`const x = getEnv('ABC', 'c')`, '$ABC||"c"'],
  [`const x = requireEnv('ABC')`, '$ABC'],
  [`const x = Env.get('APP_KEY')`, '$APP_KEY'],
  [`module.exports = ({ env }) => 1; const x = env('ABC', 'c')`, '$ABC||"c"'],
];

const readers: readonly (readonly [string, string])[] = [
  ['const read = (key, or) => process.env[key] || or; const x = read("A_B", "c")', '$A_B||"c"'],
  [
    'function read(key) { const v = process.env[key]; if (!v) throw new Error(key); return v; } const x = read("A_B")',
    '$A_B',
  ],
  [
    'function read(key, fallback = "c") { return process.env[key] ?? "d"; } const x = read("A_B")',
    '$A_B||"d"',
  ],
  [
    'class A { get(k) { return process.env[k]; } f() { x = this.get("jwtSecret"); } } let x',
    '$jwtSecret',
  ],
  ['const read = (key) => store[key]; const x = read("A_B")', 'read("A_B")'],
];

const settings: readonly (readonly [string, string])[] = [
  [`const x = configService.get('jwt.secret')`, '&jwt.secret'],
  [`const x = config.get<string>('jwt:secret', 'c')`, '&jwt.secret||"c"'],
  [`const x = config.get('JWT__SECRET')`, '&JWT__SECRET'],
  [`const x = Config.get('jwt.secret', 'string')`, '&jwt.secret'],
  [`const x = Config.get('jwt.secret', 'boolean|string', 'c')`, '&jwt.secret||"c"'],
  [`const x = Config.get('jwt.secret', 'strings')`, '&jwt.secret||"strings"'],
  [`const x = config.getOrThrow('a.b', { infer: true })`, '&a.b'],
  [`import config from 'config'; const x = config.jwt.secret`, '&jwt.secret'],
  [`const nconf = require('nconf'); const x = nconf.get('a:b') || 'c'`, '&a.b||"c"'],
  [`const app = express(); const x = app.get('superSecret')`, '&superSecret'],
  [`const config = require('./config.json'); const x = config.jwt.secret`, '&jwt.secret'],
  [`const { secret: x } = require('config.json')`, '&secret'],
  [`import { secret } from './config.yaml'; const x = secret`, '&secret'],
  [`const x = require('../package.json').version`, 'require:../package.json.version'],
  ['const x = useRuntimeConfig().jwtSecret', '&runtimeConfig.jwtSecret'],
  [`const KEY = 'jwt.secret'; const x = configService.get(KEY)`, '&jwt.secret'],
  [`const x = new Map().get('a')`, '-'],
];

const bytes: readonly (readonly [string, string])[] = [
  [`const x = Buffer.from('a')`, 'decoded:utf8("a")'],
  [`const x = Buffer.from('a', 'base64')`, 'decoded:base64("a")'],
  [
    `const x = Buffer.from('a', 'hex').toString('base64url')`,
    'encoded:base64url(decoded:hex("a"))',
  ],
  [`const x = Buffer.from('a').toString('base64')`, 'encoded:base64(decoded:utf8("a"))'],
  [`const x = Buffer.from('a').toString()`, '"a"'],
  [`const x = new TextEncoder().encode('a')`, 'decoded:utf8("a")'],
  [`const e = new TextEncoder(); const x = e.encode('a')`, 'decoded:utf8("a")'],
  [`const x = createSecretKey('a', 'utf8')`, 'decoded:utf8("a")'],
  [`const x = crypto.createSecretKey(Buffer.from('a', 'hex'))`, 'decoded:hex("a")'],
  [`import { base64url } from 'jose'; const x = base64url.decode('a')`, 'decoded:base64url("a")'],
  [
    `import { importJWK } from 'jose'; const x = await importJWK({ kty: 'oct', k: 'a' }, 'HS256')`,
    'decoded:base64url("a")',
  ],
  [`const x = atob('a')`, 'decoded:base64("a")'],
  [`const x = btoa('a')`, 'encoded:base64("a")'],
  [`const x = Uint8Array.from(atob('a'), (c) => c.charCodeAt(0))`, 'decoded:base64("a")'],
  [`const x = crypto.createHash('md5').update('a').digest('hex')`, 'hashed:md5("a")'],
  [
    `const h = createHash('SHA256'); const x = createHash('SHA256').update('a').digest('hex').slice(0, 32)`,
    'hashed:sha256("a")',
  ],
  [`const x = createHmac('sha256', 'k').update('a').digest('hex')`, 'hashed:hmac-sha256("k")'],
  [`const x = scryptSync('a', 'salt', 32)`, 'hashed:scrypt("a")'],
  [`const x = bcrypt.hashSync('a', 10)`, 'hashed:bcrypt("a")'],
];

const generated: readonly (readonly [string, string])[] = [
  ['const x = Math.random().toString(36).substring(2)', 'weak:Math.random'],
  ['const x = Date.now().toString()', 'weak:Date.now'],
  ['const x = new Date().getTime() + ""', 'weak:Date.now'],
  ['const x = new Date().getFullYear()', 'weak:Date.now'],
  ["const x = 'abc'.split('').sort(() => Math.random() - 0.5).join('')", 'weak:Math.random'],
  ["const x = 'abc'.split('').sort((a, b) => a - b)", '-'],
  [`import os from 'os'; const x = os.userInfo().username`, 'weak:the name of the machine'],
  [`import os from 'os'; const x = os.uptime()`, 'weak:Date.now'],
  ['const x = String(process.pid)', 'process.pid'],
  ['const x = String(other.pid)', 'fallback(other.pid, "undefined")'],
  [
    `import { execSync } from 'child_process'; const x = execSync('git rev-parse HEAD').toString()`,
    'weak:git',
  ],
  [
    `import { execSync } from 'child_process'; const x = execSync('cat key')`,
    'execSync("cat key")',
  ],
  [`import { v4 as uuid } from 'uuid'; const x = uuid()`, 'weak:uuid'],
  ['const x = randomBytes(32).readUInt32BE(0)', 'strong:crypto.randomBytes(4)'],
  ['const randomBytes = (n) => drawn(n); const x = randomBytes(8)', 'strong:crypto.randomBytes(8)'],
  ['var x = x && x[name]', 'x.[]'],
  ['var x = y[a], y = x[b]', 'y.[]'],
  [`import unique from 'unique-string'; const x = unique()`, 'strong:secure random'],
  [`const x = crypto.generateKeySync('hmac', { length: 64 })`, 'strong:crypto.generateKey(8)'],
  [`import crypto from 'crypto'; const x = crypto.randomUUID()`, 'weak:crypto.randomUUID'],
  ['const x = crypto.randomUUID()', 'weak:crypto.randomUUID'],
  [`import { nanoid } from 'nanoid'; const x = nanoid(64)`, 'strong:nanoid'],
  [
    `import { randomBytes } from 'node:crypto'; const x = randomBytes(32)`,
    'strong:crypto.randomBytes(32)',
  ],
  [
    `const crypto = require('crypto'); const x = crypto.randomBytes(64).toString('hex')`,
    'encoded:hex(strong:crypto.randomBytes(64))',
  ],
  [
    `import { generateSecret } from 'jose'; const x = await generateSecret('HS256')`,
    'strong:jose.generateSecret',
  ],
  ['const x = crypto.getRandomValues(new Uint8Array(32))', 'strong:crypto.getRandomValues(32)'],
  [
    'const x = Array.from({ length: 32 }, () => chars[Math.floor(Math.random() * 62)]).join("")',
    'weak:Math.random',
  ],
  [
    'const x = [...Array(32)].map(() => Math.random().toString(36)[2]).join("")',
    'weak:Math.random',
  ],
];

describe.each([
  ['literals', literals],
  ['environment', environment],
  ['readers', readers],
  ['settings', settings],
  ['bytes', bytes],
  ['generated', generated],
] as const)('%s', (_, rows) => {
  test.each(rows)('%s', async (source, expected) => {
    expect(await valueOfX(source)).toBe(expected);
  });
});

test('a text is where its content stands, without quotes', async () => {
  const source = `const a = '😀'; const x = "käse";`;
  const facts = await readSource('a.js', source);
  const value = facts.definitions?.find((one) => one.name === 'x')?.value;
  expect(value?.at && source.slice(value.at.start, value.at.end)).toBe('käse');
  expect(value?.at).toMatchObject({ line: 1, column: 28, endLine: 1, endColumn: 32 });
});

test('what stands in the JSON of a literal has its place there', async () => {
  const source = `const x = JSON.parse('{"a": {"b": "plainly-fake"}}').a.b;`;
  const facts = await readSource('a.js', source);
  const value = facts.definitions?.find((one) => one.name === 'x')?.value;
  expect(value?.at && source.slice(value.at.start, value.at.end)).toBe('plainly-fake');
});

test('what is set in a map is a member of it', async () => {
  const facts = await readSource(
    'a.js',
    `const m = new Map(); m.set('a', 'b'); other.set('c', 'd');`,
  );
  const set = facts.definitions?.map(({ name, value }) => [name, printExpression(value)]);
  expect(set).toContainEqual(['m.a', '"b"']);
  expect(set?.map(([name]) => name)).not.toContain('other.c');
});

test.each([
  [`const make = customAlphabet('0123456789', 12); const x = make();`, 39],
  [`const make = customAlphabet('0123456789', 12); const x = make(40);`, 132],
  [`const letters = 'aabb'; const x = customAlphabet(letters)();`, 21],
  [`const make = customAlphabet(given, 12); const x = make();`, undefined],
])('%s', async (source, bits) => {
  const facts = await readSource('a.js', `import { customAlphabet } from 'nanoid';\n${source}`);
  const value = facts.definitions?.findLast((one) => one.name === 'x')?.value;
  expect(value).toMatchObject({ kind: 'generated', by: 'nanoid', isCryptographic: true });
  expect(value?.kind === 'generated' && value.bits).toBe(bits);
});

test('a function that builds a text from Math.random in a loop is weak', async () => {
  const source = `
    function make(length) {
      let result = '';
      for (let i = 0; i < length; i++) result += chars.charAt(Math.floor(Math.random() * chars.length));
      return result;
    }
    const x = make(32);`;
  const facts = await readSource('a.js', source);
  const named = (prefix: string) =>
    facts.definitions
      ?.filter((one) => one.name.startsWith(prefix))
      .map((one) => printExpression(one.value));
  expect(named('x')).toEqual(['make(?)']);
  expect(named('make')).toEqual(['fn(result@)']);
  expect(named('result@')).toEqual(['""', 'weak:Math.random']);
});

// What the JavaScript adapter says of whole files: definitions, imports, exports, settings, calls, leaks.
import { describe, expect, test } from 'vitest';
import { printExpression } from './print-expression.ts';
import { readSource, unmark } from './read-source.ts';

const plain = (name: string): string => name.replace(/@\d+/g, '@');

async function definitionsOf(source: string, path = 'a.ts'): Promise<readonly string[]> {
  const facts = await readSource(path, source);
  return (facts.definitions ?? []).map(
    (one) =>
      `${one.space === 'code' ? '' : `${one.space} `}${plain(one.name)} = ${printExpression(one.value)}` +
      `${one.minLength === undefined ? '' : ` min ${one.minLength}`}${one.environment ? ` in ${one.environment}` : ''}`,
  );
}

describe('definitions', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a constant', `const A = 'b'`, ['A = "b"']],
    ['assignments', `let a = 'b'; a = 'c'; a ||= 'd'`, ['a = "b"', 'a = "c"', 'a = "d"']],
    [
      'properties',
      `const config = {}; config.jwt.secret = 'a'`,
      ['config = {}', 'config.jwt.secret = "a"'],
    ],
    ['an environment default', `process.env.A = process.env.A || 'b'`, ['env A = $A||"b"']],
    [
      'an environment put together anew',
      `process.env = { ...process.env, ABC: 'b', port: 'c', KEY: process.env.KEY }`,
      ['env ABC = "b"'],
    ],
    [
      'an environment that variables are assigned to',
      `Object.assign(process.env, { ABC: 'b' }, other); Object.assign(target, { DEF: 'c' })`,
      ['env ABC = "b"'],
    ],
    ['an environment write', `process.env.A ??= 'b'`, ['env A = $A||"b"']],
    [
      'nested names are unique',
      `function f() { const secret = 'a'; } const secret = 'b'`,
      ['f = fn()', 'secret@ = "a"', 'secret = "b"'],
    ],
    ['a default export', `export default { a: 'b' }`, ['default = {a: "b"}']],
    ['CommonJS', `module.exports = { a: 'b', c }`, ['module.exports = {a: "b", c: c}']],
    [
      'CommonJS by name',
      `exports.a = 'b'; module.exports.c = 'd'`,
      ['module.exports.a = "b"', 'module.exports.c = "d"'],
    ],
    ['export =', `const a = 'b'; export = a`, ['a = "b"', 'module.exports = a']],
    [
      'a class',
      `class A extends B { #key = 'a'; static salt = 'b'; get c() { return this.#key; } d() { return 'e'; } }
       class B {}`,
      ['A# = B#', 'A#.#key = "a"', 'A.salt = "b"', 'A#.c = A#.#key', 'A#.d = fn("e")'],
    ],
    [
      'injection',
      `import { Config } from './config'; class A { constructor(private readonly config: Config, private key = 'b') { this.x = config.secret; } }`,
      [
        'A#.constructor = fn()',
        'A#.config = Config#',
        'A#.key = #A#.constructor.1="b"',
        'A#.x = Config#.secret',
      ],
    ],
    [
      'injected configuration types',
      `import jwtConfig from './jwt'; class A { constructor(@Inject(jwtConfig.KEY) private c: ConfigType<typeof jwtConfig>) {} }`,
      ['A#.constructor = fn()', 'A#.c = jwtConfig()'],
    ],
    [
      'functions and parameters',
      `function sign(user, { secret = 'a', ...rest }, key = 'b') { return [user, secret, key]; }`,
      ['sign = fn([#sign.0, #sign.1.secret="a", #sign.2="b"])'],
    ],
    [
      'an async arrow',
      `const f = async () => { if (a) return 'b'; return 'c'; }`,
      ['f = fn("b", "c")'],
    ],
    [
      'a called-back key',
      `const f = (req, token, done) => done(null, 'b'); const g = (r, done) => { done(null, 'c'); };`,
      ['f = fn("b")', 'g = fn("c")'],
    ],
    ['instances', `class A {} const a = new A(); const b = a.secret`, ['a = A#', 'b = a.secret']],
    [
      'a .vue file',
      `<template><p :secret="x">'</p></template>\n<script setup lang="ts">\nconst A: string = 'b'\n</script>`,
      ['A = "b"'],
    ],
    ['a .astro file', `---\nconst A = 'b'\n---\n<p>it's</p>`, ['A = "b"']],
  ];
  test.each(cases)('%s', async (name, source, expected) => {
    const path = name.startsWith('a .') ? `a${name.split(' ')[1]}` : 'a.ts';
    expect(await definitionsOf(source, path)).toEqual(expected);
  });

  test('stand at the whole entry', async () => {
    const source = `const { a: b } = c, secret = 'x';\nclass A { key = 'y' }`;
    const facts = await readSource('a.ts', source);
    const entries = (facts.definitions ?? []).map(({ at }) => source.slice(at.start, at.end));
    expect(entries).toEqual(['{ a: b } = c', `secret = 'x'`, `key = 'y'`]);
  });

  test('of a .vue file stand where they are in the file', async () => {
    const source = `<template>\r\n😀</template>\r\n<script>\r\nconst A = 'b'</script>`;
    const facts = await readSource('a.vue', source);
    const value = facts.definitions?.[0]?.value;
    expect(value?.at && source.slice(value.at.start, value.at.end)).toBe('b');
  });
});

describe('modules', () => {
  test('imports', async () => {
    const source = `
      import d, { a as b, 'c' as e } from './one';
      import * as n from './two';
      import r = require('./three');
      const q = require('./four'), { x: y, z } = require('./five');
      const w = (await import('./six')).w;
      import './seven';`;
    const facts = await readSource('a.ts', source);
    expect(facts.imports?.map((one) => `${one.local} <- ${one.imported} of ${one.from}`)).toEqual([
      'd <- default of ./one',
      'b <- a of ./one',
      'e <- c of ./one',
      'n <- * of ./two',
      'r <- * of ./three',
      'q <- * of ./four',
      'y <- x of ./five',
      'z <- z of ./five',
      'require:./six <- * of ./six',
    ]);
  });

  test('exports', async () => {
    const source = `
      export const a = 'b', { c } = d;
      export function f() {}
      export default class G {}
      export { a as h, f };
      export { i as j } from './one';
      export * from './two';
      export * as k from './three';
      exports.m = 'n';
      module.exports = { o, p: 'q', r() {} };`;
    const facts = await readSource('a.ts', source);
    expect(
      facts.exports?.map(
        (one) => `${one.exported} = ${one.local ?? ''}${one.from ? ` of ${one.from}` : ''}`,
      ),
    ).toEqual([
      'a = a',
      'c = c',
      'f = f',
      'default = G',
      'default# = G#',
      'h = a',
      'f = f',
      'j = i of ./one',
      '* =  of ./two',
      'k = * of ./three',
      'm = module.exports.m',
      '= = module.exports',
    ]);
  });
});

describe('settings and schemas', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'registerAs',
      'a.ts',
      `export default registerAs('jwt', () => ({ secret: process.env.JWT_SECRET || 'a', access: { ttl: '1h' } }))`,
      ['setting jwt.secret = $JWT_SECRET||"a"', 'setting jwt.access.ttl = "1h"'],
    ],
    [
      'a configuration function',
      'src/config/configuration.ts',
      `export default () => ({ jwt: { secret: 'a' } })`,
      ['setting jwt.secret = "a"'],
    ],
    [
      'a file of node-config',
      'config/production.js',
      `module.exports = { jwt: { secret: 'a' } }`,
      ['setting jwt.secret = "a" in production'],
    ],
    [
      'convict',
      'a.js',
      `const convict = require('convict'); convict({ jwt: { secret: { doc: 'd', default: 'a', env: 'JWT_SECRET' } } })`,
      ['setting jwt.secret = $JWT_SECRET||"a"'],
    ],
    [
      'nconf defaults and app settings',
      'a.js',
      `const nconf = require('nconf'); nconf.defaults({ a: { b: 'c' } }); app.set('superSecret', 'd')`,
      ['setting a.b = "c"', 'setting superSecret = "d"'],
    ],
    [
      'pm2',
      'ecosystem.config.js',
      `module.exports = { apps: [{ script: 'a.js', env: { JWT_SECRET: 'a' }, env_prod: { JWT_SECRET: 'b' } }] }`,
      ['env JWT_SECRET = "a"', 'env JWT_SECRET = "b" in production'],
    ],
    [
      'Nuxt',
      'nuxt.config.ts',
      `export default defineNuxtConfig({ runtimeConfig: { jwtSecret: 'a' } })`,
      ['setting runtimeConfig.jwtSecret = "a"'],
    ],
    [
      'zod',
      'a.ts',
      `import { z } from 'zod'; z.object({ JWT_SECRET: z.string().min(32).default('a'), nested: z.object({}) })`,
      ['env JWT_SECRET = $JWT_SECRET||"a" min 32'],
    ],
    [
      'joi',
      'a.js',
      `const Joi = require('joi'); Joi.object().keys({ JWT_SECRET: Joi.string().required().default('a') }).unknown()`,
      ['env JWT_SECRET = $JWT_SECRET||"a"'],
    ],
    [
      'envalid',
      'a.js',
      `import { cleanEnv, str } from 'envalid'; cleanEnv(process.env, { JWT_SECRET: str({ devDefault: 'a' }) })`,
      ['env JWT_SECRET = $JWT_SECRET||"a"'],
    ],
    [
      't3-env',
      'a.ts',
      `import { createEnv } from '@t3-oss/env-nextjs'; createEnv({ server: { JWT_SECRET: z.string().min(1) }, client: {}, runtimeEnv: {} })`,
      ['env JWT_SECRET = $JWT_SECRET min 1'],
    ],
    [
      'valibot',
      'a.ts',
      `import * as v from 'valibot'; v.object({ JWT_SECRET: v.optional(v.string(), 'a') })`,
      ['env JWT_SECRET = $JWT_SECRET||"a"'],
    ],
    [
      'fastify-env',
      'a.js',
      `import fastifyEnv from '@fastify/env';
      const schema = { type: 'object', properties: { JWT_SECRET: { type: 'string', default: 'a' } } };
      app.register(fastifyEnv, { schema, dotenv: true })`,
      ['env JWT_SECRET = $JWT_SECRET||"a"'],
    ],
  ];
  test.each(cases)('%s', async (_, path, source, expected) => {
    const found = await definitionsOf(source, path);
    expect(found.filter((one) => /^(?:env|setting) /.test(one))).toEqual(expected);
  });

  const values: readonly (readonly [string, string])[] = [
    [
      `const env = z.object({ JWT_SECRET: z.string().default('a') }).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const s = z.object({ JWT_SECRET: z.string() }); const env = s.safeParse(process.env).data`,
      '$JWT_SECRET',
    ],
    [
      `const s = Joi.object({ JWT_SECRET: Joi.string() }); const { value: env, error } = s.validate(process.env)`,
      '$JWT_SECRET',
    ],
    [
      `const s = Joi.object().keys({ JWT_SECRET: Joi.string() }).unknown();
      const { value: env, error } = s.prefs({ errors: { label: 'key' } }).validate(process.env)`,
      '$JWT_SECRET',
    ],
    [
      `const env = cleanEnv(process.env, { JWT_SECRET: str({ default: 'a' }) })`,
      '$JWT_SECRET||"a"',
    ],
    [
      `export const env = createEnv({ server: { JWT_SECRET: z.string() }, runtimeEnv: process.env })`,
      '$JWT_SECRET',
    ],
    [
      `const field = z.string().default('a'); const env = z.object({ JWT_SECRET: field }).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const shape = { JWT_SECRET: z.string().default('a') };
      const env = z.object({ ...shape, PORT: z.string() }).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const base = z.object({ JWT_SECRET: z.string().default('a') });
      const env = z.object({ PORT: z.string() }).merge(base).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const base = z.object({ JWT_SECRET: z.string().default('a') });
      const env = base.extend({ JWT_SECRET: z.string() }).omit({ PORT: true }).parse(process.env)`,
      '$JWT_SECRET',
    ],
    [
      `const dev = z.object({ JWT_SECRET: z.string().default('a') });
      const live = z.object({ JWT_SECRET: z.string() });
      const env = z.discriminatedUnion('NODE_ENV', [dev, live]).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = z.object({ JWT_SECRET: z.preprocess((v) => v || 'a', z.string()) }).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = z.object({ JWT_SECRET: z.string().optional().transform((v) => v ?? 'a') }).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = z.object({ JWT_SECRET: z.string().transform((v) => v.trim()) }).parse(process.env)`,
      '$JWT_SECRET',
    ],
    [
      `const env = z.object({ JWT_SECRET: isLive ? z.string() : z.string().default('a') }).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = z.object({ JWT_SECRET: z._default(z.string(), 'a') }).parse(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = z.object({ JWT_SECRET: z.string().default('a').default('b') }).parse(process.env)`,
      '$JWT_SECRET||"b"',
    ],
    [
      `const env = v.parse(v.object({ JWT_SECRET: v.nullish(v.string(), 'a') }), process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const s = Joi.object({ JWT_SECRET: Joi.string().when('NODE_ENV', {
        is: 'production', then: Joi.required(), otherwise: Joi.string().default('a') }) });
      const { value: env } = s.validate(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = type({ JWT_SECRET: "string >= 8 = 'a'" }).assert(process.env)`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = create(process.env, object({ JWT_SECRET: defaulted(string(), 'a') }))`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const s = Type.Object({ JWT_SECRET: Type.String({ default: 'a' }) });
      const env = Value.Decode(s, Value.Default(s, process.env))`,
      '$JWT_SECRET||"a"',
    ],
    [
      `import envSchema from 'env-schema';
      const env = envSchema({ schema: { type: 'object', properties: { JWT_SECRET: { type: 'string', default: 'a' } } } })`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = parseEnv(process.env, { JWT_SECRET: { schema: z.string(), defaults: { development: 'a', _: undefined } } })`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const server = { JWT_SECRET: z.string().default('a') };
      const env = createEnv({ server, client: {}, experimental__runtimeEnv: {} })`,
      '$JWT_SECRET||"a"',
    ],
    [
      `const env = createEnv({ server: { JWT_SECRET: z.string() }, runtimeEnv: { JWT_SECRET: process.env.KEY ?? 'a' } })`,
      '$KEY||"a"',
    ],
    [
      `const env = z.object({ JWT_SECRET: z.string().default('a') }).parse({ JWT_SECRET: process.env.KEY })`,
      '$KEY||"a"',
    ],
    [
      `const s = z.object({ JWT_SECRET: z.string().default('a') });
      function load(source = process.env) { return s.parse(source) }
      const env = s.parse(given)`,
      '$JWT_SECRET||"a"',
    ],
  ];
  test.each(values)('%s', async (source, expected) => {
    const facts = await readSource('a.ts', source);
    const env = facts.definitions?.find((one) => one.name === 'env')?.value;
    expect(env?.kind === 'object' && printExpression(env.properties.JWT_SECRET)).toBe(expected);
  });
});

describe('leaks', () => {
  const found: readonly string[] = [
    'console.log(«process.env.JWT_SECRET»)',
    "console.log('JWT_SECRET:', «process.env.JWT_SECRET» || 'NOT SET')",
    'console.log(`secret ${«JWT_SECRET»}`)',
    "logger.info('key ' + «config.jwt.secret»)",
    'console.log({ a: 1, key: «jwtSecret» })',
    'console.log(JSON.stringify(«process.env»))',
    "this.logger.debug(«configService.get('jwt.secret')»)",
    'res.json({ secret: «process.env.JWT_SECRET» })',
    'res.status(500).send(«JWT_SECRET»)',
    'const k = process.env.JWT_SECRET; console.log(«k»)',
    "const jwt = require('jsonwebtoken'); const k = load(); jwt.sign({}, k); console.log(«k»)",
  ];
  test.each(found)('%s', async (source) => {
    const { plain: text, marked } = unmark(source);
    const facts = await readSource('a.js', text);
    expect(facts.leaks?.map(({ at }) => text.slice(at.start, at.end))).toEqual(marked);
  });

  const harmless: readonly string[] = [
    "console.log('JWT_SECRET is missing')",
    'console.log(!!process.env.JWT_SECRET)',
    'console.log(process.env.JWT_SECRET.length)',
    "console.log(process.env.JWT_SECRET ? 'SET' : 'NOT SET')",
    'console.log(typeof process.env.JWT_SECRET, process.env.JWT_SECRET === undefined)',
    'console.log(process.env.PORT, process.env.NODE_ENV)',
    'console.log(clientSecret, totp.secret, user.password, token)',
    'console.log(hash(process.env.JWT_SECRET))',
    'store(process.env.JWT_SECRET)',
  ];
  test.each(harmless)('%s', async (source) => {
    expect((await readSource('a.js', source)).leaks).toEqual([]);
  });

  const nested = (depth: number) =>
    `console.log(${'['.repeat(depth)}jwtSecret${']'.repeat(depth)})`;
  const written = (before: number) => `util.format(${'a, '.repeat(before)}jwtSecret)`;
  const address = (length: number) => `f(\`https://${'h'.repeat(length - 1)}/?key=\${jwtSecret}\`)`;
  const read = (length: number) =>
    `f(\`https://\${${'h'.repeat(190)}}\${${'i'.repeat(190)}}\${${'j'.repeat(length - 403)}}?key=\${jwtSecret}\`)`;
  const parameter = (length: number) =>
    `function f(${'jwtSecret'.padStart(length, 'x_')}) { console.log(${'jwtSecret'.padStart(length, 'x_')}); }`;

  test.each<[string, (size: number) => string, number]>([
    ['levels of a value', nested, 12],
    ['arguments of what writes them all', (size) => `console.log(${written(size - 1)})`, 8],
    [
      'arguments of what writes the first',
      (size) => `console.log(JSON.stringify(${'a, '.repeat(size - 1)}jwtSecret))`,
      1,
    ],
    ['characters of a host', address, 500],
    ['characters of an address with what is read into it', read, 601],
    ['characters of a parameter', parameter, 79],
  ])('%s', async (_, sourceOf, most) => {
    const leaks = async (size: number) => (await readSource('a.js', sourceOf(size))).leaks?.length;
    expect([await leaks(most), await leaks(most + 1)]).toEqual([1, 0]);
  });
});

describe('calls', () => {
  test('of wrappers are kept with what they are handed', async () => {
    const source = `
      import { issue } from './token';
      import jwt from 'jsonwebtoken';
      function sign(user, key) { return jwt.sign({ user }, key); }
      sign(user, 'a');
      issue(user, process.env.JWT_SECRET);
      new TokenService({ secret: 'b' });
      class TokenService { constructor(options) {} }
      render(page, 'title');
      import { render } from './view';
      Math.max(JWT_SECRET, 2);`;
    const facts = await readSource('a.js', source);
    expect(
      facts.calls?.map(
        (call) =>
          `${printExpression(call.callee)}(${call.arguments.map(printExpression).join(', ')})`,
      ),
    ).toEqual([
      'sign(user, "a")',
      'issue(user, $JWT_SECRET)',
      'TokenService#.constructor({secret: "b"})',
    ]);
  });
});

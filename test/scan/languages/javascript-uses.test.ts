// Uses in JavaScript: how calls are recognised, and what is read of expiry, algorithms and hazards.
import { describe, expect, test } from 'vitest';
import type { Use } from '../../../src/model/facts.ts';
import { printExpression } from './print-expression.ts';
import { readSource } from './read-source.ts';

async function usesOf(source: string, path = 'a.ts'): Promise<readonly Use[]> {
  return (await readSource(path, source)).uses ?? [];
}

const esm = `import jwt from 'jsonwebtoken'; `;

describe('calls are recognised', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['default import', `import j from 'jsonwebtoken'; j.sign(p, k)`],
    ['namespace import', `import * as j from 'jsonwebtoken'; j.sign(p, k)`],
    ['renamed import', `import { sign as s } from 'jsonwebtoken'; s(p, k)`],
    ['require', `const j = require('jsonwebtoken'); j.sign(p, k)`],
    ['destructured require', `const { sign: s } = require('jsonwebtoken'); s(p, k)`],
    ['require in place', `require('jsonwebtoken').sign(p, k)`],
    ['import = require', `import j = require('jsonwebtoken'); j.sign(p, k)`],
    [
      'interop default',
      `const j_1 = __importDefault(require('jsonwebtoken')); j_1.default.sign(p, k)`,
    ],
    ['dynamic import', `const { default: j } = await import('jsonwebtoken'); j.sign(p, k)`],
    ['late require', `let j; j = require('jsonwebtoken'); j.sign(p, k)`],
    ['alias', `import j from 'jsonwebtoken'; const { sign } = j; const s = sign; s(p, k)`],
    [
      'promisify',
      `import j from 'jsonwebtoken'; const s = util.promisify(j.sign).bind(j); await s(p, k)`,
    ],
    [
      'class field',
      `import j from 'jsonwebtoken'; class A { tokens = j; f() { this.tokens.sign(p, k) } }`,
    ],
    ['no import', 'jwt.sign(p, k, { expiresIn })'],
    ['no import, injected', 'this.jwt.sign(p, k)'],
    ['JSX', `import j from 'jsonwebtoken'; const a = <A b={j.sign(p, k)} />`],
  ];
  test.each(cases)('%s', async (name, source) => {
    const uses = await usesOf(source, name === 'JSX' ? 'a.tsx' : 'a.ts');
    expect(uses.map((use) => [use.library, use.role, printExpression(use.key)])).toEqual([
      ['jsonwebtoken', 'sign', 'k'],
    ]);
  });

  const others: readonly string[] = [
    `import jwt from './jwt'; jwt.sign(p, k)`,
    'const sign = (a, b) => 1; sign(p, k)',
    'app.jwt.sign(p)',
    'pdf.sign(p, k)',
    'crypto.sign(p, k)',
    `import { verify } from 'argon2'; verify(hash, 'x')`,
    `jwt.sign(p, { expiresIn: '1h' })`,
    `const session = require('./session'); session({ secret: 'x' })`,
    `auth.strategy('a', 'b', { keys: 'x' })`,
    `crypto.subtle.importKey('raw', k, 'AES-GCM')`,
    'jwtDecode(token)',
  ];
  test.each(others)('not: %s', async (source) => {
    expect((await usesOf(source)).filter((use) => use.library !== '@fastify/jwt')).toEqual([]);
  });

  test('stand at the callee on one line, inside their function', async () => {
    const source = `import { SignJWT } from 'jose';\nexport async function issue(key) {\n  return new SignJWT({})\n    .setProtectedHeader({ alg: 'HS384' })\n    .sign(key);\n}`;
    const [use] = await usesOf(source);
    expect(use && source.slice(use.at.start, use.at.end)).toBe('sign');
    expect(use).toMatchObject({ inside: 'issue', expiry: 'missing' });
    expect(printExpression(use?.algorithm)).toBe('"HS384"');
    expect(printExpression(use?.key)).toBe('#issue.0');
  });

  test('a fluent chain may be split over a variable', async () => {
    const [use] = await usesOf(
      `import { SignJWT } from 'jose'; const b = new SignJWT({ a: 1 }).setProtectedHeader({ alg: 'HS512' }); b.setExpirationTime('1h'); await b.sign(k)`,
    );
    expect(use).toMatchObject({ expiry: 'set' });
    expect(printExpression(use?.algorithm)).toBe('"HS512"');
  });
});

describe('expiry', () => {
  const cases: readonly (readonly [string, Use['expiry']])[] = [
    [`jwt.sign({ id }, k, { expiresIn: '1h' })`, 'set'],
    ['jwt.sign({ id, exp: 1 }, k)', 'set'],
    ['const o = { expiresIn: 60 }; jwt.sign({ id }, k, o)', 'set'],
    ['const o = { expiresIn: 60 }; jwt.sign({ id }, k, { ...o, issuer })', 'set'],
    ['jwt.sign({ id }, k)', 'missing'],
    ['jwt.sign({ id }, k, {})', 'missing'],
    [`jwt.sign({ id }, k, { algorithm: 'HS256' })`, 'missing'],
    ['jwt.sign({ id }, k, cb)', 'missing'],
    ['jwt.sign({ id }, k, (error, token) => {})', 'missing'],
    ['jwt.sign({ id }, k, undefined)', 'missing'],
    [`jwt.sign('text', k)`, 'missing'],
    ['const payload = { id }; jwt.sign(payload, k)', 'missing'],
    ['const payload = { id }; payload.exp = 1; jwt.sign(payload, k)', 'set'],
    ['jwt.sign(payload, k)', 'unknown'],
    ['function f(payload) { jwt.sign(payload, k) }', 'unknown'],
    ['jwt.sign({ ...user }, k)', 'unknown'],
    ['jwt.sign({ id }, k, options)', 'unknown'],
    [`import { options } from './o'; jwt.sign({ id }, k, options)`, 'unknown'],
    ['jwt.sign({ id }, k, { ...options })', 'unknown'],
  ];
  test.each(cases)('%s: %s', async (source, expected) => {
    expect((await usesOf(esm + source))[0]?.expiry).toBe(expected);
  });

  test('options from elsewhere are handed on', async () => {
    const [use] = await usesOf(`${esm}import { options } from './o'; jwt.sign(user, k, options)`);
    expect(printExpression(use?.options)).toBe('options');
    expect(printExpression(use?.payload)).toBe('user');
  });
});

describe('verification', () => {
  const cases: readonly (readonly [string, Use['verification'], Use['hazard']?])[] = [
    [`jwt.verify(t, k)`, 'open'],
    [`jwt.verify(t, k, { issuer })`, 'open'],
    [`jwt.verify(t, k, (error, claims) => {})`, 'open'],
    [`jwt.verify(t, k, done)`, 'open'],
    [`jwt.verify(t, k, { algorithms: ['HS256'] })`, 'pinned'],
    [`const o = { algorithms: ['HS256'] }; jwt.verify(t, k, o)`, 'pinned'],
    [`const o = { algorithms: ['HS256'] }; jwt.verify(t, k, { ...o })`, 'pinned'],
    [`jwt.verify(t, k, options)`, 'unknown'],
    [`jwt.verify(t, k, { ...options })`, 'unknown'],
    [`jwt.verify(t, k, { algorithms: ['HS256', 'none'] })`, 'pinned', 'alg-none'],
    [`jwt.verify(t, k, { ignoreExpiration: true })`, 'open', 'expiry-ignored'],
    [`jwt.verify(t, k, { ignoreExpiration: false })`, 'open'],
    [`jwt.sign({ id }, '', { algorithm: 'none' })`, undefined, 'alg-none'],
    [`const s = require('jwt-simple'); s.decode(t, k, true)`, 'open', 'signature-not-checked'],
    [`const s = require('jwt-simple'); s.decode(t, k, false, 'HS256')`, 'pinned'],
    [`import { verify } from 'hono/jwt'; verify(t, k)`, 'pinned'],
    [`import { jwtVerify } from 'jose'; jwtVerify(t, k, { issuer })`, 'open'],
    [
      `import { jwtVerify, createRemoteJWKSet } from 'jose'; const keys = createRemoteJWKSet(new URL(u)); jwtVerify(t, keys, { issuer })`,
      'pinned',
    ],
    [
      `import { jwtVerify } from 'jose'; import { appleJwks } from './keys'; jwtVerify(t, appleJwks)`,
      'pinned',
    ],
    [
      `import { jwtVerify } from 'jose'; const keys = client.jwks; jwtVerify(t, keys, { issuer })`,
      'pinned',
    ],
    [
      `import { jwtVerify } from 'jose'; const key = client.secret; jwtVerify(t, key, { issuer })`,
      'open',
    ],
    [
      `import * as jose from 'jose'; const key = await jose.importSPKI(await load(), 'RS256'); jose.jwtVerify(t, key)`,
      'pinned',
    ],
    [
      `import { jwtVerify, importJWK } from 'jose'; const key = await importJWK(await load(), header.alg); jwtVerify(t, key)`,
      'pinned',
    ],
    [
      `import { jwtVerify, importJWK } from 'jose'; const key = await importJWK(await load()); jwtVerify(t, key)`,
      'open',
    ],
    [`import { jwtVerify } from 'jose'; jwtVerify(t, this.publicKey)`, 'pinned'],
  ];
  test.each(cases)('%s', async (source, verification, hazard) => {
    const [use] = await usesOf(esm + source);
    expect([use?.verification, use?.hazard]).toEqual([verification, hazard]);
  });

  test.each([
    [`app.use((req, res, next) => { req.user = jwt.decode(token); next(); })`, 1],
    [
      `export async function auth(ctx, next) { const claims = jwt.decode(token); ctx.state.user = claims.user; }`,
      1,
    ],
    [`app.use((req, res, next) => { const { exp } = jwt.decode(token); next(); })`, 0],
    [`function expiry(token) { const user = jwt.decode(token); return user.exp; }`, 0],
    [
      `const checkAuth = async (req) => { const claims = (await jwt.decode(req.headers.authorization)) || null; return claims; }`,
      1,
    ],
    [`function currentUser(request) { return jwt.decode(request.cookies.token); }`, 1],
    [
      `function rateKey(req) { const claims = jwt.decode(req.cookies.token); return claims.sub; }`,
      0,
    ],
    [`function currentUser(req) { return isOld(jwt.decode(req.cookies.token)); }`, 0],
    [`app.use((req) => { jwt.verify(token, k); req.user = jwt.decode(token); })`, 0],
    [`export const f = (t) => { const user = jwt.decode(t); return user.sub; };`, 1],
    [`const f = (t) => { try { return jwt.verify(t, k); } catch { return jwt.decode(t); } }`, 1],
    [`const f = (t) => { try { return jwt.verify(t, k); } catch (e) { log(jwt.decode(t)); } }`, 0],
    [
      `const f = (t) => { try { return jwt.verify(t, k); } catch (e) { if (isExpired(e)) return jwt.decode(t); } }`,
      0,
    ],
    [`export const f = (t) => { const { sub } = jwt.decode(t); return db.find(sub); };`, 1],
    [`export const f = (t) => { const { sub } = jwt.decode(t); console.log(sub); };`, 0],
    [`// TODO: verify\nexport const f = (t) => db.users.findOne({ id: jwt.decode(t).sub });`, 1],
    [`export const f = (r) => { const { email } = jwt.decode(r.id_token); return email; };`, 0],
    [`export const createContext = ({ req }) => ({ user: jwt.decode(req.headers.token) });`, 1],
    [`export const f = (t) => { if (jwt.decode(t).role !== 'admin') throw new Error('no'); };`, 1],
    [`export const f = (t) => jwt.decode(t, { complete: true }).header.kid;`, 0],
    [
      `import { jwtDecode } from 'jwt-decode';\nexport const f = (req, res) => { req.user = jwtDecode(req.cookies.t); };`,
      1,
    ],
    [
      `import { jwtDecode } from 'jwt-decode';\nexport const f = (t) => { const { sub } = jwtDecode(t); return load(sub); };`,
      0,
    ],
    [
      `import express from 'express';\nimport { decodeJwt } from 'jose';\nexport const f = (t) => { const { sub } = decodeJwt(t); return load(sub); };`,
      1,
    ],
    [
      `import 'next/server';\nexport function handle(request) {\n  const claims = JSON.parse(atob(request.cookies.t.split('.')[1]));\n  if (claims.role !== 'admin') return no();\n}`,
      1,
    ],
    [
      `function read(token) {\n  const [, payload] = token.split('.');\n  return JSON.parse(Buffer.from(payload, 'base64url').toString());\n}\nexport const me = (req) => users.find(read(req.token).sub);`,
      1,
    ],
    [
      `export function name(token) { return JSON.parse(atob(token.split('.')[1])).sub; }\nlocalStorage.getItem('t');`,
      0,
    ],
  ])('%s: %i decode taken for a check', async (source, count) => {
    const uses = await usesOf(esm + source);
    expect(uses.filter((use) => use.hazard === 'decode-only')).toHaveLength(count);
  });
});

describe('frameworks', () => {
  test('NestJS modules provide what JwtService consumes', async () => {
    const uses = await usesOf(`
      import { JwtModule, JwtService } from '@nestjs/jwt';
      JwtModule.registerAsync({
        inject: [ConfigService],
        useFactory: (config: ConfigService) => ({
          secret: config.get('JWT_SECRET', 'fallback'),
          signOptions: { algorithm: 'HS384', expiresIn: '1h' },
        }),
      });
      class Auth {
        constructor(private readonly tokens: JwtService) {}
        issue(user) { return this.tokens.sign({ sub: user.id }); }
        check(token) { return this.tokens.verifyAsync<Claims>(token, { secret: this.config.get('other') }); }
      }`);
    expect(uses).toMatchObject([
      { provides: '@nestjs/jwt', expiry: 'set', role: 'both' },
      { consumes: '@nestjs/jwt', expiry: 'missing', role: 'sign' },
      { consumes: '@nestjs/jwt', verification: 'open', role: 'verify' },
    ]);
    expect(uses.map((use) => printExpression(use.key))).toEqual([
      '&JWT_SECRET||"fallback"',
      '-',
      '&other',
    ]);
    expect(printExpression(uses[0]?.algorithm)).toBe('"HS384"');
  });

  test('options that come from elsewhere keep their path', async () => {
    const keyOf = async (source: string): Promise<string> =>
      printExpression((await usesOf(source))[0]?.key);
    const nest = `import { JwtModule } from '@nestjs/jwt'; `;
    expect(await keyOf(`${nest}import { options } from './o'; JwtModule.register(options)`)).toBe(
      'options.secret',
    );
    expect(await keyOf(`${nest}JwtModule.registerAsync({ useFactory: (c) => c.get('jwt') })`)).toBe(
      '?',
    );
    expect(
      await keyOf(`${nest}JwtModule.registerAsync({ useFactory: (config) => config.get('jwt') })`),
    ).toBe('&jwt.secret');
    expect(
      await keyOf(
        `${nest}import jwtConfig from './c'; JwtModule.registerAsync(jwtConfig.asProvider())`,
      ),
    ).toBe('jwtConfig()->secret');
  });

  test('options may be filled property by property', async () => {
    const uses = await usesOf(
      `import { Strategy } from 'passport-jwt'; const o = {}; o.secretOrKey = 'a'; o.algorithms = ['HS256']; new Strategy(o, cb)`,
    );
    expect(uses).toMatchObject([{ verification: 'pinned' }]);
    expect(printExpression(uses[0]?.key)).toBe('o.secretOrKey');
  });

  test('keys may be lists, functions and choices', async () => {
    const keyOf = async (source: string): Promise<string> =>
      printExpression((await usesOf(source))[0]?.key);
    expect(
      await keyOf(`const s = require('cookie-session'); s({ keys: ['a', process.env.B] })`),
    ).toBe('["a", $B]');
    expect(
      await keyOf(
        `const s = require('express-jwt'); s({ secret: (req, p, done) => done(null, 'a') })`,
      ),
    ).toBe('"a"');
    expect(
      await keyOf(`${esm}jwt.verify(t, (header, callback) => { callback(null, on ? 'a' : 'b'); })`),
    ).toBe('either("a", "b")');
    expect(
      await keyOf(
        `server.auth.strategy('a', 'jwt', { keys: [{ key: 'a', algorithms: ['HS256'] }, 'b'] })`,
      ),
    ).toBe('["a"]');
  });

  test('the hash of an HMAC is its algorithm', async () => {
    const uses = await usesOf(
      `import { createHmac } from 'crypto'; createHmac('sha384', k); createHmac('sha1', k); const h = 'sha512'; createHmac(h, k)`,
    );
    expect(uses.map((use) => printExpression(use.algorithm))).toEqual([
      '"HS384"',
      '"sha1"',
      '"HS512"',
    ]);
  });
});

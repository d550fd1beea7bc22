// Linking over real texts: which secret a call uses, who sets it, with which algorithm. Every case is a small project.
import { describe, expect, test } from 'vitest';
import type { Secret } from '../../src/model/secret.ts';
import { runTexts } from '../helpers.ts';
import { processorMs } from '../processor-time.ts';

async function secretsOf(files: Record<string, string>): Promise<readonly Secret[]> {
  const { project } = await runTexts(files, []);
  return project.secrets;
}

/** What a test compares: name, algorithm, where the values are, how many uses. */
function digest(secret: Secret | undefined) {
  return {
    name: secret?.name ?? null,
    algorithm: secret?.algorithm,
    values: secret?.values.map((value) => `${value.at.path}:${value.at.line}`),
    uses: secret?.uses.map((use) => `${use.at.path}:${use.at.line}`),
  };
}

const jwt = `import jwt from 'jsonwebtoken';\n`;

describe('a key is followed', () => {
  test.each<[string, Record<string, string>, ReturnType<typeof digest>]>([
    [
      'through a local constant',
      { 'a.ts': `${jwt}const key = 'plainly-fake';\njwt.sign({}, key, { algorithm: 'HS384' });\n` },
      { name: 'key', algorithm: 'HS384', values: ['a.ts:2'], uses: ['a.ts:3'] },
    ],
    [
      'through an imported constant and a barrel',
      {
        'a.ts': `${jwt}import { key } from './keys';\njwt.sign({}, key);\n`,
        'keys/index.ts': `export * from './jwt';\n`,
        'keys/jwt.ts': `export const key = 'plainly-fake-token';\n`,
      },
      { name: 'key', algorithm: 'HS256', values: ['keys/jwt.ts:1'], uses: ['a.ts:3'] },
    ],
    [
      'through a renaming re-export',
      {
        'a.ts': `${jwt}import { signingKey } from './keys';\njwt.sign({}, signingKey);\n`,
        'keys/index.ts': `export { key as signingKey } from './jwt';\n`,
        'keys/jwt.ts': `export const key = 'plainly-fake-token';\n`,
      },
      { name: 'key', algorithm: 'HS256', values: ['keys/jwt.ts:1'], uses: ['a.ts:3'] },
    ],
    [
      'through CommonJS and an object by path',
      {
        'a.js': `const jwt = require('jsonwebtoken');\nconst config = require('./config');\njwt.verify(t, config.auth.key);\n`,
        'config.js': `module.exports = { auth: { key: 'plainly-fake-token' } };\n`,
      },
      { name: 'key', algorithm: 'HS256', values: ['config.js:1'], uses: ['a.js:3'] },
    ],
    [
      'through destructured require and exports.x',
      {
        'a.js': `const jwt = require('jsonwebtoken');\nconst { KEY } = require('./config');\njwt.sign({}, KEY);\n`,
        'config.js': `exports.KEY = 'plainly-fake-token';\n`,
      },
      { name: 'KEY', algorithm: 'HS256', values: ['config.js:1'], uses: ['a.js:3'] },
    ],
    [
      'through a default export and spread objects',
      {
        'a.ts': `${jwt}import config from './config';\njwt.sign({}, config.key);\n`,
        'config.ts': `import keys from './keys';\nexport default { port: 1, ...keys };\n`,
        'keys.ts': `export default { key: 'plainly-fake-token' };\n`,
      },
      { name: 'key', algorithm: 'HS256', values: ['keys.ts:1'], uses: ['a.ts:3'] },
    ],
    [
      'into a JSON file that is required without its ending',
      {
        'a.js': `const jwt = require('jsonwebtoken');\nconst { auth } = require('./config');\nconst settings = require('./config');\njwt.sign({}, auth.pass || settings.auth.pass, { algorithm: 'HS384' });\n`,
        'config.json': '{ "port": 80, "auth": { "pass": "plainly-fake-token" } }',
      },
      { name: 'auth.pass', algorithm: 'HS384', values: ['config.json:1'], uses: ['a.js:4'] },
    ],
    [
      'through a module that is called where it is required',
      {
        'a.js': `const config = { key: 'plainly-fake-token' };\nrequire('./auth')(app, config);\n`,
        'auth.js': `const jwt = require('jsonwebtoken');\nmodule.exports = (app, config) => {\n  app.get('/', () => jwt.sign({}, config.key, { algorithm: 'HS384' }));\n};\n`,
      },
      { name: 'key', algorithm: 'HS384', values: ['a.js:1'], uses: ['auth.js:3'] },
    ],
    [
      'through a hash over a rest parameter',
      {
        'a.ts': `${jwt}import { hash } from './hash';\nconst secret = () => hash('plainly-fake-token');\njwt.sign({}, secret());\n`,
        'hash.ts': `import crypto from 'node:crypto';\nexport const hash = (...parts: string[]) => crypto.createHash('sha512').update(parts.join('')).digest('hex');\n`,
      },
      { name: null, algorithm: 'HS256', values: ['a.ts:3'], uses: ['a.ts:4'] },
    ],
    [
      'through a position in a list',
      {
        'a.ts': `${jwt}import { keys } from './keys';\njwt.sign({}, keys[1]);\n`,
        'keys.ts': `export const keys = [process.env.NEW_KEY, 'plainly-fake-token'];\n`,
      },
      { name: 'keys', algorithm: 'HS256', values: ['keys.ts:1'], uses: ['a.ts:3'] },
    ],
    [
      'through arguments that are handed on as they are',
      {
        'a.ts': `${jwt}const issue = (...all) => jwt.sign(...all);\nissue({}, 'plainly-fake-token');\n`,
      },
      { name: null, algorithm: 'HS256', values: ['a.ts:3'], uses: ['a.ts:2'] },
    ],
    [
      'through tsconfig paths',
      {
        'tsconfig.json': `{ "compilerOptions": { "paths": { "@conf/*": ["./src/conf/*"] } } }`,
        'src/a.ts': `${jwt}import { key } from '@conf/keys';\njwt.sign({}, key);\n`,
        'src/conf/keys.ts': `export const key = 'plainly-fake-token';\n`,
      },
      { name: 'key', algorithm: 'HS256', values: ['src/conf/keys.ts:1'], uses: ['src/a.ts:3'] },
    ],
    [
      'through a function that returns it',
      {
        'a.ts': `${jwt}import { getKey } from './keys';\njwt.sign({}, getKey());\n`,
        'keys.ts': `export function getKey() { return 'plainly-fake-token'; }\n`,
      },
      { name: null, algorithm: 'HS256', values: ['keys.ts:1'], uses: ['a.ts:3'] },
    ],
    [
      'through a wrapper that takes it as a parameter',
      {
        'sign.ts': `${jwt}export function issue(claims: object, key: string) {\n  return jwt.sign(claims, key, { algorithm: 'HS512', expiresIn: 1 });\n}\n`,
        'a.ts': `import { issue } from './sign';\nissue({}, 'plainly-fake-token');\n`,
      },
      { name: null, algorithm: 'HS512', values: ['a.ts:2'], uses: ['sign.ts:3'] },
    ],
    [
      'through a class field',
      {
        'a.ts': `${jwt}class Auth {\n  private readonly key = 'plainly-fake-token';\n  issue() { return jwt.sign({}, this.key); }\n}\n`,
      },
      { name: 'key', algorithm: 'HS256', values: ['a.ts:3'], uses: ['a.ts:4'] },
    ],
  ])('%s', async (_, files, expected) => {
    const secrets = await secretsOf(files);
    expect(secrets.map(digest)).toEqual([expected]);
  });
});

describe('variables and settings', () => {
  test('a fallback belongs to the variable it stands in for', async () => {
    const secrets = await secretsOf({
      '.env': 'JWT_SECRET=plainly-fake-token\n',
      'a.ts': `${jwt}const key = process.env.JWT_SECRET || 'plainly-fake-dev';\njwt.sign({}, key);\n`,
    });
    expect(secrets.map(digest)).toEqual([
      { name: 'JWT_SECRET', algorithm: 'HS256', values: ['.env:1', 'a.ts:2'], uses: ['a.ts:3'] },
    ]);
    expect(secrets[0]?.values.map((value) => value.isFallback)).toEqual([false, true]);
  });

  test('a fallback counts wherever the variable is read', async () => {
    const secrets = await secretsOf({
      'a.ts': `${jwt}jwt.sign({}, process.env.APP_SECRET);\n`,
      'vite.config.ts': `export default defineConfig(() => ({ define: envify({ APP_SECRET: process.env.APP_SECRET || 'plainly-fake-dev', PORT: process.env.PORT || '80' }) }));\n`,
    });
    expect(secrets.map(digest)).toEqual([
      { name: 'APP_SECRET', algorithm: 'HS256', values: ['vite.config.ts:1'], uses: ['a.ts:2'] },
    ]);
    expect(secrets[0]?.values[0]?.isFallback).toBe(true);
  });

  test.each(['process.env.APP_SECRET = process.env.APP_SECRET || ', 'process.env.APP_SECRET ??= '])(
    'a variable that is given a fallback for the whole process: %s',
    async (start) => {
      const [secret] = await secretsOf({
        'a.ts': `${jwt}jwt.sign({}, process.env.APP_SECRET, { algorithm: process.env.JWT_ALG });\n`,
        'env.ts': `${start}'plainly-fake-dev';\nprocess.env.JWT_ALG = process.env.JWT_ALG || 'HS384';\n`,
      });
      expect(digest(secret)).toEqual({
        name: 'APP_SECRET',
        algorithm: 'HS384',
        values: ['env.ts:1'],
        uses: ['a.ts:2'],
      });
      expect(secret?.values[0]).toMatchObject({ isFallback: true, fallbackFor: 'APP_SECRET' });
    },
  );

  test('one variable set from another is one secret', async () => {
    const secrets = await secretsOf({
      '.env': 'APP_JWT_SECRET=plainly-fake-token\n',
      'docker-compose.yml':
        'services:\n  api:\n    environment:\n      JWT_SECRET: ${APP_JWT_SECRET}\n',
      'a.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET);\n`,
    });
    expect(secrets).toHaveLength(1);
    expect(digest(secrets[0]).values).toEqual(['.env:1']);
    expect(digest(secrets[0]).uses).toEqual(['a.ts:2']);
  });

  test('the strictest algorithm of all uses sets the bar', async () => {
    const [secret] = await secretsOf({
      'a.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET, { algorithm: 'HS256' });\njwt.verify(t, process.env.JWT_SECRET, { algorithms: ['HS256', 'HS512'] });\n`,
      '.env': 'JWT_SECRET=plainly-fake-token\n',
    });
    expect(secret).toMatchObject({
      algorithm: 'HS512',
      requiredBytes: 64,
      algorithmIsAssumed: false,
    });
  });

  test('the use that messages name is one that runs, where there is one', async () => {
    const [secret] = await secretsOf({
      'a.test.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET);\n`,
      'b.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET);\n`,
      '.env': 'JWT_SECRET=plainly-fake-token\n',
    });
    expect(secret?.strictestUse?.at.path).toBe('b.ts');
  });

  test('the value of a promise is what `then` hands on', async () => {
    const secrets = await secretsOf({
      'a.js': `import { importJWK, SignJWT } from 'jose';
importJWK({ kty: 'oct', k: process.env.KEY }, 'HS512').then((key) => new SignJWT({}).setProtectedHeader({ alg: 'HS512' }).sign(key));
`,
      '.env': 'KEY=plainly-fake\n',
    });
    expect(digest(secrets[0])).toMatchObject({ algorithm: 'HS512', values: ['.env:1'] });
    expect(secrets[0]?.values[0]?.encoding).toBe('base64url');
  });

  test.each([
    ['exports.issue = (claims, key) => jwt.sign(claims, key);', '{ issue }'],
    ['module.exports = { issue: (claims, key) => jwt.sign(claims, key) };', '{ issue }'],
    ['module.exports = function (claims, key) { return jwt.sign(claims, key); };', 'issue'],
    ['module.exports = (claims, key) => jwt.sign(claims, key);', 'issue'],
  ])('callers of %s need no word of signing', async (wrapper, imported) => {
    const secrets = await secretsOf({
      'lib/mint.js': `const jwt = require('jsonwebtoken');\n${wrapper}\n`,
      'a.js': `const ${imported} = require('./lib/mint');\nissue({}, 'plainly-fake');\n`,
    });
    expect(digest(secrets[0])).toMatchObject({ values: ['a.js:2'] });
  });

  test.each([
    ['config/default.json', '{ "auth": { "key": "plainly-fake" } }'],
    ['config/production.yml', 'auth:\n  key: plainly-fake\n'],
  ])('a setting of %s needs no word of signing', async (path, text) => {
    const secrets = await secretsOf({
      'a.ts': `${jwt}import config from 'config';\njwt.sign({}, config.get('auth.key'));\n`,
      [path]: text,
    });
    expect(digest(secrets[0])).toMatchObject({ values: [expect.stringContaining(path)] });
  });

  test('the algorithm may come from the environment', async () => {
    const [secret] = await secretsOf({
      'a.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET, { algorithm: process.env.JWT_ALGORITHM });\n`,
      '.env': 'JWT_SECRET=plainly-fake-token\nJWT_ALGORITHM=HS384\n',
    });
    expect(secret).toMatchObject({ algorithm: 'HS384' });
  });

  test('in a monorepo each package has its own; the root is everybody’s', async () => {
    const files = {
      'package.json': '{"name":"root-of-it"}',
      'apps/api/package.json': '{"name":"acme-api"}',
      'apps/web/package.json': '{"name":"acme-web"}',
      'apps/api/.env': 'JWT_SECRET=plainly-fake-api\n',
      'apps/web/.env': 'JWT_SECRET=plainly-fake-web\n',
      'apps/api/a.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET, { algorithm: 'HS512' });\n`,
      'apps/web/b.ts': `${jwt}jwt.verify(t, process.env.JWT_SECRET, { algorithms: ['HS256'] });\n`,
    };
    const secrets = await secretsOf(files);
    expect(secrets.map(digest)).toEqual([
      {
        name: 'JWT_SECRET',
        algorithm: 'HS512',
        values: ['apps/api/.env:1'],
        uses: ['apps/api/a.ts:2'],
      },
      {
        name: 'JWT_SECRET',
        algorithm: 'HS256',
        values: ['apps/web/.env:1'],
        uses: ['apps/web/b.ts:2'],
      },
    ]);
    const { 'apps/api/.env': _, 'apps/web/.env': __, ...rest } = files;
    const shared = await secretsOf({ ...rest, '.env': 'JWT_SECRET=plainly-fake-root\n' });
    expect(shared.map(digest)).toEqual([
      {
        name: 'JWT_SECRET',
        algorithm: 'HS512',
        values: ['.env:1'],
        uses: ['apps/api/a.ts:2', 'apps/web/b.ts:2'],
      },
    ]);
  });

  test('what a deployment or the root sets reaches a package whose tests set the same variable', async () => {
    const secrets = await secretsOf({
      'api/package.json': '{"name":"acme-api"}',
      'api/index.ts': `${jwt}jwt.sign({}, process.env.JWT_KEY, { algorithm: 'HS512' });\n`,
      'api/test/setup.ts': `process.env.JWT_KEY = 'plainly-fake-test';\n`,
      '.env': 'JWT_KEY=plainly-fake-root\n',
    });
    expect(secrets.map(digest)).toEqual([
      { name: 'JWT_KEY', algorithm: 'HS512', values: ['.env:1'], uses: ['api/index.ts:2'] },
      {
        name: 'JWT_KEY',
        algorithm: 'HS512',
        values: ['api/test/setup.ts:1'],
        uses: ['api/index.ts:2'],
      },
    ]);
  });

  test.each([
    [
      'compose.yaml',
      `services:\n  api:\n    environment:\n      JWT_KEY: \${JWT_KEY:-plainly-fake}\n`,
    ],
    [
      'infra/key.yaml',
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: key\nstringData:\n  JWT_KEY: plainly-fake\n`,
    ],
  ])('%s sets the environment of a package that has a file of variables', async (path, text) => {
    const secrets = await secretsOf({
      'api/package.json': '{"name":"acme-api"}',
      'api/index.ts': `${jwt}jwt.sign({}, process.env.JWT_KEY, { algorithm: 'HS512' });\n`,
      'api/.env.local': 'JWT_KEY=plainly-fake-api\n',
      [path]: text,
    });
    expect(secrets.map(({ algorithm, values }) => [values[0]?.at.path, algorithm])).toEqual([
      [path, 'HS512'],
      ['api/.env.local', 'HS512'],
    ]);
  });

  test('a shared library reads what its host sets', async () => {
    const secrets = await secretsOf({
      'packages/auth/package.json': '{"name":"acme-auth"}',
      'packages/auth/index.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET, { algorithm: 'HS512' });\n`,
      'apps/api/package.json': '{"name":"acme-api"}',
      'apps/api/.env': 'JWT_SECRET=plainly-fake-api\n',
    });
    expect(secrets.map(digest)).toEqual([
      {
        name: 'JWT_SECRET',
        algorithm: 'HS512',
        values: ['apps/api/.env:1'],
        uses: ['packages/auth/index.ts:2'],
      },
    ]);
  });

  test('a configuration file for each environment that code imports is one secret with the uses of that code', async () => {
    const secrets = await secretsOf({
      'app.js': `const jwt = require('jsonwebtoken');\nconst config = require('./config');\njwt.sign({}, config.auth.jwtKey, { algorithm: 'HS512' });\n`,
      'config/index.js': `module.exports = process.env.NODE_ENV === 'production' ? require('./prod') : require('./dev');\n`,
      'config/dev.js': `module.exports = { auth: { jwtKey: 'plainly-fake-dev' } };\n`,
      'config/prod.js': `module.exports = { auth: { jwtKey: Buffer.from('plainly-fake-prod') } };\n`,
    });
    expect(secrets.map(digest)).toEqual([
      {
        name: 'auth.jwtKey',
        algorithm: 'HS512',
        values: ['config/dev.js:1', 'config/prod.js:1'],
        uses: ['app.js:3'],
      },
    ]);
    expect(secrets[0]?.values.map(({ environment }) => environment)).toEqual([
      'development',
      'production',
    ]);
  });

  test('a constant behind two settings that code imports stays two secrets', async () => {
    const secrets = await secretsOf({
      'app.js': `const jwt = require('jsonwebtoken');\nconst config = require('./config/default');\njwt.sign({}, config.jwt.secret);\n`,
      'config/default.js': `const fake = 'plainly-fake-token';\nmodule.exports = { jwt: { secret: fake }, session: { secret: fake } };\n`,
    });
    expect(secrets.map(({ name }) => name).sort()).toEqual([
      'fake',
      'jwt.secret',
      'session.secret',
    ]);
  });

  test('a name alone is weaker evidence than a use', async () => {
    const secrets = await secretsOf({
      '.env': 'JWT_SECRET=plainly-fake-token\nSECRET=other-fake\n',
    });
    expect(secrets.map((secret) => [secret.name, secret.confidence])).toEqual([
      ['JWT_SECRET', 'medium'],
      ['SECRET', 'low'],
    ]);
  });
});

describe('what is no signing secret stays out', () => {
  test.each<[string, Record<string, string>]>([
    [
      'a PEM',
      {
        'a.ts': `${jwt}jwt.sign({}, '-----BEGIN PRIVATE KEY-----\\nMII', { algorithm: 'RS256' });\n`,
      },
    ],
    [
      'an asymmetric algorithm',
      {
        'a.ts': `${jwt}jwt.verify(t, process.env.KEY, { algorithms: ['RS256'] });\n`,
        '.env': 'KEY=plainly-fake\n',
      },
    ],
    [
      'a constant that an asymmetric call signs with',
      {
        'a.ts': `${jwt}const JWT_SECRET_KEY = 'plainly-fake-token';\njwt.sign({}, JWT_SECRET_KEY, { algorithm: 'RS256' });\n`,
      },
    ],
    ['the name of a variable', { 'a.ts': `export const JWT_SECRET = 'JWT_SECRET';\n` }],
    [
      'a client secret',
      { '.env': 'GOOGLE_CLIENT_SECRET=plainly-fake\nSTRIPE_WEBHOOK_SECRET=plainly-fake\n' },
    ],
    [
      'a translation',
      { 'en.ts': `export const labels = { jwtSecret: 'The secret of your tokens' };\n` },
    ],
    ['a label', { 'en.ts': `export const labels = { JWT_SECRET: 'Secret key' };\n` }],
    [
      'the key of a database record',
      {
        'a.js': `let jwtSecretBean = orm.dispense('setting');\njwtSecretBean.key = 'jwtSecret';\n`,
        'b.js': `async function make() {\n  let jwtSecretBean = orm.dispense('setting');\n  jwtSecretBean.key = 'jwtSecret';\n}\n`,
      },
    ],
    [
      'an address that stands in for it',
      {
        'a.ts': `${jwt}jwt.sign({}, process.env.APP_SECRET || process.env.DATABASE_URL);\n`,
        'docker-compose.yml':
          'services:\n  api:\n    environment:\n      DATABASE_URL: postgres://me:plainly-fake@db/me\n',
      },
    ],
    ['the name of a cookie', { 'a.js': `nconf.set('sessionKey', 'express.sid');\n` }],
    [
      'a list that a check refuses',
      {
        'a.ts': `const DEFAULT_JWT_SECRETS = ['plainly-fake', 'secret'];\nexport const isWeak = (s) => DEFAULT_JWT_SECRETS.includes(s);\n`,
      },
    ],
    ['an object identifier', { 'a.js': `const hmacOID = getOid() || '1.2.840.113549.2.9';\n` }],
  ])('%s', async (_, files) => {
    const secrets = await secretsOf(files);
    expect(
      secrets.filter((secret) => secret.values.length > 0 && secret.confidence !== 'low'),
    ).toEqual([]);
  });
});

test('a placeholder of a private key is no secret of an HMAC, though it stands behind a setting', async () => {
  const secrets = await secretsOf({
    'auth.config.ts': `export default registerAs('auth', () => ({ accessPrivateKey: process.env.JWT_PRIVATE_KEY }));\n`,
    'auth.service.ts': `import { JwtService } from '@nestjs/jwt';\nexport class Auth {\n  constructor(private jwtService: JwtService, private configService: ConfigService) {}\n  issue() { return this.jwtService.sign({}, { privateKey: this.configService.get('auth.accessPrivateKey'), algorithm: 'RS256' }); }\n}\n`,
    '.env': 'JWT_PRIVATE_KEY=PASTE_YOUR_PRIVATE_KEY\n',
  });
  expect(secrets).toEqual([]);
});

test('a cycle of imports and a chain of calls come to an end', async () => {
  const chain = Array.from(
    { length: 60 },
    (_, n) => `export const f${n} = () => f${n + 1}();`,
  ).join('\n');
  const secrets = await secretsOf({
    'a.ts': `${jwt}import { key } from './b';\nexport { key };\njwt.sign({}, key);\n`,
    'b.ts': `import { key } from './a';\nexport { key };\n`,
    'c.ts': `${jwt}${chain}\nconst f60 = () => f0();\njwt.sign({}, f0());\nconst x = y; const y = x; jwt.sign({}, x);\n`,
  });
  expect(secrets.flatMap((secret) => secret.values)).toEqual([]);
});

test('one constant behind two variables makes two secrets with one value, not one secret', async () => {
  const secrets = await secretsOf({
    'a.ts': `${jwt}const dev = 'plainly-fake-dev';\nconst access = process.env.ACCESS_SECRET || dev;\nconst refresh = process.env.REFRESH_SECRET || dev;\njwt.sign({}, access);\njwt.sign({}, refresh);\n`,
  });
  expect(secrets.map(digest)).toEqual([
    { name: 'ACCESS_SECRET', algorithm: 'HS256', values: ['a.ts:2'], uses: ['a.ts:5'] },
    { name: 'REFRESH_SECRET', algorithm: 'HS256', values: ['a.ts:2'], uses: ['a.ts:6'] },
  ]);
});

test('a constant whose value is two words is a secret all the same', async () => {
  const secrets = await secretsOf({ 'a.ts': `export const JWT_SECRET_KEY = 'Secret key';\n` });
  expect(secrets.map((secret) => [secret.name, secret.confidence])).toEqual([
    ['JWT_SECRET_KEY', 'medium'],
  ]);
});

test('a property that is set on a local object has its own name', async () => {
  const secrets = await secretsOf({
    'a.js': `function make() {\n  const settings = {};\n  settings.jwtSecret = 'plainly-fake-token';\n  return settings;\n}\n`,
  });
  expect(secrets.map((secret) => [secret.name, secret.confidence])).toEqual([
    ['jwtSecret', 'medium'],
  ]);
});

test('a list of refused placeholders is no list of secrets', async () => {
  const secrets = await secretsOf({
    'a.ts': `export const PLACEHOLDER_SECRETS = { jwtSecret: 'plainly-fake', refreshTokenSecret: 'plainly-fake-2' };\n`,
  });
  expect(secrets).toEqual([]);
});

test('an instance under another name is followed into its class', async () => {
  const secrets = await secretsOf({
    'tokens.js': `const jwt = require('jsonwebtoken');\nclass Tokens {\n  issue(claims, key) { return jwt.sign(claims, key, { algorithm: 'HS512', expiresIn: 1 }); }\n}\nmodule.exports = new Tokens();\n`,
    'a.js': `const tokens = require('./tokens');\ntokens.issue({}, 'plainly-fake-token');\n`,
  });
  expect(secrets.map(digest)).toEqual([
    { name: null, algorithm: 'HS512', values: ['a.js:2'], uses: ['tokens.js:3'] },
  ]);
});

describe('a call that signs with none', () => {
  const unsigned = (key: string, algorithm: string) =>
    `${jwt}jwt.sign({ sub: 1 }, ${key}, { algorithm: ${algorithm} });\n`;

  test('has no secret, whatever stands in the place of the key', async () => {
    expect(await secretsOf({ 'a.ts': unsigned(`'plainly-fake'`, `'none'`) })).toEqual([]);
  });

  test('leaves a variable that something else signs with to that', async () => {
    const secrets = await secretsOf({
      'a.ts': unsigned('process.env.JWT_SECRET', `'none'`),
      'b.ts': `${jwt}jwt.sign({ sub: 1 }, process.env.JWT_SECRET);\n`,
      '.env': 'JWT_SECRET=plainly-fake-token\n',
    });
    expect(secrets.map(digest)).toEqual([
      { name: 'JWT_SECRET', algorithm: 'HS256', values: ['.env:1'], uses: ['b.ts:2'] },
    ]);
  });

  test.each([
    [`isSigned ? 'HS384' : 'none'`, 'HS384'],
    [`process.env.JWT_ALGORITHM ?? 'none'`, 'HS256'],
  ])('may sign where %s is chosen', async (choice, expected) => {
    const secrets = await secretsOf({ 'a.ts': unsigned(`'plainly-fake'`, choice) });
    expect(secrets.map(({ algorithm }) => algorithm)).toEqual([expected]);
  });
});

describe('code that calls in circles', () => {
  // What a bundler writes: everything calls everything, in several branches.
  const circles = Array.from({ length: 9 }, (_, n) => {
    const branch = `if (x) return f${n + 1}(x);`;
    return `function f${n}(x) { ${branch.repeat(8)} }`;
  }).join('\n');

  test('a key is followed for a bounded time', async () => {
    const text = `${jwt}${circles}\nfunction f9(x) { return x.a; }\njwt.sign({}, f0({}));\n`;
    const { project } = await runTexts({ 'a.js': text }, []);
    expect(project.uses).toHaveLength(1);
  });

  test('so is a payload', async () => {
    const text = `${jwt}${circles}\nfunction f9() { return {}; }\njwt.sign(f0({}), process.env.JWT_SECRET);\n`;
    const { project } = await runTexts({ 'a.js': text }, []);
    expect(project.uses.map((use) => use.expiry)).toEqual(['unknown']);
  });
});

describe('expiry', () => {
  test.each([
    ['no claim and no option', `jwt.sign({ sub: 1 }, k);`, 'missing'],
    ['an exp claim', `jwt.sign({ sub: 1, exp: 5 }, k);`, 'set'],
    [
      'an exp claim of a variable',
      `const claims = { sub: 1, exp: 5 };\njwt.sign(claims, k);`,
      'set',
    ],
    ['a variable without one', `const claims = { sub: 1 };\njwt.sign(claims, k);`, 'missing'],
    ['a claim of the project’s own', `jwt.sign({ sub: 1, expiresAt: 5 }, k);`, 'unknown'],
    [
      'a parameter that nobody passes',
      `export const f = (claims) => jwt.sign(claims, k);`,
      'unknown',
    ],
    [
      'a parameter, called without exp',
      `const f = (claims) => jwt.sign(claims, k);\nf({ sub: 1 });`,
      'missing',
    ],
    [
      'a parameter, called with exp',
      `const f = (claims) => jwt.sign(claims, k);\nf({ exp: 1 });`,
      'set',
    ],
    [
      'a destructured parameter, called without exp',
      `const f = ({ payload }) => jwt.sign(payload, k);\nf({ payload: { sub: 1 } });`,
      'missing',
    ],
    [
      'a destructured parameter, called with exp',
      `const f = ({ payload }) => jwt.sign(payload, k);\nf({ payload: { exp: 1 } });`,
      'set',
    ],
    [
      'a destructured parameter, called with something else',
      `const f = ({ payload }) => jwt.sign(payload, k);\nf(options);`,
      'unknown',
    ],
    ['a text', `jwt.sign(JSON.stringify(user), k);`, 'missing'],
    ['what a client sends', `export const f = (req) => jwt.sign(req.body, k);`, 'unknown'],
    [
      'options that a caller of the library adds to',
      `export const f = (options = {}) => jwt.sign({ sub: 1 }, k, { ...options, algorithm: 'HS256' });`,
      'unknown',
    ],
    [
      'options that a caller of the library is merged into',
      `export const f = (options) => {\n  const all = Object.assign({ algorithm: 'HS256' }, options);\n  return jwt.sign({ sub: 1 }, k, all);\n};`,
      'unknown',
    ],
    [
      'options that all callers were seen to leave out',
      `const f = (options) => jwt.sign({ sub: 1 }, k, { ...options });\nf({ issuer: 'a' });`,
      'missing',
    ],
  ])('%s', async (_, code, expected) => {
    const { project } = await runTexts(
      { 'a.ts': `${jwt}const k = process.env.JWT_SECRET;\n${code}\n` },
      [],
    );
    expect(project.uses.map((use) => use.expiry)).toEqual([expected]);
  });
});

test('a schema that asks for a variable leaves it to the package that sets it', async () => {
  const secrets = await secretsOf({
    'package.json': '{}',
    'api/package.json': '{}',
    'api/env.ts': `import { cleanEnv, str } from 'envalid';\nexport default cleanEnv(process.env, { JWT_SECRET: str() });\n`,
    'api/auth.ts': `${jwt}import env from './env';\njwt.sign({}, env.JWT_SECRET);\n`,
    'env/package.json': '{}',
    'env/.env.prod': 'JWT_SECRET=plainly-fake-token\n',
  });
  expect(secrets.map(digest)).toEqual([
    {
      name: 'JWT_SECRET',
      algorithm: 'HS256',
      values: ['env/.env.prod:1'],
      uses: ['api/auth.ts:3'],
    },
  ]);
});

test.each([
  ['package.json', `{ "scripts": { "migrate": "JWT_SECRET=ignore migrate" } }\n`, 0],
  ['build.sh', `export JWT_SECRET="build-time-placeholder"\n`, 0],
  ['start.sh', `export JWT_SECRET="plainly-fake-token"\n`, 1],
  ['.env', `JWT_SECRET=ignore\n`, 1],
])('a value that says nothing reads it, in %s', async (path, text, count) => {
  const code = `${jwt}jwt.sign({}, process.env.JWT_SECRET);\n`;
  const secrets = await secretsOf({ 'a.ts': code, [path]: text });
  expect(secrets.flatMap((secret) => secret.values)).toHaveLength(count);
});

test('Strapi: every key of app.keys that stands in for the variable is a value', async () => {
  const secrets = await secretsOf({
    'config/server.js': `module.exports = ({ env }) => ({
  host: env('HOST', '0.0.0.0'),
  app: {
    keys: env.array('APP_KEYS', [
      'plainly-fake-1',
      'plainly-fake-2',
    ]),
  },
});\n`,
  });
  expect(secrets.map(digest)).toMatchObject([
    { name: 'app.keys', values: ['config/server.js:5', 'config/server.js:6'] },
  ]);
  expect(secrets[0]?.values.map((value) => value.fallbackFor)).toEqual(['APP_KEYS', 'APP_KEYS']);
});

test.each([
  ['salt', 0],
  ['key', 1],
])('an HMAC keyed with a %s uses %i secrets', async (name, count) => {
  const text = `import crypto from 'node:crypto';
const ${name} = crypto.randomBytes(16).toString('base64');
export const hash = (password) => crypto.createHmac('sha512', ${name}).update(password).digest('base64');\n`;
  expect(await secretsOf({ 'a.js': text })).toHaveLength(count);
});

test.each([
  ['src/locales/de/keys.ts', 0],
  ['src/i18n/de.ts', 0],
  ['src/labels.ts', 1],
])('a phrase of %s is taken for %i secrets', async (path, count) => {
  const text = `export default { cookie_key: 'Cookie-Wert', jwt_secret: 'JWT-Geheimnis' };\n`;
  expect(await secretsOf({ [path]: text })).toHaveLength(count);
});

test('a file that imports a test runner is test code wherever it lies', async () => {
  const { project } = await runTexts(
    {
      'src/setup.ts': `import { vi } from 'vitest';\nprocess.env.JWT_SECRET = 'plainly-fake-token';\n`,
      'src/auth.ts': `${jwt}jwt.sign({}, process.env.JWT_SECRET);\n`,
    },
    [],
  );
  expect(project.files.map(({ path, context }) => [path, context])).toEqual([
    ['src/auth.ts', 'production'],
    ['src/setup.ts', 'test'],
  ]);
});

test('linking takes a time that grows with the project, not with its square', async () => {
  const cpuOf = async (count: number): Promise<number> => {
    const entries = Array.from({ length: count }, (_, n) => `JWT_SECRET=plainly-fake-${n}`).join(
      '\n',
    );
    const uses = Array.from({ length: count }, () => 'jwt.sign({}, process.env.JWT_SECRET);').join(
      '\n',
    );
    const before = processorMs();
    await runTexts({ '.env': `${entries}\n`, 'a.ts': `${jwt}${uses}\n` }, []);
    return processorMs() - before;
  };
  await cpuOf(100);
  const small = await cpuOf(250);
  const large = await cpuOf(1_000);
  // Four times the input: linear is 4, quadratic 16. Processor time, so that a busy machine changes little.
  expect(large / small).toBeLessThan(10);
});

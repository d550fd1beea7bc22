// Keys of infrastructure that is written in code, of command lines and bindings, and keys that are written as numbers.
import { expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { auditTexts } from '../../helpers.ts';

const sign = (key: string, before: string): string =>
  `const jwt = require('jsonwebtoken');\n${before}\nmodule.exports = (id) => jwt.sign({ id }, ${key}, { expiresIn: '1h' });\n`;

async function told(path: string, text: string): Promise<string[]> {
  const findings = await auditTexts({ [path]: text }, rules);
  return findings.map(({ rule, line }) => `${line} ${rule}`);
}

const cdk = "import * as lambda from 'aws-cdk-lib/aws-lambda';\n";

test.each([
  ['CDK', 'a.ts', `${cdk}new lambda.Function(this, 'F', { environment: { JWT_SECRET: 'fake' } });`],
  ['CDK, added', 'a.ts', `${cdk}fn.addEnvironment('JWT_SECRET', 'fake');`],
  [
    'Pulumi',
    'a.ts',
    "import * as aws from '@pulumi/aws';\nnew aws.lambda.Function('f', { environment: { variables: { JWT_SECRET: 'fake' } } });",
  ],
  [
    'Pulumi, a container',
    'a.ts',
    "import * as k8s from '@pulumi/kubernetes';\nexport const env = [{ name: 'JWT_SECRET', value: 'fake' }];",
  ],
  [
    'Pulumi, marked',
    'a.ts',
    "import * as pulumi from '@pulumi/pulumi';\nexport const x = { environment: { JWT_SECRET: pulumi.secret('fake') } };",
  ],
  [
    'SST',
    'sst.config.ts',
    "\nexport default $config({ async run() { new sst.aws.Function('A', { environment: { JWT_SECRET: 'fake' } }); } });",
  ],
  [
    'LoopBack',
    'a.ts',
    "\nexport class App { setup() { this.bind(TokenServiceBindings.TOKEN_SECRET).to('fake'); } }",
  ],
  [
    'Adonis',
    'config/app.ts',
    "import { Secret } from '@adonisjs/core/helpers';\nexport const appKey = new Secret('fake-app-key-literal');",
  ],
])('%s', async (_, path, text) => {
  const files =
    path === 'config/app.ts'
      ? { [path]: text, 'package.json': '{"dependencies":{"@adonisjs/core":"*"}}' }
      : { [path]: text };
  const findings = await auditTexts(files, rules);
  expect(findings.map(({ rule, line }) => `${line} ${rule}`)).toContain('2 hardcoded-secret');
});

test.each([
  ['yargs', "yargs(argv).option('jwt-secret', { type: 'string', default: 'fake' });"],
  ['yargs, options', "yargs.options({ 'jwt-secret': { default: 'fake' } });"],
  ['commander', "program.option('-s, --jwt-secret <text>', 'what signs', 'fake');"],
  ['commander, an option', "new Option('--jwt-secret <text>').default('fake');"],
  ['node:util', "parseArgs({ options: { 'jwt-secret': { type: 'string', default: 'fake' } } });"],
  ['SST', "new sst.Secret('JwtSecret', 'fake');"],
])('%s takes a fallback', async (_, text) => {
  expect(await told('sst.config.ts', text)).toContain('1 hardcoded-fallback');
});

test.each([
  ['bytes', 'k', 'const k = Buffer.from([119, 101, 97, 107, 101, 114]);'],
  ['typed bytes', 'k', 'const k = new Uint8Array([119, 101, 97, 107, 101, 114]);'],
  ['zeros', 'k', 'const k = Buffer.alloc(32);'],
  ['one byte', 'k', "const k = Buffer.alloc(32, 'a');"],
  ['codes', 'k', 'const k = String.fromCharCode(119, 101, 97, 107);'],
  [
    'a list of codes',
    'k',
    "const k = [119, 101, 97, 107].map((c) => String.fromCharCode(c)).join('');",
  ],
])('%s', async (_, key, before) => {
  expect(await told('a.js', sign(key, before))).toContain('2 hardcoded-secret');
});

test.each([
  ['a buffer that is filled later', 'const k = Buffer.alloc(size);'],
  ['bytes that are read', 'const k = Buffer.from([a, b, c, d]);'],
  ['three bytes', 'const k = Buffer.from([1, 2, 3]);'],
])('not %s', async (_, before) => {
  expect(await told('a.js', sign('k', before))).not.toContain('2 hardcoded-secret');
});

test.each([
  [
    'what is set elsewhere',
    `${cdk}const x = { environment: { JWT_SECRET: process.env.JWT_SECRET } };`,
  ],
  ['names that are none of a key', `${cdk}const x = { environment: { LOG_LEVEL: 'fake' } };`],
  ['options of something else', "yargs.option('log-level', { default: 'info' });"],
])('not %s', async (_, text) => {
  expect(await told('a.ts', text)).not.toContain('1 hardcoded-secret');
  expect(await told('a.ts', text)).not.toContain('1 hardcoded-fallback');
});

test('a hasher of Bun with a key signs, one without is a digest', async () => {
  const hasher = (more: string): string =>
    `export const h = (d) => new Bun.CryptoHasher('sha256'${more}).update(d).digest('hex');`;
  expect(await told('a.ts', hasher(", 'fake-key'"))).toContain('1 hardcoded-secret');
  expect(await told('a.ts', hasher(''))).toEqual([]);
});

test('random bytes that an array is filled with are counted', async () => {
  const weak = `const a = new Uint8Array(8);\ncrypto.getRandomValues(a);\nconst k = Array.from(a).map((b) => b.toString(16)).join('');`;
  const rulesTold = (await told('a.js', sign('k', weak))).map((one) => one.split(' ')[1]);
  expect(rulesTold).toContain('weak-random-secret');
  const strong = (await told('a.js', sign('k', weak.replace('(8)', '(64)')))).map(
    (one) => one.split(' ')[1],
  );
  expect(strong).not.toContain('weak-random-secret');
});

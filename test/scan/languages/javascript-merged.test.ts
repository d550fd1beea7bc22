// Keys that libraries pick out of objects, put together or read from files of data, and what composes them.
import { expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { auditTexts } from '../../helpers.ts';

async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const findings = await auditTexts(files, rules);
  return findings.map(({ rule, path, line }) => `${path}:${line} ${rule}`);
}

const signed = (before: string, key: string): string =>
  `const jwt = require('jsonwebtoken');\n${before}\nmodule.exports = (id) => jwt.sign({ id }, ${key}, { algorithm: 'HS256', expiresIn: '1h' });\n`;

test.each([
  [
    'lodash',
    "const _ = require('lodash'); const c = load();",
    "_.get(c, 'jwt.phrase', 'harbour-lights')",
  ],
  [
    'a variable',
    "const get = require('lodash/get');",
    "get(process.env, 'ACME_PHRASE', 'harbour-lights')",
  ],
  [
    'defaults',
    "const { defaults } = require('lodash'); const c = defaults({ phrase: process.env.ACME_PHRASE }, { phrase: 'harbour-lights' });",
    'c.phrase',
  ],
  [
    'defu',
    "const { defu } = require('defu'); const c = defu({ phrase: process.env.ACME_PHRASE }, { phrase: 'harbour-lights' });",
    'c.phrase',
  ],
  [
    'Effect',
    "const { Config } = require('effect'); const phrase = Config.string('ACME_PHRASE').pipe(Config.withDefault('harbour-lights'));",
    'phrase',
  ],
  [
    'a reader with a default of its own',
    "const read = (name, otherwise = 'harbour-lights') => process.env[name] || otherwise;",
    "read('ACME_PHRASE')",
  ],
])('a fallback of %s', async (_, before, key) => {
  const found = await told({ 'a.js': signed(before, key) });
  expect(found.some((one) => /^a\.js:[23] hardcoded-fallback$/.test(one))).toBe(true);
});

test.each([
  [
    'deepmerge',
    "const merge = require('deepmerge'); const c = merge({ phrase: 'harbour-lights' }, { port: 1 });",
    'c.phrase',
  ],
  [
    'lodash',
    "const { merge } = require('lodash'); const c = merge({}, { phrase: 'harbour-lights' });",
    'c.phrase',
  ],
  ['a template of constants', "const app = 'acme'; const key = `${app}-lights`;", 'key'],
  ['a constant that is repeated', "const part = 'acme'; const key = part.repeat(4);", 'key'],
])('%s', async (_, before, key) => {
  const found = await told({ 'a.js': signed(before, key) });
  expect(found.some((one) => /^a\.js:[23] hardcoded-secret$/.test(one))).toBe(true);
});

test.each([
  ['nothing in the place of a fallback', "const _ = require('lodash');", "_.get(c, 'jwt.phrase')"],
  ['a template with a part that is read', 'const key = `${read()}-lights`;', 'key'],
  [
    'defaults of what no key is',
    "const { defaults } = require('lodash'); const c = defaults({ phrase: load() }, { port: 1 });",
    'c.phrase',
  ],
])('not %s', async (_, before, key) => {
  expect(await told({ 'a.js': signed(before, key) })).toEqual([]);
});

test.each([
  ['JSON', 'settings.json', '{ "auth": { "phrase": "harbour-lights" } }', 'JSON.parse'],
  ['YAML', 'settings.yml', 'auth:\n  phrase: harbour-lights\n', "require('js-yaml').load"],
  ['TOML', 'settings.toml', '[auth]\nphrase = "harbour-lights"\n', "require('@iarna/toml').parse"],
  ['INI', 'settings.ini', '[auth]\nphrase = harbour-lights\n', "require('ini').parse"],
])('a key in a file that code reads as %s', async (_, name, data, parse) => {
  const before = `const c = ${parse}(require('fs').readFileSync('${name}', 'utf8'));`;
  const found = await told({ 'a.js': signed(before, 'c.auth.phrase'), [name]: data });
  expect(found.some((one) => one.startsWith(name) && one.endsWith('hardcoded-secret'))).toBe(true);
  const other = await told({ 'a.js': signed(before, 'c.auth.other'), [name]: data });
  expect(other).toEqual([]);
});

test('all that is put together of what a user is known by is no secret', async () => {
  const weak = signed('', 'user.id + user.email').replace('(id)', '(user, id)');
  expect(await told({ 'a.js': weak })).toContain('a.js:3 weak-random-secret');
  const mixed = signed('', 'user.id + process.env.ACME_PHRASE').replace('(id)', '(user, id)');
  expect(await told({ 'a.js': mixed })).toEqual([]);
});

test('the largest number is no lifetime', async () => {
  const text = signed('', 'process.env.ACME_PHRASE').replace("'1h'", 'Number.MAX_SAFE_INTEGER');
  expect(await told({ 'a.js': text })).toContain('a.js:3 long-lived-token');
});

test.each([
  ["require('bunyan').createLogger({ name: 'x' }).info(process.env)"],
  ["require('@sentry/node').captureException(error, { extra: { key: process.env.JWT_SECRET } })"],
  ["new (require('tslog').Logger)().info(process.env)"],
  ["Bugsnag.start({ onError: (event) => event.addMetadata('all', process.env) })"],
  ["require('debug')('app')('%s', process.env.JWT_SECRET)"],
])('%s writes it out', async (call) => {
  const found = await told({ 'a.js': signed(`${call};`, 'process.env.JWT_SECRET') });
  expect(found).toContain('a.js:2 logged-secret');
});

test('what an SDK that collects errors gives is no log by that', async () => {
  const call = "require('@sentry/node').wrap(handle)(process.env.JWT_SECRET)";
  expect(await told({ 'a.js': signed(`${call};`, 'process.env.JWT_SECRET') })).toEqual([]);
});

test.each([
  ["on && (process.env.ACME_SECRET || 'harbour-lights')", true],
  ["process.env.ACME_SECRET ? process.env.ACME_SECRET : 'harbour-lights'", true],
  ["(process.env.ACME_SECRET || 'harbour-lights') + ''", true],
  ['on && process.env.ACME_SECRET', false],
])('a build that is handed %s', async (given, isTold) => {
  const before = `envify({ ACME_SECRET: ${given} });`;
  const found = await told({ 'a.js': signed(before, 'process.env.ACME_SECRET') });
  expect(found.includes('a.js:2 hardcoded-fallback')).toBe(isTold);
});

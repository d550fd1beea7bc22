// Files that set what code signs with, under names that say nothing of signing.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { auditTexts } from './helpers.ts';

const auth = (key: string): string =>
  `const jwt = require('jsonwebtoken');\nmodule.exports = (id) => jwt.sign({ id }, ${key}, { expiresIn: '1h' });\n`;

const found = async (files: Readonly<Record<string, string>>) => {
  const findings = await auditTexts(files, rules);
  return findings
    .filter(({ path }) => !path.endsWith('.js'))
    .map(({ path, line }) => `${path}:${line}`);
};

test.each([
  ['Compose', 'docker-compose.yml', 'services:\n  a:\n    environment:\n      LOGIN_KEY: fake\n'],
  ['a ConfigMap', 'k8s/a.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  LOGIN_KEY: fake\n'],
  ['a Dockerfile', 'Dockerfile', 'FROM node\nWORKDIR /a\nCOPY . .\nENV LOGIN_KEY=fake\n'],
])('%s', async (_, path, text) => {
  expect(await found({ 'a.js': auth('process.env.LOGIN_KEY'), [path]: text })).toContain(
    `${path}:4`,
  );
  expect(await found({ 'a.js': auth('process.env.OTHER_KEY'), [path]: text })).toEqual([]);
  expect(await found({ 'a.js': 'x(process.env.LOGIN_KEY);', [path]: text })).toEqual([]);
});

test('a setting that code signs with, nested in any way and spelled in any way', async () => {
  const files = {
    'a.js': `const config = require('config');\n${auth("config.get('login.signIn')")}`,
    'config/default.yml': 'login:\n  sign-in: fake\n',
    'config/other.yml': 'login:\n  other: fake\n',
  };
  expect(await found(files)).toContain('config/default.yml:2');
});

test('a variable that stands for another', async () => {
  const files = {
    'a.js': auth('process.env.JWT_SECRET'),
    'docker-compose.yml': `services:\n  a:\n    environment:\n      JWT_SECRET: \${PEPPER_A}\n`,
    Dockerfile: 'FROM node\nENV PEPPER_A=fake\n',
  };
  expect(await found(files)).toContain('Dockerfile:2');
});

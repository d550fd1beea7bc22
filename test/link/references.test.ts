// Entries of configuration that only point to another entry: the name of the first tells what the second holds.
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts } from '../helpers.ts';

const found = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const findings = await auditTexts(files, rules);
  return findings.map(({ path, line }) => `${path}:${line}`);
};

describe('what a signing secret points to is judged though no call uses it', () => {
  test.each<[what: string, files: Readonly<Record<string, string>>, at: string]>([
    ['a file of variables', { '.env': 'A0=secretsecret\nJWT_SECRET=${A0}\n' }, '.env:1'],
    ['one step after another', { '.env': 'A0=secretsecret\nA1=$A0\nJWT_SECRET=${A1}\n' }, '.env:1'],
    [
      'properties',
      { 'application.properties': 'app.base=secretsecret\njwt.secret=${app.base}\n' },
      'application.properties:1',
    ],
    [
      'YAML',
      { 'application.yml': 'base: secretsecret\njwt:\n  secret: ${base}\n' },
      'application.yml:1',
    ],
    ['a script', { 'run.sh': 'A0=secretsecret\nexport JWT_SECRET=$A0\n' }, 'run.sh:1'],
    [
      'an image',
      { Dockerfile: 'FROM node\nARG A0=secretsecret\nENV JWT_SECRET=$A0\n' },
      'Dockerfile:2',
    ],
    [
      'Compose and the variables beside it',
      {
        '.env': 'A0=secretsecret\n',
        'docker-compose.yml':
          'services:\n  web:\n    image: x\n    environment:\n      JWT_SECRET: ${A0}\n',
      },
      '.env:1',
    ],
  ])('%s', async (_, files, at) => {
    expect(await found(files)).toContain(at);
  });
});

describe('nothing is found where', () => {
  test.each<[what: string, files: Readonly<Record<string, string>>]>([
    ['nobody sets it', { '.env': 'JWT_SECRET=${A0}\n' }],
    ['it points to itself', { '.env': 'JWT_SECRET=${A0}\nA0=${JWT_SECRET}\n' }],
    [
      'only a template sets it',
      { '.env': 'JWT_SECRET=${A0}\n', '.env.example': 'A0=secretsecret\n' },
    ],
    ['the same file sets it again', { '.env': 'A0=secretsecret\nA0=true\nJWT_SECRET=${A0}\n' }],
    ['another name points to it', { '.env': 'A0=secretsecret\nGREETING=${A0}\n' }],
  ])('%s', async (_, files) => {
    expect(await found(files)).toEqual([]);
  });
});

describe('a value behind eighty names is found', () => {
  const names = Array.from({ length: 80 }, (_, n) => n);
  test.each<[what: string, files: Readonly<Record<string, string>>, at: string]>([
    [
      'in TypeScript',
      {
        'a.ts': [
          "const a80 = 'secretsecret';",
          ...names.reverse().map((n) => `const a${n} = a${n + 1};`),
          "import jwt from 'jsonwebtoken';\njwt.sign({}, a0, { expiresIn: '1h' });",
        ].join('\n'),
      },
      'a.ts:1',
    ],
    [
      'in Go',
      {
        'a.go': [
          'package a\nimport "github.com/golang-jwt/jwt/v5"\nvar a80 = "secretsecret"',
          ...names.map((n) => `var a${n} = a${n + 1}`),
          'func f() { jwt.New(jwt.SigningMethodHS256).SignedString([]byte(a0)) }',
        ].join('\n'),
      },
      'a.go:3',
    ],
  ])('%s', async (_, files, at) => {
    expect(await found(files)).toContain(at);
  });
});

// --keep-previous and `rotate`: where the old value goes, also when one is kept from the time before.
import { afterEach, describe, expect, test } from 'vitest';
import { createProject, type TestProject } from './project.ts';

let project: TestProject | undefined;
afterEach(() => project?.remove());

/** What git tracks gets no new values at all. */
const noRepository = { isRepository: false };

const first = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';

/** The second rotation of each: `1` is the value before the first, `2` the one between, `3` the newest. */
const rotatedTwice = [
  [
    '.env',
    'export JWT_SECRET="<1>" # why\nPORT=1\n',
    'export JWT_SECRET="<3>" # why\nexport JWT_SECRET_PREVIOUS="<2>" # why\nPORT=1\n',
  ],
  [
    'config/default.json',
    '{\n  "jwtSecret": "<1>"\n}\n',
    '{\n  "jwtSecret": "<3>",\n  "jwtSecretPrevious": "<2>"\n}\n',
  ],
  [
    'config/default.json',
    '{ "jwt": { "secret": "<1>", "ttl": 1 } }',
    '{ "jwt": { "secret": "<3>", "secretPrevious": "<2>", "ttl": 1 } }',
  ],
  [
    'config/default.yaml',
    'jwt: { secret: <1>, ttl: 1 }\n',
    'jwt: { secret: <3>, secretPrevious: <2>, ttl: 1 }\n',
  ],
  ['config/default.yaml', 'jwt:\n  secret: <1>\n', 'jwt:\n  secret: <3>\n  secretPrevious: <2>\n'],
  ['application.properties', 'jwt.secret=<1>\n', 'jwt.secret=<3>\njwt.secretPrevious=<2>\n'],
  [
    'docker-compose.yml',
    'services:\n  a:\n    environment:\n      - JWT_SECRET=<1>\n  b:\n    environment:\n      JWT_SECRET: <1>\n',
    'services:\n  a:\n    environment:\n      - JWT_SECRET=<3>\n      - JWT_SECRET_PREVIOUS=<2>\n  b:\n    environment:\n      JWT_SECRET: <3>\n      JWT_SECRET_PREVIOUS: <2>\n',
  ],
  [
    'Dockerfile',
    'FROM node\nENV A=1 JWT_SECRET=<1>\n',
    'FROM node\nENV A=1 JWT_SECRET=<3> JWT_SECRET_PREVIOUS=<2>\n',
  ],
] as const;

describe('a second rotation', () => {
  test.each(rotatedTwice)('%s: %s', async (path, text, after) => {
    project = createProject({ [path]: text.replaceAll('<1>', first) }, noRepository);
    expect((await project.run('rotate', 'JWT_SECRET')).code).toBe(0);
    const second =
      project
        .read(path)
        .replaceAll(first, '')
        .match(/[\w-]{43}/)?.[0] ?? '?';
    const { code, stderr } = await project.run('rotate', 'JWT_SECRET');
    expect(code).toBe(0);
    expect(project.read(path)).not.toContain(first);
    expect(
      project
        .read(path)
        .replaceAll(second, '<2>')
        .replaceAll(/[\w-]{43}/g, '<3>'),
    ).toBe(after);
    expect(stderr).toMatch(/kept from an earlier rotation is gone/);
    expect((await project.run('undo')).code).toBe(0);
    expect(project.read(path)).toContain(first);
  });
});

test('an entry that waits for a previous value takes it', async () => {
  const env = `JWT_SECRET=${first}\nJWT_SECRET_PREVIOUS=\n`;
  project = createProject({ '.env': env }, noRepository);
  expect((await project.run('rotate', 'JWT_SECRET')).code).toBe(0);
  expect(project.read('.env')).toMatch(
    new RegExp(`^JWT_SECRET=[\\w-]{43}\nJWT_SECRET_PREVIOUS=${first}\n$`),
  );
});

test('a previous value that cannot be told from others is not written a second time', async () => {
  const text = `jwt:\n  secret: ${first}\n  secretPrevious: !vault abc\n`;
  project = createProject({ 'config/default.yaml': text }, noRepository);
  expect((await project.run('rotate', 'JWT_SECRET')).code).toBe(2);
  expect(project.read('config/default.yaml')).toBe(text);
});

test('who hands variables on by name is reminded of the second one', async () => {
  project = createProject({ '.env': `JWT_SECRET=${first}\n` }, noRepository);
  const { stderr } = await project.run('rotate', 'JWT_SECRET');
  expect(stderr).toMatch(/Compose.*hand JWT_SECRET_PREVIOUS on/);
});

test.each([
  ['my secret key #1', "'my secret key #1'"],
  ['mysecretkey', 'mysecretkey'],
])('a literal that moves out of code is kept in the env files: %s', async (old, kept) => {
  project = createProject({
    '.gitignore': '.env*\n',
    'a.js': `const jwt = require('jsonwebtoken');
exports.sign = (sub) => jwt.sign({ sub }, '${old}', { expiresIn: '1h' });
`,
  });
  project.write('.env.staging', 'PORT=1\n');
  const { code, stderr } = await project.run('--fix=unsafe', '--keep-previous');
  // A weak value that is still accepted stays a finding.
  expect(code).toBe(1);
  expect(stderr).toMatch(/\.env:2 short-secret: it is the previous value of a rotation/);
  for (const path of ['.env', '.env.staging']) {
    expect(project.read(path)).toContain(`\nJWT_SECRET_PREVIOUS=${kept}\n`);
  }
  expect(stderr).toMatch(/first deploy verifying code that tries JWT_SECRET and then/);
  const after = project.snapshot();
  await project.run('--fix=unsafe', '--keep-previous');
  expect(project.snapshot()).toEqual(after);
});

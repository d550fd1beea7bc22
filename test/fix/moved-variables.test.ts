// Where the variable of a literal that moves out of code is set, and where it must not be.
import { afterEach, describe, expect, test } from 'vitest';
import { createProject, type TestProject } from './project.ts';

let project: TestProject | undefined;
afterEach(() => project?.remove());

const hardcoded = `const jwt = require('jsonwebtoken');
exports.sign = (user) => jwt.sign({ sub: user }, 'mysecretkey', { expiresIn: '1h' });
`;
const secretLine = /^JWT_SECRET=[\w-]{43}$/m;

function manifest(settings: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ name: 'api', private: true, ...settings });
}

test('an env file of public settings that git tracks gets no secret where .env.local is read', async () => {
  project = createProject({
    '.env': 'NEXT_PUBLIC_API=https://api.example.test\n',
    '.env.production': 'NEXT_PUBLIC_API=https://api.example.test\n',
    'package.json': manifest({ dependencies: { next: '14' } }),
    'a.js': hardcoded,
  });
  const { code, stderr } = await project.run('--fix=unsafe');
  expect(code).toBe(0);
  expect(project.git('ls-files')).toMatch(/^\.env\n\.env\.production\n/);
  expect(project.git('status', '--short')).not.toMatch(/\.env(?:\.production)?$/m);
  expect(project.read('.env.local')).toMatch(secretLine);
  expect(project.read('.gitignore')).toBe('.env.local\n');
  expect(stderr).not.toContain('filter-repo');
});

test('a tracked .env that has to take a secret leaves the index with it, and nothing in it counts as public', async () => {
  project = createProject({ '.env': 'PORT=1\n', 'package.json': manifest({}), 'a.js': hardcoded });
  const { code, stderr } = await project.run('--fix=unsafe');
  expect(code).toBe(0);
  expect(project.read('.env')).toMatch(secretLine);
  expect(project.git('ls-files')).not.toContain('.env\n');
  expect(project.read('.gitignore')).toBe('.env\n');
  expect(project.read('.env.example')).toMatch(/^PORT=\n# .*\nJWT_SECRET=\n$/);
  expect(stderr).toMatch(/\.env holds a secret now, so git no longer tracks it/);
  expect(stderr).not.toMatch(/filter-repo|tokens signed before/);
  expect((await project.run('undo')).code).toBe(0);
  expect(project.git('status', '--short')).toBe('');
});

test('env files of other environments get the variable only where git leaves them alone', async () => {
  project = createProject({
    '.gitignore': '.env\n.env.staging\n',
    '.env.production': 'PORT=1\n',
    'package.json': manifest({}),
    'a.js': hardcoded,
  });
  project.write('.env.staging', 'PORT=1\n');
  await project.run('--fix=unsafe');
  expect(project.read('.env.production')).toBe('PORT=1\n');
  expect(project.read('.env.staging')).toMatch(secretLine);
  expect(project.read('.env.staging')).not.toContain(project.read('.env'));
});

test('the one env file that a package keeps elsewhere takes the variable', async () => {
  project = createProject({
    '.gitignore': '*.env\n',
    'package.json': manifest({ dependencies: { dotenv: '16' } }),
    'a.js': hardcoded,
  });
  project.write('config/config.env', 'PORT=1\n');
  await project.run('--fix=unsafe');
  expect(project.read('config/config.env')).toMatch(secretLine);
  expect(project.snapshot()).not.toHaveProperty('.env');
});

test('a published library gets no env file of its own', async () => {
  project = createProject({
    'package.json': JSON.stringify({ name: 'lib', version: '1.0.0', files: ['dist'] }),
    'a.js': hardcoded,
  });
  const { code, stderr } = await project.run('--fix=unsafe');
  expect(code).toBe(0);
  expect(Object.keys(project.snapshot())).toEqual(['a.js', 'package.json']);
  expect(stderr).toMatch(/JWT_SECRET: set it wherever a service uses this package/);
});

test('the variable that replaces the default of a parameter is set', async () => {
  project = createProject({
    '.gitignore': '.env\n',
    'a.js': `const jwt = require('jsonwebtoken');
exports.sign = (user, secret = 'mysecretkey') => jwt.sign({ sub: user }, secret, { expiresIn: '1h' });
`,
  });
  await project.run('--fix=unsafe');
  expect(project.read('a.js')).toContain('secret = process.env.JWT_SECRET || missing');
  expect(project.read('.env')).toMatch(secretLine);
});

test.each(['process.env.NEXT_PUBLIC_JWT_SECRET', 'import.meta.env.VITE_JWT_SECRET'])(
  'no secret is put under a name that bundlers publish: %s',
  async (read) => {
    const code = `import jwt from 'jsonwebtoken';
export const sign = (user) => jwt.sign({ sub: user }, ${read} || 'mysecretkey', { expiresIn: '1h' });
`;
    project = createProject({ '.gitignore': '.env\n', 'a.js': code });
    const { stderr } = await project.run('--fix=unsafe');
    expect(project.snapshot()).toEqual({ '.gitignore': '.env\n', 'a.js': code });
    expect(stderr).toMatch(/hardcoded-fallback: .*its prefix makes it public/);
  },
);

test('a tracked .env that was not asked for is seen to be tracked all the same', async () => {
  project = createProject({ '.env': 'PORT=1\n', 'package.json': manifest({}), 'a.js': hardcoded });
  expect((await project.run('--fix=unsafe', 'a.js')).code).toBe(0);
  expect(project.read('.env')).toMatch(secretLine);
  expect(project.git('ls-files')).not.toContain('.env\n');
});

test('code is left where its package begins above the directory that is fixed', async () => {
  project = createProject({ 'package.json': manifest({}), 'src/a.js': hardcoded });
  const before = project.snapshot();
  const { stderr } = await project.run('--fix=unsafe', 'src');
  expect(project.snapshot()).toEqual(before);
  expect(stderr).toMatch(/a\.js:2 hardcoded-secret: its package begins above .*run keylint there/);
});

describe('one text as a constant that signs and as the fallback of another purpose', () => {
  const constant = `const jwt = require('jsonwebtoken');
const SECRET = 'mysecretkey';
const refreshSecret = process.env.REFRESH_SECRET || 'mysecretkey';
exports.access = (id) => jwt.sign({ id }, SECRET, { expiresIn: '15m' });
exports.refresh = (id) => jwt.sign({ id }, refreshSecret, { expiresIn: '7d' });
exports.verifyRefresh = (token) => jwt.verify(token, refreshSecret, { algorithms: ['HS256'] });
`;
  const verifies = `exports.verify = (token) => jwt.verify(token, SECRET, { algorithms: ['HS256'] });\n`;

  test('becomes two variables with two values where each is verified with itself', async () => {
    project = createProject({ '.gitignore': '.env\n', 'a.js': constant + verifies });
    await project.run('--fix=unsafe');
    expect(project.read('a.js')).toMatch(/SECRET = process\.env\.JWT_SECRET \|\|/);
    const values = [...project.read('.env').matchAll(/^(?:JWT|REFRESH)_SECRET=([\w-]{43})$/gm)];
    expect(new Set(values.map((match) => match[1])).size).toBe(2);
  });

  test('stays one where the tokens might be verified with the other', async () => {
    project = createProject({ '.gitignore': '.env\n', 'a.js': constant });
    await project.run('--fix=unsafe');
    expect(project.read('a.js')).toMatch(/SECRET = process\.env\.REFRESH_SECRET \|\|/);
  });
});

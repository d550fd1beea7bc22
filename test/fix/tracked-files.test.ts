// A fix never writes a new secret into a file that git tracks: it takes the value out, in the way that the format has
// for it, or says what to do.
import { afterEach, describe, expect, test } from 'vitest';
import { planTexts } from './plan-texts.ts';
import { createProject, type TestProject } from './project.ts';

const old = 'mysecretkey';

/** Path, what stands there, what stands there afterwards, and files that tell whose it is. */
const takenOut: readonly (readonly [string, string, string, Readonly<Record<string, string>>?])[] =
  [
    ['application.yml', 'jwt:\n  secret: <old>\n', 'jwt:\n  secret: ${JWT_SECRET}\n'],
    [
      'application-prod.yml',
      "jwt:\n  secret: '<old>' # why\n",
      "jwt:\n  secret: '${JWT_SECRET}' # why\n",
    ],
    [
      'application.yml',
      'jwt: { secret: <old>, ttl: 1 }\n',
      'jwt: { secret: "${JWT_SECRET}", ttl: 1 }\n',
    ],
    [
      'application.yml',
      'jwt:\n  secret: >-\n    <old>\n',
      'jwt:\n  secret: >-\n    ${JWT_SECRET}\n',
    ],
    ['application.yml', 'jwt:\n  secret: ${JWT_KEY:<old>}\n', 'jwt:\n  secret: ${JWT_KEY}\n'],
    ['bootstrap.properties', 'jwt.secret=<old>\r\na=1\r\n', 'jwt.secret=${JWT_SECRET}\r\na=1\r\n'],
    ['application.properties', 'jwt.secret <old>\n', 'jwt.secret ${JWT_SECRET}\n'],
    [
      'src/main/resources/META-INF/microprofile-config.properties',
      'smallrye.jwt.sign.secret=<old>\n',
      'smallrye.jwt.sign.secret=${SMALLRYE_JWT_SIGN_SECRET}\n',
    ],
    [
      'docker-compose.yml',
      'services:\n  a:\n    environment:\n      - JWT_SECRET=<old>\n',
      'services:\n  a:\n    environment:\n      - JWT_SECRET=${JWT_SECRET:?JWT_SECRET is not set}\n',
    ],
    [
      'config/secrets.yml',
      'production:\n  jwt_secret: <old>\n',
      "production:\n  jwt_secret: <%= ENV['JWT_SECRET'] %>\n",
      { Gemfile: "gem 'rails'\n" },
    ],
    [
      'config/jwt.yml',
      "production:\n  jwt_secret: '<old>'\n",
      'production:\n  jwt_secret: \'<%= ENV["JWT_SECRET"] %>\'\n',
      { Gemfile: '' },
    ],
    [
      'config/jwt.yml',
      "production:\n  jwt_secret: <%= ENV.fetch('JWT_KEY', '<old>') %>\n",
      "production:\n  jwt_secret: <%= ENV['JWT_KEY'] %>\n",
      { Gemfile: '' },
    ],
    [
      'config/packages/security.yaml',
      'parameters:\n  jwt_secret: <old>\n',
      "parameters:\n  jwt_secret: '%env(PARAMETERS_JWT_SECRET)%'\n",
      { 'composer.json': '{ "require": { "symfony/framework-bundle": "^7" } }' },
    ],
    [
      'serverless.yml',
      'provider:\n  environment:\n    JWT_SECRET: <old>\n',
      'provider:\n  environment:\n    JWT_SECRET: ${env:JWT_SECRET}\n',
    ],
    ['chart/values.yaml', 'jwtSecret: <old> # why\n', 'jwtSecret: "" # why\n'],
    ['chart/values.yaml', "jwtSecret: '<old>'\n", "jwtSecret: ''\n"],
    [
      'appsettings.Production.json',
      '{ "Jwt": { "Secret": "<old>" } }\n',
      '{ "Jwt": { "Secret": "" } }\n',
    ],
    [
      'start.sh',
      'export JWT_SECRET=<old>\n',
      'export JWT_SECRET="${JWT_SECRET:?JWT_SECRET is not set}"\n',
    ],
    [
      'start.sh',
      "JWT_SECRET='<old>' node a.js\n",
      'JWT_SECRET="${JWT_SECRET:?JWT_SECRET is not set}" node a.js\n',
    ],
    [
      'start.sh',
      'export JWT_SECRET=${JWT_SECRET:-<old>}\n',
      'export JWT_SECRET=${JWT_SECRET:?JWT_SECRET is not set}\n',
    ],
    ['conf/application.conf', 'jwt.secret = "<old>"\n', 'jwt.secret = ${JWT_SECRET}\n'],
    [
      'main.tf',
      'resource "x" "y" {\n  environment {\n    JWT_SECRET = "<old>"\n  }\n}\n',
      'resource "x" "y" {\n  environment {\n    JWT_SECRET = var.jwt_secret\n  }\n}\n\nvariable "jwt_secret" {\n  type      = string\n  sensitive = true\n}\n',
    ],
    [
      'main.tf',
      'resource "x" "y" {\n  environment {\n    JWT_SECRET = "<old>"\n  }\n}\n',
      'resource "x" "y" {\n  environment {\n    JWT_SECRET = var.jwt_secret\n  }\n}\n',
      { 'variables.tf': 'variable "jwt_secret" {\n}\n' },
    ],
    [
      'variables.tf',
      'variable "jwt_secret" {\n  type    = string\n  default = "<old>"\n}\n',
      'variable "jwt_secret" {\n  type    = string\n}\n',
    ],
  ];

const rows = takenOut.map(([path, before, expected, others = {}]) => ({
  path,
  before,
  expected,
  others,
}));

const fill = (text: string): string => text.replaceAll('<old>', old);

describe('the value leaves', () => {
  test.each(rows)('$path: $before', async ({ path, before, expected, others }) => {
    const files = { [path]: fill(before), ...others };
    const { after, left, fixes } = await planTexts(files);
    expect({ text: after[path], left: left.map(({ reason }) => reason) }).toEqual({
      text: fill(expected),
      left: [],
    });
    // The one file beside it that may hold the new value is ignored with the same fix.
    for (const [other, text] of Object.entries(after)) {
      if (text.includes('<new>')) expect([other, after['.gitignore']]).toEqual(['.env', '.env\n']);
    }
    expect(fixes.every(({ safety }) => safety === 'unsafe')).toBe(true);
    const again = await planTexts({ ...files, ...after });
    expect(again.fixes).toEqual([]);
  });

  test('and --fix alone leaves it, with the word to say', async () => {
    const { after, left } = await planTexts(
      { 'application.yml': `jwt:\n  secret: ${old}\n` },
      { safety: 'safe' },
    );
    expect(after).toEqual({});
    expect(left.length).toBeGreaterThan(1);
    for (const { reason } of left) expect(reason).toMatch(/run with --fix=unsafe/);
  });

  test('what is to be done is said: where it goes, how it is made, and that the old one is public', async () => {
    const { fixes } = await planTexts({ 'application.yml': `jwt:\n  secret: ${old}\n` });
    const steps = fixes.flatMap((fix) => fix.steps).join('\n');
    expect(steps).toMatch(/application\.yml reads JWT_SECRET from the environment now: set it/);
    expect(steps).toMatch(/`keylint generate --alg HS256 --env-name JWT_SECRET` makes a value/);
    expect(steps).toMatch(/history of git \(application\.yml\) and counts as public/);
    expect(steps).not.toContain(old);
  });

  test('the same secret in an ignored file gets the new value', async () => {
    const { after } = await planTexts(
      { 'application.yml': `jwt:\n  secret: ${old}\n`, '.env': `JWT_SECRET=${old}\n` },
      { tracked: { '.env': 'ignored' } },
    );
    expect(after).toEqual({
      'application.yml': 'jwt:\n  secret: ${JWT_SECRET}\n',
      '.env': 'JWT_SECRET=<new>\n',
    });
  });
});

describe('a format that cannot refer is left, with advice', () => {
  test.each([
    [
      'config/production.json',
      '{ "jwt": { "secret": "<old>" } }',
      /let the program read JWT_SECRET/,
    ],
    [
      'k8s.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  JWT_SECRET: <old>\n',
      /make the Secret outside of git/,
    ],
    ['Dockerfile', 'FROM node\nENV JWT_SECRET=<old>\n', /pass it when the container starts/],
    ['package.json', '{ "scripts": { "start": "JWT_SECRET=<old> node ." } }', /ignored \.env/],
    ['wrangler.toml', '[vars]\nJWT_SECRET = "<old>"\n', /wrangler secret put JWT_SECRET/],
    ['prod.tfvars', 'jwt_secret = "<old>"\n', /set TF_VAR_jwt_secret/],
    ['.gitlab-ci.yml', 'variables:\n  JWT_SECRET: <old>\n', /masked variable|nothing/],
    ['run.sh', "sh -c 'JWT_SECRET=<old> node a.js'\n", /let the program read/],
  ])('%s', async (path, text, advice) => {
    const { after, left } = await planTexts({ [path]: fill(text) });
    expect(after).toEqual({});
    for (const { reason } of left) expect(reason).toMatch(advice);
  });

  test('one such place leaves the others as they are too: they have to stay equal', async () => {
    const { after, left } = await planTexts(
      {
        'config/default.json': fill('{ "jwt": { "secret": "<old>" } }'),
        '.env': `JWT_SECRET=${old}\n`,
      },
      { tracked: { '.env': 'ignored' } },
    );
    expect(after).toEqual({});
    expect(left.map(({ reason }) => reason).join()).toMatch(/git tracks config\/default\.json/);
  });

  test('an env file that stays in git', async () => {
    const { refused } = await planTexts(
      { '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs\n' },
      { safety: 'safe', rotate: { name: 'JWT_SECRET', environment: null } },
    );
    expect(refused.join()).toMatch(/git tracks \.env.*git rm --cached \.env/);
  });
});

describe('a new value may be written', () => {
  test('where git ignores the file, or there is no repository', async () => {
    const files = { 'application.yml': `jwt:\n  secret: ${old}\n` };
    const ignored = await planTexts(files, { tracked: { 'application.yml': 'ignored' } });
    expect(ignored.after['application.yml']).toBe('jwt:\n  secret: <new>\n');
    const options = { tracked: { 'application.yml': 'unknown' }, isRepository: false } as const;
    const safe = await planTexts(files, { ...options, safety: 'safe' });
    expect(safe.after['application.yml']).toBe('jwt:\n  secret: <new>\n');
  });

  test('into an env file that nothing ignores yet, which is ignored with it', async () => {
    const { after } = await planTexts(
      { '.env': `JWT_SECRET=${old}\n` },
      { tracked: { '.env': 'untracked' }, safety: 'safe' },
    );
    expect(after).toEqual({ '.env': 'JWT_SECRET=<new>\n', '.gitignore': '.env\n' });
  });

  test.each(['\n', '\r\n', '\r'])('with the line ends of the file beside it: %j', async (end) => {
    const code = "require('jsonwebtoken').sign({}, 'mysecretkey', { expiresIn: 60 });\n";
    const env = ['A=1', 'B=2', ''].join(end);
    for (const others of [{}, { '.env.example': ['A=', ''].join(end) }]) {
      const { after } = await planTexts(
        { 'a.js': code, '.env': env, ...others },
        { tracked: { '.env': 'ignored' } },
      );
      for (const path of ['.env', '.env.example']) {
        expect(after[path]).toContain('JWT_SECRET=');
        expect(new Set(after[path]?.match(/\r\n|\n|\r/g))).toEqual(new Set([end]));
      }
    }
  });

  test('but not into another file that the next commit takes', async () => {
    const { after } = await planTexts(
      { 'application.yml': `jwt:\n  secret: ${old}\n` },
      { tracked: { 'application.yml': 'untracked' } },
    );
    expect(after['application.yml']).toBe('jwt:\n  secret: ${JWT_SECRET}\n');
  });

  test('nor into a file of tests that shares it with a service', async () => {
    const { after } = await planTexts(
      { '.env': `JWT_SECRET=${old}\n`, 'test/config.yml': `JWT_SECRET: ${old}\n` },
      { tracked: { '.env': 'ignored' } },
    );
    expect(Object.keys(after)).toEqual(['.env']);
  });
});

describe('on disk', () => {
  let project: TestProject | undefined;
  afterEach(() => project?.remove());

  test('what git says of the changes holds no new secret', async () => {
    project = createProject({
      'application-prod.yml': `jwt:\n  secret: ${old}\n`,
      'appsettings.json': `{ "Jwt": { "Secret": "${old}" } }\n`,
      'chart/values.yaml': `jwtSecret: ${old}\n`,
      Dockerfile: `FROM node\nENV JWT_SECRET=${old}\n`,
    });
    const { stderr } = await project.run('--fix=unsafe');
    const diff = project
      .git('diff', '-U0')
      .split('\n')
      .filter((line) => /^\+[^+]/.test(line));
    expect(diff).toEqual([
      '+  secret: ${JWT_SECRET}',
      '+{ "Jwt": { "Secret": "" } }',
      '+jwtSecret: ""',
    ]);
    expect(stderr).toMatch(/Dockerfile:2 .*pass it when the container starts/);
    expect((await project.run('undo')).code).toBe(0);
    expect(project.git('status', '--short')).toBe('');
  });

  test('nothing is fixed where git cannot say what it tracks', async () => {
    project = createProject({ '.env.production': `JWT_SECRET=${old}\n` });
    project.write('.git/index', 'garbage');
    const { code, stderr } = await project.run('--fix');
    expect([code, project.read('.env.production')]).toEqual([2, `JWT_SECRET=${old}\n`]);
    expect(stderr).toContain('git did not tell whether it tracks the file');
  });
});

// What stands around a secret of a common name, and whether that makes it a signing secret.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { runTexts } from '../helpers.ts';

async function confidenceOf(files: Readonly<Record<string, string>>, name: string) {
  const { project } = await runTexts(files, []);
  const found = project.secrets.find((secret) => secret.name === name);
  return found?.confidence ?? null;
}

const value = 'Zq7Tr2Lw9Kd4Xv8Mn3Ps';

const backed: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  [
    'issuer, audience and expiration beside it',
    'AppSettings.SecretKey',
    {
      'appsettings.json': `{"AppSettings":{"SecretKey":"${value}","Issuer":"a","Audience":"b","Expiration":"60"}}`,
    },
  ],
  [
    'the algorithm and the lifetime of tokens beside it',
    'SECRET_KEY',
    { '.env': `SECRET_KEY=${value}\nALGORITHM=HS256\nACCESS_TOKEN_EXPIRE_MINUTES=30\n` },
  ],
  [
    'Django',
    'SECRET_KEY',
    { 'requirements.txt': 'Django==5.1\n', '.env': `SECRET_KEY=${value}\n` },
  ],
  [
    'FastAPI in a part of the project',
    'SECRET_KEY',
    {
      'api/pyproject.toml': '[project]\ndependencies = ["fastapi[standard]<1.0"]\n',
      '.env': `SECRET_KEY=${value}\n`,
    },
  ],
  [
    'Laravel',
    'APP_KEY',
    { 'composer.json': '{"require":{"laravel/framework":"^11.0"}}', '.env': `APP_KEY=${value}\n` },
  ],
  [
    'Symfony',
    'APP_SECRET',
    {
      'composer.json': '{"require":{"symfony/framework-bundle":"^7"}}',
      '.env': `APP_SECRET=${value}\n`,
    },
  ],
  [
    'AdonisJS',
    'APP_KEY',
    { 'package.json': '{"dependencies":{"@adonisjs/core":"*"}}', '.env': `APP_KEY=${value}\n` },
  ],
  [
    'a library for tokens and no surer name',
    'TOKEN_KEY',
    { 'go.mod': 'require github.com/golang-jwt/jwt/v5 v5.2.0\n', '.env': `TOKEN_KEY=${value}\n` },
  ],
  [
    'two elements that name it together',
    'nacos.core.auth.plugin.nacos.token.secret.key',
    { 'application.properties': `nacos.core.auth.plugin.nacos.token.secret.key=${value}\n` },
  ],
  [
    'the key of Play',
    'play.http.secret.key',
    { 'conf/application.properties': `play.http.secret.key=${value}\n` },
  ],
];

test.each(backed)('%s', async (_, name, files) => {
  expect(await confidenceOf(files, name)).toBe('medium');
});

const unbacked: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ['nothing beside it', 'SECRET_KEY', { '.env': `SECRET_KEY=${value}\n` }],
  [
    'a secret that comes in a pair',
    'API_SECRET',
    {
      'go.mod': 'github.com/golang-jwt/jwt/v5',
      '.env': `API_KEY=abc\nAPI_SECRET=${value}\nTOKEN_TTL=5\n`,
    },
  ],
  [
    'a surer name beside it',
    'SECRET_KEY',
    {
      'package.json': '{"dependencies":{"jsonwebtoken":"9"}}',
      '.env': `SECRET_KEY=${value}\nJWT_SECRET=${value}x\nJWT_EXPIRES_IN=1h\n`,
    },
  ],
  [
    'a name that some service gave it',
    'TUMBLR_SECRET',
    { 'package.json': '{"dependencies":{"jsonwebtoken":"9"}}', '.env': `TUMBLR_SECRET=${value}\n` },
  ],
  [
    'keys of a store in a project of Flask',
    'files.secretKey',
    {
      'requirements.txt': 'flask\n',
      'config.yml': `files:\n  accessKey: abc\n  secretKey: ${value}\n`,
    },
  ],
  [
    'a lifetime of something else',
    'cache.secret',
    { 'config.yml': `cache:\n  secret: ${value}\n  ttl: 60\n` },
  ],
  [
    'a framework that some other part of the repository is built with',
    'SECRET_KEY',
    {
      'web/package.json': '{"dependencies":{}}',
      'web/.env': `SECRET_KEY=${value}\n`,
      'api/requirements.txt': 'django\n',
      'api/pyproject.toml': '',
    },
  ],
];

test.each(unbacked)('%s', async (_, name, files) => {
  expect(await confidenceOf(files, name)).toBe('low');
});

test('a published secret is one whatever it is called, and is counted', async () => {
  const published = 'abcdefghijklmnopqrstuvwxyz';
  const files = {
    'web/config.yml': `acme:\n  secret: your-super-secret-jwt-token-with-at-least-32-characters-long\n`,
    'web/other.yml': `acme:\n  secret: ${published.slice(0, 5)}Qv81\n`,
  };
  const { report } = await runTexts(files, rules);
  expect(report.findings.map(({ path }) => path)).not.toContain('web/other.yml');
  const found = report.findings.filter(({ rule }) => rule === 'known-secret');
  expect(found).toMatchObject([{ path: 'web/config.yml', confidence: 'high' }]);
  expect(report.summary.secrets).toBe(1);
});

import { describe, expect, test } from 'vitest';
import { contextOf } from '../../src/link/context.ts';
import { matchesName, wordsOf } from '../../src/link/name-words.ts';
import { isPlausibleByName } from '../../src/link/plausible.ts';
import { judgeName } from '../../src/link/secret-names.ts';
import { purposeOf } from '../../src/link/use-purpose.ts';

describe('judgeName', () => {
  test.each([
    'JWT_SECRET',
    'JWT_KEY',
    'jwtSecret',
    'jwt.secret',
    'app.jwt.signing-key',
    'ACCESS_TOKEN_SECRET',
    'refreshTokenSecret',
    'NEXTAUTH_SECRET',
    'SESSION_SECRET',
    'SECRET_KEY_BASE',
    'JWT_SECRET_DEV',
    'AUTH_CONFIRM_EMAIL_SECRET',
    'SUPABASE_JWT_SECRET',
    'session.secret',
    'config.auth.secret',
    'jwt.key',
    'jwt.base64-secret',
    'jwt.signing-key',
    'Jwt:Key',
    'AppSettings:Secret',
    'SECRET_TOKEN',
    'NEXT_PUBLIC_SESSION_SECRET',
    'PUBLIC_JWT_SECRET',
    '2ND_JWT_SECRET',
    'jwt.signerKey',
    'jwt.tokenKey',
  ])('%s is strong', (name) => {
    expect(judgeName(name)).toBe('strong');
  });

  test.each([
    'SECRET',
    'SECRET_KEY',
    'appSecret',
    'JWT_PRIVATE_KEY',
    'TOKEN_KEY',
    'app.key',
    'session.keys',
    'SecurityKey',
    'TokenSettings:SecureKey',
    'hmac',
    'tokenHmac',
    'SESSION_HMAC',
  ])('%s is generic', (name) => {
    expect(judgeName(name)).toBe('generic');
  });

  test.each([
    'JWT_ISSUER',
    'JWT_EXPIRES_IN',
    'JWT_PUBLIC_KEY',
    'PUBLIC_JWT_KEY',
    'JWT_SECRET_MISSING',
    'JWT_LOCAL_STORAGE_KEY',
    'JWT_ERROR_MESSAGE_KEY',
    'JWT_CLAIM_KEY',
    'JWT_GET_USER_SECRET_KEY',
    'jwtSecretHelp',
    'JWT_SECRET_FILE',
    'JWT_SECRET_IS_BASE64',
    'jwtSecretLength',
    'jwtSecretFields',
    'sharedSecretFingerprint',
    'hmacOID',
    'hmacResult',
    'steps.1.config.key',
    'Resources.SessionTable.Properties.Tags.0.Key',
    'SESSION_COOKIE_NAME',
    'STRIPE_WEBHOOK_SECRET',
    'GOOGLE_CLIENT_SECRET',
    'AWS_SECRET_ACCESS_KEY',
    'TOTP_SECRET',
    'ENCRYPTION_SECRET',
    'TURNSTILE_SECRET_KEY',
    'accessToken',
    'tokenKeyName',
    'API_KEY',
    'AUTH_TYPES.IMAGE_PULL_SECRET',
    'key',
    'publicKey',
    'primaryKey',
    'DB_PASSWORD',
    'getJwtSecret',
    'can_not_delete_active_signing_key',
    'errors.jwt_secret_not_set',
    'rotateSigningKey',
    'postgresql.auth.existingSecret',
    'jwt.existingSecretKey',
    'jwt.online-key',
    'jwt.username.key',
    'jwt.authorities.key',
    'JWT_AUTHORITIES_KEY',
    'clients.web.secret',
    'oauth.clients.web.tokenSecret',
    'jwt.code-key',
    'aliyun.oss.accessKeySecret',
    'access-key-secret',
    '',
    '...',
  ])('%s is not taken for a signing secret', (name) => {
    expect(['never', 'none']).toContain(judgeName(name));
  });

  test('a name of many thousand words is judged at once', () => {
    expect(judgeName('a_'.repeat(50_000))).toBe('none');
  });
});

test('names split into words whatever their case', () => {
  expect(wordsOf('myJWTSecretKey')).toEqual(['my', 'jwt', 'secret', 'key']);
  expect(wordsOf('REFRESH-TOKEN.secretkey')).toEqual(['refresh', 'token', 'secret', 'key']);
});

test.each([
  ['JWT_REFRESH_SECRET', 'jwt', 'refresh'],
  ['ACCESS_TOKEN_SECRET', 'jwt', 'access'],
  ['SECRET', 'session', 'session'],
  ['JWT_SECRET', 'jwt', null],
] as const)('purpose of %s', (name, kind, purpose) => {
  expect(purposeOf(name, kind)).toBe(purpose);
});

test.each([
  ['JWT_*', 'jwtSecret', true],
  ['*_SECRET', 'CLIENT_SECRET', true],
  ['JWT_SECRET', 'jwt-secret', true],
  ['JWT_SECRET', 'JWT_SECRET_2', false],
  ['*A*A', 'A', false],
])('pattern %s and %s', (pattern, name, expected) => {
  expect(matchesName(pattern, name)).toBe(expected);
});

test.each([
  ['src/auth.ts', 'production'],
  ['templates/secret.yaml', 'production'],
  ['test/auth.ts', 'test'],
  ['src/auth.spec.ts', 'test'],
  ['packages/api/__tests__/a.js', 'test'],
  ['examples/basic/index.js', 'example'],
  ['docs/setup.md', 'docs'],
  ['README.md', 'docs'],
  ['vendor/lib.js', 'vendored'],
  ['.env.test', 'test'],
  ['.env.production', 'production'],
  ['src/latest/contest.ts', 'production'],
  ['test-d/api.ts', 'test'],
  ['env/test.app.env', 'test'],
  ['env/app.test.env', 'test'],
  ['env/latest.app.env', 'production'],
  ['example.cjs', 'example'],
  ['config.sample.js', 'example'],
  ['src/resample.js', 'production'],
  ['charts/shop/ci/lint-values.yaml', 'test'],
  ['packages/shop-tests/src/login.js', 'test'],
  ['packages/ab-test/src/login.js', 'production'],
  ['services/shop/config/test.json', 'test'],
  ['config/env/testing.js', 'test'],
  ['src/config/latest.js', 'production'],
  ['src/test.js', 'production'],
  ['ci/values.yaml', 'production'],
  ['ci/deploy.yaml', 'production'],
  ['.ci/compose.ci.yaml', 'test'],
  ['core/lib/shop/testing_support/dummy_app.rb', 'test'],
  ['docker-compose.e2e.yml', 'test'],
  ['docker-compose-test.yml', 'test'],
  ['docker-compose.latest.yml', 'production'],
  ['.github/workflows/.env.sqlite', 'test'],
  ['notes.txt', 'docs'],
  ['about-tokens-and-more.txt', 'docs'],
  ['src/key.txt', 'production'],
  ['jwt_secret.txt', 'production'],
  ['docs/key.txt', 'docs'],
  ['.github/workflows/deploy.yml', 'production'],
  ['src/main/java/com/example/demo/Jwt.java', 'production'],
  ['server/src/main/kotlin/com/acme/samples/Jwt.kt', 'production'],
  ['src/com/example/auth/Jwt.java', 'production'],
  ['src/test/java/com/example/demo/Jwt.java', 'test'],
  ['src/main/java/com/acme/test/Jwt.java', 'test'],
  ['examples/src/main/java/com/acme/Jwt.java', 'example'],
  ['demo/com/acme/Jwt.java', 'example'],
  ['internal/configuration/test_resources/config.yml', 'test'],
  ['internal/suites/Standalone/configuration.yml', 'test'],
  ['phpunit.xml.dist', 'test'],
  ['acme-e2e/k8s/admin.yml', 'test'],
  ['e2e-playground/docker-compose.yml', 'test'],
  ['e2email/docker-compose.yml', 'production'],
  ['session/stub/jwk.json', 'test'],
  ['app/configuration_testing.py', 'test'],
  ['acme-examples/http/application.yml', 'example'],
] as const)('context of %s is %s', (path, context) => {
  expect(contextOf(path)).toBe(context);
});

describe('isPlausibleByName', () => {
  test.each(['mysecretkey', 'keyboard-cat', 'Sup3rSecret!', 'jwt secret 123', 'clé-secrète'])(
    '%s can be a secret',
    (text) => {
      expect(isPlausibleByName(text, 'JWT_SECRET', 'code')).toBe(true);
    },
  );

  test.each([
    'JWT_SECRET',
    'jwt_secret',
    'jwt.secret',
    'HS256',
    '15m',
    '0.15.0',
    '^9.0.2',
    '1.2.840.113549.2.9',
    'configured',
    'Not set',
    'not_found',
    'application/kb+jwt',
    'ignore',
    'not-used',
    'build-time-placeholder',
    '********',
    'true',
    'https://keys.example/jwks',
    '&hmacHash=<HASH>',
    '?secret=',
    '#/components/schemas/Login',
    'Please enter your secret',
    '[REDACTED]',
    '<hidden>',
    'JWT_SECRET is missing',
    '无法删除正在使用的签名密钥',
    'مفتاح-التوقيع',
    '${JWT_SECRET}',
    '-----BEGIN PRIVATE KEY-----',
    '',
  ])('%s in code is none', (text) => {
    expect(isPlausibleByName(text, 'JWT_SECRET', 'code')).toBe(false);
  });

  test('in an env file the name itself is a (bad) value', () => {
    expect(isPlausibleByName('jwt-secret', 'JWT_SECRET', 'env')).toBe(true);
  });

  test.each([
    ['sessionKey', 'express.sid'],
    ['SESSION_KEY', 'user_session'],
    ['cookieKey', 'token'],
    ['sessionKey', 'our_plainly_fake_app_session_key'],
    ['jwtSecretBean.key', 'jwtSecret'],
  ])('%s = %s names a cookie, a storage entry or a record', (name, text) => {
    expect(isPlausibleByName(text, name, 'code')).toBe(false);
  });

  test.each([
    ['sessionKey', 'plainly-fake-1'],
    ['sessionSecret', 'express.session'],
    ['jwtKey', 'plainly.fake'],
    ['sessionKey', 'our_plainly_fake_app_session_secret'],
    ['jwtSecretBean.key', 'plainly-fake'],
  ])('%s = %s can be a secret', (name, text) => {
    expect(isPlausibleByName(text, name, 'setting')).toBe(true);
  });

  test('a constant that shouts is no label', () => {
    expect(isPlausibleByName('Secret key', 'JWT_SECRET_KEY', 'constant')).toBe(true);
    expect(isPlausibleByName('The secret of all your tokens', 'JWT_SECRET', 'constant')).toBe(
      false,
    );
  });

  test('a reusable workflow inherits the secrets of its caller', () => {
    expect(isPlausibleByName('inherit', 'jobs.release.secrets', 'setting')).toBe(false);
  });

  test('in settings a variable’s name is where the secret is, not what', () => {
    expect(isPlausibleByName('APP_JWT_KEY', 'jwt.secretKey', 'setting')).toBe(false);
    expect(isPlausibleByName('plainly-fake', 'jwt.secretKey', 'setting')).toBe(true);
  });
});

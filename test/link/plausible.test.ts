// Texts that only a name calls secrets: which are values, which name something.
import { describe, expect, test } from 'vitest';
import { isMixedByChance, isPlausibleByName, isReferenceText } from '../../src/link/plausible.ts';
import { isAdvice, isKeyVariableName } from '../../src/model/variable-names.ts';
import { processorMs } from '../processor-time.ts';

const name = 'jwt.secret';

describe('capitals with underscores', () => {
  test.each([
    'CHANGE_ME_IN_PRODUCTION',
    'REPLACE_THIS_WITH_A_RANDOM_STRING',
    'YOUR_JWT_SECRET_HERE',
    'MY_SUPER_SECRET_KEY',
    'ACME_SIGNING_2024',
    'PLEASE_CHANGE',
  ])('%s is a value', (text) => {
    expect(isPlausibleByName(text, name, 'setting')).toBe(true);
  });

  test.each(['FEATHERS_SECRET', 'API_JWT_SECRET_KEY', 'JWT_SECRET_PROD', 'SESSION_SALT'])(
    '%s names a variable',
    (text) => {
      expect(isPlausibleByName(text, name, 'setting')).toBe(false);
      expect(isKeyVariableName(text)).toBe(true);
    },
  );

  test('a name that something sets is a name', () => {
    expect(isPlausibleByName('ACME_SIGNING', name, 'setting', (it) => it === 'ACME_SIGNING')).toBe(
      false,
    );
  });

  test('in code only advice is a value', () => {
    expect(isPlausibleByName('CHANGE_ME_NOW', 'JWT_SECRET', 'constant')).toBe(true);
    expect(isPlausibleByName('TOKEN_REFRESHED', 'JWT_SECRET', 'constant')).toBe(false);
    expect(isAdvice('TOKEN_REFRESHED')).toBe(false);
  });
});

test('the key of an entry is called after it', () => {
  expect(isPlausibleByName('value_', 'KEY_VALUE', 'constant')).toBe(false);
  expect(isPlausibleByName('volume_', 'KEY_VALUE', 'constant')).toBe(true);
});

test('a column or a field is called what its constant says', () => {
  expect(isPlausibleByName('signing_key', 'FieldSigningKey', 'code')).toBe(false);
  expect(isPlausibleByName('jwt_secret', 'COLUMN_JWT_SECRET', 'constant')).toBe(false);
  const path = 'acme_web.secret_key_base';
  expect(isPlausibleByName(path, 'SECRET_KEY_BASE', 'constant')).toBe(false);
  expect(isPlausibleByName(path, 'SECRET_KEY', 'constant')).toBe(true);
  expect(isPlausibleByName('jwt_secret_9', 'COLUMN_JWT_SECRET', 'constant')).toBe(true);
  expect(isPlausibleByName('secret', 'JWT_SECRET', 'constant')).toBe(true);
});

describe('texts that begin like something else', () => {
  test.each([
    '/0Gx4eB/yq2Vt9Kc1Zr8Wm5Lp3Hs7Jd6Nf4Qa0Ub2Ti=',
    '/kYc8fQ+z2Vt9/c1Zr8Wm5Lp3Hs7Jd6N',
    '/x7Qv2Lw9Kd4Xv8Mn3Ps/Zq7Tr2Lw9Kd4Xv8M',
  ])('%s is base64', (text) => {
    for (const where of ['env', 'setting'] as const)
      expect(isPlausibleByName(text, name, where)).toBe(true);
  });

  test.each([
    '/run/secrets/jwt',
    '/etc/acme/Config/JwtKey1',
    '/Users/Bob/Projects/MyApp/Config/JwtKeyFile',
    './keys/jwt.key',
    'C:\\keys\\jwt.pem',
  ])('%s is a path', (text) => {
    expect(isPlausibleByName(text, name, 'env')).toBe(false);
  });

  test('a dollar sign and a random text are no reference', () => {
    expect(isReferenceText('$jwtSecret')).toBe(true);
    expect(isReferenceText('$q7Rv2Lw9Kd4Xv8Mn3PsZq7Tr2Lw9Kd4X')).toBe(false);
  });
});

test('hardly a random text lacks the mixture', () => {
  // 24 bytes are the shortest key that anybody makes on purpose.
  let seed = 1;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
  const symbols = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/';
  let plain = 0;
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: 32 }, () => symbols[next() % symbols.length]).join('');
    if (!isMixedByChance(text)) plain++;
  }
  expect(plain).toBeLessThan(100);
});

describe('the words of the name', () => {
  test.each([
    ['secret', 'jwt.secret'],
    ['jwtsecret', 'jwt.secret.key'],
    ['secret', 'envConfig.default.jwt.secret'],
    ['jwt-secret', 'app.jwt-secret-value'],
  ])('%s is what people write below %s', (text, path) => {
    expect(isPlausibleByName(text, path, 'setting')).toBe(true);
  });

  test('in code one word is a value, several are a name', () => {
    expect(isPlausibleByName('secret', 'Tokens.secret', 'code')).toBe(true);
    expect(isPlausibleByName('user_secret', 'AccessPolicy.UserSecret', 'code')).toBe(false);
    expect(isPlausibleByName('accesssecretsmanager', 'SecretsManagerAccess', 'code')).toBe(false);
  });
});

test('a long text of signs is looked at once', () => {
  const before = processorMs();
  expect(isPlausibleByName(`${'!'.repeat(200_000)}a`, 'jwt.secret', 'setting')).toBe(true);
  expect(isPlausibleByName(`${'!'.repeat(200_000)}set${'!'.repeat(200_000)}`, 'a', 'setting')).toBe(
    false,
  );
  expect(isPlausibleByName('*'.repeat(200_000), 'jwt.secret', 'setting')).toBe(false);
  expect(processorMs() - before).toBeLessThan(2_000);
});

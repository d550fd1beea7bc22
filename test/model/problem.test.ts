// The words that all rules share: who needs how many bytes, who uses a secret, what counts as live.
import { describe, expect, test } from 'vitest';
import {
  aboutPredictable,
  aboutValue,
  countOf,
  isLive,
  needOf,
  subjectOf,
  usePlaces,
} from '../../src/model/problem.ts';
import type { LinkedUse, Secret, SecretValue } from '../../src/model/secret.ts';
import type { Strength } from '../../src/model/strength.ts';

const place = (path: string, line: number) => ({
  path,
  start: 0,
  end: 5,
  line,
  column: 1,
  endLine: line,
  endColumn: 6,
});

const file = {
  path: '.env',
  language: 'dotenv',
  context: 'production',
  tracked: 'unknown',
  packageDirectory: '',
} as const;

const use: LinkedUse = {
  use: {
    library: 'jsonwebtoken',
    call: 'jwt.sign',
    role: 'sign',
    kind: 'jwt',
    at: place('src/auth.ts', 14),
    keyEncoding: 'utf8',
  },
  at: place('src/auth.ts', 14),
  file: { ...file, path: 'src/auth.ts', language: 'javascript' },
  algorithms: ['HS512'],
  algorithmNames: ['HS512'],
  algorithmIsAssumed: false,
  verification: null,
  expiry: 'set',
  secretIds: ['one'],
  isAsymmetric: false,
  path: [],
};

const value: SecretValue = {
  text: 'keyboard cat',
  at: place('.env', 1),
  entry: place('.env', 1),
  file,
  carrier: 'dotenv',
  name: 'JWT_SECRET',
  environment: null,
  encoding: 'utf8',
  storedAs: 'utf8',
  isFallback: false,
  isTemplate: false,
  isBrowserExposed: false,
  isImageBaked: false,
  isCommentedOut: false,
};

const secret: Secret = {
  id: 'one',
  name: 'JWT_SECRET',
  label: 'JWT_SECRET',
  purpose: null,
  kind: 'jwt',
  algorithm: 'HS512',
  algorithmIsAssumed: false,
  encoding: 'utf8',
  requiredBytes: 64,
  strictestUse: use,
  values: [value],
  uses: [use],
  confidence: 'high',
  packageDirectory: '',
};

const strength: Strength = {
  bytes: 12,
  capacityBits: 71,
  bits: 24.6,
  algorithm: 'HS512',
  requiredBytes: 64,
  reason: 'dictionary',
  predictable: 'dictionary',
  isShort: true,
  isThin: false,
  explanation: 'two common words',
  segments: [],
  reading: 'as typed',
  crackSeconds: 1,
};

function withoutUse({ strictestUse: _, ...rest }: Secret): Secret {
  return { ...rest, uses: [] };
}

describe('needOf', () => {
  test('names algorithm and place', () => {
    expect(needOf(secret)).toBe('HS512 in src/auth.ts:14 needs 64 bytes');
  });

  test('says that the algorithm is assumed', () => {
    const assumed: Secret = {
      ...withoutUse(secret),
      algorithm: 'HS256',
      algorithmIsAssumed: true,
      requiredBytes: 32,
    };
    expect(needOf(assumed)).toBe('HS256 is assumed and needs 32 bytes');
  });

  test('knows no place where the algorithm comes from the settings', () => {
    expect(needOf(withoutUse(secret))).toBe('HS512 needs 64 bytes');
  });

  test('names the library where it is the library that asks', () => {
    const strict: LinkedUse = {
      ...use,
      use: { ...use.use, library: 'iron-session', minBytes: 32 },
    };
    expect(needOf({ ...secret, strictestUse: strict, requiredBytes: 32 })).toBe(
      'iron-session in src/auth.ts:14 needs 32 bytes',
    );
  });
});

describe('usePlaces', () => {
  test('says what each call does with the secret', () => {
    const verify: LinkedUse = {
      ...use,
      at: place('src/check.ts', 3),
      use: { ...use.use, role: 'verify' },
      algorithms: ['HS256', 'HS512', 'HS256'],
    };
    const session: LinkedUse = {
      ...use,
      at: place('src/app.ts', 9),
      use: { ...use.use, role: 'both', kind: 'session' },
    };
    const assumed: LinkedUse = { ...use, at: place('src/z.ts', 1), algorithmIsAssumed: true };
    const messages = usePlaces({ ...secret, uses: [use, verify, session, assumed] }, value.at).map(
      ({ path, message }) => `${path}: ${message}`,
    );
    expect(messages).toEqual([
      'src/auth.ts: signs HS512 with JWT_SECRET',
      'src/check.ts: verifies HS256 or HS512 with JWT_SECRET',
      'src/app.ts: signs and verifies sessions with JWT_SECRET',
      'src/z.ts: signs HS512 (assumed) with JWT_SECRET',
    ]);
  });

  test('leaves out the line of the finding and stops at ten', () => {
    const uses = Array.from({ length: 30 }, (_, line) => ({ ...use, at: place('a.ts', line + 1) }));
    const places = usePlaces({ ...secret, uses }, place('a.ts', 1));
    expect(places.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

describe('isLive', () => {
  test.each<[string, Partial<SecretValue>, boolean]>([
    ['written down', {}, true],
    ['empty', { text: '' }, false],
    ['in a template', { isTemplate: true }, false],
    ['commented out', { isCommentedOut: true }, false],
  ])('%s', (_, change, expected) => {
    expect(isLive({ ...value, ...change })).toBe(expected);
  });

  test('made at run time', () => {
    const { text: _, ...generated } = value;
    expect(isLive(generated)).toBe(false);
  });
});

describe('aboutPredictable', () => {
  const subject = { secret, value, strength, project: {} as never };

  test('says bits and explanation, rated by bits', () => {
    expect(aboutPredictable(subject, 'dictionary')).toMatchObject({
      message: 'JWT_SECRET is two common words (about 25 bits)',
      severity: 'critical',
    });
  });

  test.each([
    ['md5', 'md5 of it'],
    ['hash', 'a hash of it'],
    ['concatenation', 'a text joined from it'],
  ])('adds that %s does not help', (hashedBy, name) => {
    const hashed = { ...subject, value: { ...value, hashedBy } };
    expect(aboutPredictable(hashed, 'dictionary')?.message).toContain(
      `; ${name} is as easy to guess`,
    );
  });

  test('leaves every other reason to its own rule', () => {
    expect(aboutPredictable(subject, 'known')).toBeUndefined();
  });

  test('leaves templates alone', () => {
    const template = { ...subject, value: { ...value, isTemplate: true } };
    expect(aboutPredictable(template, 'dictionary')).toBeUndefined();
  });
});

describe('aboutValue', () => {
  const workflow: SecretValue = { ...value, carrier: 'workflow' };

  test('makes a remark of a guessable key of a CI job', () => {
    expect(aboutValue({ secret, value: workflow, strength }, 'x', 'critical').severity).toBe('low');
  });

  test('takes a key of a CI job seriously that is random, or for production', () => {
    const random = { ...strength, predictable: null };
    expect(aboutValue({ secret, value: workflow, strength: random }, 'x', 'high').severity).toBe(
      'high',
    );
    const deploy = { ...workflow, environment: 'production' };
    expect(aboutValue({ secret, value: deploy, strength }, 'x', 'critical').severity).toBe(
      'critical',
    );
  });

  test('is no surer than linking is', () => {
    const guessed: Secret = { ...secret, confidence: 'medium' };
    expect(aboutValue({ secret: guessed, value, strength }, 'x').confidence).toBe('medium');
  });
});

test('a sentence begins with a capital or with the name as it is', () => {
  expect(subjectOf(secret)).toBe('JWT_SECRET');
  expect(subjectOf({ ...secret, name: 'secret', label: 'secret' })).toBe('secret');
  expect(subjectOf({ ...secret, name: null, label: 'the secret of jwt.sign' })).toBe(
    'The secret of jwt.sign',
  );
});

test('counts in words', () => {
  expect([countOf(1, 'byte'), countOf(0, 'byte'), countOf(20, 'byte')]).toEqual([
    '1 byte',
    '0 bytes',
    '20 bytes',
  ]);
});

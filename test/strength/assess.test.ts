// The samples of the issues: every weak one is judged weak for the right reason, every strong one passes.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AssessOptions, Reason } from '../../src/model/strength.ts';
import { assess } from '../../src/strength/assess.ts';

/** Bytes that look random and are the same in every run. */
function randomBytes(length: number, seed = 'strong'): Buffer {
  const blocks: Buffer[] = [];
  for (let i = 0; i * 64 < length; i++) {
    blocks.push(createHash('sha512').update(`${seed} ${i}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

interface Sample {
  readonly name: string;
  readonly text: string;
  readonly reason: Reason | null;
  readonly options?: AssessOptions;
}

const weak: readonly Sample[] = [
  { name: 'three words', text: 'mysecretkey', reason: 'known' },
  { name: 'words and a year', text: 'MyCompanyName2024!', reason: 'dictionary' },
  { name: 'words', text: 'supersecretpassword', reason: 'dictionary' },
  { name: 'digits in order', text: '12345678901234567890123456789012', reason: 'known' },
  { name: 'letters and digits', text: 'abc123', reason: 'known' },
  {
    name: 'project and year',
    text: 'mycompany2026',
    reason: 'project-name',
    options: { projectNames: ['mycompany'] },
  },
  { name: 'words, year and signs', text: 'MyApp2024SecretKeyJWT!@#', reason: 'dictionary' },
  { name: 'the word itself', text: 'secret', reason: 'known' },
  { name: 'the other word', text: 'password', reason: 'known' },
  { name: 'purpose', text: 'jwt-secret', reason: 'known' },
  { name: 'words with hyphens', text: 'my-super-secret-key', reason: 'known' },
  { name: 'Unix milliseconds', text: '1718900000000', reason: 'timestamp' },
  { name: 'UUID', text: '550e8400-e29b-41d4-a716-446655440000', reason: 'uuid' },
  { name: 'jwt.io default', text: 'your-256-bit-secret', reason: 'known' },
  { name: 'development secret', text: 'dev_secret_abc123...', reason: 'dictionary' },
  { name: 'base64 of words', text: 'c3VwZXJzZWNyZXRwYXNzd29yZA==', reason: 'dictionary' },
  { name: 'passphrase of four words', text: 'correct-horse-battery-staple', reason: 'dictionary' },
];

describe('weak samples', () => {
  test.each(weak)('$name', ({ text, reason, options }) => {
    const strength = assess(text, options);
    expect(strength.reason).toBe(reason);
    expect(strength.predictable).toBe(reason);
    expect(strength.bits).toBeLessThan(128);
  });
});

describe('strong samples', () => {
  const encodings = ['hex', 'base64', 'base64url'] as const;

  test.each(encodings)('32 random bytes in %s pass HS256', (encoding) => {
    expect(assess(randomBytes(32).toString(encoding)).reason).toBeNull();
  });

  test('the same for HS512: base64 is short, hex is thin', () => {
    const rate = (encoding: 'hex' | 'base64' | 'base64url') =>
      assess(randomBytes(32).toString(encoding), { algorithm: 'HS512' });
    expect(rate('base64')).toMatchObject({ reason: 'short', predictable: null, bytes: 44 });
    expect(rate('base64url')).toMatchObject({ reason: 'short', predictable: null, bytes: 43 });
    expect(rate('hex')).toMatchObject({ reason: 'thin', predictable: null, bytes: 64 });
  });

  test('64 random bytes in hex pass everywhere', () => {
    for (const algorithm of ['HS256', 'HS384', 'HS512'] as const) {
      expect(assess(randomBytes(64).toString('hex'), { algorithm }).reason).toBeNull();
    }
  });

  test('openssl rand -hex 16 is 32 bytes and 128 bits: thin for HS256', () => {
    const strength = assess(randomBytes(16).toString('hex'));
    expect(strength).toMatchObject({ bytes: 32, capacityBits: 128, bits: 128, reason: 'thin' });
  });

  test('24 random characters are short, not predictable', () => {
    const strength = assess(randomBytes(18).toString('base64'));
    expect(strength).toMatchObject({ bytes: 24, reason: 'short', predictable: null });
  });
});

describe('what the HMAC gets', () => {
  test('the encoding decides the bytes', () => {
    const text = randomBytes(32).toString('hex');
    expect(assess(text, { encoding: 'utf8' }).bytes).toBe(64);
    expect(assess(text, { encoding: 'hex' })).toMatchObject({ bytes: 32, reason: null });
    expect(assess(text, { encoding: 'base64' })).toMatchObject({ bytes: 48, capacityBits: 256 });
    expect(assess(text, { encoding: 'utf16' }).bytes).toBe(128);
  });

  test('minBytes takes the place of the table', () => {
    const text = randomBytes(18).toString('base64');
    expect(assess(text, { minBytes: 16 }).isShort).toBe(false);
    expect(assess(text, { minBytes: 0 })).toMatchObject({ reason: null, requiredBytes: 0 });
  });
});

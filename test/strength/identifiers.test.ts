// Identifiers and times are named as what they are, every one of them; and what else the estimate must read.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AssessOptions, Reason } from '../../src/model/strength.ts';
import { assess } from '../../src/strength/assess.ts';
import { randomSource } from './cells.ts';

const random = randomSource('identifiers');
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A moment between 2010 and 2030, in milliseconds. */
const moment = (): number => 1_262_304_000_000 + (random(6).readUIntBE(0, 6) % 631_152_000_000);

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function withVersion(hex: string, version: string): string {
  const variant = '89ab'.charAt(random(1).readUInt8(0) % 4);
  return dashed(`${hex.slice(0, 12)}${version}${hex.slice(13, 16)}${variant}${hex.slice(17)}`);
}

const timeHex = (milliseconds: number): string => milliseconds.toString(16).padStart(12, '0');

const identifiers: readonly {
  readonly name: string;
  readonly reason: Reason;
  readonly what: string;
  make(): string;
}[] = [
  ...['1', '2', '3', '4', '5', '6', '8'].map((version) => ({
    name: `UUID version ${version}`,
    reason: 'uuid' as const,
    what: 'UUID',
    make: () => withVersion(random(16).toString('hex'), version),
  })),
  {
    name: 'UUID version 7',
    reason: 'uuid',
    what: 'UUID',
    make: () => withVersion(timeHex(moment()) + random(10).toString('hex'), '7'),
  },
  {
    name: 'UUID in capitals and braces',
    reason: 'uuid',
    what: 'UUID',
    make: () => `{${withVersion(random(16).toString('hex'), '4').toUpperCase()}}`,
  },
  {
    name: 'ULID',
    reason: 'uuid',
    what: 'ULID',
    make: () => {
      let time = '';
      for (let rest = moment(), i = 0; i < 10; i++, rest = Math.floor(rest / 32)) {
        time = crockford.charAt(rest % 32) + time;
      }
      return time + Array.from(random(16), (byte) => crockford.charAt(byte % 32)).join('');
    },
  },
  {
    name: 'ObjectId',
    reason: 'uuid',
    what: 'ObjectId',
    make: () => Math.floor(moment() / 1000).toString(16) + random(8).toString('hex'),
  },
  {
    name: 'Unix seconds',
    reason: 'timestamp',
    what: 'Unix time',
    make: () => String(Math.floor(moment() / 1000)),
  },
  {
    name: 'Unix milliseconds',
    reason: 'timestamp',
    what: 'Unix time',
    make: () => String(moment()),
  },
  {
    name: 'Unix microseconds',
    reason: 'timestamp',
    what: 'Unix time',
    make: () => `${moment()}${String(random(1).readUInt8(0)).padStart(3, '0')}`,
  },
  {
    name: 'Unix nanoseconds',
    reason: 'timestamp',
    what: 'Unix time',
    make: () => `${moment()}${String(random(2).readUInt16BE(0)).padStart(6, '0')}`,
  },
  {
    name: 'ISO time',
    reason: 'timestamp',
    what: 'date and time',
    make: () => new Date(moment()).toISOString(),
  },
];

describe('identifiers and times', () => {
  test.each(identifiers)('$name', ({ reason, what, make }) => {
    for (let i = 0; i < 1000; i++) {
      const strength = assess(make());
      expect(strength.reason).toBe(reason);
      expect(strength.segments[0]?.what).toBe(what);
    }
  });

  test('a version 4 UUID is worth 122 bits, a version 1 far fewer', () => {
    const hex = random(16).toString('hex');
    expect(assess(withVersion(hex, '4')).bits).toBe(122);
    expect(assess(withVersion(hex, '1')).bits).toBeLessThan(64);
    expect(assess(withVersion(hex, '7')).bits).toBeLessThan(102);
  });
});

const sha = (name: string, text: string) => createHash(name).update(text).digest();

const readings: readonly {
  readonly name: string;
  readonly text: string;
  readonly reason: Reason;
  readonly reading?: string;
  readonly options?: AssessOptions;
}[] = [
  {
    name: 'hex',
    text: Buffer.from('my-company-secret').toString('hex'),
    reason: 'dictionary',
    reading: 'hex decoded',
  },
  {
    name: 'HEX',
    text: Buffer.from('my-company-secret').toString('hex').toUpperCase(),
    reason: 'dictionary',
    reading: 'hex decoded',
  },
  {
    name: 'base64url',
    text: Buffer.from('purple monkey dishwasher').toString('base64url'),
    reason: 'dictionary',
    reading: 'base64 decoded',
  },
  {
    name: 'base64 of hex',
    text: Buffer.from(Buffer.from('purple monkey').toString('hex')).toString('base64'),
    reason: 'dictionary',
    reading: 'base64 decoded, hex decoded',
  },
  {
    name: 'base64: prefix',
    text: `base64:${Buffer.from('purple monkey dishwasher').toString('base64')}`,
    reason: 'dictionary',
  },
  {
    name: 'hex: prefix',
    text: `hex:${Buffer.from('purple monkey dishwasher').toString('hex')}`,
    reason: 'dictionary',
  },
  { name: 'quotes', text: '"your-256-bit-secret"', reason: 'known' },
  { name: 'percent signs', text: 'purple%20monkey%20dishwasher', reason: 'dictionary' },
  {
    name: 'JWK',
    text: JSON.stringify({ kty: 'oct', k: Buffer.from('secret').toString('base64url') }),
    reason: 'known',
  },
  { name: 'known in other case', text: 'YOUR_256_BIT_SECRET', reason: 'known' },
  { name: 'known with digits', text: 'supersecretkey2024', reason: 'known' },
  {
    name: 'known in base64',
    text: Buffer.from('keyboard cat').toString('base64'),
    reason: 'known',
  },
  { name: 'sha256 in hex', text: sha('sha256', 'password').toString('hex'), reason: 'dictionary' },
  { name: 'md5 in base64', text: sha('md5', 'sunshine').toString('base64'), reason: 'dictionary' },
  {
    name: 'sha512 of a published secret',
    text: sha('sha512', 'keyboard cat').toString('hex'),
    reason: 'dictionary',
  },
  { name: 'reversed', text: 'terceslatotrepus', reason: 'dictionary' },
  { name: 'letters and digits taking turns', text: 'c3d4e5f6g7h8i9j0k1l2', reason: 'pattern' },
  { name: 'zero bytes', text: Buffer.alloc(32).toString('base64'), reason: 'pattern' },
  {
    name: 'counting bytes',
    text: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('hex'),
    reason: 'pattern',
  },
  { name: 'variable that was never filled in', text: '${JWT_SECRET}', reason: 'placeholder' },
  { name: 'an order to the reader', text: 'update_your_JWT_secret', reason: 'placeholder' },
  { name: 'angle brackets', text: '<your-secret-here>', reason: 'placeholder' },
  {
    name: 'project in another spelling',
    text: 'Acme_Shop_2024_Key',
    reason: 'project-name',
    options: { projectNames: ['@acme/acme-shop'] },
  },
  {
    name: 'more known values',
    text: 'plainly-fake-but-listed-value',
    reason: 'known',
    options: {
      knownSecrets: { find: (text) => (text.startsWith('plainly') ? 'a list' : undefined) },
    },
  },
];

describe('readings', () => {
  test.each(readings)('$name', ({ text, reason, reading, options }) => {
    const strength = assess(text, options);
    expect(strength.reason).toBe(reason);
    if (reading !== undefined) expect(strength.reading).toBe(reading);
  });

  test.each([
    ['acme', 'the name of the project'],
    ['acme-2024', 'built on the name of the project: a project name and a year'],
  ])('%s is %s', (text, explanation) => {
    expect(assess(text, { projectNames: ['acme'] }).explanation).toBe(explanation);
  });

  test('a random key that holds a project name by chance is not built on it', () => {
    const text = `${random(20).toString('base64url')}acme${random(20).toString('base64url')}`;
    expect(assess(text, { projectNames: ['acme'] }).predictable).toBeNull();
  });
});

// Weak values in a dress: hashed, encoded, compressed, drawn from what everybody can look up, or made for another purpose.
// Each is called what it is, however random it looks.
import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/strength/assess.ts';
import { wholeDocument } from '../../src/strength/find-document.ts';
import { randomSource } from './cells.ts';

const hash = (name: string, text: string | Buffer): Buffer =>
  createHash(name).update(text).digest();
const hex = (name: string, text: string): string => hash(name, text).toString('hex');

describe('the hash of a weak word, whichever hash and however it is written', () => {
  test.each(['secret', 'admin', 'my-jwt-secret', 'super_secret_key', ''])('of "%s"', (word) => {
    for (const name of ['md5', 'sha256']) expect(assess(hex(name, word)).reason).toBe('dictionary');
  });

  test.each([
    ['sha224', hex('sha224', 'password')],
    ['sha384 in base64', hash('sha384', 'password').toString('base64')],
    ['sha512 cut to half', hex('sha512', 'password').slice(0, 64)],
    ['sha256 cut to 50 characters', hex('sha256', 'password').slice(0, 50)],
    ['sha512/256', hex('sha512-256', 'password')],
    ['sha3-256', hex('sha3-256', 'password')],
    ['sha3-512', hex('sha3-512', 'password')],
    ['BLAKE2b', hex('blake2b512', 'password')],
    ['BLAKE2s in base64url', hash('blake2s256', 'password').toString('base64url')],
    ['with a line end', hex('sha256', 'password\n')],
    ['md5 of the md5', hex('md5', hex('md5', 'password'))],
    ['sha256 of the sha256', hex('sha256', hex('sha256', 'password'))],
    ['sha256 of its bytes', hash('sha256', hash('sha256', 'password')).toString('hex')],
    ['hexadecimal in base64', Buffer.from(hex('sha256', 'password')).toString('base64')],
  ])('%s', (_, text) => {
    const { reason, explanation, bits } = assess(text);
    expect(reason).toBe('dictionary');
    expect(explanation).toMatch(/the hash of a common word/);
    expect(bits).toBeLessThan(30);
  });
});

const phrase = 'my-super-secret-jwt-key';

test.each([
  ['base32', 'NV4S243VOBSXELLTMVRXEZLUFVVHO5BNNNSXS==='],
  ['base32 in small letters', 'nv4s243vobsxelltmvrxezlufvvho5bnnnsxs'],
  ['base58', '3G9LpSwzJibt4DBBrQxfR4Jh5w4rp23S'],
  ['rot13', 'zl-fhcre-frperg-wjg-xrl'],
  ['gzip in base64', gzipSync(phrase).toString('base64')],
  ['gzip in hexadecimal', gzipSync(phrase).toString('hex')],
  ['zlib in base64', deflateSync(phrase).toString('base64')],
  ['percent signs', Array.from(phrase, (char) => `%${char.charCodeAt(0).toString(16)}`).join('')],
])('a phrase in %s is a phrase', (_, text) => {
  const { predictable, bits } = assess(text);
  expect(predictable).toBe('dictionary');
  expect(bits).toBeLessThan(80);
});

test.each([
  ['pi', '3.14159265358979323846264338327950288419716939937510', 'well-known number'],
  ['pi without the point', '31415926535897932384626433832795', 'well-known number'],
  ['e', '2.71828182845904523536028747135266249775724709369995', 'well-known number'],
  ['the golden ratio', '1618033988749894848204586834365638117720', 'well-known number'],
  ['pi and e', '314159265358979323846271828182845904523536', 'well-known numbers'],
  ['pi in hexadecimal', '243F6A8885A308D313198A2E03707344A4093822299F31D0', 'well-known number'],
  ['primes', '2357111317192329313741434753596167717379', 'well-known number'],
  ['Fibonacci numbers', '112358132134558914423337761098715972584', 'well-known number'],
  ['powers of two', '1248163264128256512102420484096819216384', 'well-known number'],
  ['an IBAN', 'DE89370400440532013000', 'IBAN'],
  ['an IBAN in groups', 'GB29 NWBK 6016 1331 9268 19', 'IBAN'],
  ['licence plates', 'HH-AB 1234 M-XY 987 K-LM 42', 'licence plates'],
  ['emoji', '🚀🔥💯😀😎🎉🐱🐶🍕🍔🍟🌮🌯🥗🍣🍩🍪🎂🍰🧁🍫🍬🍭🍮', 'emoji'],
  ['a walk on BÉPO', 'auiectsrnmauiectsrnmvdljzwvdljzw', 'keyboard walk'],
])('%s', (_, text, name) => {
  const { reason, explanation, bits } = assess(text);
  expect(reason).toBe('pattern');
  expect(explanation).toContain(name);
  expect(bits).toBeLessThan(200);
});

test('lorem ipsum is words', () => {
  const text = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit';
  expect(assess(text)).toMatchObject({ reason: 'dictionary' });
  expect(assess(text.replace(/\W/g, '').toLowerCase())).toMatchObject({ reason: 'dictionary' });
});

const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
const token = `${header}.${Buffer.from('{"sub":"1"}').toString('base64url')}.${hash('sha256', 'x').toString('base64url')}`;
const bcrypt = `$2b$10$${'N9qo8uLOickgx2ZMRZoMye'}${'IjZAgcfl7p92ldGxad68LJZdL17lhWy'}`;
const point = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9';

test.each([
  ['a token', token, 'a JSON Web Token'],
  ['its beginning', token.slice(0, 50), 'a JSON Web Token'],
  ['a bcrypt hash', bcrypt, 'a password hash'],
  [
    'an argon2 hash',
    `$argon2id$v=19$m=65536,t=3,p=4$${'c29tZXNhbHQ'}$${'RdescudvJCsgt3ub'}`,
    'a password hash',
  ],
  [
    'a crypt string',
    `$6$rounds=5000$saltsaltsalt$${'D4IrlXatmP7rx3P3InaxBeoomnAihCKR'}`,
    'a password hash',
  ],
  [
    'a password of Django',
    `pbkdf2_sha256$260000$${'c8kVQW3dXk1m'}$${'5tJ0pC0mS4j9bYl2b2mF='}`,
    'a password hash',
  ],
  [
    'a public key',
    `-----BEGIN PUBLIC KEY-----\n${point}\n-----END PUBLIC KEY-----`,
    'a public key',
  ],
  ['a public key without its frame', point, 'a public key'],
  [
    'a short RSA key without its frame',
    `MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ${'DfNkc3D3Pv7IUlwWTT9NQIXdg+avEhgSqsUkDtzUby'}`,
    'a public key',
  ],
])('%s is no key, however long', (_, text, name) => {
  const { reason, explanation } = assess(text);
  expect(reason).toBe('pattern');
  expect(explanation).toContain(name);
});

test.each([
  [
    'base64 that was cut off within a character',
    (text: Buffer) => text.subarray(0, -1).toString('base64'),
  ],
  ['base64 with the end of a line behind it', (text: Buffer) => `${text.toString('base64')}\\n`],
])('%s is read as what it says', (_, write) => {
  const words = Buffer.from('우리 팀의 비밀 열쇠는 아무도 모릅니다');
  expect(assess(write(words))).toMatchObject({ reason: 'dictionary' });
});

test('random capitals and digits are no IBAN, though one in a hundred has the right check digits', () => {
  const random = randomSource('iban');
  for (let i = 0; i < 3000; i++) {
    const text = `AE12${random(14).toString('hex').toUpperCase()}`;
    expect(assess(text).predictable).toBeNull();
  }
});

test('a random text between backticks or in parentheses is no command', () => {
  const random = randomSource('backticks');
  const printable = (length: number): string =>
    Array.from(random(length), (byte) => String.fromCharCode(33 + (byte % 63))).join('');
  for (let i = 0; i < 1000; i++) {
    expect(assess(`\`${printable(40)}\``).predictable).toBeNull();
    expect(assess(`$(${printable(40)})`).predictable).toBeNull();
  }
  expect(assess('`date +%s | sha256sum`').predictable).toBe('placeholder');
});

test('keys that only look a little like them are none of them', () => {
  const random = randomSource('dressed');
  for (const prefix of ['$', '$1', '{', 'eyJ', 'ssh-', 'MII']) {
    const text = `${prefix}${random(32).toString('base64')}`;
    expect(wholeDocument(text), prefix).toBeUndefined();
  }
});

test.each([
  ['a UUID after words', 'jwt-secret-3f2b8c9e-1d4a-4f6b-9e8c-7a5d2c1b0e9f', 'uuid'],
  [
    'two UUIDs',
    '3f2b8c9e-1d4a-4f6b-9e8c-7a5d2c1b0e9f-6c84fb90-12c4-41e1-840d-25da3ae2c3b1',
    'uuid',
  ],
  ['a UUID that was made up', '2d034746-1g04-1a4h-4b5g-34f5g8h803r8', 'typed'],
  ['the cycle of a generator page', 'z$C&F)J@NcRfUjXn2r5u8x/A?D(G+KbP', 'pattern'],
  [
    'the mark of Django',
    'django-insecure-6otb-(jot$aip%#xfose!o4+=x^ds28!twb=n78f%f3$zu@ira',
    'placeholder',
  ],
])('%s', (_, text, reason) => {
  expect(assess(text).reason).toBe(reason);
});

test('texts of thousands of characters have a number of bits', () => {
  const random = randomSource('long');
  const text = Array.from(random(3000), (byte) => String.fromCharCode(33 + (byte % 90))).join('');
  expect(assess(text).bits).toBeGreaterThan(10_000);
});

test('words with no end, which are tried as rot13, take no time', () => {
  const start = performance.now();
  for (const end of ['§', '1§', '-§']) assess('a'.repeat(120) + end);
  expect(performance.now() - start).toBeLessThan(2000);
});

import { Buffer } from 'node:buffer';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { describePrivateKey } from '../../src/model/private-key.ts';

const pemOf = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string =>
  key.export({ type, format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ed = generateKeyPairSync('ed25519');
const pem = pemOf(rsa.privateKey);

test.each([
  ['PKCS #8', pem, { type: 'RSA', bits: 1024 }],
  ['PKCS #1', pemOf(rsa.privateKey, 'pkcs1'), { type: 'RSA', bits: 1024 }],
  ['SEC 1', pemOf(ec.privateKey, 'sec1'), { type: 'EC', curve: 'P-384' }],
  ['Ed25519', pemOf(ed.privateKey), { type: 'EdDSA' }],
  ['line ends written out', pem.replace(/\n/g, '\\n'), { type: 'RSA', bits: 1024 }],
  ['line ends of Windows', pem.replace(/\n/g, '\r\n'), { type: 'RSA', bits: 1024 }],
  ['one line', pem.replace(/\n/g, ' '), { type: 'RSA', bits: 1024 }],
  ['base64', Buffer.from(pem).toString('base64'), { type: 'RSA', bits: 1024 }],
  ['JWK', JSON.stringify(ec.privateKey.export({ format: 'jwk' })), { type: 'EC', curve: 'P-384' }],
  [
    'nothing that node can read',
    `-----BEGIN PRIVATE KEY-----\n${'QUJD'.repeat(60)}\n-----END PRIVATE KEY-----`,
    { type: 'other' },
  ],
])('%s', (_, text, kind) => {
  expect(describePrivateKey(text)).toEqual(kind);
});

test.each([
  ['a public key', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['a public JWK', JSON.stringify(ec.publicKey.export({ format: 'jwk' }))],
  [
    'a key under a passphrase',
    rsa.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'fake' })
      .toString(),
  ],
  [
    'a placeholder',
    `-----BEGIN PRIVATE KEY-----\n${' your key '.repeat(9)}\n-----END PRIVATE KEY-----`,
  ],
  ['dots', '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----'],
  ['marks without an end', `-----BEGIN PRIVATE KEY-----${'A'.repeat(9_000)}`],
  ['half a JWK', `{"kty":"RSA","d":${'['.repeat(5_000)}`],
])('not %s', (_, text) => {
  expect(describePrivateKey(text)).toBeUndefined();
});

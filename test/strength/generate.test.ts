// Generated secrets are as long as their algorithm asks and pass our own rating; key pairs work.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hmacAlgorithmNames, hmacAlgorithms } from '../../src/model/algorithms.ts';
import { assess } from '../../src/strength/assess.ts';
import { generateKeyPair, generateSecret, keyPairAlgorithms } from '../../src/strength/generate.ts';
import { sampleOf } from '../thorough.ts';

const formats = ['hex', 'base64', 'base64url', 'jwk'] as const;

describe('generateSecret', () => {
  const cases = hmacAlgorithmNames.flatMap((algorithm) =>
    formats.map((format) => ({ algorithm, format })),
  );

  test.each(cases)('$algorithm as $format passes', ({ algorithm, format }) => {
    const { text, bytes } = generateSecret({ algorithm, format });
    expect(bytes).toBe(hmacAlgorithms[algorithm].minBytes);
    expect(assess(text, { algorithm }).reason).toBeNull();
  });

  test('draws anew each time', () => {
    const texts = Array.from(
      { length: 100 },
      () => generateSecret({ algorithm: 'HS256', format: 'hex' }).text,
    );
    expect(new Set(texts).size).toBe(100);
  });

  test.each([0, 31, 32.5, 2000, Number.NaN])('refuses %d bytes for HS256', (bytes) => {
    expect(() => generateSecret({ algorithm: 'HS256', format: 'hex', bytes })).toThrow(
      /32 to 1024/,
    );
  });
});

/** A pair of RSA takes half a second to make, and those of all six algorithms are made alike. */
const isRsa = (algorithm: string): boolean => /^[RP]S/.test(algorithm);
const tried = [
  ...keyPairAlgorithms.filter((algorithm) => !isRsa(algorithm)),
  ...sampleOf(keyPairAlgorithms.filter(isRsa), 1),
];

describe('generateKeyPair', () => {
  test.each(tried)('%s signs and verifies, as PEM and as JWK', (algorithm) => {
    const hash = algorithm === 'EdDSA' ? null : 'sha256';
    const message = Buffer.from('message');
    const pem = generateKeyPair(algorithm, 'pem');
    expect(verify(hash, message, pem.publicKey, sign(hash, message, pem.privateKey))).toBe(true);
    const jwk = generateKeyPair(algorithm, 'jwk');
    const privateKey = createPrivateKey({ key: JSON.parse(jwk.privateKey), format: 'jwk' });
    const publicKey = createPublicKey({ key: JSON.parse(jwk.publicKey), format: 'jwk' });
    expect(verify(hash, message, publicKey, sign(hash, message, privateKey))).toBe(true);
    expect(JSON.parse(jwk.publicKey)).not.toHaveProperty('d');
    expect(JSON.parse(jwk.publicKey)).toMatchObject({
      alg: algorithm,
      kid: JSON.parse(jwk.privateKey).kid,
    });
  });
});

// New secrets and key pairs by the browser's own cryptography, in the forms of `keylint generate`.
import { Buffer } from 'buffer';
import { calculateJwkThumbprint, type JWK } from 'jose';
import {
  type HmacAlgorithm,
  hmacAlgorithms,
  isHmacAlgorithm,
} from '../../../../src/model/algorithms.ts';

export const secretFormats = ['base64url', 'base64', 'hex', 'jwk'] as const;
export const pairFormats = ['pem', 'jwk'] as const;
export const pairAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA'],
];

/** What is to be stored, one text a block. */
export async function make(algorithm: string, format: string): Promise<readonly string[]> {
  return isHmacAlgorithm(algorithm) ? [makeSecret(algorithm, format)] : makePair(algorithm, format);
}

function makeSecret(algorithm: HmacAlgorithm, format: string): string {
  const { minBytes } = hmacAlgorithms[algorithm];
  const drawn = Buffer.from(crypto.getRandomValues(new Uint8Array(minBytes)));
  switch (format) {
    case 'hex':
    case 'base64':
      return drawn.toString(format);
    case 'jwk':
      return JSON.stringify({
        kty: 'oct',
        k: drawn.toString('base64url'),
        alg: algorithm,
        use: 'sig',
      });
    default:
      return drawn.toString('base64url');
  }
}

/** RSA keys of 3072 bits are worth 128 bits (NIST SP 800-57 part 1, table 2). */
const rsa = { modulusLength: 3072, publicExponent: Uint8Array.of(1, 0, 1) };
const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

function parametersOf(algorithm: string): RsaHashedKeyGenParams | EcKeyGenParams | Algorithm {
  const hash = `SHA-${algorithm.slice(2)}`;
  if (algorithm.startsWith('RS')) return { name: 'RSASSA-PKCS1-v1_5', hash, ...rsa };
  if (algorithm.startsWith('PS')) return { name: 'RSA-PSS', hash, ...rsa };
  const namedCurve = curves[algorithm];
  return namedCurve === undefined ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve };
}

async function makePair(algorithm: string, format: string): Promise<readonly string[]> {
  const { subtle } = crypto;
  const made = await subtle.generateKey(parametersOf(algorithm), true, ['sign', 'verify']);
  // The cast: all of these algorithms have two keys.
  const { privateKey, publicKey } = made as CryptoKeyPair;
  if (format === 'jwk') {
    const open = membersOf(await subtle.exportKey('jwk', publicKey));
    const common = { alg: algorithm, use: 'sig', kid: await calculateJwkThumbprint(open) };
    const secret = membersOf(await subtle.exportKey('jwk', privateKey));
    return [JSON.stringify({ ...secret, ...common }), JSON.stringify({ ...open, ...common })];
  }
  return [
    toPem('PRIVATE KEY', await subtle.exportKey('pkcs8', privateKey)),
    toPem('PUBLIC KEY', await subtle.exportKey('spki', publicKey)),
  ];
}

/** Without what only this browser has to know. */
function membersOf({ key_ops: _, ext: __, ...members }: JsonWebKey): JWK {
  // The cast: WebCrypto has exported it.
  return members as JWK;
}

function toPem(label: string, bytes: ArrayBuffer): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}

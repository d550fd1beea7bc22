// New secrets and key pairs, from the system's random numbers and nothing else.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { type HmacAlgorithm, hmacAlgorithms } from '../model/algorithms.ts';
import { UserError } from '../model/errors.ts';

/** How the random bytes of a secret are written. `jwk` is a JSON Web Key of type oct. */
export type SecretFormat = 'hex' | 'base64' | 'base64url' | 'jwk';

export interface SecretRequest {
  readonly algorithm: HmacAlgorithm;
  readonly format: SecretFormat;
  /** Random bytes to draw; what the algorithm asks for where absent, and never less. */
  readonly bytes?: number;
}

/** A new secret: the text to store, and how many random bytes it was made of. */
export interface NewSecret {
  readonly text: string;
  readonly bytes: number;
}

/** More has no use: HMAC hashes keys that are longer than a block of its hash (RFC 2104). */
const mostBytes = 1024;

/** Draws a secret. Throws a UserError where fewer bytes are asked for than RFC 7518 demands. */
export function generateSecret({ algorithm, format, bytes }: SecretRequest): NewSecret {
  const { minBytes } = hmacAlgorithms[algorithm];
  const length = bytes ?? minBytes;
  if (!Number.isInteger(length) || length < minBytes || length > mostBytes) {
    throw new UserError(
      `A secret for ${algorithm} has ${minBytes} to ${mostBytes} bytes, not ${length}.`,
      { hint: 'RFC 7518, section 3.2: the key is at least as long as the output of the hash.' },
    );
  }
  const drawn = randomBytes(length);
  if (format !== 'jwk') return { text: drawn.toString(format), bytes: length };
  const jwk = { kty: 'oct', k: drawn.toString('base64url'), alg: algorithm, use: 'sig' };
  return { text: JSON.stringify(jwk), bytes: length };
}

/** Algorithms that sign with a private key and verify with a public one. */
export const keyPairAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type KeyPairAlgorithm = (typeof keyPairAlgorithms)[number];

/** Whether `name` is an algorithm of key pairs. */
export function isKeyPairAlgorithm(name: string): name is KeyPairAlgorithm {
  return keyPairAlgorithms.some((known) => known === name);
}

/** A new key pair; texts end without a line end. */
export interface NewKeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** RSA keys of 3072 bits are worth 128 bits (NIST SP 800-57 part 1, table 2). */
const rsaBits = 3072;
const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;

/** Makes a key pair, as PEM (PKCS #8 and SPKI) or as JWKs whose `kid` is the public thumbprint of RFC 7638. */
export function generateKeyPair(algorithm: KeyPairAlgorithm, format: 'pem' | 'jwk'): NewKeyPair {
  const { privateKey, publicKey } = makeKeyPair(algorithm);
  if (format === 'pem') {
    return {
      privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })).trimEnd(),
      publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })).trimEnd(),
    };
  }
  const common = { alg: algorithm, use: 'sig', kid: thumbprint(publicKey) };
  return {
    privateKey: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...common }),
    publicKey: JSON.stringify({ ...publicKey.export({ format: 'jwk' }), ...common }),
  };
}

function makeKeyPair(algorithm: KeyPairAlgorithm) {
  switch (algorithm) {
    case 'EdDSA':
      return generateKeyPairSync('ed25519');
    case 'ES256':
    case 'ES384':
    case 'ES512':
      return generateKeyPairSync('ec', { namedCurve: curves[algorithm] });
    default:
      return generateKeyPairSync('rsa', { modulusLength: rsaBits });
  }
}

/** RFC 7638: the SHA-256 of the required members of the public key in the order of their names. */
function thumbprint(publicKey: KeyObject): string {
  const { crv, e, kty, n, x, y } = publicKey.export({ format: 'jwk' });
  const members =
    kty === 'RSA' ? { e, kty, n } : kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

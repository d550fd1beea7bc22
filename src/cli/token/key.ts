// From the text of a key to what jose takes. Which algorithms may be used is decided by the caller and the kind of key,
// never by the token.
import type { CryptoKey, JWK } from 'jose';
import { UserError } from '../../model/errors.ts';

export const secretEncodings = ['utf8', 'base64', 'base64url', 'hex'] as const;
export type SecretEncoding = (typeof secretEncodings)[number];

export const hmacNames = ['HS256', 'HS384', 'HS512'];
export const asymmetricNames = [
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
];

export interface Key {
  readonly key: CryptoKey | Uint8Array;
  /** Of a secret; a key pair has none. */
  readonly bytes: number | undefined;
}

export interface KeyRequest {
  readonly text: string;
  readonly algorithm: string;
  readonly encoding: SecretEncoding;
  /** `sign` needs the private half. */
  readonly isForSigning: boolean;
}

const looksAsymmetric = /^\s*-----BEGIN /;

/** Throws a UserError, which quotes nothing, where key and algorithm do not go together. */
export async function toKey(request: KeyRequest): Promise<Key> {
  const { text, algorithm, encoding } = request;
  const isHmac = hmacNames.includes(algorithm);
  if (isHmac && looksAsymmetric.test(text)) {
    // RFC 8725, 2.1: a public key taken for a secret is what anybody can sign with.
    throw new UserError(`A PEM key is no secret, so ${algorithm} is refused with it.`, {
      hint: `Name the algorithm of the key pair: --alg ${asymmetricNames.join(', ')}`,
    });
  }
  const jwk = readJwk(text);
  if (jwk !== undefined || !isHmac) return importKey(request, jwk);
  const bytes = Buffer.from(text, encoding);
  if (bytes.length === 0)
    throw new UserError(`The secret is empty once it is read as ${encoding}.`);
  return { key: new Uint8Array(bytes), bytes: bytes.length };
}

function readJwk(text: string): JWK | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    // The cast: jose checks what is in it.
    return typeof parsed === 'object' && parsed !== null && 'kty' in parsed
      ? (parsed as JWK)
      : undefined;
  } catch {
    return undefined;
  }
}

async function importKey(
  { text, algorithm, isForSigning }: KeyRequest,
  jwk: JWK | undefined,
): Promise<Key> {
  const { importJWK, importPKCS8, importSPKI, importX509 } = await import('jose');
  try {
    if (jwk) {
      const key = await importJWK(jwk, algorithm);
      return { key, bytes: key instanceof Uint8Array ? key.length : undefined };
    }
    if (isForSigning) return { key: await importPKCS8(text, algorithm), bytes: undefined };
    const read = text.includes('BEGIN CERTIFICATE') ? importX509 : importSPKI;
    return { key: await read(text, algorithm), bytes: undefined };
  } catch {
    const kind = isForSigning ? 'private key (PKCS #8)' : 'public key (SPKI, certificate)';
    throw new UserError(`The key cannot be read as a ${kind} or JWK for ${algorithm}.`);
  }
}

// What a private key of an asymmetric algorithm is, by its text: PEM, PEM in base64, or a JWK. Parsed by node itself.
import { Buffer } from 'node:buffer';
import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';

export interface PrivateKeyKind {
  readonly type: 'RSA' | 'EC' | 'EdDSA' | 'other';
  /** Bits of the modulus of an RSA key. */
  readonly bits?: number;
  /** Name of the curve of an EC key, as RFC 7518 calls it. */
  readonly curve?: string;
}

/** Longer texts are bundles of many keys. */
const maxLength = 20_000;

const header = /-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----/;

/** Cheap test that every private key passes. */
export function mayBePrivateKey(text: string): boolean {
  if (text.length > maxLength || text.length < 60) return false;
  return (
    header.test(text) ||
    text.startsWith('LS0tLS1CRUdJTi') ||
    bareKey.test(text) ||
    /"kty"\s*:/.test(text)
  );
}

/** What PEM has between its marks: PKCS #8, PKCS #1, SEC 1. Public keys begin like that as well. */
const bareKey = /^\s{0,99}M(?:I[GI]|Hc|C4)[A-Za-z0-9+/\s]{55,}={0,2}\s{0,99}$/;

/** What a text is as a private key; `undefined` for all else: public keys, placeholders, keys under a passphrase. */
export function describePrivateKey(text: string): PrivateKeyKind | undefined {
  if (!mayBePrivateKey(text)) return undefined;
  const plain = text.startsWith('LS0t') ? Buffer.from(text, 'base64').toString('latin1') : text;
  const key = header.test(plain)
    ? readPem(plain)
    : bareKey.test(plain)
      ? readBare(plain)
      : readJwk(plain);
  if (key) return kindOf(key);
  // A key that node cannot read is one all the same, if it is not just the words around it.
  return header.test(plain) && bodyOf(plain).length >= 200 ? { type: 'other' } : undefined;
}

function readPem(text: string): KeyObject | undefined {
  const label = /-----BEGIN ([A-Z ]{0,20}PRIVATE KEY)-----/.exec(text)?.[1];
  const body = bodyOf(text);
  if (label === undefined || body === '') return undefined;
  const lines = body.match(/.{1,64}/g) ?? [];
  return parse(() =>
    createPrivateKey([`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')),
  );
}

/** The base64 between the marks, however line ends were written. */
function bodyOf(text: string): string {
  const from = text.search(header);
  const start = from < 0 ? -1 : text.indexOf('-----', from + 10) + 5;
  const end = text.indexOf('-----END', start);
  if (start < 5 || end < 0) return '';
  const body = text.slice(start, end).replace(/\\+[nr]|\s/g, '');
  return /^[A-Za-z0-9+/=]*$/.test(body) ? body : '';
}

function readBare(body: string): KeyObject | undefined {
  return ['', 'RSA ', 'EC ']
    .map((type) => readPem(`-----BEGIN ${type}PRIVATE KEY-----${body}-----END-----`))
    .find((key) => key !== undefined);
}

function readJwk(text: string): KeyObject | undefined {
  return parse(() => {
    const key: unknown = JSON.parse(text);
    if (typeof key !== 'object' || key === null || !('d' in key)) return undefined;
    // Node checks every member itself, and throws.
    return createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
  });
}

function parse(read: () => KeyObject | undefined): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
  secp256k1: 'secp256k1',
};

function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): PrivateKeyKind {
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined && asymmetricKeyType !== 'dsa') {
    return { type: 'RSA', bits: modulusLength };
  }
  if (namedCurve !== undefined) return { type: 'EC', curve: curves[namedCurve] ?? namedCurve };
  return { type: /^ed/.test(asymmetricKeyType ?? '') ? 'EdDSA' : 'other' };
}

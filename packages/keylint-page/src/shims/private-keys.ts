// What kind of private key a PEM or JWK is, read from its structure: enough to say "a private RSA key of 2048 bits".
import { Buffer } from 'buffer';

export interface KeyDescription {
  readonly asymmetricKeyType: string;
  readonly asymmetricKeyDetails: { readonly modulusLength?: number; readonly namedCurve?: string };
}

/** One element of DER. */
interface Element {
  readonly tag: number;
  readonly body: Uint8Array;
}

const rsa = '2a864886f70d010101';
const rsaPss = '2a864886f70d01010a';
const dsa = '2a8648ce380401';
const ec = '2a8648ce3d0201';
const curves: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'prime256v1',
  '2b81040022': 'secp384r1',
  '2b81040023': 'secp521r1',
  '2b8104000a': 'secp256k1',
};
const edwards: Readonly<Record<string, string>> = {
  '2b6570': 'ed25519',
  '2b6571': 'ed448',
  '2b656e': 'x25519',
  '2b656f': 'x448',
};

/** Throws where it is none. */
export function describeKey(key: string | object): KeyDescription {
  return typeof key === 'string' ? describePem(key) : describeJwk(key);
}

function describePem(pem: string): KeyDescription {
  const label = /-----BEGIN ([A-Z ]+)-----/.exec(pem)?.[1];
  const body = pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
  const [outer] = elementsOf(Buffer.from(body, 'base64'));
  const parts = elementsOf(expect(outer, 0x30));
  if (label === 'RSA PRIVATE KEY') return describeRsa(parts);
  if (label === 'EC PRIVATE KEY') return describeCurve(parts);
  if (label !== 'PRIVATE KEY') throw new Error('no private key');
  const [algorithm, parameters] = elementsOf(expect(parts[1], 0x30));
  const id = hex(expect(algorithm, 6));
  const inner = elementsOf(expect(parts[2], 4))[0];
  if (id === rsa || id === rsaPss)
    return describeRsa(elementsOf(expect(inner, 0x30)), id === rsaPss);
  if (id === ec) return curveOf(hex(expect(parameters, 6)));
  if (id === dsa) return { asymmetricKeyType: 'dsa', asymmetricKeyDetails: { modulusLength: 0 } };
  const name = edwards[id];
  if (name === undefined) throw new Error('unknown algorithm');
  return { asymmetricKeyType: name, asymmetricKeyDetails: {} };
}

function describeRsa(parts: readonly Element[], isPss = false): KeyDescription {
  if (parts.length < 9) throw new Error('no RSA key');
  return {
    asymmetricKeyType: isPss ? 'rsa-pss' : 'rsa',
    asymmetricKeyDetails: { modulusLength: bitsOf(expect(parts[1], 2)) },
  };
}

function describeCurve(parts: readonly Element[]): KeyDescription {
  const parameters = parts.find(({ tag }) => tag === 0xa0);
  return curveOf(hex(expect(elementsOf(parameters?.body ?? new Uint8Array())[0], 6)));
}

function curveOf(id: string): KeyDescription {
  const namedCurve = curves[id];
  if (namedCurve === undefined) throw new Error('unknown curve');
  return { asymmetricKeyType: 'ec', asymmetricKeyDetails: { namedCurve } };
}

const jwkCurves: Readonly<Record<string, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  secp256k1: 'secp256k1',
};

function describeJwk(key: object): KeyDescription {
  const { kty, crv, n, d, x } = key as Readonly<Record<string, unknown>>;
  if (typeof d !== 'string') throw new Error('no private key');
  if (kty === 'RSA' && typeof n === 'string') {
    const modulusLength = bitsOf(Buffer.from(n, 'base64url'));
    return { asymmetricKeyType: 'rsa', asymmetricKeyDetails: { modulusLength } };
  }
  const name = typeof crv === 'string' ? crv : '';
  if (kty === 'EC' && jwkCurves[name] !== undefined && typeof x === 'string') {
    return { asymmetricKeyType: 'ec', asymmetricKeyDetails: { namedCurve: jwkCurves[name] } };
  }
  if (kty === 'OKP' && /^(?:Ed|X)(?:25519|448)$/.test(name) && typeof x === 'string') {
    return { asymmetricKeyType: name.toLowerCase(), asymmetricKeyDetails: {} };
  }
  throw new Error('no private key');
}

function bitsOf(number: Uint8Array): number {
  let start = 0;
  while (start < number.length && number[start] === 0) start++;
  const first = number[start] ?? 0;
  return first === 0 ? 0 : (number.length - start - 1) * 8 + (32 - Math.clz32(first));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function expect(element: Element | undefined, tag: number): Uint8Array {
  if (element?.tag !== tag) throw new Error('no private key');
  return element.body;
}

/** The elements that stand one behind the other. Throws where a length leads out. */
function elementsOf(bytes: Uint8Array): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    at += 2;
    if (length > 0x80) {
      const count = length & 0x7f;
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[at++] ?? 0);
    }
    if (at + length > bytes.length) throw new Error('torn');
    found.push({ tag, body: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}

// Tells equal secrets apart from others without knowing them: HMAC-SHA-256 with a key that only the workers of one run
// have. Without the key no guess can be tested, not even "secret"; with it every weak one falls at once, so it never
// goes where results go.
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';

/** What separates these digests from all others that are ever made with the key. */
const domain = 'keylint fp 1\0';
/** 128 bits: of all secrets of the world no two meet by chance. */
const digits = 32;

/**
 * The fingerprints of one value, sorted: of the text as programs receive it, and of the bytes that it spells where it
 * is hexadecimal or base64. Two values are the same secret where they share one.
 */
export function fingerprintsOf(text: string, key: Uint8Array): string[] {
  const identities = [Buffer.from(text, 'utf8'), decodedKey(text)];
  const found = identities.flatMap((identity) => (identity ? [fingerprint(identity, key)] : []));
  return [...new Set(found)].sort();
}

function fingerprint(identity: Uint8Array, key: Uint8Array): string {
  return createHmac('sha256', key).update(domain).update(identity).digest('hex').slice(0, digits);
}

/** Fewer bytes are no key that somebody spelled, but a word that happens to look like it. */
const leastBytes = 16;

/** The bytes that a text in hexadecimal or base64 (either alphabet, padded or not) stands for. */
export function decodedKey(text: string): Buffer | undefined {
  const [, prefix, body = ''] = /^(base64:|hex:)?(.*)$/s.exec(text.trim()) ?? [];
  if (prefix !== 'base64:' && /^(?:[0-9a-f]{2}){16,}$/i.test(body)) return Buffer.from(body, 'hex');
  if (prefix === 'hex:' || !/^[A-Za-z0-9+/_-]{22,}={0,2}$/.test(body)) return undefined;
  const bytes = Buffer.from(body, 'base64');
  const plain = body.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  const isSpelled = bytes.toString('base64').replace(/=+$/, '') === plain;
  return isSpelled && bytes.length >= leastBytes ? bytes : undefined;
}

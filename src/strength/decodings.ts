// Encodings that people put a phrase through to make it look like a key, beyond hexadecimal and base64: base32, base58,
// rot13, and compression. Each answers with bytes or a text, or nothing where the text is none of it.
import { gunzipSync, inflateSync } from 'node:zlib';

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base32Text = /^(?:[A-Z2-7]{16,}|[a-z2-7]{16,})={0,6}$/;

/** The bytes of base32 (RFC 4648, section 6) in either case. */
export function decodeBase32(text: string): Buffer | undefined {
  if (!base32Text.test(text)) return undefined;
  const body = text.toUpperCase().replace(/=+$/, '');
  const bytes = Buffer.alloc(Math.floor((body.length * 5) / 8));
  let value = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < body.length; i++) {
    value = ((value << 5) | base32Alphabet.indexOf(body.charAt(i))) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = value >>> bits;
  }
  return bytes;
}

const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Decoding is quadratic in the length, which is bounded; digits alone or hexadecimal are something else. */
const base58Text = /^(?=.{0,150}[G-Zg-z])[1-9A-HJ-NP-Za-km-z]{16,150}$/;

/** The bytes of base58, as Bitcoin spells them. */
export function decodeBase58(text: string): Buffer | undefined {
  if (!base58Text.test(text)) return undefined;
  let value = 0n;
  for (const char of text) value = value * 58n + BigInt(base58Alphabet.indexOf(char));
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

/** Words, with signs between them and a few digits at the end: nothing else is worth turning. */
const wordsText = /^[A-Za-z]{2,128}(?:[-_. ][A-Za-z]{1,64}){0,24}[-_. ]?\d{0,6}[!?.]{0,3}$/;
const longestTurned = 128;

/** The text with each letter moved on by thirteen. */
export function decodeRot13(text: string): string | undefined {
  if (text.length > longestTurned || !wordsText.test(text)) return undefined;
  return text.replace(/[A-Za-z]/g, (letter) => {
    const code = letter.charCodeAt(0);
    const first = code & 32 ? 97 : 65;
    return String.fromCharCode(first + ((code - first + 13) % 26));
  });
}

/** More than any secret; a bomb ends here. */
const longestInflated = 8192;

/** What gzip or zlib had compressed. */
export function decompress(bytes: Uint8Array): Buffer | undefined {
  const [first = 0, second = 0] = bytes;
  const isGzip = first === 0x1f && second === 0x8b;
  const isZlib = (first & 0x8f) === 8 && (first * 256 + second) % 31 === 0;
  if (bytes.length < 10 || !(isGzip || isZlib)) return undefined;
  const options = { maxOutputLength: longestInflated };
  try {
    return isGzip ? gunzipSync(bytes, options) : inflateSync(bytes, options);
  } catch {
    // Not compressed after all, cut off, or too much of it.
    return undefined;
  }
}

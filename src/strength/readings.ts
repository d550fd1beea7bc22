// The plausible readings of a text: as typed, unquoted, percent-decoded, decoded from hex, base64 and their kin, the key
// of a JWK. A reading that is no text is kept as bytes where it can tell something. Nested one level.
import { decodeBase32, decodeBase58, decodeRot13, decompress } from './decodings.ts';
import { decodeBase64 } from './key-bytes.ts';

/** One way to read a text. */
export interface Reading {
  /** `as typed`, `base64 decoded`, `hex decoded, base64 decoded` ... */
  readonly name: string;
  readonly text: string;
  /** Set where the reading gives bytes that are no text: `text` then holds one character per byte. */
  readonly isBinary: boolean;
  /** Set where the reading is a decoding: the raw bytes, for digests. */
  readonly bytes?: Uint8Array;
  /** Bits of telling that this is how to read the text; the sign that it leaves out is among them. */
  readonly bits: number;
}

/**
 * As typed 0.3 or more; unwrapped and decoded 0.25 each a step, since hex and base64 are what secrets are written in.
 * Tricks are rarer than any of the 30,000 rules in the larger rule sets of hashcat, which have none of them.
 */
const readingBits = { plain: 2, rare: 6, trick: 15 };

/** Longer texts are only read as typed: nothing that long was decoded by hand. */
const longestDecoded = 8192;

/** All readings, the text as typed first. */
export function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [{ name: 'as typed', text, isBinary: false, bits: 0 }];
  if (text.length > longestDecoded) return readings;
  for (const reading of unwrap(text)) readings.push(reading);
  const plain = readings.length;
  for (let i = 0; i < plain; i++) {
    const reading = readings[i];
    if (reading) addDecodings(reading, readings, 1);
  }
  return readings;
}

const hexText = /^[0-9a-fA-F]+$/;
const oneCaseHex = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
const base64Text = /^[A-Za-z0-9+/_-]+={0,2}$/;

function addDecodings({ name, text, bits }: Reading, readings: Reading[], depth: number): void {
  const compact = /\s/.test(text) ? text.replace(/\s+/g, '') : text;
  if (compact.length < 6) return;
  const prefix = name === 'as typed' ? '' : `${name}, `;
  if (compact.length % 2 === 0 && hexText.test(compact)) {
    const decoded = { name: `${prefix}hex decoded`, bits: bits + readingBits.plain };
    push(Buffer.from(compact, 'hex'), decoded, readings, depth);
    // Sixteen hex digits of one case are no base64 that anybody made of something readable.
    if (compact.length >= 16 && oneCaseHex.test(compact)) return;
  }
  if (compact.replace(/=+$/, '').length % 4 !== 1 && base64Text.test(compact)) {
    const decoded = { name: `${prefix}base64 decoded`, bits: bits + readingBits.plain };
    push(decodeBase64(compact), decoded, readings, depth);
  }
  addRareDecodings(compact, prefix, bits, readings);
}

/** Rarer ways to write a phrase, which only count where a phrase comes out. */
function addRareDecodings(text: string, prefix: string, bits: number, readings: Reading[]): void {
  const ways = [
    ['base32 decoded', decodeBase32(text)],
    ['base58 decoded', decodeBase58(text)],
  ] as const;
  for (const [name, bytes] of ways) {
    const decoded = bytes && printableText(bytes);
    if (bytes === undefined || decoded === undefined) continue;
    const named = { name: `${prefix}${name}`, bits: bits + readingBits.rare };
    readings.push({ ...named, text: decoded, isBinary: false, bytes });
  }
}

function push(
  bytes: Buffer,
  named: Pick<Reading, 'name' | 'bits'>,
  readings: Reading[],
  depth: number,
): void {
  const text = printableText(bytes);
  const inflated = text === undefined ? decompress(bytes) : undefined;
  const unpacked = inflated && printableText(inflated);
  if (inflated && unpacked !== undefined) {
    const packed = { name: `${named.name}, decompressed`, bits: named.bits + readingBits.rare };
    readings.push({ ...packed, text: unpacked, isBinary: false, bytes: inflated });
    return;
  }
  if (text === undefined) {
    readings.push({ ...named, text: bytes.toString('latin1'), isBinary: true, bytes });
    return;
  }
  const reading: Reading = { ...named, text, isBinary: false, bytes };
  readings.push(reading);
  if (depth < 2) addDecodings(reading, readings, depth + 1);
}

/** The bytes as text, where they are UTF-8 without control characters; the last character may be cut off. */
function printableText(bytes: Buffer): string | undefined {
  for (const byte of bytes) {
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127) return undefined;
  }
  const text = bytes.toString('utf8');
  const end = text.indexOf('\ufffd');
  if (end < 0) return text;
  return end === text.length - 1 && isCutOff(bytes) ? text.slice(0, end) : undefined;
}

/** Whether bytes end within a character of UTF-8: what was copied out of a longer encoding. */
function isCutOff(bytes: Buffer): boolean {
  if (bytes.length < leastCutOff) return false;
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc2) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2);
    if (byte < 0x80) return false;
  }
  return false;
}

/** Fewer bytes may be text but for the last one by chance. */
const leastCutOff = 24;

/** Wrappings that are no encoding: quotes, prefixes, percent signs, a JWK around its key. */
function unwrap(text: string): Reading[] {
  const found: Reading[] = [];
  const add = (name: string, inner: string, bits = readingBits.plain): void => {
    if (inner !== text && inner !== '') found.push({ name, text: inner, isBinary: false, bits });
  };
  const first = text.charAt(0);
  if (first !== '' && '"\'`'.includes(first) && text.endsWith(first)) {
    add('unquoted', text.slice(1, -1));
  }
  const trimmed = text.trim().replace(endOfLine, '');
  if (trimmed !== text) add('trimmed', trimmed);
  add('without its prefix', withoutEncodingPrefix(text));
  if (/%[0-9a-fA-F]{2}/.test(text)) add('percent-decoded', percentDecoded(text));
  const spread = withoutSpacing(text);
  if (spread !== undefined) {
    const signBits = '-_. '.includes(text.charAt(1)) ? 3 : 6;
    add('without the signs between its letters', spread, readingBits.trick + signBits);
  }
  const turned = decodeRot13(text);
  if (turned !== undefined) add('rot13', turned, readingBits.trick);
  const halves = untangled(text);
  if (halves !== undefined) add('every second character', halves, readingBits.trick);
  const key = jwkKey(text);
  if (key !== undefined) add('key of the JWK', key);
  return found;
}

/** The end of a line, as a file or a program writes it in a text. */
const endOfLine = /(?:\\r)?\\n$/;

/** The text after `base64:`, as Laravel writes it, `hex:`, or the `0x` of hexadecimal numbers. */
export function withoutEncodingPrefix(text: string): string {
  const prefix = /^(?:base64:|hex:|0x(?=(?:[0-9a-fA-F]{2}){4,}$))/.exec(text);
  return prefix ? text.slice(prefix[0].length) : text;
}

/** `a1b2c3d4`: letters and digits that strictly take turns, as the letters and then the digits. */
function untangled(text: string): string | undefined {
  if (text.length < 8 || text.length > 512 || !takingTurns.test(text)) return undefined;
  const halves = ['', ''];
  for (let i = 0; i < text.length; i++) halves[i % 2] += text.charAt(i);
  return halves.join('');
}

const takingTurns = /^(?:[A-Za-z]\d){3,256}[A-Za-z]?$|^(?:\d[A-Za-z]){3,256}\d?$/;

/** `s-e-c-r-e-t`: the letters of a text that has the same sign after each of them. */
function withoutSpacing(text: string): string | undefined {
  const sign = text.charAt(1);
  if (text.length < 7 || text.length % 2 === 0 || /[A-Za-z0-9]/.test(sign)) return undefined;
  let letters = '';
  for (let i = 0; i < text.length; i++) {
    if (i % 2 === 0) letters += text.charAt(i);
    else if (text.charAt(i) !== sign) return undefined;
  }
  return letters;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: not percent-encoded after all.
    return text;
  }
}

/** The `k` of a symmetric JWK given as JSON text. */
export function jwkKey(text: string): string | undefined {
  if (text.length > longestDecoded || !text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('k' in value)) return undefined;
    return typeof value.k === 'string' ? value.k : undefined;
  } catch {
    return undefined;
  }
}

// Bytes of a file to text. Knows the encodings that source and env files come in, and says no to binaries; what the
// text means is left to the formats and languages.
import { Buffer, isUtf8 } from 'node:buffer';

/** How the text lay in the file; a fix writes it back the same way. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** `text` never holds the byte order mark. */
export type Decoded =
  | { readonly text: string; readonly encoding: TextEncoding; readonly hasBom: boolean }
  | { readonly skipped: 'binary' | 'encoding' };

/** Git and grep look at the same number of bytes to tell a binary. */
const sampleBytes = 8192;

/** Decodes a whole file. Never throws; bytes that are not UTF-8 are read as latin1, one character a byte. */
export function decodeText(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) {
    return decodeBytes(buffer.subarray(3), true);
  }
  if (isUtf32(buffer)) return { skipped: 'encoding' };
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return decodeUtf16(buffer.subarray(2), 'le', true);
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return decodeUtf16(buffer.subarray(2), 'be', true);

  const sample = buffer.subarray(0, sampleBytes);
  if (sample.includes(0)) {
    const order = guessUtf16(sample);
    return order === undefined ? { skipped: 'binary' } : decodeUtf16(buffer, order, false);
  }
  return decodeBytes(buffer, false);
}

/** Text back to the bytes of `encoding`, so that decoding and encoding give the same file. */
export function encodeText(text: string, encoding: TextEncoding, hasBom: boolean): Uint8Array {
  const marked = hasBom ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  const buffer = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? buffer : buffer.swap16();
}

function decodeBytes(buffer: Buffer, hasBom: boolean): Decoded {
  if (buffer.subarray(0, sampleBytes).includes(0)) return { skipped: 'binary' };
  if (isUtf8(buffer)) return { text: buffer.toString('utf8'), encoding: 'utf-8', hasBom };
  if (hasBom) return { skipped: 'encoding' };
  return { text: buffer.toString('latin1'), encoding: 'latin1', hasBom: false };
}

function decodeUtf16(buffer: Buffer, order: 'le' | 'be', hasBom: boolean): Decoded {
  const even = buffer.subarray(0, buffer.length & ~1);
  const text =
    order === 'le'
      ? even.toString('utf16le')
      : // A copy: `swap16` works in place and the bytes are not ours.
        Buffer.from(even).swap16().toString('utf16le');
  if (text.slice(0, sampleBytes).includes('\0')) return { skipped: 'binary' };
  return { text, encoding: order === 'le' ? 'utf-16le' : 'utf-16be', hasBom };
}

/** No editor writes it by default; FF FE 00 00 as UTF-16 would be a text that starts with NUL. */
function isUtf32(buffer: Buffer): boolean {
  const first = buffer.length >= 4 ? buffer.readUInt32BE(0) : 0;
  return first === 0xfffe0000 || first === 0x0000feff;
}

/**
 * UTF-16 without a mark, as PowerShell and .NET leave it: program text is mostly ASCII, so that one byte of each
 * pair is nearly always zero and the other never.
 */
function guessUtf16(sample: Buffer): 'le' | 'be' | undefined {
  const pairs = sample.length >> 1;
  if (pairs < 2) return undefined;
  const zeros = [0, 0];
  for (let index = 0; index < pairs * 2; index++) {
    if (sample[index] === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  }
  const [high = 0, low = 0] = zeros;
  if (high === 0 && low >= pairs * 0.7) return 'le';
  if (low === 0 && high >= pairs * 0.7) return 'be';
  return undefined;
}

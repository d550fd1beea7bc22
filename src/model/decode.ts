// Bytes of a file to text. Knows the encodings that source and env files come in, and says no to binaries; what the
// text means is left to the formats and languages. A few control bytes make no binary: interpreters run such code, and
// a single zero byte must not hide it.
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
  const order = sample.includes(0) && !holdsPlainText(buffer) ? guessUtf16(sample) : undefined;
  return order === undefined ? decodeBytes(buffer, false) : decodeUtf16(buffer, order, false);
}

const control = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/;

/** The text with blanks for its control characters: no parser knows them, and every place stays where it is. */
export function withoutControls(text: string): string {
  const first = text.search(control);
  if (first === -1) return text;
  // In place: a text made of half a million matches costs twenty times as much, most of it in the garbage collector.
  const bytes = Buffer.from(text, 'utf16le');
  for (let at = 2 * first; at < bytes.length; at += 2) {
    if (bytes[at + 1] === 0 && isControl(bytes[at] ?? 0)) bytes[at] = 0x20;
  }
  return bytes.toString('utf16le');
}

/** As `control` has it: no white space, and not the escape that colours begin with. */
function isControl(code: number): boolean {
  return code === 0x7f || (code < 0x20 && (code < 0x09 || code > 0x0d) && code !== 0x1b);
}

/** Text back to the bytes of `encoding`, so that decoding and encoding give the same file. */
export function encodeText(text: string, encoding: TextEncoding, hasBom: boolean): Uint8Array {
  const marked = hasBom ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  if (encoding === 'latin1') {
    const bytes = Buffer.from(text, 'latin1');
    return hasBom ? Buffer.concat([utf8Mark, bytes]) : bytes;
  }
  const buffer = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? buffer : buffer.swap16();
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

function decodeBytes(buffer: Buffer, hasBom: boolean): Decoded {
  const isUnicode = isUtf8(buffer);
  const holdsZero = buffer.subarray(0, sampleBytes).includes(0);
  if (holdsZero && !isMostlyText(buffer, isUnicode)) return { skipped: 'binary' };
  if (isUnicode) return { text: buffer.toString('utf8'), encoding: 'utf-8', hasBom };
  return { text: buffer.toString('latin1'), encoding: 'latin1', hasBom };
}

/**
 * Whether what is left without the zero bytes is a text: hardly any other control bytes, and where it is no UTF-8 not
 * too many bytes beyond ASCII either. Images, archives and programs fail both.
 */
function isMostlyText(buffer: Buffer, isUnicode: boolean): boolean {
  const counts = { zero: 0, control: 0, high: 0 };
  for (const byte of buffer) {
    if (byte === 0) counts.zero++;
    else if (byte >= 128) counts.high++;
    else if (isControl(byte)) counts.control++;
  }
  const rest = buffer.length - counts.zero;
  if (rest === 0 || counts.control * 20 > rest) return false;
  return isUnicode || counts.high * 4 <= rest;
}

function decodeUtf16(buffer: Buffer, order: 'le' | 'be', hasBom: boolean): Decoded {
  const even = buffer.subarray(0, buffer.length & ~1);
  const text =
    order === 'le'
      ? even.toString('utf16le')
      : // A copy: `swap16` works in place and the bytes are not ours.
        Buffer.from(even).swap16().toString('utf16le');
  // Zeros alone are no text, whatever its order; a few of them hide none.
  const zeros = text.slice(0, sampleBytes).split('\0').length - 1;
  if (zeros * 20 > Math.min(text.length, sampleBytes)) return { skipped: 'binary' };
  return { text, encoding: order === 'le' ? 'utf-16le' : 'utf-16be', hasBom };
}

/**
 * No editor writes it by default; FF FE 00 00 as UTF-16 would be a text that starts with NUL. Without a mark it is what
 * begins with sixteen characters of ASCII, each a byte among three zeros.
 */
function isUtf32(buffer: Buffer): boolean {
  const first = buffer.length >= 4 ? buffer.readUInt32BE(0) : 0;
  if (first === 0xfffe0000 || first === 0x0000feff) return true;
  const head = buffer.subarray(0, 64);
  if (head.length < 8 || head.length % 4 !== 0) return false;
  return [0, 3].some((place) => head.every((byte, at) => (byte !== 0) === (at % 4 === place)));
}

/** Longer than any run of bytes that letters beyond ASCII make in UTF-16. */
const plainRun = 24;

/** Whether so many ASCII characters follow each other that the text is no UTF-16, whatever zeros stand elsewhere. */
function holdsPlainText(buffer: Buffer): boolean {
  let run = 0;
  for (const byte of buffer) {
    const isPlain = (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
    run = isPlain ? run + 1 : 0;
    if (run >= plainRun) return true;
  }
  return false;
}

/**
 * UTF-16 without a mark, as PowerShell and .NET leave it: one byte of each pair of ASCII is zero, and the other never.
 * Where most of a text is in another script, the rest of it has to be letters and signs as well.
 */
function guessUtf16(sample: Buffer): 'le' | 'be' | undefined {
  const pairs = sample.length >> 1;
  if (pairs < 2) return undefined;
  const zeros = [0, 0];
  for (let index = 0; index < pairs * 2; index++) {
    if (sample[index] === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  }
  const [high = 0, low = 0] = zeros;
  if ((high === 0) === (low === 0)) return undefined;
  const order = high === 0 ? 'le' : 'be';
  if (high + low >= pairs * 0.7) return order;
  const units = Buffer.from(sample.subarray(0, pairs * 2));
  const text = (order === 'le' ? units : units.swap16()).toString('utf16le');
  return text.replace(noText, '').length >= text.length * 0.98 ? order : undefined;
}

/** What is no character, or one that nobody prints: of the bytes of a binary, every seventh pair. */
const noText = /[\p{Cn}\p{Co}\p{Cs}]|[\x00-\x08\x0e-\x1f]/gu;

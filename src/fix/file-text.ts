// Bytes of a file to text that edits can point into, and back without touching a byte that no edit covers: byte
// order mark, encoding and line ends stay as they are.

/** A decoded file and the way back. */
export interface FileText {
  /** Without a byte order mark; line ends as they stand. */
  readonly text: string;
  /** Writes a changed text in the encoding, and with the byte order mark, that the file had. */
  encode(text: string): Uint8Array;
}

interface Codec {
  readonly mark: readonly number[];
  decode(bytes: Uint8Array): string;
  encode(text: string): Uint8Array;
}

const utf8: Omit<Codec, 'mark'> = {
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => new TextEncoder().encode(text),
};

const utf16LittleEndian: Omit<Codec, 'mark'> = {
  decode: (bytes) => new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => Buffer.from(text, 'utf16le'),
};

const utf16BigEndian: Omit<Codec, 'mark'> = {
  decode: (bytes) => utf16LittleEndian.decode(swapPairs(bytes)),
  encode: (text) => swapPairs(utf16LittleEndian.encode(text)),
};

const codecs: readonly Codec[] = [
  { mark: [0xef, 0xbb, 0xbf], ...utf8 },
  { mark: [0xff, 0xfe], ...utf16LittleEndian },
  { mark: [0xfe, 0xff], ...utf16BigEndian },
  { mark: [], ...utf8 },
];

function swapPairs(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 2 !== 0) throw new TypeError('odd number of bytes');
  return Buffer.from(bytes).swap16();
}

/**
 * Decodes UTF-8 and, with a byte order mark, UTF-16. `undefined` where the way back would not give the same bytes
 * (binary, other encodings, lone surrogates): such a file is not edited.
 */
export function decodeFile(bytes: Uint8Array): FileText | undefined {
  const codec = codecs.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  if (!codec) return undefined;
  const encode = (text: string): Uint8Array =>
    Buffer.concat([Uint8Array.from(codec.mark), codec.encode(text)]);
  try {
    const text = codec.decode(bytes.subarray(codec.mark.length));
    return Buffer.compare(encode(text), bytes) === 0 ? { text, encode } : undefined;
  } catch {
    return undefined;
  }
}

/** A file that does not exist yet: UTF-8 without a byte order mark. */
export function newFileText(): FileText {
  return { text: '', encode: (text) => utf8.encode(text) };
}

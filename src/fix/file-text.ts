// Bytes of a file to text that edits can point into, and back without touching a byte that no edit covers: byte
// order mark, encoding and line ends stay as they are.
import { decodeText, encodeText } from '../model/decode.ts';
import { UserError } from '../model/errors.ts';

/** A decoded file and the way back. */
export interface FileText {
  /** Without a byte order mark; line ends as they stand. */
  readonly text: string;
  /** Writes a changed text in the encoding, and with the byte order mark, that the file had. */
  encode(text: string): Uint8Array;
}

/** `undefined` where the way back would not give the same bytes (binaries, torn UTF-16): no edit is possible. */
export function decodeFile(bytes: Uint8Array): FileText | undefined {
  const decoded = decodeText(bytes);
  if ('skipped' in decoded) return undefined;
  const { text, encoding, hasBom } = decoded;
  if (Buffer.compare(encodeText(text, encoding, hasBom), bytes) !== 0) return undefined;
  return {
    text,
    encode(changed) {
      const encoded = encodeText(changed, encoding, hasBom);
      const again = decodeText(encoded);
      if (!('text' in again) || again.text !== changed) {
        throw new UserError(`a file in ${encoding} cannot hold what would be written to it`);
      }
      return encoded;
    },
  };
}

/** A file that does not exist yet: UTF-8 without a byte order mark. */
export function newFileText(): FileText {
  return { text: '', encode: (text) => encodeText(text, 'utf-8', false) };
}

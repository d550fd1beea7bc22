// How a text becomes the bytes that the HMAC is keyed with.
import type { Encoding } from '../model/expression.ts';

/** Length in bytes of the key that a library makes of `text`, decoding as Node's Buffer does: leniently. */
export function keyBytes(text: string, encoding: Encoding): number {
  switch (encoding) {
    case 'utf8':
      return Buffer.byteLength(text, 'utf8');
    case 'base64':
    case 'base64url':
      return decodeBase64(withoutPrefix(text, 'base64:')).length;
    case 'hex':
      return Buffer.from(withoutPrefix(text, 'hex:'), 'hex').length;
    case 'utf16':
      return text.length * 2;
    case 'latin1':
      return text.length;
  }
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** Either alphabet, with or without padding; what is no base64 is passed over. */
export function decodeBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

// How a text becomes the bytes that the HMAC is keyed with.
import type { Encoding } from '../model/expression.ts';

/** Length in bytes of the key that a library makes of `text`, decoding as Node's Buffer does: leniently. */
export function keyBytes(text: string, encoding: Encoding): number {
  switch (encoding) {
    case 'utf8':
      return Buffer.byteLength(text, 'utf8');
    case 'base64':
    case 'base64url':
      return base64Length(withoutPrefix(text, 'base64:'));
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

/**
 * Padding before the end ends the text for Node. What decodes keys in Java takes it for zeros, and others refuse it:
 * nobody's key is the nothing before it.
 */
function base64Length(text: string): number {
  if (!/=[^=\s]/.test(text)) return decodeBase64(text).length;
  const signs = text.replace(/[^A-Za-z0-9+/_=-]/g, '');
  const padding = /=?=$/.exec(signs)?.[0].length ?? 0;
  return Math.floor((signs.length * 3) / 4) - padding;
}

/** Either alphabet, with or without padding; what is no base64 is passed over. */
export function decodeBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

// node:buffer: the well-known package, and what it lacks.
import './encodings.ts';
import { Buffer } from 'buffer';

export { Buffer };

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

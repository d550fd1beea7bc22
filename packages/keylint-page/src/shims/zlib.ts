// node:zlib as far as readings of secrets ask it: a text that was compressed and written as base64.
import { Buffer } from 'buffer';
import { gunzipSync as gunzip, unzlibSync } from 'fflate';

interface Options {
  readonly maxOutputLength?: number;
}

export function gunzipSync(bytes: Uint8Array, { maxOutputLength }: Options = {}): Buffer {
  return limited(gunzip(bytes), maxOutputLength);
}

export function inflateSync(bytes: Uint8Array, { maxOutputLength }: Options = {}): Buffer {
  return limited(unzlibSync(bytes), maxOutputLength);
}

export function gzipSync(): never {
  throw new Error('nothing is compressed here');
}

function limited(bytes: Uint8Array, most = Number.POSITIVE_INFINITY): Buffer {
  if (bytes.length > most) throw new RangeError('too long');
  return Buffer.from(bytes);
}

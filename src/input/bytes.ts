// Numbers and bytes one after the other, for what the program keeps for itself: small numbers take one byte.
import { Buffer } from 'node:buffer';

export interface ByteWriter {
  /** A whole number from 0 on, up to the largest safe one. */
  number(value: number): void;
  float(value: number): void;
  bytes(value: Uint8Array): void;
  /** What was written so far. */
  written(): Buffer;
}

export interface ByteReader {
  number(): number;
  float(): number;
  /** The next `count` bytes, as a view. Throws where there are fewer. */
  bytes(count: number): Buffer;
}

export function createByteWriter(): ByteWriter {
  let buffer = Buffer.allocUnsafe(1 << 12);
  let length = 0;
  const makeRoom = (count: number): void => {
    if (length + count <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + count));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  };
  return {
    number(value) {
      makeRoom(8);
      let rest = value;
      // Beyond 32 bits, shifts would lose the upper ones.
      for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[length++] = (rest % 128) | 128;
      buffer[length++] = rest;
    },
    float(value) {
      makeRoom(8);
      length = buffer.writeDoubleLE(value, length);
    },
    bytes(value) {
      makeRoom(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    written: () => buffer.subarray(0, length),
  };
}

/** Reads what a writer has written; `bytes` must be that. */
export function createByteReader(bytes: Buffer): ByteReader {
  let at = 0;
  return {
    number() {
      let byte = bytes[at++] as number;
      let value = byte & 127;
      for (let unit = 128; byte >= 128; unit *= 128) {
        byte = bytes[at++] as number;
        value += (byte & 127) * unit;
      }
      return value;
    },
    float() {
      at += 8;
      return bytes.readDoubleLE(at - 8);
    },
    bytes(count) {
      if (at + count > bytes.length) throw new RangeError('there are no more bytes');
      at += count;
      return bytes.subarray(at - count, at);
    },
  };
}

// Reads files of the disk into one buffer that is used again and again. Names why a file gave no bytes; never throws
// and never waits for a FIFO.
import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { Skipped } from '../model/source.ts';
import type { ReadResult } from './tree.ts';

/** Nothing that a program keeps a key in is larger; the scan makes its own, lower limits. */
export const maxFileBytes = 256 << 20;

const firstBufferBytes = 1 << 20;

export interface Reader {
  /**
   * Bytes of the file at `location`, valid until the next call. `path` is how reports name it. A link is followed
   * only where `followLink` says so.
   */
  read(path: string, location: string | Buffer, options?: { followLink?: boolean }): ReadResult;
}

/** A reader with a buffer of its own; `limitBytes` is for tests. */
export function createReader(limitBytes: number = maxFileBytes): Reader {
  let buffer = Buffer.allocUnsafeSlow(Math.min(firstBufferBytes, limitBytes + 1));

  const readAll = (file: number): { bytes: Uint8Array } | { head: Uint8Array } => {
    let length = 0;
    for (;;) {
      if (length === buffer.length) {
        if (length > limitBytes) return { head: buffer.subarray(0, limitBytes) };
        const larger = Buffer.allocUnsafeSlow(Math.min(length * 4, limitBytes + 1));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      const count = readSync(file, buffer, length, buffer.length - length, null);
      if (count === 0) return { bytes: buffer.subarray(0, length) };
      length += count;
    }
  };

  return {
    read(path, location, { followLink = false } = {}) {
      let file: number | undefined;
      try {
        file = openSync(location, openFlags(followLink));
        const read = readAll(file);
        if ('bytes' in read) return read;
        return { skipped: { path, reason: 'too-large', isFailure: false }, head: read.head };
      } catch (error) {
        return { skipped: toSkipped(path, error) };
      } finally {
        if (file !== undefined) closeSync(file);
      }
    },
  };
}

/** Not blocking: between listing and reading, a name may have become a FIFO. Windows knows neither flag. */
function openFlags(followLink: boolean): number {
  const noFollow = followLink ? 0 : (constants.O_NOFOLLOW ?? 0);
  return constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noFollow;
}

/** What a failed system call means for the audit. */
export function toSkipped(path: string, error: unknown): Skipped {
  const code = errorCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { path, reason: 'vanished', detail: code, isFailure: false };
    case 'ELOOP':
    case 'EISDIR':
    case 'ENXIO':
    case 'EAGAIN':
    case 'ENODEV':
      return { path, reason: 'not-a-file', detail: code, isFailure: false };
    default:
      return { path, reason: 'unreadable', detail: code, isFailure: true };
  }
}

/** The `errno` name of a system error. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}

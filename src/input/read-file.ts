// Reads files of the disk into one buffer that is used again and again, and says what became of those without bytes.

import type { Skipped } from '../model/source.ts';
import { createReader as createBuffered, type Unread } from '../read/read-file.ts';
import type { ReadResult } from './tree.ts';

/** Nothing that a program keeps a key in is larger; the scan makes its own, lower limits. */
export const maxFileBytes = 256 << 20;

export interface Reader {
  /**
   * Bytes of the file at `location`, valid until the next call. `path` is how reports name it. A link is followed
   * only where `followLink` says so.
   */
  read(path: string, location: string | Buffer, options?: { followLink?: boolean }): ReadResult;
}

/** A reader with a buffer of its own; `limitBytes` is for tests. */
export function createReader(limitBytes: number = maxFileBytes): Reader {
  const read = createBuffered(limitBytes);
  return {
    read(path, location, { followLink = false } = {}) {
      const result = read(location, followLink);
      if ('bytes' in result) return result;
      const { head } = result;
      return { skipped: toSkipped(path, result), ...(head && { head }) };
    },
  };
}

/** What it means for the audit. */
export function toSkipped(path: string, { problem, code }: Unread): Skipped {
  const detail = code === undefined ? {} : { detail: code };
  switch (problem) {
    case 'missing':
      return { path, reason: 'vanished', ...detail, isFailure: false };
    case 'too-large':
      return { path, reason: 'too-large', isFailure: false };
    case 'outside':
    case 'not-a-file':
      return { path, reason: 'not-a-file', ...detail, isFailure: false };
    case 'foreign':
    case 'unreadable':
      return { path, reason: 'unreadable', ...detail, isFailure: true };
  }
}

// The one door through which files are read: regular files alone, up to a size, and through links only as far as the
// caller says. Opening never waits for the other end of a pipe, and nothing that is no file is opened at all. Never
// throws; what goes wrong is named and quotes nothing.
import { Buffer } from 'node:buffer';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** `outside`: a link leads to where the caller does not want to read. */
export type ReadProblem = 'missing' | 'outside' | 'not-a-file' | 'too-large' | 'unreadable';

/** Why there are no bytes. */
export interface Unread {
  readonly problem: ReadProblem;
  /** The `errno` name of the system, where it is the system that refused; never a message, which may quote. */
  readonly code?: string;
  /** Where a link leads that was not followed. */
  readonly leadsTo?: string;
}

export type Read = { readonly bytes: Buffer } | Unread;

/**
 * What may be read through links. `never`: the last part of the path must not be one. `below`: the file must lie below
 * this directory once all links are resolved. `anywhere`: for what the user named in full, and for files of our own.
 */
export type Links = 'never' | 'anywhere' | { readonly below: string };

export interface ReadOptions {
  readonly links: Links;
  /** Larger files are not read. */
  readonly limitBytes: number;
}

/** The whole file. */
export function readFile(path: string, { links, limitBytes }: ReadOptions): Read {
  const found = locate(path, links);
  if ('problem' in found) return found;
  return withOpened(found.path, links !== 'anywhere', (file, stats) => {
    if (stats.size > limitBytes) return { problem: 'too-large' };
    const buffer = Buffer.allocUnsafe(stats.size + 1);
    const length = fill(file, buffer);
    if (length < buffer.length) return { bytes: buffer.subarray(0, length) };
    // It grew, or it is of the kind that has no size before it is read, as below /proc.
    return readOn(file, buffer, limitBytes);
  });
}

/** The text of a whole file as UTF-8, without a byte order mark. */
export function readText(path: string, options: ReadOptions): { readonly text: string } | Unread {
  const read = readFile(path, options);
  return 'bytes' in read ? { text: read.bytes.toString('utf8').replace(/^\uFEFF/, '') } : read;
}

/** Hands a file over piece by piece, so that it may have any size. The pieces share a buffer. */
export function readPieces(
  path: string,
  links: Links,
  take: (piece: Buffer) => void,
): Unread | undefined {
  const found = locate(path, links);
  if ('problem' in found) return found;
  const done = withOpened(found.path, links !== 'anywhere', (file) => {
    const piece = Buffer.allocUnsafe(1 << 16);
    for (let count = readSync(file, piece); count > 0; count = readSync(file, piece)) {
      take(piece.subarray(0, count));
    }
    return { bytes: piece.subarray(0, 0) };
  });
  return 'problem' in done ? done : undefined;
}

/** A reader with a buffer that is used again and again: what it gives is valid until the next call. */
export function createReader(
  limitBytes: number,
): (location: string | Buffer, followLink: boolean) => Read {
  let buffer: Buffer = Buffer.allocUnsafeSlow(Math.min(1 << 20, limitBytes + 1));
  return (location, followLink) =>
    withOpened(location, !followLink, (file) => {
      let length = 0;
      for (;;) {
        length += fill(file, buffer, length);
        if (length < buffer.length) return { bytes: buffer.subarray(0, length) };
        if (length > limitBytes) return { problem: 'too-large' };
        buffer = enlarge(buffer, Math.min(length * 4, limitBytes + 1));
      }
    });
}

/** The path to open, and whether there is something to open. */
function locate(path: string, links: Links): { readonly path: string } | Unread {
  try {
    if (links === 'never') return check(path, lstatSync(path));
    if (links === 'anywhere') return check(path, statSync(path));
    const real = realpathSync.native(path);
    return isInside(realpathSync.native(links.below), real)
      ? check(real, lstatSync(real))
      : { problem: 'outside', leadsTo: real };
  } catch (error) {
    return toUnread(error);
  }
}

/** A device is not even opened: some do things when they are. */
function check(path: string, stats: Stats): { readonly path: string } | Unread {
  return stats.isFile() ? { path } : { problem: 'not-a-file' };
}

function withOpened(
  location: string | Buffer,
  refuseLink: boolean,
  read: (file: number, stats: Stats) => Read,
): Read {
  let file: number | undefined;
  try {
    file = openSync(location, openFlags(refuseLink));
    const stats = fstatSync(file);
    // Since it was listed, a name may have become something else.
    return stats.isFile() ? read(file, stats) : { problem: 'not-a-file' };
  } catch (error) {
    return toUnread(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Windows knows neither flag. */
function openFlags(refuseLink: boolean): number {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  return O_RDONLY | O_NONBLOCK | (refuseLink ? O_NOFOLLOW : 0);
}

/** Reads until the buffer is full or the file is over; gives the bytes read. */
function fill(file: number, buffer: Buffer, from = 0): number {
  let at = from;
  while (at < buffer.length) {
    const count = readSync(file, buffer, at, buffer.length - at, null);
    if (count === 0) break;
    at += count;
  }
  return at - from;
}

function readOn(file: number, start: Buffer, limitBytes: number): Read {
  let buffer = start;
  for (let length = start.length; ; ) {
    if (length > limitBytes) return { problem: 'too-large' };
    buffer = enlarge(buffer, Math.min(Math.max(length * 4, 4096), limitBytes + 1));
    length += fill(file, buffer, length);
    if (length < buffer.length) return { bytes: buffer.subarray(0, length) };
  }
}

function enlarge(buffer: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  buffer.copy(larger);
  return larger;
}

/** What a failed system call means for whoever wanted to read. */
function toUnread(error: unknown): Unread {
  const code = errorCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { problem: 'missing', code };
    case 'ELOOP':
    case 'EISDIR':
    case 'ENXIO':
    case 'EAGAIN':
    case 'ENODEV':
      return { problem: 'not-a-file', code };
    default:
      return { problem: 'unreadable', code };
  }
}

/** The `errno` name of a system error. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}

/** Whether `path` is `directory` or lies below it. Both absolute, links resolved. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** How a problem reads behind "cannot be read": `(EACCES)`, `(it is not a regular file)`. */
export function describeUnread({ problem, code, leadsTo }: Unread): string {
  switch (problem) {
    case 'missing':
      return 'it is not there';
    case 'outside':
      return `it is a link, or lies behind one, and leads to ${leadsTo ?? 'somewhere else'}`;
    case 'not-a-file':
      return 'it is not a regular file';
    case 'too-large':
      return 'it is too large';
    case 'unreadable':
      return code ?? 'unknown error';
  }
}

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

/** `outside`: a link leads to where the caller does not want to read. `foreign`: it is somebody else's. */
export type ReadProblem =
  | 'missing'
  | 'outside'
  | 'not-a-file'
  | 'foreign'
  | 'too-large'
  | 'unreadable';

/** Why there are no bytes. */
export interface Unread {
  readonly problem: ReadProblem;
  /** The `errno` name of the system, where it is the system that refused; never a message, which may quote. */
  readonly code?: string;
  /** Where a link leads that was not followed. */
  readonly leadsTo?: string;
  /** Of what is too large: how it begins. */
  readonly head?: Buffer;
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
  /** A pipe will do, and is waited for: `--wordlist <(zcat list.gz)`. For what the user named in full. */
  readonly mayBePipe?: boolean;
  /** The file has to belong to this user. */
  readonly owner?: number | undefined;
}

/** The whole file. */
export function readFile(path: string, options: ReadOptions): Read {
  const { limitBytes, owner } = options;
  const found = locate(path, options);
  if ('problem' in found) return found;
  return withOpened(found.path, options, (file, stats) => {
    if (owner !== undefined && stats.uid !== owner) return { problem: 'foreign' };
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

/**
 * Hands a file over piece by piece, so that it may have any size, until `take` answers `false`. The pieces share a
 * buffer.
 */
export function readPieces(
  path: string,
  options: Omit<ReadOptions, 'limitBytes'>,
  take: (piece: Buffer) => unknown,
): Unread | undefined {
  const found = locate(path, options);
  if ('problem' in found) return found;
  const done = withOpened(found.path, options, (file) => {
    const piece = Buffer.allocUnsafe(1 << 16);
    for (let count = readSync(file, piece); count > 0; count = readSync(file, piece)) {
      if (take(piece.subarray(0, count)) === false) break;
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
    withOpened(location, { links: followLink ? 'anywhere' : 'never' }, (file) => {
      let length = 0;
      for (;;) {
        length += fill(file, buffer, length);
        if (length < buffer.length) return { bytes: buffer.subarray(0, length) };
        if (length > limitBytes)
          return { problem: 'too-large', head: buffer.subarray(0, limitBytes) };
        buffer = enlarge(buffer, Math.min(length * 4, limitBytes + 1));
      }
    });
}

/** The path to open, and whether there is something to open. */
function locate(path: string, { links, mayBePipe }: How): { readonly path: string } | Unread {
  const check = (location: string, stats: Stats): { readonly path: string } | Unread =>
    isReadable(stats, mayBePipe) ? { path: location } : { problem: 'not-a-file' };
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
function isReadable(stats: Stats, mayBePipe = false): boolean {
  return stats.isFile() || (mayBePipe && stats.isFIFO());
}

type How = Pick<ReadOptions, 'links' | 'mayBePipe'>;

function withOpened(
  location: string | Buffer,
  { links, mayBePipe }: How,
  read: (file: number, stats: Stats) => Read,
): Read {
  let file: number | undefined;
  try {
    file = openSync(location, openFlags(links !== 'anywhere', mayBePipe));
    const stats = fstatSync(file);
    // Since it was listed, a name may have become something else.
    return isReadable(stats, mayBePipe) ? read(file, stats) : { problem: 'not-a-file' };
  } catch (error) {
    return toUnread(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Windows knows neither flag. */
function openFlags(refuseLink: boolean, mayWait = false): number {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  return O_RDONLY | (mayWait ? 0 : O_NONBLOCK) | (refuseLink ? O_NOFOLLOW : 0);
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
export function toUnread(error: unknown): Unread {
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
    case 'foreign':
      return 'it belongs to somebody else';
    case 'unreadable':
      return code ?? 'unknown error';
  }
}

// Files of the command line itself: reports, baselines, settings, hooks. All of them go through src/read and src/write.
import { Buffer } from 'node:buffer';
import { isAbsolute, resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import { describeUnread, type ReadOptions, readText, type Unread } from '../read/read-file.ts';
import { readingTyped } from '../read/typed.ts';
import { lstatOrNull } from '../write/files.ts';
import { findWorkTree, type Target, typedTarget } from '../write/target.ts';
import { type WriteOptions, writeFile } from '../write/write-file.ts';
import type { Io } from './io.ts';
import { stateDirectoryOf } from './user-directories.ts';

/** The short name of a file system error: `ENOENT`. Never its message, which may quote. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** A finding takes 160 bytes of one: a hundred thousand of them are read in two seconds. */
export const maxBaselineBytes = 16 << 20;

/** Reports of ours and of other tools, which say much more of each finding. */
export const maxReportBytes = 128 << 20;

/** A file that somebody named, and how messages speak of it. */
export interface TypedFile {
  readonly cwd: string;
  readonly path: string;
  /** "The baseline". */
  readonly what: string;
  readonly limitBytes: number;
  readonly hint?: string;
}

/** Its text. Throws a UserError where it cannot be had. */
export function readTyped({ limitBytes, ...file }: TypedFile): string {
  const read = readText(resolve(file.cwd, file.path), { ...howTyped(file), limitBytes });
  if ('text' in read) return read.text;
  const isLarge = read.problem === 'too-large';
  throw unreadable(isLarge ? { ...file, hint: `It may have ${limitBytes >> 20} MB.` } : file, read);
}

/** How far a path that was typed is followed. */
export function howTyped({
  cwd,
  path,
}: Pick<TypedFile, 'cwd' | 'path'>): Pick<ReadOptions, 'links' | 'mayBePipe'> {
  return readingTyped(cwd, path, findWorkTree(cwd) ?? cwd);
}

export function unreadable(
  { what, path, hint }: Pick<TypedFile, 'what' | 'path' | 'hint'>,
  unread: Unread,
): UserError {
  const why = unread.problem === 'outside' ? inFull : hint;
  return new UserError(`${what} ${path} cannot be read: ${describeUnread(unread)}.`, {
    ...(why !== undefined && { hint: why }),
  });
}

const inFull = 'If that is the file you mean, give its path in full.';

/** Where a path that was typed leads. Throws a UserError where keylint must not write there. */
export function toTarget(io: Pick<Io, 'cwd'>, path: string): Target {
  return sayingWhat(path, () => typedTarget(io.cwd, path));
}

/**
 * The same for a file that is written whole, whatever stood there: a link of a repository may lead to an `.env` that
 * nobody has another copy of.
 */
export function toNewFile(io: Pick<Io, 'cwd'>, path: string): Target {
  const target = toTarget(io, path);
  const isLink = lstatOrNull(resolve(io.cwd, path))?.isSymbolicLink() === true;
  const holdsSomething = target.stats?.isFile() === true && target.stats.size > 0;
  if (!isLink || !holdsSomething || isAbsolute(path)) return target;
  throw new UserError(`${path} is a link to a file that holds something: it would be lost`, {
    hint: inFull,
  });
}

/**
 * Writes `text` whole or not at all; devices and pipes are written to directly. Throws a UserError that names the
 * path as it was typed.
 */
export function writeText(
  io: Pick<Io, 'env'>,
  target: Target,
  text: string | Uint8Array,
  options: WriteOptions = {},
): void {
  const spare = stateDirectoryOf(io);
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  sayingWhat(target.name, () => writeFile(target, bytes, { spare, ...options }));
}

function sayingWhat<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Cannot write ${path} (${errorCode(error)}).`, { cause: error });
  }
}

// Files of the command line itself: reports, baselines, settings, hooks. All of them go through src/write.
import { Buffer } from 'node:buffer';
import { UserError } from '../model/errors.ts';
import { type Target, typedTarget } from '../write/target.ts';
import { type WriteOptions, writeFile } from '../write/write-file.ts';
import type { Io } from './io.ts';
import { stateDirectoryOf } from './user-directories.ts';

/** The short name of a file system error: `ENOENT`. Never its message, which may quote. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** Where a path that was typed leads. Throws a UserError where keylint must not write there. */
export function toTarget(io: Pick<Io, 'cwd'>, path: string): Target {
  return sayingWhat(path, () => typedTarget(io.cwd, path));
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

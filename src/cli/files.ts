// The CLI's own file access: reports, baselines and settings, written whole or not at all.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../model/errors.ts';

/** The short name of a file system error: `ENOENT`. Never its message, which may quote. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/**
 * Writes `text` beside `path` (seen from `cwd`) and renames it into place; devices and pipes are written to directly.
 * Throws a UserError that names `path` as given.
 */
export function writeAtomically(cwd: string, path: string, text: string): void {
  try {
    write(resolve(cwd, path), text);
  } catch (error) {
    throw new UserError(`Cannot write ${path} (${errorCode(error)}).`, { cause: error });
  }
}

function write(path: string, text: string): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  // /dev/stdout, /dev/null, a named pipe: a rename would replace the device.
  if (existing && !existing.isFile()) {
    writeInto(path, 'w', text);
    return;
  }
  // Through a link, so that the link stays one.
  const target = existing ? realpathSync(path) : path;
  const temporary = join(
    dirname(target),
    `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    writeInto(temporary, 'wx', text, existing?.mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeInto(path: string, flags: string, text: string, mode?: number): void {
  const file = openSync(path, flags, mode);
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    if (flags === 'wx') fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

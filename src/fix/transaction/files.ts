// The few file operations a transaction is made of, each safe against links and torn writes. Messages name paths
// and errors, never content.
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../../model/errors.ts';

const isWindows = platform() === 'win32';

/** The `errno` name of an error, or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'disk quota exceeded',
  EBUSY: 'the file is in use',
  ENOENT: 'it is gone',
  EEXIST: 'it exists already',
  ELOOP: 'too many links',
};

/** Turns a file system error into one the user can act on; anything else is handed on. */
export function asUserError(error: unknown, doing: string): unknown {
  const code = codeOf(error);
  if (error instanceof UserError || code === '') return error;
  return new UserError(`cannot ${doing}: ${reasons[code] ?? code}`, {
    hint: 'Nothing was changed. Mend this and run keylint again.',
    cause: error,
  });
}

/** Whether `path` is `directory` or lies below it. Both absolute, links resolved. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function lstatOrNull(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
}

/**
 * The absolute path that `path` (relative to `root`, `/`-separated) really stands for, through links inside `root`
 * only; whether a file is there. Throws a UserError for anything outside, in `.git`, or that is no regular file.
 */
export function resolveTarget(
  root: string,
  path: string,
): { readonly target: string; readonly stats: Stats | null } {
  const named = join(root, path);
  if (lstatOrNull(named) === null) {
    const parent = realpathSync(dirname(named));
    const target = join(parent, basename(named));
    refuseOutside(root, target, path);
    return { target, stats: null };
  }
  const target = realpathSync(named);
  refuseOutside(root, target, path);
  const stats = lstatSync(target);
  if (!stats.isFile()) throw new UserError(`${path} is not a regular file`);
  return { target, stats };
}

function refuseOutside(root: string, target: string, path: string): void {
  if (!isInside(root, target) || target === root) {
    throw new UserError(`${path} leads out of the directory that is being fixed`, {
      hint: 'keylint writes through links only inside the directory it was given.',
    });
  }
  if (
    relative(root, target)
      .split(sep)
      .some((part) => part.toLowerCase() === '.git')
  ) {
    throw new UserError(`${path} lies in git's own directory`);
  }
}

/** Whether nobody may write to it: the user asked for that, so it is respected even for root. */
export function isReadOnly(target: string, stats: Stats): boolean {
  if (!isWindows && (stats.mode & 0o222) === 0) return true;
  try {
    accessSync(target, constants.W_OK);
    return false;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return true;
    throw error;
  }
}

/** The bytes of the regular file at `target`, or null where nothing is there. Never follows a link at its end. */
export function readTarget(target: string): Buffer | null {
  const stats = lstatOrNull(target);
  if (stats === null) return null;
  if (!stats.isFile())
    throw new UserError(`${basename(target)} was replaced by something that is no file`);
  const file = openSync(target, constants.O_RDONLY | (isWindows ? 0 : constants.O_NOFOLLOW));
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** How a written file is to look. */
export interface FileAttributes {
  readonly mode: number;
  /** `null`: whoever runs keylint. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

/** Creates `path`, which must not exist, with these bytes, on disk when it returns. Private until it is complete. */
export function writeNew(path: string, bytes: Uint8Array, attributes: FileAttributes): void {
  const file = openSync(
    path,
    constants.O_WRONLY |
      constants.O_CREAT |
      constants.O_EXCL |
      (isWindows ? 0 : constants.O_NOFOLLOW),
    0o600,
  );
  try {
    writeFileSync(file, bytes);
    const { owner, mode } = attributes;
    if (owner && !isWindows) {
      const stats = fstatSync(file);
      if (stats.uid !== owner.uid || stats.gid !== owner.gid)
        fchownSync(file, owner.uid, owner.gid);
    }
    // After the owner: changing the owner clears set-user-id bits.
    if (!isWindows) fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Puts `from` in the place of `to` in one step. */
export function replaceFile(from: string, to: string): void {
  // Windows refuses while a virus scanner or editor has the file open for a moment.
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isTransient = isWindows && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!isTransient || attempt === 20) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * attempt);
    }
  }
}

/** Removes a file if it is there; never a directory, and of a link the link alone. */
export function removeFile(path: string): void {
  if (lstatOrNull(path) !== null) rmSync(path);
}

/** Makes renames in `directory` survive a power cut; where the platform cannot, does nothing. */
export function syncDirectory(directory: string): void {
  if (isWindows) return;
  const file = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(file);
  } catch (error) {
    // Some network file systems have no fsync for directories.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR'].includes(codeOf(error))) throw error;
  } finally {
    closeSync(file);
  }
}

/** Creates `directory` and its parents; nobody else may look into it. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!lstatSync(directory).isDirectory()) {
    throw new UserError(`${directory} is not a directory`, {
      hint: 'Set XDG_STATE_HOME to another folder.',
    });
  }
  if (!isWindows) chmodSync(directory, 0o700);
}

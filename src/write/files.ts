// The few file operations that writing is made of, each safe against links and torn writes.
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { basename, dirname } from 'node:path';
import { UserError } from '../model/errors.ts';
import { describeUnread, readFile } from '../read/read-file.ts';
import { codeOf } from './errors.ts';

export const isWindows = platform() === 'win32';

export function lstatOrNull(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
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

/** Throws what the file system says where no file of `directory` may be replaced. */
export function refuseReadOnlyDirectory(directory: string): void {
  accessSync(directory, constants.W_OK | constants.X_OK);
}

/**
 * The bytes of the regular file at `target`, or null where nothing is there. Never follows a link at its end, and
 * never waits for the other end of a pipe. `name` is how messages call it.
 */
export function readTarget(target: string, name: string = basename(target)): Buffer | null {
  const read = readFile(target, { links: 'never', limitBytes: largestTarget });
  if ('bytes' in read) return read.bytes;
  if (read.problem === 'missing') return null;
  if (read.problem === 'not-a-file') {
    throw new UserError(`${name} was replaced by something that is no file`);
  }
  throw new UserError(`${name} cannot be read: ${describeUnread(read)}`);
}

/** The largest that is audited, and more than any report. */
const largestTarget = 512 << 20;

/** How a written file is to look. */
export interface FileAttributes {
  /** `null`: what the umask leaves of 0666. */
  readonly mode: number | null;
  /** `null`: whoever runs keylint. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** Whether it is to be on disk when the call returns; default: yes. */
  readonly isDurable?: boolean;
}

/** The attributes of a file that is there, for what takes its place. */
export function attributesOf({ mode, uid, gid }: Stats) {
  return { mode: mode & 0o7777, owner: { uid, gid } };
}

/** Creates `path`, which must not exist, with these bytes. Private until it is complete. */
export function writeNew(path: string, bytes: Uint8Array, attributes: FileAttributes): void {
  const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_WRONLY } = constants;
  const { owner, mode, isDurable = true } = attributes;
  const flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
  const file = openSync(path, flags, mode === null ? 0o666 : 0o600);
  try {
    writeFileSync(file, bytes);
    if (owner && !isWindows) {
      const stats = fstatSync(file);
      if (stats.uid !== owner.uid || stats.gid !== owner.gid)
        fchownSync(file, owner.uid, owner.gid);
    }
    // After the owner: changing the owner clears set-user-id bits.
    if (!isWindows && mode !== null) fchmodSync(file, mode);
    if (isDurable) fsyncSync(file);
  } finally {
    closeSync(file);
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

/** Gives a directory of our own another name. */
export function renameDirectory(from: string, to: string): void {
  renameSync(from, to);
}

/** Removes a directory of our own with all that is in it. */
export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/**
 * Creates `directory` and what is missing above it. Node's own way of doing so never ends where a parent is there and
 * takes no directory, as `/proc` and what some programs mount.
 */
export function makeDirectories(directory: string, mode = 0o777): void {
  const missing: string[] = [];
  for (let at = directory; !existsSync(at) && dirname(at) !== at; at = dirname(at))
    missing.push(at);
  if (missing.length === 0 && !statSync(directory).isDirectory()) missing.push(directory);
  for (const path of missing.reverse()) {
    try {
      mkdirSync(path, { mode });
    } catch (error) {
      // Somebody else has made it meanwhile.
      if (codeOf(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
    }
  }
}

/** Creates `directory` and its parents; nobody else may look into it. */
export function makePrivateDirectory(directory: string): void {
  makeDirectories(directory, 0o700);
  if (!lstatSync(directory).isDirectory()) {
    throw new UserError(`${directory} is not a directory`, {
      hint: 'Set XDG_STATE_HOME to another folder.',
    });
  }
  if (!isWindows) chmodSync(directory, 0o700);
}

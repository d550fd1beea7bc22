// The door through which single files are written: reports, baselines, settings, hooks. Whole or not at all, and only
// where src/write/target.ts lets it. What a fix changes goes through src/fix/transaction, which is made of the same.
import { appendFileSync, closeSync, constants, openSync, type Stats, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exchange, putBack, refuseIfOverwritten, refuseIfSaved } from './exchange.ts';
import {
  attributesOf,
  type FileAttributes,
  makeDirectories,
  removeFile,
  writeNew,
} from './files.ts';
import { type HeldDirectory, holdDirectory } from './held-directory.ts';
import { newId, stagingFor, sweep, sweepFor, waitingName } from './staging.ts';
import { findWorkTree, type Target } from './target.ts';

export interface WriteOptions {
  /** What has to be there: `null`: nothing; absent: whatever is there. */
  readonly before?: Uint8Array | null;
  /** Mode of a new file; an existing one keeps its own. Default: what the umask leaves. */
  readonly mode?: number | null;
  /** Whether it has to survive a power cut; default: yes. */
  readonly isDurable?: boolean;
  /** A directory of the user's own, for new bytes where git has none. */
  readonly spare?: string;
}

/** Writes the file whole or not at all. Throws what the file system says, or a UserError where it is not `before`. */
export function writeFile(target: Target, bytes: Uint8Array, options: WriteOptions = {}): void {
  const { path, stats } = target;
  if (stats && !stats.isFile()) {
    writeInto(target, bytes);
    return;
  }
  const directory = holdDirectory(dirname(path));
  try {
    replace(target, bytes, { ...options, directory });
  } finally {
    directory.close();
  }
}

function replace(
  { path, stats, name }: Target,
  bytes: Uint8Array,
  {
    directory,
    spare,
    mode = null,
    isDurable = true,
    ...options
  }: WriteOptions & { directory: HeldDirectory },
): void {
  const isInRepository = findWorkTree(directory.path) !== undefined;
  const staging = stagingFor(directory.path, isInRepository ? spare : undefined);
  const inStaging = (file: string): string =>
    staging === directory.path ? directory.fileAt(file) : join(staging, file);
  sweep(staging);
  const id = newId();
  const temp = inStaging(waitingName(id, 'new'));
  const job = {
    ...('before' in options && { before: options.before }),
    directory,
    name: basename(path),
    shown: name,
    temp,
    kept: inStaging(waitingName(id, 'old')),
  };
  try {
    const attributes = stats ? likeExisting(stats) : { mode, owner: null };
    writeNew(temp, bytes, { ...attributes, isDurable });
    exchange(job);
    try {
      refuseIfSaved(job);
    } catch (error) {
      putBack(job);
      throw error;
    }
    if (options.before !== undefined) refuseIfOverwritten(job, bytes);
    if (isDurable) directory.sync();
  } finally {
    removeFile(temp);
    removeFile(job.kept);
  }
}

/** The owner stays where we can give files away; that of a report matters less than the report. */
function likeExisting(stats: Stats): FileAttributes {
  const { mode, owner } = attributesOf(stats);
  return { mode, owner: process.getuid?.() === 0 ? owner : null };
}

/** Devices and pipes, which a rename would replace. A pipe that nobody reads from would hold us up for good. */
function writeInto({ path, stats }: Target, bytes: Uint8Array): void {
  const { O_NONBLOCK = 0, O_WRONLY } = constants;
  const asked = stats?.isFIFO() ? openSync(path, O_WRONLY | O_NONBLOCK) : undefined;
  try {
    writeFileSync(path, bytes, { flag: 'w' });
  } finally {
    if (asked !== undefined) closeSync(asked);
  }
}

/** Ends what a killed run may have left of writing to a target that is found to be as it should be. */
export function leaveAsIs({ path }: Target): void {
  sweepFor(dirname(path));
}

/** Adds to a file that a runner of CI has made for it and whose path it gave in full. */
export function appendToFile(path: string, text: string): void {
  appendFileSync(path, text);
}

/** The directory that the file is to lie in, with all that is missing above it. */
export function makeDirectoryFor({ path }: Target): void {
  makeDirectories(dirname(path));
}

/** Removes a file, or the link that stands there. */
export function deleteFile(path: string): void {
  removeFile(path);
}

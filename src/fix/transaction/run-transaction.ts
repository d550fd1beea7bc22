// Writes a set of files all or nothing. Order matters: old bytes and the list of temporary files first, then the
// new bytes beside their targets, then the mark that decides a crash, and only then the renames.

import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { asUserError, codeOf } from '../../write/errors.ts';
import { move } from '../../write/exchange.ts';
import { isReadOnly, readTarget, removeFile, syncDirectory, writeNew } from '../../write/files.ts';
import { targetBelow } from '../../write/target.ts';
import {
  createPending,
  discard,
  hashOf,
  isAlive,
  isRelated,
  type Journal,
  type JournalFile,
  listJournals,
  markCommitted,
  markDone,
  type Untracked,
  writeBackup,
  writeJournal,
} from './journal.ts';
import { removeTemps, takeBack } from './recover.ts';

/** One file as it was read and as it shall be. */
export interface FileChange {
  /** Relative to the root, `/`-separated. */
  readonly path: string;
  /** What was read; `null`: there must be no file. */
  readonly before: Uint8Array | null;
  /** `null`: remove the file. */
  readonly after: Uint8Array | null;
  /** Mode of a new file; an existing one keeps its own. Default 0644. */
  readonly mode?: number;
}

export interface TransactionOptions {
  /** Absolute path of the directory that everything must stay in. */
  readonly root: string;
  /** Of the user, outside the root: see `stateDirectory`. */
  readonly stateDirectory: string;
  /** One sentence for `keylint undo`. */
  readonly title: string;
  readonly kind?: Journal['kind'];
  readonly undoes?: string;
  /** Index entries that the caller takes out of git once the files are written. */
  readonly untracked?: readonly Untracked[];
}

interface Prepared extends JournalFile {
  readonly change: FileChange;
}

/** How many transactions can be looked up and their old values kept, per user. */
const keptTransactions = 20;

/**
 * Writes all changes or none. Throws a UserError, with nothing changed, where a file is not what was read, must not
 * be written, or cannot be. Gives the id of the transaction; `null` where nothing was to be done.
 */
export function runTransaction(
  changes: readonly FileChange[],
  options: TransactionOptions,
): string | null {
  if (changes.length === 0) return null;
  const root = realpathSync.native(options.root);
  const { id, directory } = createPendingFolder(options, root);
  let files: readonly Prepared[];
  try {
    refuseIfBusy(options.stateDirectory, root, id);
    files = prepare(changes, root, id);
    for (const { backup, change } of files) {
      if (backup !== null && change.before) writeBackup(directory, backup, change.before);
    }
    writeJournal(directory, {
      id,
      kind: options.kind ?? 'fix',
      undoes: options.undoes ?? null,
      root,
      title: options.title,
      files: files.map(({ change: _, ...file }) => file),
      untracked: options.untracked ?? [],
    });
  } catch (error) {
    discard(directory);
    throw asUserError(error, 'prepare the changes');
  }
  writeAll(files, root, directory);
  const done = markDone(directory);
  forgetOld(options.stateDirectory, done);
  return id;
}

function createPendingFolder(options: TransactionOptions, root: string) {
  try {
    return createPending(options.stateDirectory, root);
  } catch (error) {
    throw asUserError(error, `keep old values in ${options.stateDirectory}`);
  }
}

/** Two processes that write the same files at the same time would lose each other's changes. */
function refuseIfBusy(stateDirectory: string, root: string, ownId: string): void {
  const busy = listJournals(stateDirectory, 'pending').find(
    (other) =>
      other.id !== ownId &&
      isAlive(other) &&
      (!other.journal || isRelated(other.journal.root, root)),
  );
  if (busy) {
    throw new UserError('another keylint is writing files at the moment', {
      hint: 'Run it again when the other one is done.',
    });
  }
}

/** Checks everything that can be checked before anything is written. */
function prepare(changes: readonly FileChange[], root: string, id: string): Prepared[] {
  const seen = new Map<string, string>();
  return changes.map((change, index) => {
    const { path } = change;
    const { path: target, stats } = targetBelow(root, path);
    const twin = seen.get(target);
    if (twin !== undefined) throw new UserError(`${path} and ${twin} are the same file`);
    seen.set(target, path);
    refuseIfChanged(target, change);
    if (stats && isReadOnly(target, stats)) {
      throw new UserError(`${path} is read-only`, {
        hint: `Nothing was changed. Make it writable (chmod u+w) or leave it out with --exclude.`,
      });
    }
    return {
      change,
      path,
      target,
      temp: join(dirname(target), `.keylint-${id}-${index}.tmp`),
      backup: change.before ? `before-${index}` : null,
      mode: stats ? stats.mode & 0o7777 : (change.mode ?? 0o644),
      owner: stats ? { uid: stats.uid, gid: stats.gid } : null,
      afterHash: change.after ? hashOf(change.after) : null,
    };
  });
}

function refuseIfChanged(target: string, { path, before }: FileChange): void {
  const now = readTarget(target);
  const isSame = now === null ? before === null : before !== null && now.equals(before);
  if (isSame) return;
  throw new UserError(
    before === null ? `${path} exists by now` : `${path} changed since it was read`,
    { hint: 'Nothing was changed. Run keylint again.' },
  );
}

function writeAll(files: readonly Prepared[], root: string, directory: string): void {
  let path = '';
  let isCommitted = false;
  try {
    for (const file of files) {
      path = file.path;
      if (file.change.after) writeNew(file.temp, file.change.after, file);
    }
    // The last look before the point of no return: nothing moved, became a link, or was edited meanwhile.
    for (const file of files) {
      path = file.path;
      if (targetBelow(root, file.path).path !== file.target) {
        throw new UserError(`${file.path} was replaced by a link since it was read`);
      }
      refuseIfChanged(file.target, file.change);
    }
    markCommitted(directory);
    isCommitted = true;
    for (const file of files) {
      path = file.path;
      if (file.change.after) move(file.temp, file.target, `${file.temp}.copy`);
      else removeFile(file.target);
    }
    for (const parent of new Set(files.map((file) => dirname(file.target)))) syncDirectory(parent);
  } catch (error) {
    try {
      if (isCommitted) takeBack(directory, files);
      else removeTemps(directory, files);
    } catch (second) {
      throw new UserError(`writing ${path} failed, and so did taking it back (${codeOf(second)})`, {
        hint: `Run keylint again to have it finished; the old values are in ${directory}.`,
        cause: error,
      });
    }
    throw asUserError(error, `write ${path}`);
  }
}

function forgetOld(stateDirectory: string, justDone: string): void {
  const done = listJournals(stateDirectory, 'done');
  for (const { directory } of done.slice(0, -keptTransactions)) {
    if (directory !== justDone) discard(directory);
  }
}

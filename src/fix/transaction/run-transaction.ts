// Writes a set of files all or nothing. Order matters: old bytes and the list of temporary files first, then the
// new bytes where git never looks, then the mark that decides a crash, and only then the renames.

import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { asUserError, codeOf } from '../../write/errors.ts';
import {
  type Exchange,
  exchange,
  refuseIfOverwritten,
  refuseIfSaved,
} from '../../write/exchange.ts';
import {
  isReadOnly,
  readTarget,
  refuseReadOnlyDirectory,
  removeFile,
  syncDirectory,
  writeNew,
} from '../../write/files.ts';
import { holdDirectory } from '../../write/held-directory.ts';
import { stagingFor, sweep, waitingName } from '../../write/staging.ts';
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
import { forgetOld } from './retention.ts';

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
  readonly kept: string;
}

/** A transaction that has its folder. */
interface Pending {
  readonly id: string;
  readonly directory: string;
}

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
    files = prepare(changes, root, { id, directory });
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
  markDone(directory);
  forgetOld(options.stateDirectory, root);
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
function prepare(changes: readonly FileChange[], root: string, pending: Pending): Prepared[] {
  const seen = new Map<string, string>();
  const stagings = new Map<string, string>();
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
    const parent = dirname(target);
    const staging = stagings.get(parent) ?? openStaging(parent, pending);
    stagings.set(parent, staging);
    const waiting = `${pending.id}-${index}`;
    return {
      change,
      path,
      target,
      temp: join(staging, waitingName(waiting, 'new')),
      kept: join(staging, waitingName(waiting, 'old')),
      backup: change.before ? `before-${index}` : null,
      mode: stats ? stats.mode & 0o7777 : (change.mode ?? 0o644),
      owner: stats ? { uid: stats.uid, gid: stats.gid } : null,
      afterHash: change.after ? hashOf(change.after) : null,
    };
  });
}

function openStaging(parent: string, { directory }: Pending): string {
  refuseReadOnlyDirectory(parent);
  return stagingFor(parent, directory);
}

function refuseIfChanged(target: string, { path, before }: FileChange): void {
  const now = readTarget(target, path);
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
  const each = (act: (file: Prepared) => void): void => {
    for (const file of files) {
      path = file.path;
      act(file);
    }
  };
  try {
    for (const staging of new Set(files.map(({ temp }) => dirname(temp)))) sweep(staging);
    each(({ change, temp, mode, owner }) => {
      if (change.after) writeNew(temp, change.after, { mode, owner });
    });
    // The last look before the point of no return: nothing moved, became a link, or was edited meanwhile.
    each((file) => {
      if (targetBelow(root, file.path).path !== file.target) {
        throw new UserError(`${file.path} was replaced by a link since it was read`);
      }
      refuseIfChanged(file.target, file.change);
    });
    markCommitted(directory);
    isCommitted = true;
    each((file) => withExchange(file, exchange));
    // And one look after it: a save that came in between is put back, and all else with it.
    each((file) => {
      withExchange(file, (job) => {
        refuseIfSaved(job);
        refuseIfOverwritten(job, file.change.after);
      });
    });
    each(({ kept }) => removeFile(kept));
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

function withExchange(
  { change, target, path, temp, kept }: Prepared,
  act: (job: Exchange) => void,
): void {
  const directory = holdDirectory(dirname(target));
  const { before, after } = change;
  const job = { directory, name: basename(target), shown: path, before, kept };
  try {
    act({ ...job, temp: after ? temp : null });
  } finally {
    directory.close();
  }
}

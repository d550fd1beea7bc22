// Cleans up after a run that was killed: finishes what had reached the mark, takes back what had not. Either way no
// temporary file stays behind.
import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { besideName, exchange, move, putBack, refuseIfSaved } from '../../write/exchange.ts';
import { readTarget, removeFile, writeNew } from '../../write/files.ts';
import { type HeldDirectory, holdDirectory } from '../../write/held-directory.ts';
import {
  discard,
  hashOf,
  isAlive,
  isRelated,
  type Journal,
  type JournalFile,
  listJournals,
  markDone,
  readBackup,
  type StoredJournal,
} from './journal.ts';

export interface Recovery {
  /** `conflict`: somebody edited files after the crash, so the rest was taken back and theirs left alone. */
  readonly outcome: 'rolled-forward' | 'rolled-back' | 'conflict';
  readonly title: string;
  /** Relative to the root of the run that was killed. */
  readonly paths: readonly string[];
}

/** What stands at a target now, compared with what the transaction knows. */
type FileState = 'before' | 'after' | 'other';

/** Does `act` with the directory of the file; `undefined` where it is gone, or a link stands in its place. */
function inDirectoryOf<T>({ target }: JournalFile, act: (held: HeldDirectory) => T): T | undefined {
  let held: HeldDirectory;
  try {
    held = holdDirectory(dirname(target));
  } catch {
    return undefined;
  }
  try {
    return act(held);
  } finally {
    held.close();
  }
}

function stateOf(directory: string, file: JournalFile, held: HeldDirectory): FileState {
  const now = readFileOrOther(held.fileAt(basename(file.target)));
  if (now === 'other') return now;
  const hash = now === null ? null : hashOf(now);
  const before = beforeOf(directory, file);
  if (now === null ? before === null : before?.equals(now)) return 'before';
  return hash === file.afterHash ? 'after' : 'other';
}

function beforeOf(directory: string, { backup }: JournalFile): Buffer | null {
  return backup === null ? null : readBackup(directory, backup);
}

/** `other`: a link or directory stands there now. */
function readFileOrOther(target: string): Buffer | null | 'other' {
  try {
    return readTarget(target);
  } catch (error) {
    if (error instanceof UserError) return 'other';
    throw error;
  }
}

/** Whether the new bytes wait, whole. */
function isReady({ afterHash, temp }: JournalFile): boolean {
  if (afterHash === null) return true;
  const bytes = readTarget(temp);
  return bytes !== null && hashOf(bytes) === afterHash;
}

/** Removes what waits for a file, wherever it may have got to. */
function removeWaiting(file: JournalFile): void {
  for (const path of [file.temp, file.kept]) {
    if (path === undefined) continue;
    if (isInPlace(path)) removeFile(path);
    inDirectoryOf(file, (held) => removeFile(held.fileAt(besideName(path))));
  }
}

/** Whether a path's directory is still the one that was written to, not a link to another. */
function isInPlace(path: string): boolean {
  try {
    return realpathSync.native(dirname(path)) === dirname(path);
  } catch {
    return false;
  }
}

/** Ends a transaction that replaced nothing yet: removes its temporary files and forgets it. */
export function removeTemps(directory: string, files: readonly JournalFile[]): void {
  for (const file of files) removeWaiting(file);
  discard(directory);
}

/**
 * Ends a transaction that may have replaced files: puts back what stood in the place of each that has its new bytes,
 * leaves alone those that have neither, removes its temporary files and forgets it.
 */
export function takeBack(directory: string, files: readonly JournalFile[]): void {
  for (const file of files) {
    inDirectoryOf(file, (held) => {
      if (stateOf(directory, file, held) !== 'after') return;
      restore(directory, file, held);
      held.sync();
    });
    removeWaiting(file);
  }
  discard(directory);
}

function restore(directory: string, file: JournalFile, held: HeldDirectory): void {
  const { kept, temp, target } = file;
  const name = basename(target);
  // Somebody may have written to it since it was read: that comes back with it.
  if (kept !== undefined && putBack({ directory: held, name, shown: file.path, kept })) return;
  const before = beforeOf(directory, file);
  if (before === null) {
    removeFile(held.fileAt(name));
    return;
  }
  removeFile(temp);
  writeNew(temp, before, file);
  move(temp, held.fileAt(name), held.fileAt(besideName(temp)));
}

/** Ends a transaction whose new bytes were all written: replaces what is left, or takes everything back. */
function finish(directory: string, files: readonly JournalFile[]): Recovery['outcome'] {
  const isFinished = files.every((file) => canFinish(directory, file));
  if (!isFinished || !files.every((file) => finishFile(directory, file))) {
    takeBack(directory, files);
    return 'conflict';
  }
  for (const file of files) removeWaiting(file);
  markDone(directory);
  return 'rolled-forward';
}

function canFinish(directory: string, file: JournalFile): boolean {
  const state = inDirectoryOf(file, (held) => stateOf(directory, file, held));
  if (state === 'before') return isReady(file);
  return state === 'after' && !isSaved(directory, file);
}

/** Whether somebody wrote to what stood there in the moment before it was replaced. */
function isSaved(directory: string, file: JournalFile): boolean {
  const { kept, path } = file;
  if (kept === undefined) return false;
  try {
    refuseIfSaved({ kept, shown: path, before: beforeOf(directory, file) });
    return false;
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}

/** Whether the file is as it shall be, now or already. */
function finishFile(directory: string, file: JournalFile): boolean {
  const { target, temp, path: shown, afterHash, kept = `${temp}.old` } = file;
  const done = inDirectoryOf(file, (held) => {
    if (stateOf(directory, file, held) === 'after') return true;
    removeFile(kept);
    try {
      exchange({
        directory: held,
        name: basename(target),
        shown,
        before: beforeOf(directory, file),
        temp: afterHash === null ? null : temp,
        kept,
      });
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
    held.sync();
    removeFile(kept);
    return true;
  });
  return done === true;
}

/**
 * Ends every transaction that a killed run left unfinished in `root`, above or below it: afterwards each is fully
 * done or fully taken back. Leaves those alone whose process still runs. Cheap where there is nothing to do.
 */
export function recoverTransactions(stateDirectory: string, root: string): Recovery[] {
  const pending = listJournals(stateDirectory, 'pending');
  if (pending.length === 0) return [];
  const realRoot = realpathSync.native(root);
  const recoveries: Recovery[] = [];
  for (const stored of pending) {
    const { journal, directory } = stored;
    if (isAlive(stored)) continue;
    if (!journal) {
      // Nothing is put into a repository before the journal is complete.
      discard(directory);
    } else if (isRelated(journal.root, realRoot)) {
      recoveries.push({
        outcome: end(stored, journal),
        title: journal.title,
        paths: journal.files.map(({ path }) => path),
      });
    }
  }
  return recoveries;
}

function end({ directory, isCommitted }: StoredJournal, { files }: Journal): Recovery['outcome'] {
  if (isCommitted) return finish(directory, files);
  removeTemps(directory, files);
  return 'rolled-back';
}

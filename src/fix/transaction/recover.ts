// Cleans up after a run that was killed: finishes what had reached the mark, takes back what had not. Either way no
// temporary file stays in the repository.
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { move } from '../../write/exchange.ts';
import { readTarget, removeFile, syncDirectory, writeNew } from '../../write/files.ts';
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

function stateOf(directory: string, file: JournalFile): FileState {
  const now = isInPlace(file.target) ? readFileOrOther(file.target) : 'other';
  if (now === 'other') return now;
  const hash = now === null ? null : hashOf(now);
  const before = file.backup === null ? null : readBackup(directory, file.backup);
  if (now === null ? before === null : before?.equals(now)) return 'before';
  return hash === file.afterHash ? 'after' : 'other';
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

/** Whether the target's directory is still the one that was written to, not a link to another. */
function isInPlace(target: string): boolean {
  try {
    return realpathSync.native(dirname(target)) === dirname(target);
  } catch {
    return false;
  }
}

/** Whether the new bytes wait beside the target, whole. */
function isReady({ afterHash, temp }: JournalFile): boolean {
  if (afterHash === null) return true;
  const bytes = readTarget(temp);
  return bytes !== null && hashOf(bytes) === afterHash;
}

/** Ends a transaction that replaced nothing yet: removes its temporary files and forgets it. */
export function removeTemps(directory: string, files: readonly JournalFile[]): void {
  for (const { temp } of files) if (isInPlace(temp)) removeFile(temp);
  discard(directory);
}

/**
 * Ends a transaction that may have replaced files: restores the old bytes of each that has its new ones, leaves
 * alone those that are neither, removes its temporary files and forgets it.
 */
export function takeBack(directory: string, files: readonly JournalFile[]): void {
  for (const file of files) {
    if (!isInPlace(file.target)) continue;
    removeFile(file.temp);
    if (stateOf(directory, file) !== 'after') continue;
    if (file.backup === null) {
      removeFile(file.target);
    } else {
      writeNew(file.temp, readBackup(directory, file.backup), file);
      move(file.temp, file.target, `${file.temp}.copy`);
    }
    syncDirectory(dirname(file.target));
  }
  discard(directory);
}

/** Ends a transaction whose new bytes were all written: replaces what is left, or takes everything back. */
function finish(directory: string, files: readonly JournalFile[]): Recovery['outcome'] {
  const states = files.map((file) => stateOf(directory, file));
  const canFinish = files.every(
    (file, index) => states[index] === 'after' || (states[index] === 'before' && isReady(file)),
  );
  if (!canFinish) {
    takeBack(directory, files);
    return 'conflict';
  }
  files.forEach((file, index) => {
    if (states[index] === 'after') removeFile(file.temp);
    else if (file.afterHash === null) removeFile(file.target);
    else move(file.temp, file.target, `${file.temp}.copy`);
    syncDirectory(dirname(file.target));
  });
  markDone(directory);
  return 'rolled-forward';
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

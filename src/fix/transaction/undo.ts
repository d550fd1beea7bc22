// Takes back the last transaction of a directory, as a transaction of its own.
import { realpathSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';
import { readTarget } from '../../write/files.ts';
import { targetBelow } from '../../write/target.ts';
import { isSameProject } from './checkout.ts';
import { hashOf, listJournals, readBackup, type StoredJournal, type Untracked } from './journal.ts';
import { type FileChange, runTransaction } from './run-transaction.ts';

export interface Undone {
  /** Absolute path that `paths` are relative to. */
  readonly root: string;
  /** What the transaction had done, one sentence. */
  readonly title: string;
  readonly paths: readonly string[];
  /** Index entries for the caller to put back into git. */
  readonly untracked: readonly Untracked[];
}

export interface UndoOptions {
  readonly root: string;
  readonly stateDirectory: string;
}

/** The last fix in `root`, above or below it in the same checkout, that was not taken back yet. */
function findLast({ root, stateDirectory }: UndoOptions): StoredJournal | undefined {
  const realRoot = realpathSync.native(root);
  const done = listJournals(stateDirectory, 'done').filter(
    ({ journal }) => journal && isSameProject(journal.root, realRoot),
  );
  const undone = new Set(done.map(({ journal }) => journal?.undoes));
  return done.filter(({ journal }) => journal?.kind === 'fix' && !undone.has(journal.id)).at(-1);
}

/** Restores what the last fix changed. Throws a UserError, with nothing changed, where a file was edited since. */
export function undoLast(options: UndoOptions): Undone {
  const last = findLast(options);
  if (!last?.journal) throw new UserError('there is nothing to undo in this directory');
  const { journal, directory } = last;
  const changes = journal.files.map((file): FileChange => {
    const now = readTarget(targetBelow(journal.root, file.path).path);
    if ((now === null ? null : hashOf(now)) !== file.afterHash) {
      throw new UserError(`${file.path} changed since keylint wrote it`, {
        hint: `Nothing was changed. The old values are in ${directory}.`,
      });
    }
    return {
      path: file.path,
      before: now,
      after: file.backup === null ? null : readBackup(directory, file.backup),
      mode: file.mode,
    };
  });
  const title = `undo: ${journal.title}`;
  runTransaction(changes, {
    ...options,
    root: journal.root,
    title,
    kind: 'undo',
    undoes: journal.id,
  });
  return {
    root: journal.root,
    title: journal.title,
    paths: journal.files.map(({ path }) => path),
    untracked: journal.untracked,
  };
}

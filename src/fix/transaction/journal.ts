// What is known of a transaction on disk. It lives in the user's state directory, one folder each: the journal, the
// old bytes of every file, and a mark once all new bytes are safely written. The folder's suffix is its state.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { codeOf } from '../../write/errors.ts';
import { move } from '../../write/exchange.ts';
import {
  makePrivateDirectory,
  readTarget,
  removeDirectory,
  renameDirectory,
  syncDirectory,
  writeNew,
} from '../../write/files.ts';
import { isAtWork, isLongAgo, newId } from '../../write/staging.ts';
import { findWorkTree, isInside, realPathOf } from '../../write/target.ts';

/** One file of a transaction. */
export interface JournalFile {
  /** Relative to the root, for messages. */
  readonly path: string;
  /** Absolute, links resolved: what is replaced. */
  readonly target: string;
  /** Absolute path of the new bytes until they take the target's place, and of the old ones on their way back. */
  readonly temp: string;
  /** Absolute path of the file that stood there until all is done. Version 0.1.0 kept none. */
  readonly kept?: string;
  /** Name of the old bytes in the transaction's folder; `null`: there was no file. */
  readonly backup: string | null;
  readonly mode: number;
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** SHA-256 of the new bytes; `null`: removed. Kept beside the old bytes, and as private as they are. */
  readonly afterHash: string | null;
}

/** An index entry that was taken out of git, so that undo can put it back. */
export interface Untracked {
  readonly path: string;
  readonly mode: string;
  /** Name of the blob. */
  readonly object: string;
}

export interface Journal {
  readonly version: 1;
  readonly id: string;
  readonly kind: 'fix' | 'undo';
  /** The transaction that this one takes back. */
  readonly undoes: string | null;
  /** Absolute, links resolved. */
  readonly root: string;
  readonly title: string;
  readonly writer: { readonly host: string };
  readonly files: readonly JournalFile[];
  readonly untracked: readonly Untracked[];
}

/** `pending`: being written, or left by a crash. `done`: complete, can be undone. */
export type JournalState = 'pending' | 'done';

export interface StoredJournal {
  readonly directory: string;
  readonly id: string;
  readonly state: JournalState;
  /** `null`: the crash came before anything was put into the repository. */
  readonly journal: Journal | null;
  /** All new bytes were safe on disk: what is missing can be finished. */
  readonly isCommitted: boolean;
}

const journalName = 'journal.json';
const committedName = 'committed';
const privateFile = { mode: 0o600, owner: null };

function folderOf(stateDirectory: string): string {
  return join(stateDirectory, 'transactions');
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Whether journals would lie in the checkout that `root` is of: a commit takes old values with it from there, and whoever
 * writes to the repository would say which files are put back.
 */
export function isInCheckout(stateDirectory: string, root: string): boolean {
  const directory = realPathOf(stateDirectory);
  return isInside(root, directory) || isInside(findWorkTree(root) ?? root, directory);
}

/** Opens a folder for a new transaction. Throws a UserError where it would lie in the checkout. */
export function createPending(
  stateDirectory: string,
  root: string,
): { readonly id: string; readonly directory: string } {
  if (isInCheckout(stateDirectory, root)) {
    throw new UserError(
      `${stateDirectory} lies inside ${findWorkTree(root) ?? root}: old values must not be kept there`,
      {
        hint: 'Set XDG_STATE_HOME (LOCALAPPDATA on Windows) to a folder outside of it.',
      },
    );
  }
  makePrivateDirectory(stateDirectory);
  makePrivateDirectory(folderOf(stateDirectory));
  const id = newId();
  const directory = join(folderOf(stateDirectory), `${id}.pending`);
  makePrivateDirectory(directory);
  return { id, directory };
}

/** Keeps the old bytes of a file. */
export function writeBackup(directory: string, name: string, bytes: Uint8Array): void {
  writeNew(join(directory, name), bytes, privateFile);
}

export function readBackup(directory: string, name: string): Buffer {
  const bytes = readTarget(join(directory, name));
  if (bytes === null) throw new UserError(`the old bytes ${name} in ${directory} are gone`);
  return bytes;
}

/** Written before the first file is created in the repository: from here on a crash can be cleaned up. */
export function writeJournal(
  directory: string,
  journal: Omit<Journal, 'version' | 'writer'>,
): void {
  const full: Journal = {
    version: 1,
    ...journal,
    writer: { host: hostname() },
  };
  const temp = join(directory, `${journalName}.new`);
  writeNew(temp, Buffer.from(JSON.stringify(full)), privateFile);
  move(temp, join(directory, journalName), `${temp}.copy`);
  syncDirectory(directory);
  syncDirectory(dirname(directory));
}

/** From here on a crash is finished, not taken back. */
export function markCommitted(directory: string): void {
  writeNew(join(directory, committedName), new Uint8Array(), privateFile);
  syncDirectory(directory);
}

/** Gives the folder's new path. */
export function markDone(directory: string): string {
  const done = directory.replace(/\.pending$/, '.done');
  renameDirectory(directory, done);
  syncDirectory(dirname(done));
  return done;
}

export function discard(directory: string): void {
  removeDirectory(directory);
}

/** Folders of finished transactions with the time that their names tell, milliseconds since 1970; reads no journal. */
export function listDone(
  stateDirectory: string,
): { readonly directory: string; readonly createdAt: number }[] {
  const folder = folderOf(stateDirectory);
  return namesIn(folder)
    .filter((name) => name.endsWith('.done'))
    .map((name) => ({ directory: join(folder, name), createdAt: Number.parseInt(name, 36) }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** All transactions of this user in order of time. */
export function listJournals(stateDirectory: string, state: JournalState): StoredJournal[] {
  const folder = folderOf(stateDirectory);
  return namesIn(folder)
    .filter((name) => name.endsWith(`.${state}`))
    .sort()
    .map((name) => {
      const directory = join(folder, name);
      return {
        directory,
        id: name.slice(0, -state.length - 1),
        state,
        journal: readJournal(directory),
        isCommitted: existsSync(join(directory, committedName)),
      };
    });
}

function readJournal(directory: string): Journal | null {
  const bytes = readTarget(join(directory, journalName));
  // Our own file in a private folder, written whole: parsed without a second look at its shape.
  return bytes && (JSON.parse(bytes.toString('utf8')) as Journal);
}

/** Whether the process that wrote it may still be at work. */
export function isAlive({ id, journal }: Pick<StoredJournal, 'id' | 'journal'>): boolean {
  if (journal && journal.writer.host !== hostname()) return !isLongAgo(id);
  return isAtWork(id);
}

/** Whether two roots share files. */
export function isRelated(a: string, b: string): boolean {
  return isInside(a, b) || isInside(b, a);
}

// Files in a directory that is keylint's own from the first to the last: nobody else's file can stand there, so a write
// is a new file and a rename. What other programs may find half of has to be whole: every name that is there is whole.
import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './errors.ts';
import { makeDirectories, removeFile, syncDirectory, writeNew } from './files.ts';
import { newId } from './staging.ts';

export { makePrivateDirectory, removeDirectory, renameDirectory } from './files.ts';
export { newId } from './staging.ts';

/** What a name starts with while its bytes are not all there. A killed run leaves such files; nobody reads them. */
const unfinished = '.new-';

/** Whether a name is one that `putFile` gives to what is not finished. */
export function isUnfinished(name: string): boolean {
  return name.startsWith(unfinished);
}

export interface PutOptions {
  /** Whether it has to survive a power cut; default: yes. */
  readonly isDurable?: boolean;
}

/** Puts the bytes at `path` in one step, whatever stood there; the directory is made where it is missing. */
export function putFile(path: string, bytes: Uint8Array, options: PutOptions = {}): void {
  const { isDurable = true } = options;
  const waiting = waitingFor(path);
  writeWaiting(waiting, bytes, isDurable);
  renameSync(waiting, path);
  if (isDurable) syncDirectory(dirname(path));
}

/** Puts the bytes at `path` if nothing stands there; whether it did. Of two that try at once, one does. */
export function putNewFile(path: string, bytes: Uint8Array): boolean {
  const waiting = waitingFor(path);
  writeWaiting(waiting, bytes, true);
  try {
    linkSync(waiting, path);
    syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    removeFile(waiting);
  }
}

/** Takes a file away, if it is there. */
export function dropFile(path: string): void {
  removeFile(path);
}

/** Gives a file another name that nobody else uses; `undefined` where it is gone. */
export function setAside(path: string): string | undefined {
  const aside = waitingFor(path);
  try {
    renameSync(path, aside);
    return aside;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Gives what was set aside its name back, unless something stands there by now. */
export function putBackAside(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    removeFile(aside);
  }
}

/** Puts a file into a directory that gets its own name when all of it is there, and that nobody reads before. */
export function putInto(path: string, text: string): void {
  const file = openInto(path);
  try {
    writeText(file, text);
  } finally {
    closeSync(file);
  }
}

/** Its directory is made where it is missing: hardly ever, so it is not looked for first. */
function openInto(path: string): number {
  const { O_CREAT, O_NOFOLLOW = 0, O_TRUNC, O_WRONLY } = constants;
  const flags = O_CREAT | O_NOFOLLOW | O_TRUNC | O_WRONLY;
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    makeDirectories(dirname(path), 0o700);
    return openSync(path, flags, 0o600);
  }
}

const encoder = new TextEncoder();
/** All texts go through it: of tens of thousands of reports each would leave a buffer behind. */
const scratch = new Uint8Array(1 << 18);

function writeText(file: number, text: string): void {
  for (let at = 0; at < text.length; ) {
    const { read, written } = encoder.encodeInto(at === 0 ? text : text.slice(at), scratch);
    for (let sent = 0; sent < written; ) sent += writeSync(file, scratch, sent, written - sent);
    at += read;
  }
}

export interface FileStream {
  write(text: string): void;
  /** Gives the file its name. Without it there is none. */
  finish(): void;
  /** Takes away what was written. */
  drop(): void;
}

const flushAt = 1 << 16;

/** A file that is written piece by piece and gets its name when it is whole. */
export function openStream(path: string): FileStream {
  const waiting = waitingFor(path);
  makeDirectories(dirname(path), 0o700);
  const file = openSync(waiting, 'wx', 0o600);
  let pending = '';
  const flush = (): void => {
    writeText(file, pending);
    pending = '';
  };
  return {
    write(text) {
      pending += text;
      if (pending.length >= flushAt) flush();
    },
    finish() {
      flush();
      fsyncSync(file);
      closeSync(file);
      renameSync(waiting, path);
    },
    drop() {
      closeSync(file);
      removeFile(waiting);
    },
  };
}

/** Names in a directory of ours, sorted, without unfinished files; none where it is not there. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => !isUnfinished(name))
      .sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Removes what killed runs left of files that never got their name. Only where no other run is at work. */
export function dropUnfinished(directory: string): void {
  try {
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      if (isUnfinished(name) && lstatSync(path).isFile()) rmSync(path, { force: true });
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function waitingFor(path: string): string {
  return join(dirname(path), `${unfinished}${newId()}-${basename(path).slice(0, 80)}`);
}

/** Its directory is made where it is missing: hardly ever, so it is not looked for first. */
function writeWaiting(waiting: string, bytes: Uint8Array, isDurable: boolean): void {
  const attributes = { mode: 0o600, owner: null, isDurable };
  try {
    writeNew(waiting, bytes, attributes);
  } catch (error) {
    removeFile(waiting);
    if (codeOf(error) !== 'ENOENT') throw error;
    makeDirectories(dirname(waiting), 0o700);
    writeNew(waiting, bytes, attributes);
  }
}

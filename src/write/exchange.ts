// Puts new bytes in the place of old ones so that a save which comes in between is never lost: what stood there is
// kept under a second name until it was looked at once more.
import { linkSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../model/errors.ts';
import { codeOf } from './errors.ts';
import { attributesOf, isWindows, lstatOrNull, readTarget, removeFile, writeNew } from './files.ts';
import type { HeldDirectory } from './held-directory.ts';

export interface Exchange {
  readonly directory: HeldDirectory;
  /** Name of the file in it. */
  readonly name: string;
  /** How messages call it. */
  readonly shown: string;
  /** What was read: `null`: there must be no file; absent: whatever is there. */
  readonly before?: Uint8Array | null;
  /** Absolute path of the new bytes; `null`: the file is removed. */
  readonly temp: string | null;
  /** Absolute path, on the same device if it can be, under which what stood there is kept. */
  readonly kept: string;
}

/** Where, in the directory of a file, bytes pass through that wait on another device. */
export function besideName(waiting: string): string {
  return `.${basename(waiting)}`;
}

/** Replaces, creates or removes the file. Throws a UserError where it is not what was read; it is as it was then. */
export function exchange(job: Exchange): void {
  const { directory, name, before, temp, kept, shown } = job;
  const target = directory.fileAt(name);
  directory.refuseIfMoved();
  if (before === null) create(job, target);
  else if (temp === null) remove(job, target);
  else {
    const isKept = before !== undefined && link(target, kept);
    try {
      refuseUnless(job, isKept ? kept : target);
      if (isKept && !isSameFile(kept, target)) throw changed(shown);
      move(temp, target, directory.fileAt(besideName(temp)));
    } catch (error) {
      if (isKept) removeFile(kept);
      throw error;
    }
  }
}

/** Throws a UserError where somebody wrote to what stood there after it was looked at and before it was replaced. */
export function refuseIfSaved(job: Pick<Exchange, 'before' | 'shown' | 'kept'>): void {
  if (job.before && lstatOrNull(job.kept)) refuseUnless(job, job.kept);
}

/** Throws a UserError where the file holds something else already: what is overwritten at once was never written. */
export function refuseIfOverwritten(
  { directory, name, shown }: Pick<Exchange, 'directory' | 'name' | 'shown'>,
  after: Uint8Array | null,
): void {
  const now = readTarget(directory.fileAt(name), shown);
  if (now === null ? after === null : after && now.equals(after)) return;
  throw new UserError(`${shown} was saved while keylint wrote it`, {
    hint: 'It is as it was saved, and nothing else was changed. Run keylint again.',
  });
}

/** Puts back what stood there, if it was kept; whether it was. */
export function putBack({ directory, name, kept }: Omit<Exchange, 'temp'>): boolean {
  if (lstatOrNull(kept) === null) return false;
  move(kept, directory.fileAt(name), directory.fileAt(besideName(kept)));
  return true;
}

/** A second name never takes the place of anything, so a file that appeared meanwhile stays. */
function create(job: Exchange, target: string): void {
  const { temp, shown } = job;
  if (temp === null) return;
  if (lstatOrNull(target)) throw appeared(shown);
  try {
    linkSync(temp, target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw appeared(shown);
    move(temp, target, job.directory.fileAt(besideName(temp)));
    return;
  }
  rmSync(temp);
}

function remove(job: Exchange, target: string): void {
  const { kept } = job;
  refuseUnless(job, target);
  move(target, kept, `${kept}.copy`);
  try {
    refuseUnless(job, kept);
  } catch (error) {
    if (lstatOrNull(target) === null) putBack(job);
    throw error;
  }
}

function refuseUnless({ before, shown }: Pick<Exchange, 'before' | 'shown'>, path: string): void {
  if (before === undefined) return;
  const now = readTarget(path, shown);
  if (now === null ? before === null : before?.length === now.length && now.equals(before)) return;
  throw changed(shown);
}

/** An editor that saves by a rename leaves the file that we keep as it was, and puts another in its place. */
function isSameFile(kept: string, target: string): boolean {
  const [a, b] = [lstatOrNull(kept), lstatOrNull(target)];
  return a !== null && b !== null && a.ino === b.ino && a.dev === b.dev;
}

function changed(shown: string): UserError {
  return new UserError(`${shown} changed since it was read`, {
    hint: 'Nothing was changed. Run keylint again.',
  });
}

function appeared(shown: string): UserError {
  return new UserError(`${shown} exists by now`, {
    hint: 'Nothing was changed. Run keylint again.',
  });
}

/** Whether the file has a second name now; some file systems know none, and some owners allow none. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    return false;
  }
}

/** Puts `from` in the place of `to` in one step; `beside` lies in the directory of `to`, should that be another device. */
export function move(from: string, to: string, beside: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (codeOf(error) === 'EXDEV') {
        copyOver(from, to, beside);
        return;
      }
      // Windows refuses while a virus scanner or editor has the file open for a moment.
      const isTransient = isWindows && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!isTransient || attempt === 20) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * attempt);
    }
  }
}

/** Two mounts of one device look alike until a rename is tried. */
function copyOver(from: string, to: string, beside: string): void {
  const stats = lstatOrNull(from);
  const bytes = readTarget(from);
  if (!stats || !bytes) return;
  try {
    writeNew(beside, bytes, attributesOf(stats));
    renameSync(beside, to);
  } catch (error) {
    removeFile(beside);
    throw error;
  }
  rmSync(from);
}

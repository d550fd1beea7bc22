// Puts new bytes in the place of old ones so that a save which comes in between is never lost: what stood there is
// kept under a second name until it was looked at once more.
import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
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

/** Replaces, creates or removes the file. Throws a UserError where it is not what was read; it is as it was then. */
export function exchange(job: Exchange): void {
  const { directory, name, before, temp, kept } = job;
  const target = directory.fileAt(name);
  directory.refuseIfMoved();
  if (before === null) create(job, target);
  else if (temp === null) remove(job, target);
  else {
    const isKept = before !== undefined && link(target, kept);
    try {
      refuseUnless(job, isKept ? kept : target);
      move(temp, target, directory.fileAt(`.${basename(temp)}`));
    } catch (error) {
      if (isKept) removeFile(kept);
      throw error;
    }
  }
}

/**
 * Looks once more at what stood there. Where somebody wrote to it after it was looked at and before it was replaced,
 * it is put back, and a UserError thrown.
 */
export function refuseIfSaved(job: Exchange): void {
  const { directory, name, before, kept } = job;
  if (!before || lstatOrNull(kept) === null) return;
  try {
    refuseUnless(job, kept);
  } catch (error) {
    move(kept, directory.fileAt(name), directory.fileAt(`.${basename(kept)}`));
    throw error;
  }
}

/** Forgets what stood there. */
export function letGo({ kept }: Exchange): void {
  removeFile(kept);
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
    move(temp, target, job.directory.fileAt(`.${basename(temp)}`));
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
    if (lstatOrNull(target) === null)
      move(kept, target, job.directory.fileAt(`.${basename(kept)}`));
    throw error;
  }
}

function refuseUnless({ before, shown }: Exchange, path: string): void {
  if (before === undefined) return;
  const now = readTarget(path, shown);
  if (now === null ? before === null : before?.length === now.length && now.equals(before)) return;
  throw new UserError(`${shown} changed since it was read`, {
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
  if (!stats) return;
  try {
    writeNew(beside, readFileSync(from), attributesOf(stats));
    renameSync(beside, to);
  } catch (error) {
    removeFile(beside);
    throw error;
  }
  rmSync(from);
}

// Whether a file is still the one that an earlier run has read, by what the disk says of it: git's index tells changed files
// in the same way. Only what cannot have changed behind a stamp's back gets one.
import type { Buffer } from 'node:buffer';
import { lstatSync, type Stats } from 'node:fs';

export interface FileStamp {
  readonly sizeBytes: number;
  /** Differs as soon as the file was written, replaced, linked or renamed. */
  readonly text: string;
}

/** The stamp of what a path leads to; `undefined` where it says nothing for sure. */
export type StampFinder = (location: string | Buffer) => FileStamp | undefined;

/**
 * What was written so shortly before may be written once more within the same moment of the clock: those of disks and of
 * servers tick every two seconds at the slowest, and go wrong by less than as much again.
 */
const unsettledMs = 4_000;

/** For files on the disk that `root` is on. `now` is for tests. */
export function createStampFinder(root: string, now: () => number = Date.now): StampFinder {
  const device = lookAt(root)?.dev;
  return (location) => {
    const found = lookAt(location);
    if (!found?.isFile() || found.dev !== device) return undefined;
    const { size, mtimeMs, ctimeMs, ino } = found;
    // A clock that was put back makes moments come again: what lies ahead of it is not settled either.
    if (Math.max(mtimeMs, ctimeMs) > now() - unsettledMs) return undefined;
    // Where only seconds are kept, a moment lasts too long.
    if (ctimeMs % 1000 === 0) return undefined;
    return { sizeBytes: size, text: `${size} ${mtimeMs} ${ctimeMs} ${ino}` };
  };
}

function lookAt(location: string | Buffer): Stats | undefined {
  try {
    return lstatSync(location, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

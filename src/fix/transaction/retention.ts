// How long old values are kept for `keylint undo`: they are whole files, secrets included.
import { realpathSync } from 'node:fs';
import { isSameProject } from './checkout.ts';
import { discard, listDone, listJournals } from './journal.ts';

/** Days that a fix can be taken back. */
export const keptDays = 7;

/** And no more of one project than these. */
const keptOfProject = 20;

const dayMs = 24 * 60 * 60 * 1000;

/** Deletes what is older than `keptDays`, whatever the project. Costs one directory listing; never throws. */
export function forgetExpired(stateDirectory: string, now: number = Date.now()): void {
  try {
    for (const { directory, createdAt } of listDone(stateDirectory)) {
      if (now - createdAt > keptDays * dayMs) discard(directory);
    }
  } catch {
    // What cannot be deleted now is deleted another time.
  }
}

/** Deletes what is too old, and of the project at `root` what is too much. */
export function forgetOld(stateDirectory: string, root: string): void {
  forgetExpired(stateDirectory);
  const own = listJournals(stateDirectory, 'done').filter(({ journal }) => journal?.root === root);
  for (const { directory } of own.slice(0, -keptOfProject)) discard(directory);
}

/** Deletes what is kept of `root`, above it and below it in the same checkout; gives how many fixes can no longer be taken back. */
export function forgetAll(stateDirectory: string, root: string): number {
  const realRoot = realpathSync.native(root);
  const own = listJournals(stateDirectory, 'done').filter(
    ({ journal }) => journal && isSameProject(journal.root, realRoot),
  );
  for (const { directory } of own) discard(directory);
  return own.filter(({ journal }) => journal?.kind === 'fix').length;
}

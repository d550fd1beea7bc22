// Where a machine keeps what is needed for a while: clones, and temporary files of children. What a killed run has left
// is taken away by the next one on the same machine.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { namesIn, removeDirectory } from '../write/own-directory.ts';
import { safePart } from './names.ts';

/** A directory for this process alone; nothing is made yet. */
export function temporaryOf(run: string): string {
  return join(run, 'temporary', `${safePart(hostname())}-${process.pid}`);
}

/** Takes away what processes of this machine have left that are no more. */
export function sweepTemporary(run: string): void {
  const prefix = `${safePart(hostname())}-`;
  const names = namesIn(join(run, 'temporary'));
  for (const name of names) {
    const owner = Number(name.startsWith(prefix) ? name.slice(prefix.length) : Number.NaN);
    if (!Number.isInteger(owner) || isRunning(owner)) continue;
    try {
      removeDirectory(join(run, 'temporary', name));
    } catch {
      // Git outlives a coordinator that was killed, and still writes: the next start finds it done.
    }
  }
}

/** Ends the use of it. */
export function dropTemporary(run: string): void {
  removeDirectory(temporaryOf(run));
  if (namesIn(join(run, 'temporary')).length === 0) removeDirectory(join(run, 'temporary'));
}

function isRunning(owner: number): boolean {
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

// Which checkout a directory belongs to. A worktree or a clone may stand inside of another one: what was fixed in the one
// is nobody's to take back from the other.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRelated } from './journal.ts';

/** Whether fixes of the one directory are those of the other: it lies above or below it, and in the same checkout. */
export function isSameProject(a: string, b: string): boolean {
  return isRelated(a, b) && checkoutOf(a) === checkoutOf(b);
}

/** The nearest directory, this one included, that has a `.git`; `undefined` where there is none. */
function checkoutOf(path: string): string | undefined {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

// What somebody typed may lie anywhere, and what a repository brings may not: a path that is relative and stays inside by
// its own words must not leave through a link that was committed.
import { isAbsolute, resolve } from 'node:path';
import { isInside, type ReadOptions } from './read-file.ts';

/** How far the path `typed` is followed, seen from `cwd`, in the repository (or the directory) `root`. */
export function readingTyped(
  cwd: string,
  typed: string,
  root: string,
): Pick<ReadOptions, 'links' | 'mayBePipe'> {
  const isUsers = isAbsolute(typed) || !isInside(resolve(root), resolve(cwd, typed));
  return isUsers ? { links: 'anywhere', mayBePipe: true } : { links: { below: root } };
}

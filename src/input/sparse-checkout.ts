// Files that git tracks and a sparse checkout leaves out of the work tree: nobody meant them to be audited here, and a
// clean report does not speak of them. How many they are is said once for each repository.
import { lstatSync } from 'node:fs';
import type { Skipped } from '../model/source.ts';
import { isInside, withSlash } from './paths.ts';
import type { Repository } from './repository.ts';

/**
 * The line that tells of them, of those below the directories that were asked for (absolute, as everything here);
 * `undefined` where there are none.
 */
export function sparseCheckout(
  { root, leftOut }: Repository,
  directories: readonly string[],
  isExcluded: (path: string, isDirectory: boolean) => boolean,
): Skipped | undefined {
  const isThere = createExistenceTest();
  const prefix = withSlash(root);
  const count = leftOut.filter((path) => {
    const absolute = prefix + path;
    return (
      directories.some((directory) => isInside(directory, absolute)) &&
      !isExcluded(absolute, false) &&
      !isThere(root, path)
    );
  }).length;
  if (count === 0) return undefined;
  const detail =
    count === 1
      ? '1 file that git tracks is not checked out'
      : `${count} files that git tracks are not checked out`;
  return { path: root, reason: 'sparse-checkout', detail, isFailure: false };
}

/** Whether a path below a root is on the disk; whole directories are left out, and each of them is asked for once. */
function createExistenceTest(): (root: string, path: string) => boolean {
  const known = new Map<string, boolean>();
  const isThere = (root: string, path: string): boolean => {
    const end = path.lastIndexOf('/');
    if (end > 0) {
      const parent = path.slice(0, end);
      let isParentThere = known.get(parent);
      if (isParentThere === undefined) {
        isParentThere = isThere(root, parent);
        known.set(parent, isParentThere);
      }
      if (!isParentThere) return false;
    }
    try {
      return lstatSync(withSlash(root) + path, { throwIfNoEntry: false }) !== undefined;
    } catch {
      // A file stands where its directory would.
      return false;
    }
  };
  return isThere;
}

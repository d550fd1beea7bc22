// Narrows what a run reports to files that were named, while the whole tree stays there for linking: the algorithm
// that a value in `.env` must be long enough for is said in another file.
import { lstatSync } from 'node:fs';
import type { Skipped } from '../model/source.ts';
import { relativeTo, resolvePosix, withSlash } from './paths.ts';
import type { Tree } from './tree.ts';

/** `tree`, reporting on `paths` alone (seen from `cwd`, taken literally), and there only where it did before. */
export function reportOnly(tree: Tree, cwd: string, paths: readonly string[]): Tree {
  const prefix = withSlash(tree.root);
  const absolute = paths.map((path) => resolvePosix(cwd, path));
  const named = new Set(
    absolute.filter((path) => path.startsWith(prefix)).map((path) => relativeTo(tree.root, path)),
  );
  const known = new Set(tree.sources.map(({ path }) => path));
  const unknown = [...named].filter((path) => !known.has(path));
  const unread = unknown.flatMap((path) => explain(path, prefix + path, tree) ?? []);
  const isUnread = new Set(unread.map(({ path }) => path));
  const reportOn = new Map(
    [...named].flatMap((path) => {
      if (isUnread.has(path)) return [];
      const lines = tree.reportOn ? tree.reportOn.get(path) : ('all' as const);
      return lines === undefined ? [] : [[path, lines] as const];
    }),
  );
  const outside = absolute.filter((path) => !path.startsWith(prefix));
  return {
    ...tree,
    // Somebody has named files: others are not theirs.
    reportsStories: false,
    skipped: [
      // What git did not tell concerns them as well.
      ...tree.skipped.filter(
        ({ path, reason }) => named.has(path) || reason === 'vendored' || reason === 'git-failed',
      ),
      ...unread,
      ...outside.map((path): Skipped => ({ path, reason: 'outside-root', isFailure: true })),
    ],
    reportOn,
  };
}

/**
 * Why a named file that is not in the tree is not audited; `undefined` where it is: on disk, a name is enough. One that
 * is not there at all was meant to be audited, and was not.
 */
function explain(path: string, absolute: string, tree: Tree): Skipped | undefined {
  if (tree.skipped.some((skipped) => skipped.path === path)) return undefined;
  const stat = lstatSync(absolute, { throwIfNoEntry: false });
  if (!stat) return { path, reason: 'vanished', detail: 'no such file', isFailure: true };
  if (!stat.isFile()) return { path, reason: 'not-a-file', isFailure: false };
  if (!tree.reportOn) return undefined;
  return {
    path,
    reason: 'excluded',
    detail: 'the index does not hold it, or not for us',
    isFailure: false,
  };
}

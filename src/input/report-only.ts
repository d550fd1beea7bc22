// Narrows what a run reports to files that were named, while the whole tree stays there for linking: the algorithm
// that a value in `.env` must be long enough for is said in another file.
import { relativeTo, resolvePosix, withSlash } from './paths.ts';
import type { Tree } from './tree.ts';

/** `tree`, reporting on `paths` alone (seen from `cwd`, taken literally), and there only where it did before. */
export function reportOnly(tree: Tree, cwd: string, paths: readonly string[]): Tree {
  const prefix = withSlash(tree.root);
  const named = new Set(
    paths
      .map((path) => resolvePosix(cwd, path))
      .filter((path) => path.startsWith(prefix))
      .map((path) => relativeTo(tree.root, path)),
  );
  const reportOn = new Map(
    [...named].flatMap((path) => {
      const lines = tree.reportOn ? tree.reportOn.get(path) : ('all' as const);
      return lines === undefined ? [] : [[path, lines] as const];
    }),
  );
  return {
    ...tree,
    // What git did not tell concerns them as well.
    skipped: tree.skipped.filter(({ path, reason }) => reason === 'git-failed' || named.has(path)),
    reportOn,
  };
}

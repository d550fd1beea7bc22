// The work tree, with findings only for what a branch changed: its lines since it parted from `ref`, and the files git
// does not track yet.
import { changedLinesSince } from './changed-lines.ts';
import { type Environment, openGit } from './git.ts';
import { findTopLevel } from './index-tree.ts';
import { isInside, relativeTo, withSlash } from './paths.ts';
import type { Tree, TreeOptions } from './tree.ts';
import { openWorkTree } from './work-tree.ts';

/** As `openWorkTree`, and `reportOn` says what changed since `ref`. */
export async function openSinceTree(
  options: TreeOptions,
  ref: string,
  env?: Environment,
): Promise<Tree> {
  const topLevel = findTopLevel(openGit({ cwd: options.cwd, env, inHook: true }));
  const changed = changedLinesSince(openGit({ cwd: topLevel, env, inHook: true }), ref);
  const tree = await openWorkTree(options, env);
  const reportOn = new Map<string, ReturnType<typeof changed.get> & {}>();
  for (const [path, lines] of changed) {
    const absolute = withSlash(topLevel) + path;
    if (isInside(tree.root, absolute)) reportOn.set(relativeTo(tree.root, absolute), lines);
  }
  for (const { path, tracked } of tree.sources) {
    if (tracked === 'untracked') reportOn.set(path, 'all');
  }
  return { ...tree, reportOn };
}

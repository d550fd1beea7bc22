// The work tree, with findings only for what a branch changed: its lines since it parted from `ref`, and the files git
// does not track yet.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../model/errors.ts';
import { changedLinesSince, findBase } from './changed-lines.ts';
import { type Environment, openGit } from './git.ts';
import { findTopLevel } from './index-tree.ts';
import { isInside, printableName, relativeTo, withSlash } from './paths.ts';
import type { Tree, TreeOptions } from './tree.ts';
import { openWorkTree } from './work-tree.ts';

/** As `openWorkTree`, and `reportOn` says what changed since `ref`. */
export async function openSinceTree(
  options: TreeOptions,
  ref: string,
  env?: Environment,
): Promise<Tree> {
  const topLevel = findTopLevel(openGit({ cwd: options.cwd, env, inHook: true }));
  const git = openGit({ cwd: topLevel, env, inHook: true });
  const base = findBase(git, ref);
  const tree = await openWorkTree(options, env);
  refusePipes(tree);
  const changed = changedLinesSince(git, base);
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

/** Where git compares files of the work tree it opens the attributes beside and above them, and waits for a pipe. */
function refusePipes({ root, sources }: Tree): void {
  const directories = new Set(['.']);
  for (const { path, tracked } of sources) {
    if (tracked === 'untracked') continue;
    for (let at = dirname(path); !directories.has(at); at = dirname(at)) directories.add(at);
  }
  for (const directory of directories) {
    const path = `${directory === '.' ? '' : `${directory}/`}.gitattributes`;
    const found = statSync(withSlash(root) + path, { throwIfNoEntry: false });
    if (found && !found.isFile() && !found.isDirectory())
      throw new UserError(`${printableName(path)} is not a regular file, and git would read it`);
  }
}

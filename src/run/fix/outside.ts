// What planning has to know of files that the run does not list: whether git tracks them, and whether there is more
// of the package above the directory that is fixed.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlannedFix } from '../../fix/plan/plan-types.ts';
import type { Environment, GitResult } from '../../input/git.ts';
import { gitFailure } from '../../input/repository.ts';
import type { Tree } from '../../input/tree.ts';
import { findWorkTree } from '../../write/target.ts';
import { createEntryFinder } from './index-entries.ts';

/**
 * Asks git, once for each path; false where there is no repository. Paths are relative to `root`. Throws a UserError
 * where git cannot tell: a new secret must not be written on the guess that nobody commits it.
 */
export function createTrackedLookup(root: string, env: Environment): (path: string) => boolean {
  const find = createEntryFinder(root, env);
  const ask = (path: string): boolean => {
    const entry = find(path);
    return entry !== undefined && isListed(entry.git.run(['ls-files', '-z', '--', entry.path]));
  };
  const known = new Map<string, boolean>();
  return (path) => {
    const listed = known.get(path) ?? ask(path);
    known.set(path, listed);
    return listed;
  };
}

function isListed(listed: GitResult): boolean {
  if (listed.ok) return listed.stdout.length > 0;
  if (listed.problem === 'not-a-repository') return false;
  throw gitFailure(listed);
}

/** Whether git did not tell of a file what it tracks; `path` as the run names it. */
export function createUnsureTest({ skipped }: Pick<Tree, 'skipped'>): (path: string) => boolean {
  const roots = skipped
    .filter(({ reason }) => reason === 'git-failed')
    .map(({ path }) => (path === '.' ? '' : `${path}/`));
  return (path) => roots.some((root) => path.startsWith(root));
}

/** Whether a fix would write to a file of which git did not tell, or take it out of the index. */
export function isUnsureFix(
  { edits, untrack }: PlannedFix,
  isUnsure: (path: string) => boolean,
): boolean {
  return edits.some(({ path }) => isUnsure(path)) || untrack.some(isUnsure);
}

/** Whether `root` lies in a repository of git, which takes what is not ignored with the next `git add`. */
export function isInRepository(root: string): boolean {
  return findWorkTree(root) !== undefined;
}

/** Whether `root` is a part of a package whose manifest, and so whose `.env`, lies above it. */
export function isInsidePackage(root: string): boolean {
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at !== root;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return false;
  }
}

// Entries of git's index that a fix takes out and undo puts back. Git is asked at the top of the repository that holds
// the file, which may be a submodule, and told paths from there: what it takes for a path differs by command elsewhere.
import { dirname } from 'node:path';
import type { Untracked } from '../../fix/transaction/journal.ts';
import { type Environment, type Git, openGit, splitNul } from '../../input/git.ts';
import { findRepositoryRoot } from '../../input/git-place.ts';
import { realPath, relativeTo, resolvePosix, withSlash } from '../../input/paths.ts';
import { gitFailure } from '../../input/repository.ts';
import { UserError } from '../../model/errors.ts';

/** A file as the repository that holds it knows it. */
export interface Entry {
  readonly git: Git;
  /** From the top of the repository, `/`-separated. */
  readonly path: string;
}

/** Finds the entry of a path that counts from `root`; `undefined` outside of a repository. Opens each one once. */
export function createEntryFinder(
  root: string,
  env: Environment,
): (path: string) => Entry | undefined {
  const repositories = new Map<string, Git>();
  const realRoot = realPath(root) ?? root;
  return (path) => {
    const absolute = resolvePosix(realRoot, path);
    const top = findRepositoryRoot(dirname(absolute));
    const realTop = top === undefined ? undefined : realPath(top);
    if (realTop === undefined || !absolute.startsWith(withSlash(realTop))) return undefined;
    const git = repositories.get(realTop) ?? openGit({ cwd: realTop, env });
    repositories.set(realTop, git);
    return { git, path: relativeTo(realTop, absolute) };
  };
}

/** What the index holds of these paths. Throws a UserError where git cannot tell. */
export function readEntries(root: string, env: Environment, paths: readonly string[]): Untracked[] {
  const find = createEntryFinder(root, env);
  return paths.flatMap((path): Untracked[] => {
    const entry = find(path);
    if (!entry) return [];
    const listed = entry.git.run(['ls-files', '-s', '-z', '--', entry.path]);
    if (!listed.ok) throw gitFailure(listed);
    // Parts of a conflict cannot be put back one by one.
    const [first, second] = splitNul(listed.stdout);
    const [mode, object] = first?.split('\t')[0]?.split(' ') ?? [];
    return mode && object && second === undefined ? [{ path, mode, object }] : [];
  });
}

/** Takes entries out of the index; the files stay. */
export function untrack(root: string, env: Environment, untracked: readonly Untracked[]): void {
  const find = createEntryFinder(root, env);
  for (const { path } of untracked) {
    const entry = find(path);
    // -f: the file on disk was just changed, and --cached leaves it alone anyway.
    const removed = entry?.git.run(['rm', '--cached', '--quiet', '-f', '--', entry.path]);
    if (removed && !removed.ok) {
      throw new UserError(`${path} is fixed, but git could not untrack it: ${removed.detail}`, {
        hint: `Run: git rm --cached ${path}`,
      });
    }
  }
}

/** Puts entries back, as undo needs it. */
export function trackAgain(root: string, env: Environment, untracked: readonly Untracked[]): void {
  const find = createEntryFinder(root, env);
  for (const { path, mode, object } of untracked) {
    const entry = find(path);
    const info = `${mode},${object},${entry?.path}`;
    const added = entry?.git.run(['update-index', '--add', '--cacheinfo', info]);
    if (!added?.ok) {
      throw new UserError(`${path} is restored, but git could not track it again`, {
        hint: `Run: git add -f ${path}`,
      });
    }
  }
}

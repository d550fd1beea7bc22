// What planning has to know of files that the run does not list: whether git tracks them, and whether there is more
// of the package above the directory that is fixed.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Environment, openGit } from '../../input/git.ts';

/** Asks git, once for each path; false where there is no repository. Paths are relative to `root`. */
export function createTrackedLookup(root: string, env: Environment): (path: string) => boolean {
  const git = openGit({ cwd: root, env });
  const known = new Map<string, boolean>();
  return (path) => {
    const listed = known.get(path) ?? isListed(git.run(['ls-files', '-z', '--', path]));
    known.set(path, listed);
    return listed;
  };
}

function isListed(listed: ReturnType<ReturnType<typeof openGit>['run']>): boolean {
  return listed.ok && listed.stdout.length > 0;
}

/** Whether `root` is a part of a package whose manifest, and so whose `.env`, lies above it. */
export function isInsidePackage(root: string): boolean {
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at !== root;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return false;
  }
}

// Which paths of a list a run asks for, where the list does not come from the disk: git's index and its diffs.
import ignore from 'ignore';
import { isInside, relativeTo, resolvePosix, toPosix } from './paths.ts';

/**
 * Whether an absolute path is asked for by `paths` (seen from `cwd`): it is named, lies below a named directory, or
 * matches a glob.
 */
export function createScope(cwd: string, paths: readonly string[]): (path: string) => boolean {
  const named = (paths.length === 0 ? ['.'] : paths).map((path) => resolvePosix(cwd, path));
  // A leading slash: a glob without one counts from `cwd` too, where `.gitignore` syntax would look everywhere.
  const globs = ignore({ ignorecase: false }).add(
    paths.map((path) => `/${toPosix(path).replace(/^\.?\//, '')}`),
  );
  return (path) => {
    if (named.some((start) => isInside(start, path))) return true;
    return path !== cwd && isInside(cwd, path) && globs.ignores(relativeTo(cwd, path));
  };
}

// Which paths of a list a run asks for, where the list does not come from the disk: git's index and its diffs.
import { UserError } from '../model/errors.ts';
import { createPathRules } from '../model/path-rules.ts';
import { isInside, relativeTo, resolvePosix, toPosix } from './paths.ts';

/**
 * Whether an absolute path is asked for by `paths` (seen from `cwd`): it is named, lies below a named directory, or
 * matches a glob.
 */
export function createScope(cwd: string, paths: readonly string[]): (path: string) => boolean {
  const named = (paths.length === 0 ? ['.'] : paths).map((path) => resolvePosix(cwd, path));
  // A leading slash: a glob without one counts from `cwd` too, where `.gitignore` syntax would look everywhere.
  const patterns = paths
    .filter((path) => /[*?[]/.test(path))
    .map((path) => `/${toPosix(path).replace(/^\.?\//, '')}`);
  const globs = patterns.length === 0 ? undefined : createPathRules(patterns);
  if (globs?.isComplete === false) throw new UserError('there are too many globs to audit by');
  return (path) => {
    if (named.some((start) => isInside(start, path))) return true;
    if (!globs || path === cwd || !isInside(cwd, path)) return false;
    return globs.ignores(relativeTo(cwd, path));
  };
}

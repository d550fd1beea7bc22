// What the user leaves out: `--exclude`, the settings' `ignore`, `--ignore-path`. All in `.gitignore` syntax, which
// has what globs have and is what people write without looking it up.

import { dirname } from 'node:path';
import { UserError } from '../model/errors.ts';
import { createPathRules, type PathRules } from '../model/path-rules.ts';
import { describeUnread, readText } from '../read/read-file.ts';
import { readingTyped } from '../read/typed.ts';
import { findWorkTree } from '../write/target.ts';
import { askIgnoreRules, maxIgnoreFileBytes, parseIgnoreRules } from './ignore-rules.ts';
import { isInside, printableName, relativeTo, resolvePosix } from './paths.ts';

export interface ExclusionOptions {
  readonly cwd: string;
  readonly root: string;
  readonly patterns: readonly string[];
  readonly ignorePath: string | undefined;
}

/** Whether an absolute path is left out. Patterns count from `cwd` and from `root`; either may match. */
export function createExclusion({ cwd, root, patterns, ignorePath }: ExclusionOptions) {
  const matchers = patterns.length === 0 ? [] : [createPathRules(patterns.map(withoutDot))];
  if (matchers.some(({ isComplete }) => !isComplete)) {
    throw new UserError('there are too many globs to leave paths out by', {
      hint: 'Name directories: they may be ten thousand. `--exclude` says it as a .gitignore does.',
    });
  }
  const bases = [...new Set([cwd, root])];
  const fileRules = ignorePath === undefined ? undefined : readRules(cwd, ignorePath);
  return (path: string, isDirectory: boolean): boolean => {
    for (const matcher of matchers) {
      if (bases.some((base) => matches(matcher, base, path, isDirectory))) return true;
    }
    if (fileRules === undefined || !isInside(fileRules.base.slice(0, -1), path)) return false;
    return askIgnoreRules(fileRules, path, isDirectory) === 'ignored';
  };
}

/** `./fixtures` is how shells complete it; `.gitignore` syntax would look for a directory called `.`. */
function withoutDot(pattern: string): string {
  return pattern.replace(/^(!?)\.\//, '$1/');
}

function matches(matcher: PathRules, base: string, path: string, isDirectory: boolean): boolean {
  if (path === base || !isInside(base, path)) return false;
  const relative = relativeTo(base, path);
  return matcher.ignores(isDirectory ? `${relative}/` : relative);
}

/** The user's own file, which may lie anywhere. */
function readRules(cwd: string, typed: string) {
  const path = resolvePosix(cwd, typed);
  const how = readingTyped(cwd, typed, findWorkTree(cwd) ?? cwd);
  const read = readText(path, { ...how, limitBytes: maxIgnoreFileBytes });
  if ('problem' in read) {
    const name = printableName(path);
    throw new UserError(`cannot read the ignore file ${name}: ${describeUnread(read)}`);
  }
  const parsed = parseIgnoreRules(read.text, dirname(path).replaceAll('\\', '/'), undefined);
  if (parsed.isComplete) return parsed.rules;
  throw new UserError(`the ignore file ${printableName(path)} has too many or too costly lines`);
}

// The arguments of a run - files, directories, globs - looked at one by one, and the root that follows from them.
import { lstatSync, type Stats, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Skipped } from '../model/source.ts';
import { errorCode } from '../read/read-file.ts';
import { findWorkTree } from '../write/target.ts';
import { loadFastGlob } from './fast-glob.ts';
import {
  baseName,
  commonDirectory,
  isInside,
  printableName,
  realPath,
  resolvePosix,
  toPosix,
} from './paths.ts';

/** One argument, looked at. `path` is absolute; for a glob it is the directory where the matching starts. */
export type Request =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly isLink: boolean }
  | { readonly kind: 'glob'; readonly path: string; readonly pattern: string }
  | { readonly kind: 'skipped'; readonly path: string; readonly skipped: Skipped };

/** A file that was named, whether in full or by the braces of a glob. */
export type FileRequest = Extract<Request, { kind: 'file' }>;

/** What to list and what to leave out: a path that starts with `!` and is no file's name leaves out. */
export function parseRequests(
  paths: readonly string[],
  cwd: string,
): { readonly requests: readonly Request[]; readonly negated: readonly string[] } {
  const isNegated = (path: string) =>
    path.startsWith('!') && inspect(resolvePosix(cwd, path)) === undefined;
  const positive = paths.filter((path) => !isNegated(path));
  return {
    requests: (positive.length === 0 ? ['.'] : positive).map((path) => parseRequest(path, cwd)),
    negated: paths.filter(isNegated).map((path) => path.slice(1)),
  };
}

function parseRequest(path: string, cwd: string): Request {
  const absolute = resolvePosix(cwd, path);
  const entry = inspect(absolute);
  // An existing path is taken literally first: `app/(auth)/[id].ts`.
  if (entry !== undefined) {
    const target = whereLinksLead(path, absolute, cwd);
    return target === undefined ? toRequest(absolute, entry) : refuse(absolute, target);
  }
  const pattern = toPosix(path);
  if (!loadFastGlob().isDynamicPattern(pattern)) {
    throw new UserError(`no such file or directory: ${printableName(path)}`, {
      hint: 'Paths are taken relative to the working directory.',
    });
  }
  refuseCostly(pattern);
  const base = loadFastGlob().generateTasks(pattern)[0]?.base ?? '.';
  const directory = resolvePosix(cwd, base);
  return { kind: 'glob', path: directory, pattern };
}

const mostGlobs = 1_000;
const mostDeep = 3;

/** Braces multiply, and each `**` is tried at every depth of the one before it: what takes for ever is not begun. */
function refuseCostly(pattern: string): void {
  const name = printableName(pattern);
  if (globsIn(pattern) > mostGlobs) {
    throw new UserError(`the braces of ${name} stand for too many globs`, {
      hint: `There may be ${mostGlobs}.`,
    });
  }
  if ((pattern.match(/\*\*/g)?.length ?? 0) > mostDeep) {
    throw new UserError(`${name} has more than ${mostDeep} times **, which takes too long`, {
      hint: 'Name a directory, and leave out with --exclude what is not meant: that takes any number of them.',
    });
  }
}

/** How many globs `{a,b}` and `{1..9}` stand for, at most. */
function globsIn(pattern: string): number {
  let product = 1;
  for (const group of pattern.split('{').slice(1)) {
    const range = /^(?<from>-?\d{1,15})\.\.(?<to>-?\d{1,15})/.exec(group)?.groups;
    const size = range
      ? Math.abs(Number(range.to) - Number(range.from))
      : group.split(',').length - 1;
    product *= size + 1;
  }
  return product;
}

/**
 * Where a path really lies that is relative, stays in the repository by its own words, and leaves it through a link:
 * what a repository brings leads nobody out of it. `undefined`: all is well.
 */
function whereLinksLead(typed: string, absolute: string, cwd: string): string | undefined {
  if (isAbsolute(typed)) return undefined;
  const found = findWorkTree(cwd);
  const root = found === undefined ? undefined : toPosix(found);
  if (root === undefined || !isInside(root, absolute)) return undefined;
  const target = realPath(absolute);
  const realRoot = realPath(root) ?? root;
  return target === undefined || isInside(realRoot, target) ? undefined : target;
}

function refuse(path: string, target: string): Request {
  const detail = `it leads to ${printableName(target)}: give that path if it is what you mean`;
  const skipped: Skipped = { path, reason: 'outside-root', detail, isFailure: true };
  return { kind: 'skipped', path, skipped };
}

/** The request that an existing path makes. Never a glob. */
export function requestFor(absolute: string): Request | undefined {
  const entry = inspect(absolute);
  return entry === undefined ? undefined : toRequest(absolute, entry);
}

function toRequest(absolute: string, entry: Stats | NodeJS.ErrnoException): Request {
  const skip = (reason: Skipped['reason'], detail?: string): Request => {
    const skipped = { path: absolute, reason, isFailure: true };
    return {
      kind: 'skipped',
      path: absolute,
      skipped: detail === undefined ? skipped : { ...skipped, detail },
    };
  };
  if (entry instanceof Error) return skip('unreadable', errorCode(entry));
  const target = entry.isSymbolicLink() ? inspectTarget(absolute) : entry;
  if (target === undefined) return skip('broken-link');
  if (target.isDirectory()) return { kind: 'directory', path: realPath(absolute) ?? absolute };
  if (!target.isFile()) return skip('not-a-file');
  // Directories on the way may be links; the file keeps the name it was asked for by.
  const directory = realPath(resolvePosix(absolute, '..'));
  const path = directory === undefined ? absolute : resolvePosix(directory, baseName(absolute));
  return { kind: 'file', path, isLink: entry.isSymbolicLink() };
}

function inspect(path: string): Stats | NodeJS.ErrnoException | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const code = errorCode(error);
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG';
    // Windows: `*` and `?` cannot be part of a name.
    if (isMissing || code === 'EINVAL' || !(error instanceof Error)) return undefined;
    return error;
  }
}

function inspectTarget(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * The directory that was asked for when it is the only request, else `cwd`, else - when something lies outside of
 * that - the directory that holds everything.
 */
export function rootOf(requests: readonly Request[], cwd: string): string {
  const [only] = requests;
  if (only !== undefined && requests.length === 1 && only.kind === 'directory') return only.path;
  const directories = requests.map(({ kind, path }) =>
    kind === 'directory' || kind === 'glob' ? path : resolvePosix(path, '..'),
  );
  if (directories.every((directory) => isInside(cwd, directory))) return cwd;
  const common = commonDirectory(directories);
  if (common === undefined) {
    throw new UserError('the paths have no directory in common', {
      hint: 'Run keylint once for each drive.',
    });
  }
  return common;
}

// Where a path that is to be written really leads, and whether keylint may write there. A repository is somebody
// else's: a link in it never takes a write out of it, nor into git's own directory.
import { readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../model/errors.ts';
import { asUserError } from './errors.ts';
import { lstatOrNull } from './files.ts';

export interface Target {
  /** Absolute, links resolved; nothing need be there, but for the directory. */
  readonly path: string;
  /** As messages name it. */
  readonly name: string;
  /** What is there; `null`: nothing. What is neither a file nor nothing is a device or a pipe, written to as it is. */
  readonly stats: Stats | null;
}

/** Whether `path` is `directory` or lies below it. Both absolute, links resolved. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The nearest directory at or above `directory` that has a `.git`. */
export function findWorkTree(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (lstatOrNull(join(at, '.git')) !== null) return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * What `path` (relative to `root`, `/`-separated) stands for, through links inside `root` only. Throws a UserError
 * for anything outside, in `.git`, or that is no regular file. `root` has its links resolved.
 */
export function targetBelow(root: string, path: string): Target {
  const target = followNow(root, path);
  if (!isInside(root, target) || target === root) {
    throw new UserError(`${path} leads out of the directory that is being fixed`, {
      hint: 'keylint writes through links only inside the directory it was given.',
    });
  }
  if (isGits(root, target)) throw new UserError(`${path} lies in git's own directory`);
  const stats = lstatOrNull(target);
  if (stats && !stats.isFile()) throw new UserError(`${path} is not a regular file`);
  if (!stats && lstatOrNull(join(root, path))) {
    throw new UserError(`${path} is a link that leads to nothing`);
  }
  return { path: target, name: path, stats };
}

/** Who takes a directory away while keylint runs is told so. */
function followNow(root: string, path: string): string {
  try {
    return follow(join(root, path));
  } catch (error) {
    throw asUserError(error, `find ${path}`);
  }
}

/**
 * What a path that somebody typed stands for, seen from `cwd`. What is typed in full, or leads out of the repository
 * by its own words, is the user's business; a relative path is refused where a link takes it out of the repository
 * around `cwd` (without one, out of `cwd`), or into `.git`.
 */
export function typedTarget(cwd: string, typed: string): Target {
  const from = realpathSync.native(cwd);
  const named = resolve(from, typed);
  const root = findWorkTree(from) ?? from;
  if (isAbsolute(typed) || !isInside(root, named)) return usersTarget(named, typed);
  const path = follow(named);
  const isAway = !isInside(root, path) || (isGits(root, path) && !isGits(root, named));
  if (isAway) throw leadsAway(typed, path);
  const stats = lstatOrNull(path);
  // A device may stand in a directory that came out of an archive; who wants one says so in full.
  if (stats && !stats.isFile() && !stats.isFIFO() && !stats.isDirectory()) {
    throw new UserError(`${typed} is not a regular file`);
  }
  return { path, name: typed, stats };
}

/** Through any link. `/dev/stdout` is one that leads to no name at all. */
function usersTarget(path: string, name: string): Target {
  const stats = statSync(path, { throwIfNoEntry: false }) ?? null;
  if (stats && !stats.isFile()) return { path, name, stats };
  return { path: follow(path), name, stats };
}

/** What `path` (absolute) stands for; it must end up below one of `directories`. Its own directory need not exist. */
export function targetWithin(directories: readonly string[], path: string): Target {
  const target = realPathOf(path);
  const real = directories.map((directory) => realPathOf(directory));
  if (!real.some((directory) => isInside(directory, target))) {
    throw leadsAway(path, target, 'Nothing was written there.');
  }
  return { path: target, name: path, stats: lstatOrNull(target) };
}

/** Links resolved as far as there is something: the rest is still to be made. */
export function realPathOf(path: string): string {
  if (lstatOrNull(path) !== null || dirname(path) === path) return follow(path);
  return join(realPathOf(dirname(path)), basename(path));
}

const inFull = 'Nothing was written there. If that is what you want, give its path in full.';

function leadsAway(name: string, path: string, hint = inFull): UserError {
  return new UserError(`${name} is a link, or lies behind one: it leads to ${path}`, { hint });
}

/** Whether `path` lies in a directory of git's, or where `.git` of `root` leads to. */
function isGits(root: string, path: string): boolean {
  const parts = relative(root, path).split(sep);
  if (parts.some((part) => part.toLowerCase() === '.git')) return true;
  const git = join(root, '.git');
  return lstatOrNull(git)?.isSymbolicLink() === true && isInside(follow(git), path);
}

/** More links in a row than this are a circle. */
const mostLinks = 40;

/** `path` (absolute) with every link followed, those that lead to nothing too. */
function follow(path: string, links = 0): string {
  const stats = lstatOrNull(path);
  if (stats === null) return join(realpathSync.native(dirname(path)), basename(path));
  if (!stats.isSymbolicLink()) return realpathSync.native(path);
  if (links === mostLinks) throw new UserError(`${path} is a circle of links`);
  return follow(resolve(realpathSync.native(dirname(path)), readlinkSync(path)), links + 1);
}

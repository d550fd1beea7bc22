// Where the repository around a directory keeps its things, found without asking git: git would obey the
// configuration of the repository while it looks.
import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readText } from '../read/read-file.ts';
import type { Environment } from './git-environment.ts';
import { realPath, toPosix } from './paths.ts';

/** A repository on disk. Paths are absolute with `/`. */
export interface GitPlace {
  /** The directory that holds `.git`, links resolved; `undefined`: it has no work tree (a bare repository). */
  readonly root: string | undefined;
  /** Of this work tree alone: HEAD and the index. */
  readonly gitDirectory: string;
  /** What all its work trees share: configuration, objects, branches. */
  readonly commonDirectory: string;
  readonly indexFile: string;
  readonly objectDirectory: string;
}

/** `undefined`: there is no repository; a text: what is wrong with the one there is. */
export type FoundPlace = GitPlace | string | undefined;

/** `.git` as a file, and `commondir`, hold a path. */
const longestPointer = 64 << 10;

/** The nearest directory at or above `directory` that has a `.git`. */
export function findRepositoryRoot(directory: string): string | undefined {
  for (const current of upwards(directory)) if (isGitEntry(`${current}/.git`)) return current;
  return undefined;
}

/** The repository that git would use in `directory`. */
export function findPlace(directory: string): FoundPlace {
  for (const current of upwards(directory)) {
    const entry = `${current}/.git`;
    if (isGitEntry(entry)) return placeOf(entry, current);
    if (isGitDirectory(current)) return placeIn(current, undefined);
  }
  return undefined;
}

/** The same for a program that git runs as a hook, where git says by its variables what it works on. */
export function findPlaceOfHook(cwd: string, env: Environment): FoundPlace {
  const found = findPlace(cwd);
  const root = typeof found === 'object' ? found.root : undefined;
  const from = (path: string): string => {
    // Git has started the hook at the root of the work tree, and the hook may have gone elsewhere since.
    const seen = resolve(cwd, path);
    return toPosix(stat(seen) || root === undefined ? seen : resolve(root, path));
  };
  const named = env.GIT_DIR ? realPath(from(env.GIT_DIR)) : undefined;
  const isElsewhere =
    named !== undefined && (typeof found !== 'object' || realPath(found.gitDirectory) !== named);
  const workTree = realPath(env.GIT_WORK_TREE ? from(env.GIT_WORK_TREE) : cwd);
  const place = isElsewhere ? placeIn(named, workTree) : found;
  if (typeof place !== 'object') return place;
  return {
    ...place,
    ...(env.GIT_INDEX_FILE && { indexFile: from(env.GIT_INDEX_FILE) }),
    ...(env.GIT_OBJECT_DIRECTORY && { objectDirectory: from(env.GIT_OBJECT_DIRECTORY) }),
  };
}

/**
 * The git directory that `entry` (a `.git`) leads to, with what its work trees share; `undefined` where it leads to
 * none, which makes its directory one like any other.
 */
export function leadOf(entry: string): GitPlace | undefined {
  const place = isGitEntry(entry) ? placeOf(entry, dirname(entry)) : undefined;
  return typeof place === 'object' ? place : undefined;
}

function* upwards(directory: string): Generator<string> {
  for (let current = toPosix(directory); ; ) {
    yield current;
    const parent = toPosix(dirname(current));
    if (parent === current) return;
    current = parent;
  }
}

/**
 * Containers put an empty directory over `.git` to hide it: then there is no repository. One that cannot be read, and a
 * file that leads nowhere, are there all the same: git stops at them, and what it tracks is not known.
 */
function isGitEntry(path: string): boolean {
  const found = stat(path);
  if (found?.isFile()) return true;
  if (found?.isDirectory() !== true) return false;
  const names = namesIn(path);
  return names === undefined || names.some((name) => gitNames.has(name));
}

const gitNames: ReadonlySet<string> = new Set(['HEAD', 'objects', 'refs', 'config', 'index']);

/** `undefined` where it cannot be read. */
function namesIn(directory: string): readonly string[] | undefined {
  try {
    return readdirSync(directory);
  } catch {
    return undefined;
  }
}

function isGitDirectory(path: string): boolean {
  const isThere = (name: string): boolean => stat(join(path, name)) !== undefined;
  return isThere('HEAD') && (isThere('commondir') || (isThere('objects') && isThere('refs')));
}

function placeOf(entry: string, root: string): GitPlace | string {
  if (stat(entry)?.isDirectory()) return placeIn(entry, root);
  const pointer = pointerIn(entry);
  if (pointer === undefined) return 'its .git leads to no repository';
  if (isRemoteShare(pointer)) return 'its .git leads to another machine';
  return placeIn(toPosix(resolve(root, pointer)), root);
}

function placeIn(gitDirectory: string, root: string | undefined): GitPlace | string {
  if (!isGitDirectory(gitDirectory)) {
    const isClosed = stat(gitDirectory) !== undefined && namesIn(gitDirectory) === undefined;
    return isClosed ? 'its .git cannot be read' : 'its .git leads to no repository';
  }
  const common = readPointer(join(gitDirectory, 'commondir'))?.trim() ?? '.';
  // Reading it would open a connection.
  if (isRemoteShare(common)) return 'its .git leads to another machine';
  const commonDirectory = toPosix(isAbsolute(common) ? common : join(gitDirectory, common));
  return {
    root: root === undefined ? undefined : (realPath(root) ?? root),
    gitDirectory,
    commonDirectory,
    indexFile: `${gitDirectory}/index`,
    objectDirectory: `${commonDirectory}/objects`,
  };
}

function pointerIn(path: string): string | undefined {
  return /^gitdir: (?<path>[^\r\n]+)/.exec(readPointer(path) ?? '')?.groups?.path;
}

function readPointer(path: string): string | undefined {
  const read = readText(path, { links: 'anywhere', limitBytes: longestPointer });
  return 'text' in read ? read.text : undefined;
}

function isRemoteShare(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Whether all of it belongs to whoever runs this, by the rule of git's `safe.directory`. `undefined`: the platform
 * does not tell.
 */
export function isOwn({ root, gitDirectory }: GitPlace, env: Environment): boolean | undefined {
  const user = process.geteuid?.();
  if (user === undefined) return undefined;
  const owners = [user, ...(user === 0 && env.SUDO_UID ? [Number(env.SUDO_UID)] : [])];
  const paths = root === undefined ? [gitDirectory] : [root, `${root}/.git`, gitDirectory];
  return paths.every((path) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found === undefined || owners.includes(found.uid);
  });
}

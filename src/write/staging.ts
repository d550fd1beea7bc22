// Where new bytes wait until they take their place. They may hold a secret, and a killed run leaves them behind, so
// they wait where no `git add --all` takes them: in git's own directory.
import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readText } from '../read/read-file.ts';
import { codeOf } from './errors.ts';
import { lstatOrNull, makePrivateDirectory } from './files.ts';
import { findWorkTree, isInside } from './target.ts';

/** A run that began longer ago than this has ended, whatever became of its process id. */
const longestRunMs = 10 * 60 * 1000;

/** Sorts by time of creation; names its process, for a crash. */
export function newId(): string {
  return `${Date.now().toString(36).padStart(9, '0')}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

/** Whether no run that made `id` can still be at work, on whatever machine. */
export function isLongAgo(id: string): boolean {
  return Date.now() - Number.parseInt(id, 36) > longestRunMs;
}

/** Whether the process that made `id`, on this machine, may still be at work. */
export function isAtWork(id: string): boolean {
  if (isLongAgo(id)) return false;
  const writer = id.split('-')[1];
  // This very process has ended its earlier work, one way or the other.
  if (Number(writer) === process.pid) return false;
  try {
    process.kill(Number(writer), 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * A directory on the device of `directory` for files that are to go into that. `spare` is one of the user's own, for
 * where git has none that can be written to; the last resort is `directory` itself, where the names say whose they are.
 */
export function stagingFor(directory: string, spare?: string): string {
  const git = gitDirectoryOf(directory);
  const own = git === undefined ? undefined : join(git, 'keylint');
  const device = lstatSync(directory).dev;
  if (own !== undefined && canHold(own, device)) return own;
  if (spare !== undefined && canHold(spare, device)) return spare;
  return directory;
}

/** Removes what killed runs left for files in `directory`, where nothing is to be written and so nothing sweeps. */
export function sweepFor(directory: string): void {
  const git = gitDirectoryOf(directory);
  if (git !== undefined) sweep(join(git, 'keylint'));
}

function canHold(directory: string, device: number): boolean {
  try {
    if (lstatOrNull(directory) === null) mkdirSync(directory, { mode: 0o700 });
    const stats = lstatSync(directory);
    if (!stats.isDirectory() || stats.dev !== device) return false;
    makePrivateDirectory(directory);
    return realpathSync.native(directory) === directory;
  } catch {
    return false;
  }
}

/** The directory of git for the work tree around `directory`, where it is beyond doubt; never through a link. */
function gitDirectoryOf(directory: string): string | undefined {
  const root = findWorkTree(directory);
  if (root === undefined) return undefined;
  const git = join(root, '.git');
  const stats = lstatSync(git);
  if (stats.isDirectory()) return git;
  return stats.isFile() ? pointedTo(git) : undefined;
}

/**
 * What the file `.git` of a linked work tree or of a submodule names. Anybody can write such a file, so the other side
 * has to know of it: git keeps the way back for a work tree, and a submodule's lies in the `.git` of a repository around.
 */
function pointedTo(git: string): string | undefined {
  try {
    const named = /^gitdir: ([^\r\n]+)/.exec(readName(git))?.[1];
    if (named === undefined || /^[\\/]{2}/.test(named)) return undefined;
    const directory = realpathSync.native(isAbsolute(named) ? named : resolve(dirname(git), named));
    const around = findWorkTree(dirname(dirname(git)));
    if (around !== undefined && isInside(join(around, '.git', 'modules'), directory)) {
      return directory;
    }
    const back = readName(join(directory, 'gitdir')).trim();
    return realpathSync.native(resolve(directory, back)) === git ? directory : undefined;
  } catch {
    return undefined;
  }
}

/** A file that holds a path; empty where it is none. */
function readName(path: string): string {
  const read = readText(path, { links: 'never', limitBytes: 8192 });
  return 'text' in read ? read.text : '';
}

/** What files that wait are called; those with a number belong to a transaction, whose journal knows them. */
const waiting =
  /^\.{1,2}keylint-(?<id>[0-9a-z]{9}-\d{1,10}-[0-9a-f]{12})(?<number>-\d{1,7})?\.(?:new|old)$/;

export function waitingName(id: string, state: 'new' | 'old'): string {
  return `.keylint-${id}.${state}`;
}

/** A journal that was not asked for a week is gone. */
const orphanedAfterMs = 7 * 24 * 60 * 60 * 1000;

/** Removes what killed runs left in `staging`. Never throws. */
export function sweep(staging: string): void {
  try {
    for (const name of readdirSync(staging)) {
      const { id, number } = waiting.exec(name)?.groups ?? {};
      if (id === undefined || isAtWork(id)) continue;
      const age = Date.now() - Number.parseInt(id, 36);
      if (number === undefined || age > orphanedAfterMs)
        rmSync(join(staging, name), { force: true });
    }
  } catch {
    // It may be gone, or not ours to look into.
  }
}

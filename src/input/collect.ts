// What the requests of a run add up to: files, each once, with what git knows of them. Links are settled last, when it
// is known which files are listed anyway.
import { type Dirent, statSync } from 'node:fs';
import type { SkipReason, TrackedState } from '../model/source.ts';
import { errorCode } from '../read/read-file.ts';
import { skippedSpecial } from './directory-reader.ts';
import { loadFastGlob } from './fast-glob.ts';
import { isEnvFileName } from './file-names.ts';
import type { Entry, Listing } from './listing.ts';
import { baseName, isInside, realPath, resolvePosix, toPosix } from './paths.ts';
import { type Request, requestFor } from './requests.ts';

/** Files to audit by absolute path; `followed` are those that are links and read all the same. */
export interface Collection {
  readonly files: Map<string, TrackedState>;
  readonly followed: Set<string>;
  /** Globs that no file matches. */
  readonly unmatched: string[];
  /** Those that were named, not found. */
  readonly named: Set<string>;
}

export interface CollectOptions {
  readonly cwd: string;
  readonly root: string;
  readonly isExcluded: (path: string, isDirectory: boolean) => boolean;
}

/** Carries out the requests. What cannot be audited ends up in the lists of `listing`. */
export function collectFiles(
  requests: readonly Request[],
  listing: Listing,
  { cwd, root, isExcluded }: CollectOptions,
): Collection {
  const collection: Collection = {
    files: new Map(),
    followed: new Set(),
    unmatched: [],
    named: new Set(),
  };
  const links = new Set<string>();
  const add = ({ kind, path, tracked }: Entry) => {
    if (kind === 'file') collection.files.set(path, tracked);
    else if (kind === 'link') links.add(path);
  };
  const named: Request[] = [];
  for (const request of requests) {
    if (request.kind === 'directory') walk(request.path, listing, add);
    else if (request.kind === 'glob') {
      const expanded = expandGlob(request.pattern, cwd, listing, add);
      named.push(...expanded.named);
      if (expanded.count === 0) collection.unmatched.push(request.pattern);
    } else named.push(request);
  }
  for (const request of named) {
    if (request.kind === 'skipped') listing.skipped.push(request.skipped);
    if (request.kind !== 'file' || isExcluded(request.path, false)) continue;
    const target = request.isLink ? realPath(request.path) : undefined;
    const tracked =
      target === undefined
        ? listing.trackedStateOf(request.path)
        : listing.trackedStateBehind(request.path, target);
    collection.files.set(request.path, tracked);
    if (request.isLink) collection.followed.add(request.path);
    collection.named.add(request.path);
    links.delete(request.path);
  }
  settleLinks(links, root, listing, collection);
  return collection;
}

function walk(start: string, listing: Listing, add: (entry: Entry) => void): void {
  const pending = [start];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const entry of listing.readDirectory(directory)) {
      if (entry.kind === 'directory') pending.push(entry.path);
      else add(entry);
    }
  }
}

/**
 * fast-glob walks and matches; what it gets to see of the disk is what a walk would see. It looks up names without
 * a wildcard (`{a,b}.env`) by itself: these count as named and are returned.
 */
function expandGlob(
  pattern: string,
  cwd: string,
  listing: Listing,
  add: (entry: Entry) => void,
): { readonly named: readonly Request[]; readonly count: number } {
  const seen = new Map<string, Entry>();
  const readdirSync = (directory: string): Dirent[] => {
    // Where a pattern begins need not be there: then it matches nothing, and nothing has vanished.
    if (seen.size === 0 && !statSync(directory, { throwIfNoEntry: false })) return [];
    const entries = listing.readDirectory(toPosix(directory));
    for (const entry of entries) seen.set(entry.path, entry);
    return entries.map(({ dirent }) => dirent);
  };
  const matches = loadFastGlob().sync(pattern, {
    cwd,
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    // The cast: fast-glob only ever calls it with `withFileTypes`, its type has all of Node's overloads.
    fs: { readdirSync: readdirSync as unknown as typeof import('node:fs').readdirSync },
  });
  const named: Request[] = [];
  let count = 0;
  for (const match of matches) {
    const path = resolvePosix(cwd, match);
    const entry = seen.get(path);
    if (entry?.kind === 'directory') continue;
    const request = entry === undefined ? requestFor(path) : undefined;
    if (entry !== undefined) add(entry);
    else if (request !== undefined) named.push(request);
    count++;
  }
  return { named, count };
}

/**
 * Links are not followed out of the root. One that leads to a file of the tree adds nothing where that file is
 * listed - unless the link's name alone says that it is an env file.
 */
function settleLinks(
  links: ReadonlySet<string>,
  root: string,
  listing: Listing,
  { files, followed }: Collection,
): void {
  const skip = (path: string, reason: SkipReason, detail?: string) => {
    const entry = { path, reason, isFailure: false };
    listing.skipped.push(detail === undefined ? entry : { ...entry, detail });
  };
  for (const path of links) {
    const target = realPath(path);
    if (target === undefined) skip(path, 'broken-link', linkProblem(path));
    else if (!isInside(root, target)) skip(path, 'outside-root');
    else {
      const stat = statSync(target, { throwIfNoEntry: false });
      if (stat?.isDirectory()) continue;
      if (!stat) skip(path, 'vanished');
      else if (!stat.isFile()) listing.skipped.push(skippedSpecial(path, stat));
      else if (!files.has(target) || isMoreTelling(path, target)) {
        files.set(path, listing.trackedStateBehind(path, target));
        followed.add(path);
      }
    }
  }
}

function isMoreTelling(link: string, target: string): boolean {
  return isEnvFileName(baseName(link)) && !isEnvFileName(baseName(target));
}

function linkProblem(path: string): string | undefined {
  try {
    statSync(path);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}

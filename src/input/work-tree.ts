// The files on disk: what was asked for - files, directories, globs - becomes one sorted list, and each file can be
// read. What git ignores and what is not ours stays out; see listing.ts.
import { UserError } from '../model/errors.ts';
import type { Source } from '../model/source.ts';
import { type Collection, collectFiles } from './collect.ts';
import { createExclusion } from './exclusion.ts';
import { createStampFinder } from './file-stamps.ts';
import { type Environment, openGit } from './git.ts';
import { findPlace, findRepositoryRoot } from './git-place.ts';
import { createListing, type Listing } from './listing.ts';
import {
  baseName,
  comparePaths,
  isInside,
  printableName,
  realPath,
  relativeTo,
  withSlash,
} from './paths.ts';
import { createReader } from './read-file.ts';
import { askRepository, namesOfRemotes } from './repository.ts';
import { parseRequests, rootOf } from './requests.ts';
import { sparseCheckout } from './sparse-checkout.ts';
import type { Tree, TreeOptions } from './tree.ts';

/** Lists what `options` ask for. `env` is what git gets to see of the environment; default: this process's. */
export async function openWorkTree(options: TreeOptions, env?: Environment): Promise<Tree> {
  const cwd = realPath(options.cwd);
  if (cwd === undefined) {
    throw new UserError(`no such directory: ${printableName(options.cwd)}`);
  }
  const { requests, negated } = parseRequests(options.paths, cwd);
  const root = rootOf(requests, cwd);
  refuseGitDirectory(root);
  const isExcluded = createExclusion({
    cwd,
    root,
    patterns: [...options.exclude, ...negated],
    ignorePath: options.ignorePath,
  });
  // Git answers while what reads and links is loaded.
  const repositoryRoot = findRepositoryRoot(root);
  const asking = repositoryRoot === undefined ? undefined : askRepository(repositoryRoot, env);
  const isConfiguration = (await options.isConfiguration) ?? (() => false);
  const listing = createListing({
    respectGitignore: options.respectGitignore,
    isExcluded,
    isConfiguration,
    env,
    asked: await asking,
  });
  const collection = collectFiles(requests, listing, { cwd, root, isExcluded });
  if (options.allowUnmatched !== true) refuseUnmatched(collection.unmatched);
  const walked = requests.flatMap((one) => (one.kind === 'directory' ? [one.path] : []));
  for (const repository of listing.repositories()) {
    const sparse = sparseCheckout(repository, walked, isExcluded);
    if (sparse) listing.skipped.push(sparse);
  }
  return toTree(root, listing, collection, env);
}

/** A repository without a work tree holds its files packed: reading what lies there would look like an audit. */
function refuseGitDirectory(root: string): void {
  const place = findPlace(root);
  if (typeof place !== 'object' || place.root !== undefined) return;
  throw new UserError(
    `${printableName(root)} is a directory of git's own, with no files to audit`,
    {
      hint: 'Audit a checkout: of a bare repository, name a commit with --at.',
    },
  );
}

function refuseUnmatched(patterns: readonly string[]): void {
  if (patterns.length === 0) return;
  throw new UserError(`no file matches ${patterns.map(printableName).join(' or ')}`, {
    hint: 'Patterns count from the working directory. --no-error-on-unmatched-pattern lets this pass.',
  });
}

function toTree(
  root: string,
  listing: Listing,
  { files, followed, named }: Collection,
  env: Environment | undefined,
): Tree {
  const sources: Source[] = [];
  for (const [path, tracked] of files) {
    const isNamed = named.has(path);
    sources.push({ path: relativeTo(root, path), tracked, ...(isNamed && { isNamed }) });
  }
  // Where several requests lead into one directory it is read for each of them.
  const told = new Map(listing.skipped.map((entry) => [`${entry.path}\0${entry.reason}`, entry]));
  const skipped = [...told.values()].map((entry) => ({
    ...entry,
    // The repository may begin above the root.
    path: (isInside(root, entry.path) && relativeTo(root, entry.path)) || '.',
  }));
  const hasRepository = listing.repositoryOf(root) !== undefined;
  const reader = createReader();
  const prefix = withSlash(root);
  const stampAt = createStampFinder(root);
  return {
    root,
    name: baseName(root),
    sources: sources.sort(comparePaths),
    skipped: skipped.sort(comparePaths),
    warnings: listing.warnings,
    repositories: listing.repositories().map((repository) => repository.root),
    remoteNames: hasRepository ? namesOfRemotes(openGit({ cwd: root, env })) : [],
    read(path) {
      const absolute = prefix + path;
      const followLink = followed.has(absolute);
      return reader.read(path, listing.locationOf(absolute), { followLink });
    },
    stampOf(path) {
      const absolute = prefix + path;
      // What a link leads to can change while the link stays as it is.
      return followed.has(absolute) ? undefined : stampAt(listing.locationOf(absolute));
    },
  };
}

// The files on disk: what was asked for - files, directories, globs - becomes one sorted list, and each file can be
// read. What git ignores and what is not ours stays out; see listing.ts.
import { UserError } from '../model/errors.ts';
import type { Source } from '../model/source.ts';
import { type Collection, collectFiles } from './collect.ts';
import { createExclusion } from './exclusion.ts';
import { type Environment, openGit } from './git.ts';
import { createListing, type Listing } from './listing.ts';
import { baseName, comparePaths, printableName, realPath, relativeTo, withSlash } from './paths.ts';
import { createReader } from './read-file.ts';
import { namesOfRemotes } from './repository.ts';
import { parseRequests, rootOf } from './requests.ts';
import type { Tree, TreeOptions } from './tree.ts';

/** Lists what `options` ask for. `env` is what git gets to see of the environment; default: this process's. */
export async function openWorkTree(options: TreeOptions, env?: Environment): Promise<Tree> {
  const cwd = realPath(options.cwd);
  if (cwd === undefined) {
    throw new UserError(`no such directory: ${printableName(options.cwd)}`);
  }
  const { requests, negated } = parseRequests(options.paths, cwd);
  const root = rootOf(requests, cwd);
  const isExcluded = createExclusion({
    cwd,
    root,
    patterns: [...options.exclude, ...negated],
    ignorePath: options.ignorePath,
  });
  const listing = createListing({ respectGitignore: options.respectGitignore, isExcluded, env });
  const collection = collectFiles(requests, listing, { cwd, root, isExcluded });
  return toTree(root, listing, collection, env);
}

function toTree(
  root: string,
  listing: Listing,
  { files, followed }: Collection,
  env: Environment | undefined,
): Tree {
  const sources: Source[] = [];
  for (const [path, tracked] of files) sources.push({ path: relativeTo(root, path), tracked });
  const skipped = listing.skipped.map((entry) => ({
    ...entry,
    path: relativeTo(root, entry.path) || '.',
  }));
  const hasRepository = listing.repositoryOf(root) !== undefined;
  const reader = createReader();
  const prefix = withSlash(root);
  return {
    root,
    name: baseName(root),
    sources: sources.sort(comparePaths),
    skipped: skipped.sort(comparePaths),
    warnings: listing.warnings,
    remoteNames: hasRepository ? namesOfRemotes(openGit({ cwd: root, env })) : [],
    read(path) {
      const absolute = prefix + path;
      const followLink = followed.has(absolute);
      return reader.read(path, listing.locationOf(absolute), { followLink });
    },
  };
}

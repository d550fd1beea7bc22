// Reads directories the way a project means them: without what git ignores (but for env files), without
// dependencies, never through links. The walk and the globs both see the disk through this.

import type { Buffer } from 'node:buffer';
import type { Dirent } from 'node:fs';
import type { Skipped, TrackedState } from '../model/source.ts';
import { createDirectoryReader, skippedSpecial } from './directory-reader.ts';
import {
  holdsSecretsLocally,
  isBuildOutputName,
  isCacheName,
  isLeftOutDirectory,
  isVersionControlName,
} from './file-names.ts';
import type { Environment } from './git.ts';
import { type GitPlace, leadOf } from './git-place.ts';
import { askIgnoreRules } from './ignore-rules.ts';
import { baseName, isInside, relativeTo, withSlash } from './paths.ts';
import { type Repository, trackedKindOf } from './repository.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';

/** One entry of a directory that is not left out. `path` is absolute with `/`. */
export interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link';
  readonly tracked: TrackedState;
  readonly dirent: Dirent;
}

export interface ListingOptions {
  readonly respectGitignore: boolean;
  /** Absolute paths that the user left out. */
  readonly isExcluded: (path: string, isDirectory: boolean) => boolean;
  /** Of directories with other people's code only such files are listed, as far as git tracks them. */
  readonly isConfiguration: (path: string) => boolean;
  readonly env: Environment | undefined;
  /** The repository around the root, where git was asked about it already. */
  readonly asked?: Repository | undefined;
}

export interface Listing {
  /** Entries of a directory, in the order of the disk. Reads it on every call. */
  readDirectory(directory: string): Entry[];
  /** What git knows of a file that was named, whatever the ignore files say. */
  trackedStateOf(path: string): TrackedState;
  /** What git knows of the content that a link leads to: the index holds where a link leads, and no more. */
  trackedStateBehind(link: string, target: string): TrackedState;
  /** The repository that holds `directory`. */
  repositoryOf(directory: string): Repository | undefined;
  /** All repositories that were come upon, in the order of their roots. */
  repositories(): Repository[];
  /** How to open a path whose name is not UTF-8; every other path opens as it is. */
  locationOf(path: string): string | Buffer;
  /** Absolute paths that the listing could not look at. */
  readonly skipped: Skipped[];
  readonly warnings: string[];
}

/** An empty listing; it fills its lists as directories are read. */
export function createListing(options: ListingOptions): Listing {
  const skipped: Skipped[] = [];
  const warnings: string[] = [];
  const { respectGitignore, env, asked } = options;
  const surroundings = createSurroundings({ respectGitignore, env, asked, skipped, warnings });
  const reader = createDirectoryReader(skipped);

  const trackedState = (path: string, where: Surroundings, isIgnored: () => boolean) => {
    const { repository } = where;
    if (repository?.tracked === undefined) return 'unknown';
    if (trackedKindOf(repository, path)) return 'tracked';
    return isIgnored() ? 'ignored' : 'untracked';
  };

  const listFile = (path: string, where: Surroundings): TrackedState | undefined => {
    const { repository } = where;
    const isKnown = repository !== undefined && trackedKindOf(repository, path) !== undefined;
    if (where.isVendored) return isKnown && options.isConfiguration(path) ? 'tracked' : undefined;
    if (isKnown) return 'tracked';
    const isIgnored = askIgnoreRules(where.rules, path, false) === 'ignored';
    const isHidden = where.isEnvOnly || (isIgnored && respectGitignore);
    if (isHidden && !holdsSecretsLocally(baseName(path))) return undefined;
    return trackedState(path, where, () => isIgnored || where.isIgnored);
  };

  const holdsTracked = (path: string, { repository }: Surroundings): boolean =>
    repository?.hasTrackedUnder(relativeTo(repository.root, path)) === true;

  /** One line a directory; not for what git ignores as well, and not for caches that nobody has put there on purpose. */
  const noteVendored = (path: string, inside: Surroundings): void => {
    const name = baseName(path);
    if (isVersionControlName(name)) return;
    const isOurs = holdsTracked(path, inside);
    if (!isOurs && (isCacheName(name) || inside.isIgnored)) return;
    const detail = isOurs ? 'only configuration that git tracks was read' : 'not tracked by git';
    skipped.push({ path, reason: 'vendored', detail, isFailure: false });
  };

  const listDirectory = (path: string, where: Surroundings, names: () => Iterable<string>) => {
    const inside = surroundings.descend(path, where);
    const { isVendored } = where;
    if (isVendored || isLeftOutDirectory(baseName(path), names)) {
      if (!isVendored) noteVendored(path, inside);
      if (!holdsTracked(path, inside) || isVersionControlName(baseName(path))) return false;
      surroundings.note(path, { ...inside, isVendored: true });
      return true;
    }
    if (inside.isEnvOnly && isBuildOutputName(baseName(path))) {
      if (!holdsTracked(path, where)) return false;
    }
    surroundings.note(path, inside);
    return true;
  };

  /** What holds in a directory that has a `.git` but is no root that was asked for; `undefined`: leave it out. */
  const atInnerGit = (directory: string, where: Surroundings): Surroundings | undefined => {
    const inner = leadOf(`${directory}/.git`);
    if (inner === undefined) return where;
    const outer = where.repository;
    if (outer === undefined) return surroundings.atRepositoryRoot(directory);
    const path = relativeTo(outer.root, directory);
    // A submodule belongs to the tree, with ignore rules and tracked files of its own.
    if (isSubmodule(outer, path, inner)) return surroundings.atRepositoryRoot(directory);
    // Its files were added to the outer one, which holds them whatever lies beside them.
    if (outer.hasTrackedUnder(path)) return where;
    const isSame = outer.commonDirectory === inner.commonDirectory;
    const detail = isSame ? 'another work tree of this repository' : 'another repository';
    skipped.push({ path: directory, reason: 'other-checkout', detail, isFailure: false });
    return undefined;
  };

  const readDirectory = (directory: string): Entry[] => {
    const dirents = reader.read(directory);
    let where = surroundings.of(directory);
    if (dirents.some(({ name }) => isGitName(name)) && where.repository?.root !== directory) {
      const inner = atInnerGit(directory, where);
      if (inner === undefined) return [];
      where = inner;
    }
    // Outside of a repository a `.gitignore` came along from elsewhere (a release archive) and may rule out all of it.
    const hasRules = dirents.some((dirent) => dirent.name === '.gitignore' && dirent.isFile());
    if (hasRules && where.repository !== undefined) {
      where = surroundings.withOwnRules(directory, where);
    }
    const names = () => dirents.map(({ name }) => name);
    const entries: Entry[] = [];
    const prefix = withSlash(directory);
    for (const dirent of dirents) {
      const path = prefix + dirent.name;
      const isDirectory = dirent.isDirectory();
      if (isGitName(dirent.name) || options.isExcluded(path, isDirectory)) continue;
      if (isDirectory) {
        if (listDirectory(path, where, names)) {
          entries.push({ path, kind: 'directory', tracked: 'unknown', dirent });
        }
        continue;
      }
      const tracked = listFile(path, where);
      if (tracked === undefined) continue;
      if (dirent.isSymbolicLink()) entries.push({ path, kind: 'link', tracked, dirent });
      else if (!dirent.isFile()) skipped.push(skippedSpecial(path, dirent));
      else entries.push({ path, kind: 'file', tracked, dirent });
    }
    return entries;
  };

  const trackedStateOf = (path: string): TrackedState => {
    const directory = path.slice(0, path.lastIndexOf('/')) || '/';
    const where = surroundings.of(directory);
    const { rules } = surroundings.withOwnRules(directory, where);
    const isIgnored = () => where.isIgnored || askIgnoreRules(rules, path, false) === 'ignored';
    return trackedState(path, where, isIgnored);
  };

  return {
    readDirectory,
    trackedStateOf,
    trackedStateBehind(link, target) {
      const { repository } = surroundings.of(link.slice(0, link.lastIndexOf('/')) || '/');
      const isFile = repository !== undefined && trackedKindOf(repository, link) === 'file';
      return isFile ? 'tracked' : trackedStateOf(target);
    },
    repositoryOf: (directory) => surroundings.of(directory).repository,
    repositories: surroundings.repositories,
    locationOf: reader.locationOf,
    skipped,
    warnings,
  };
}

/** Where git cannot tell, by the place that it gives the repositories of submodules. */
function isSubmodule(outer: Repository, path: string, inner: GitPlace): boolean {
  if (outer.tracked !== undefined) return outer.tracked.get(path) === 'submodule';
  const { commonDirectory } = outer;
  return (
    commonDirectory !== undefined && isInside(`${commonDirectory}/modules`, inner.gitDirectory)
  );
}

/** Names that git takes for `.git` on disks that do not tell upper from lower case. */
function isGitName(name: string): boolean {
  return name.toLowerCase() === '.git';
}

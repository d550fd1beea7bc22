// Reads directories the way a project means them: without what git ignores (but for env files), without
// dependencies, never through links. The walk and the globs both see the disk through this.

import { Buffer } from 'node:buffer';
import { type Dirent, readdirSync } from 'node:fs';
import type { Skipped, TrackedState } from '../model/source.ts';
import { errorCode } from '../read/read-file.ts';
import {
  holdsSecretsLocally,
  isBuildOutputName,
  isCacheName,
  isLeftOutDirectory,
  isVersionControlName,
} from './file-names.ts';
import type { Environment } from './git.ts';
import { findRepositoryRoot, type GitPlace, leadOf } from './git-place.ts';
import {
  askIgnoreRules,
  type IgnoreRules,
  parseIgnoreRules,
  readIgnoreFile,
  withoutOverruled,
} from './ignore-rules.ts';
import { baseName, decodeName, isInside, printableName, relativeTo, withSlash } from './paths.ts';
import { openRepository, type Repository, type TrackedKind } from './repository.ts';

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
  /** Roots of all repositories that were come upon. */
  repositoryRoots(): string[];
  /** How to open a path whose name is not UTF-8; every other path opens as it is. */
  locationOf(path: string): string | Buffer;
  /** Absolute paths that the listing could not look at. */
  readonly skipped: Skipped[];
  readonly warnings: string[];
}

/** What holds inside one directory. */
interface Surroundings {
  readonly repository: Repository | undefined;
  readonly rules: IgnoreRules | undefined;
  readonly isIgnored: boolean;
  /** Below an ignored directory: only env files and tracked files are listed. */
  readonly isEnvOnly: boolean;
  /** Below a directory with other people's code: only configuration that git tracks is listed. */
  readonly isVendored?: boolean;
}

/** A folder full of clones is asked once per clone, within reason; beyond, tracked states are unknown. */
const maxRepositories = 1000;

/** An empty listing; it fills its lists as directories are read. */
export function createListing(options: ListingOptions): Listing {
  const repositories = new Map<string, Repository>();
  const surroundings = new Map<string, Surroundings>();
  const rawLocations = new Map<string, Buffer>();
  const skipped: Skipped[] = [];
  const warnings: string[] = [];

  const repositoryAt = (root: string): Repository | undefined => {
    const known = repositories.get(root);
    if (known !== undefined) return known;
    if (repositories.size >= maxRepositories) {
      const detail = `git is asked about ${maxRepositories} repositories at most: ${notKnown}`;
      skipped.push({ path: root, reason: 'git-failed', detail, isFailure: true });
      return undefined;
    }
    const repository = openRepository(root, options.env);
    repositories.set(root, repository);
    const detail = describeProblem(repository);
    if (detail !== undefined) {
      skipped.push({ path: root, reason: 'git-failed', detail, isFailure: true });
    }
    return repository;
  };

  const addRules = (file: string, base: string, rules: IgnoreRules | undefined) => {
    const text = readIgnoreFile(file);
    if (text === undefined) return rules;
    const added = parseIgnoreRules(text, base, rules);
    if (!added.isComplete) {
      warnings.push(`${printableName(file)} has lines too costly or too many to be heeded`);
    }
    return added.rules;
  };

  const atRepositoryRoot = (root: string): Surroundings => {
    const repository = repositoryAt(root);
    const common = repository?.commonDirectory;
    const rules =
      common === undefined ? undefined : addRules(`${common}/info/exclude`, root, undefined);
    return { repository, rules, isIgnored: false, isEnvOnly: false };
  };

  /** The directory was named or its parent was read; its own `.gitignore` is not in yet. */
  const descend = (path: string, above: Surroundings): Surroundings => {
    if (above.isIgnored) return above;
    const answer = askIgnoreRules(above.rules, path, true);
    if (answer === 'ignored') {
      return { ...above, isIgnored: true, isEnvOnly: options.respectGitignore };
    }
    if (answer !== 'taken-back') return above;
    return { ...above, rules: withoutOverruled(above.rules, path) };
  };

  /** For a directory that no walk led to: goes down from the root of its repository. */
  const surroundingsOf = (directory: string): Surroundings => {
    const known = surroundings.get(directory);
    if (known !== undefined) return known;
    const root = findRepositoryRoot(directory);
    let current: Surroundings = {
      repository: undefined,
      rules: undefined,
      isIgnored: false,
      isEnvOnly: false,
    };
    if (root !== undefined) {
      current = atRepositoryRoot(root);
      let path = root;
      for (const part of relativeTo(root, withSlash(directory)).split('/').filter(Boolean)) {
        current = {
          ...current,
          rules: addRules(`${withSlash(path)}.gitignore`, path, current.rules),
        };
        path = `${withSlash(path)}${part}`;
        current = descend(path, current);
      }
      // It was asked for: rules that ignore it as a whole say nothing about what is in it.
      if (current.isIgnored) current = { ...current, rules: undefined, isEnvOnly: false };
    }
    surroundings.set(directory, current);
    return current;
  };

  const trackedState = (path: string, where: Surroundings, isIgnored: () => boolean) => {
    const { repository } = where;
    if (repository?.tracked === undefined) return 'unknown';
    if (kindOf(repository, path)) return 'tracked';
    return isIgnored() ? 'ignored' : 'untracked';
  };

  const listFile = (path: string, where: Surroundings): TrackedState | undefined => {
    const { repository } = where;
    const isKnown = repository !== undefined && kindOf(repository, path) !== undefined;
    if (where.isVendored) return isKnown && options.isConfiguration(path) ? 'tracked' : undefined;
    if (isKnown) return 'tracked';
    const isIgnored = askIgnoreRules(where.rules, path, false) === 'ignored';
    const isHidden = where.isEnvOnly || (isIgnored && options.respectGitignore);
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
    const inside = descend(path, where);
    const { isVendored } = where;
    if (isVendored || isLeftOutDirectory(baseName(path), names)) {
      if (!isVendored) noteVendored(path, inside);
      if (!holdsTracked(path, inside) || isVersionControlName(baseName(path))) return false;
      surroundings.set(path, { ...inside, isVendored: true });
      return true;
    }
    if (inside.isEnvOnly && isBuildOutputName(baseName(path))) {
      if (!holdsTracked(path, where)) return false;
    }
    surroundings.set(path, inside);
    return true;
  };

  /** What holds in a directory that has a `.git` but is no root that was asked for; `undefined`: leave it out. */
  const atInnerGit = (directory: string, where: Surroundings): Surroundings | undefined => {
    const inner = leadOf(`${directory}/.git`);
    if (inner === undefined) return where;
    const outer = where.repository;
    if (outer === undefined) return atRepositoryRoot(directory);
    const path = relativeTo(outer.root, directory);
    // A submodule belongs to the tree, with ignore rules and tracked files of its own.
    if (isSubmodule(outer, path, inner)) return atRepositoryRoot(directory);
    // Its files were added to the outer one, which holds them whatever lies beside them.
    if (outer.hasTrackedUnder(path)) return where;
    const isSame = outer.commonDirectory === inner.commonDirectory;
    const detail = isSame ? 'another work tree of this repository' : 'another repository';
    skipped.push({ path: directory, reason: 'other-checkout', detail, isFailure: false });
    return undefined;
  };

  const readDirectory = (directory: string): Entry[] => {
    const dirents = readDirents(directory, rawLocations, skipped);
    let where = surroundingsOf(directory);
    if (dirents.some(({ name }) => isGitName(name)) && where.repository?.root !== directory) {
      const inner = atInnerGit(directory, where);
      if (inner === undefined) return [];
      where = inner;
    }
    // Outside of a repository a `.gitignore` came along from elsewhere (a release archive) and may rule out all of it.
    const hasRules = dirents.some((dirent) => dirent.name === '.gitignore' && dirent.isFile());
    if (hasRules && where.repository !== undefined) {
      const rules = addRules(`${withSlash(directory)}.gitignore`, directory, where.rules);
      where = { ...where, rules };
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
      else if (!dirent.isFile()) skipped.push({ path, reason: 'not-a-file', isFailure: false });
      else entries.push({ path, kind: 'file', tracked, dirent });
    }
    return entries;
  };

  const trackedStateOf = (path: string): TrackedState => {
    const directory = path.slice(0, path.lastIndexOf('/')) || '/';
    const where = surroundingsOf(directory);
    const rules = addRules(`${withSlash(directory)}.gitignore`, directory, where.rules);
    const isIgnored = () => where.isIgnored || askIgnoreRules(rules, path, false) === 'ignored';
    return trackedState(path, where, isIgnored);
  };

  return {
    readDirectory,
    trackedStateOf,
    trackedStateBehind(link, target) {
      const { repository } = surroundingsOf(link.slice(0, link.lastIndexOf('/')) || '/');
      const isFile = repository !== undefined && kindOf(repository, link) === 'file';
      return isFile ? 'tracked' : trackedStateOf(target);
    },
    repositoryOf: (directory) => surroundingsOf(directory).repository,
    repositoryRoots: () => [...repositories.keys()].sort(),
    locationOf: (path) => rawLocations.get(path) ?? path,
    skipped,
    warnings,
  };
}

/** What the index holds there. macOS hands out decomposed names where git keeps composed ones. */
function kindOf({ root, tracked }: Repository, path: string): TrackedKind | undefined {
  const relative = relativeTo(root, path);
  return tracked?.get(relative) ?? tracked?.get(relative.normalize('NFC'));
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

function readDirents(directory: string, rawLocations: Map<string, Buffer>, skipped: Skipped[]) {
  const raw = rawLocations.get(directory);
  try {
    if (raw === undefined) {
      const dirents = readdirSync(directory, { withFileTypes: true });
      // Node puts U+FFFD where a name is not UTF-8, and such a name opens nothing.
      if (!dirents.some(({ name }) => name.includes('\uFFFD'))) return dirents;
    }
    return readRawDirents(directory, raw ?? Buffer.from(directory), rawLocations);
  } catch (error) {
    const code = errorCode(error);
    const isGone = code === 'ENOENT' || code === 'ENOTDIR';
    const reason = isGone ? 'vanished' : 'unreadable';
    skipped.push({ path: directory, reason, detail: code, isFailure: !isGone });
    return [];
  }
}

function readRawDirents(directory: string, raw: Buffer, rawLocations: Map<string, Buffer>) {
  const dirents = readdirSync(raw, { withFileTypes: true, encoding: 'buffer' });
  return dirents.map((dirent) => {
    const bytes = dirent.name;
    const name = decodeName(bytes);
    rawLocations.set(withSlash(directory) + name, Buffer.concat([raw, Buffer.from('/'), bytes]));
    return Object.assign(dirent, { name }) as unknown as Dirent;
  });
}

const notKnown = 'which files are tracked is not known';

function describeProblem({ root, problem }: Repository): string | undefined {
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'owner':
      return `git refuses it, since it belongs to another user: ${notKnown}; "git config --global --add safe.directory ${printableName(root)}" allows it`;
    default:
      return `${problem?.detail}: ${notKnown}`;
  }
}

// A folder of clones, bare repositories and mirrors: every repository below it, found without asking git and without
// following a link.
import { lstatSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { openGit } from '../../input/git.ts';
import { findPlace, leadOf } from '../../input/git-place.ts';
import { printableName, realPath } from '../../input/paths.ts';
import { UserError } from '../../model/errors.ts';
import { byText, nameOfAddress } from '../names.ts';
import type { FoundMember } from '../plan.ts';

/** Deeper than `host/group/subgroup/.../name` of any host; a farm of directories ends here. */
const maxDepth = 12;
/** Directories that are looked into; more are no folder of clones. */
const maxDirectories = 500_000;

/**
 * Every repository at or below `folder`, in order of its path, but for what lies in `except`. Throws a UserError where
 * there is none.
 */
export function findInFolder(folder: string, except?: string): FoundMember[] {
  const root = realPath(folder);
  if (root === undefined) {
    throw new UserError(`no such directory: ${printableName(folder)}`, {
      hint: 'A source is a folder of clones, or --list with a file that names them.',
    });
  }
  const found = [
    ...walk(root, 0, { root, left: maxDirectories, except: except && realPath(except) }),
  ];
  if (found.length === 0) {
    throw new UserError(`there is no git repository in ${printableName(folder)}`, {
      hint: 'A source is a folder with clones or bare repositories in it, at any depth.',
    });
  }
  return found;
}

/** The repository that stands at `path`; `undefined` where there is none. */
export function memberAt(path: string, root: string): FoundMember | undefined {
  if (!isRepository(path)) return undefined;
  const below = relative(root, path).replaceAll('\\', '/');
  const local = `local/${(below === '' ? basename(path) : below).replace(/\.git$/, '')}`;
  const remote = remoteOf(path);
  return {
    name: remote ?? local,
    ...(remote !== undefined && { otherName: local }),
    location: { kind: 'directory', path },
    weight: sizeOf(path),
  };
}

interface Walk {
  readonly root: string;
  /** Directories that may still be looked into. */
  left: number;
  readonly except: string | undefined;
}

function* walk(path: string, depth: number, state: Walk): Generator<FoundMember> {
  if (path === state.except) return;
  if (state.left-- <= 0) {
    throw new UserError(`there are more than ${maxDirectories} directories in ${state.root}`, {
      hint: 'Name the clones in a file, one a line, and give it with --list.',
    });
  }
  const member = memberAt(path, state.root);
  if (member) {
    yield member;
    return;
  }
  if (depth === maxDepth) return;
  for (const name of directoriesIn(path)) yield* walk(join(path, name), depth + 1, state);
}

/** Names of real directories, sorted; none where the directory may not be looked into. */
function directoriesIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
      .map(({ name }) => name)
      .sort(byText);
  } catch {
    return [];
  }
}

function isRepository(path: string): boolean {
  if (leadOf(join(path, '.git')) !== undefined) return true;
  // What lies inside of a repository is not one of its own: only the directory itself counts.
  const looksBare = ['HEAD', 'objects', 'refs'].every((name) => isThere(join(path, name)));
  return looksBare && typeof findPlace(path) === 'object';
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** By its first remote, as the repository's configuration names it. */
function remoteOf(path: string): string | undefined {
  for (const url of openGit({ cwd: path }).remoteUrls()) {
    const name = nameOfAddress(url);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** KiB of its packs: what takes long is what is large. */
function sizeOf(path: string): number {
  const place = leadOf(join(path, '.git'));
  const packs = join(place?.objectDirectory ?? join(path, 'objects'), 'pack');
  try {
    const bytes = readdirSync(packs).reduce(
      (sum, name) => sum + (lstatSync(join(packs, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
    return Math.round(bytes / 1024);
  } catch {
    return 0;
  }
}

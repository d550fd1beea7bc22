// A git directory of our own for a repository: its objects, branches and index by reference, and a configuration that
// the repository cannot add to. Started with it, git meets no setting, hook or driver that somebody else chose, and
// none that a later version of git will know.
import {
  mkdtempSync,
  readdirSync,
  rmdirSync,
  type Stats,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, readFile, readText } from '../read/read-file.ts';
import { type ConfigEntry, renderConfig } from './git-config.ts';
import { alwaysSet } from './git-environment.ts';
import type { GitPlace } from './git-place.ts';
import { noteLeftover } from './left-behind.ts';

export interface PrivateGitDirectory {
  /** What tells git of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes it away again; the repository stays as it is. */
  remove(): void;
}

/** A text says why there can be none. */
export type MadeDirectory = PrivateGitDirectory | string;

/** What a revision may be named by besides branches, and what the index and the objects refer to. */
const ofWorkTree = /^(?:[A-Z]{2,20}_HEAD|sharedindex\..+)$/;
const ofRepository = /^(?:refs|packed-refs|reftable|logs|shallow)$/;

/** Makes one; `config` are the settings of the repository that count all the same. */
export function makePrivateGitDirectory(
  place: GitPlace,
  config: readonly ConfigEntry[],
  { isOfCommits = false }: { readonly isOfCommits?: boolean } = {},
): MadeDirectory {
  const unsound = isOfCommits ? undefined : problemOf(place);
  if (unsound !== undefined) return unsound;
  const head = readText(`${place.gitDirectory}/HEAD`, { links: 'anywhere', limitBytes: 4096 });
  if (!('text' in head) || !/^(?:ref: refs\/[^\x00-\x1f]+|[0-9a-f]{40,64})\s*$/.test(head.text)) {
    return 'its HEAD is damaged';
  }
  const made: string[] = [];
  const directory = makeTemporary();
  if (directory === undefined) return 'there is no place for temporary files';
  const takeAway = () => {
    try {
      // One by one: nothing that a link leads to is ours to remove.
      for (const path of made) unlinkSync(path);
      rmdirSync(directory);
    } catch {
      // Somebody else tidied up; what is left holds nothing.
    }
  };
  const leftover = noteLeftover(takeAway);
  const remove = () => {
    takeAway();
    leftover.done();
  };
  try {
    const put = (name: string, text: string) => {
      writeFileSync(join(directory, name), text, { flag: 'wx' });
      made.push(join(directory, name));
    };
    put('HEAD', head.text);
    put('config', renderConfig([...formatOf(place, config), ...alwaysSet, ...config]));
    for (const [from, names] of [
      [place.commonDirectory, ofRepository],
      [place.gitDirectory, ofWorkTree],
    ] as const) {
      for (const name of readdirSync(from).filter((one) => names.test(one))) {
        const path = join(directory, name);
        if (refer(join(from, name), path)) made.push(path);
      }
    }
  } catch (error) {
    remove();
    return `its parts cannot be read (${errorCode(error)})`;
  }
  return { env: environmentOf(place, directory), remove };
}

function environmentOf(place: GitPlace, directory: string): Record<string, string> {
  return {
    GIT_DIR: directory,
    ...(place.root !== undefined && { GIT_WORK_TREE: place.root }),
    GIT_INDEX_FILE: place.indexFile,
    GIT_OBJECT_DIRECTORY: place.objectDirectory,
  };
}

function formatOf({ root }: GitPlace, config: readonly ConfigEntry[]): ConfigEntry[] {
  const isExtended = config.some(([key]) => key.startsWith('extensions.'));
  return [
    ['core.repositoryformatversion', isExtended ? '1' : '0'],
    ['core.bare', String(root === undefined)],
  ];
}

/** What git would wait for, or would take for a repository in which nothing is tracked. */
function problemOf(place: GitPlace): string | undefined {
  const { indexFile, objectDirectory, root, gitDirectory } = place;
  const index = stat(indexFile);
  if (index && !index.isFile()) return 'its index is not a regular file';
  if (index && index.size === 0) return 'its index is damaged';
  const isOwn = indexFile === `${gitDirectory}/index`;
  const isExpected = root !== undefined && isOwn && hasObjects(objectDirectory);
  return !index && isExpected ? 'its index is missing' : undefined;
}

/** Git makes the index with the first file that is added. */
function hasObjects(directory: string): boolean {
  const namesIn = (path: string): string[] => {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  };
  return (
    namesIn(directory).some((name) => /^[0-9a-f]{2}$/.test(name)) ||
    namesIn(join(directory, 'pack')).some((name) => name.endsWith('.pack'))
  );
}

/** Where temporary files may be; the second is there in containers whose disk cannot be written to. */
function makeTemporary(): string | undefined {
  for (const parent of [tmpdir(), '/dev/shm', '/var/tmp']) {
    try {
      return mkdtempSync(join(parent, 'keylint-git-'));
    } catch {
      // The next one.
    }
  }
  return undefined;
}

/** Puts a link to `from` at `to`; where files cannot be linked to, a copy. `false`: it is nothing that git reads. */
function refer(from: string, to: string): boolean {
  const found = stat(from);
  if (found?.isDirectory()) symlinkSync(from, to, 'junction');
  else if (found?.isFile()) {
    try {
      symlinkSync(from, to, 'file');
    } catch {
      return copy(from, to);
    }
  } else return false;
  return true;
}

function copy(from: string, to: string): boolean {
  const read = readFile(from, { links: 'anywhere', limitBytes: 1 << 30 });
  if ('problem' in read) return false;
  writeFileSync(to, read.bytes, { flag: 'wx' });
  return true;
}

function stat(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

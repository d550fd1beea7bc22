// What of a repository's `.git` git would wait for: it opens branches, objects and lists of other stores by their names,
// and a pipe among them answers nobody. Looked at before git is started; listing is all it takes.
import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readText } from '../read/read-file.ts';
import type { GitPlace } from './git-place.ts';
import { realPath } from './paths.ts';

/** These read the index alone, of which `problemOf` knows. */
const withoutObjects: ReadonlySet<string> = new Set(['ls-files', 'check-ignore']);

/** Whether a command of git opens branches or objects. */
export function readsObjects(args: readonly string[]): boolean {
  return !withoutObjects.has(args[0] ?? '');
}

/** Git follows no longer chain of stores that borrow from each other. */
const mostStores = 6;
/** Lists of other stores are a line or two. */
const longestAlternates = 1 << 20;
/** Branches are not nested deeper, and directories that link to each other end here. */
const deepest = 40;

/** What is wrong with a part that git may open, in words that follow "git failed"; `undefined`: nothing. */
export function problemOfParts({ commonDirectory, objectDirectory }: GitPlace): string | undefined {
  for (const name of ['packed-refs', 'shallow', 'refs', 'reftable', 'logs']) {
    const odd = oddPartAt(commonDirectory, name);
    if (odd !== undefined) return describe('', odd);
  }
  const stores = [objectDirectory];
  // Grows while it is walked: each store names others.
  for (const store of stores) {
    const odd = oddPartAt(store, '');
    if (odd !== undefined) return describe(store === objectDirectory ? 'objects/' : '../', odd);
    for (const other of alternatesOf(store)) {
      if (stores.length < mostStores && !stores.includes(other)) stores.push(other);
    }
  }
  return undefined;
}

function describe(where: string, part: string): string {
  // A name that somebody else chose is shown if names are usually made of it, and no id: that is a hash of the object.
  const shown = `${where}${part}`.replace(/[0-9a-f]{20,}/g, '...');
  const name = /^[\w./@+-]{1,200}$/.test(shown) ? shown : 'one of its parts';
  return `${name} in its .git is not a regular file`;
}

function alternatesOf(store: string): string[] {
  const read = readText(join(store, 'info/alternates'), {
    links: 'anywhere',
    limitBytes: longestAlternates,
  });
  if (!('text' in read)) return [];
  return read.text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => resolve(store, line));
}

/** The first entry at or below `name` that is neither a file nor a directory, as a path from `top`. */
function oddPartAt(top: string, name: string): string | undefined {
  const seen = new Set<string>();
  const find = (path: string, depth: number): string | undefined => {
    for (const entry of entriesOf(join(top, path))) {
      // Nearly all are: a clone has as many objects as it likes.
      if (entry.isFile()) continue;
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      const odd = kindOf(entry, join(top, below));
      if (odd === 'odd') return below;
      if (odd === 'directory' && depth < deepest && isNew(entry, join(top, below))) {
        const found = find(below, depth + 1);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  /** Linked directories may lead to where one was already. */
  const isNew = (entry: Dirent, path: string): boolean => {
    if (!entry.isSymbolicLink()) return true;
    const real = realPath(path) ?? path;
    return !seen.has(real) && seen.add(real) !== undefined;
  };
  const found = name === '' ? undefined : statOf(join(top, name));
  if (found && !found.isFile() && !found.isDirectory()) return name;
  return name === '' || found?.isDirectory() ? find(name, 0) : undefined;
}

function kindOf(entry: Dirent, path: string): 'file' | 'directory' | 'odd' {
  if (entry.isDirectory()) return 'directory';
  // Some file systems tell no kinds, and a link is what it leads to; one that leads nowhere holds up nobody.
  const found = statOf(path);
  if (!found || found.isFile()) return 'file';
  return found.isDirectory() ? 'directory' : 'odd';
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    // Git says itself what it cannot read.
    return [];
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

// The work tree as an editor sees it: what is open and not saved counts instead of what is on disk, and the list of files
// is made anew only where it can have changed. Says of every file whether it is still what it was.
import { statSync } from 'node:fs';
import type { Tree } from '../../input/tree.ts';
import type { RunMemory } from '../run-memory.ts';

/** What happened since the last audit. */
export type Change =
  /** The text that counts from now on; `undefined`: what is on disk. */
  | { readonly kind: 'text'; readonly path: string; readonly text: string | undefined }
  /** A file may have been written, made or removed. */
  | { readonly kind: 'disk'; readonly path: string }
  /** Anything may have. */
  | { readonly kind: 'all' };

export interface SessionTree {
  /** The tree after these changes. `open` lists it. */
  update(changes: readonly Change[], open: () => Promise<Tree>): Promise<Tree>;
}

/** A tree that nothing is known of yet. What is found to have changed is forgotten in `memory`. */
export function createSessionTree(memory: RunMemory): SessionTree {
  const texts = new Map<string, Uint8Array>();
  const stamps = new Map<string, string>();
  let listed: Tree | undefined;

  /** Lists the tree again, and looks which files are not what they were. */
  const list = async (open: () => Promise<Tree>): Promise<Tree> => {
    const opened = await open();
    const found = new Map<string, string>();
    for (const { path } of opened.sources) {
      const stamp = stampOf(`${opened.root}/${path}`);
      found.set(path, stamp);
      if (!texts.has(path) && stamps.get(path) !== stamp) memory.forget(path);
    }
    for (const path of stamps.keys()) if (!found.has(path)) memory.forget(path);
    stamps.clear();
    for (const [path, stamp] of found) stamps.set(path, stamp);
    // The same list stays the same object: what was worked out from it holds.
    return listed && isSameList(listed, opened) ? { ...opened, sources: listed.sources } : opened;
  };

  const apply = (change: Exclude<Change, { kind: 'all' }>): void => {
    const { path } = change;
    memory.forget(path);
    if (change.kind === 'disk') {
      if (listed && stamps.has(path)) stamps.set(path, stampOf(`${listed.root}/${path}`));
    } else if (change.text === undefined) texts.delete(path);
    else texts.set(path, new TextEncoder().encode(change.text));
  };

  return {
    async update(changes, open) {
      for (const change of changes) if (change.kind !== 'all') apply(change);
      if (!listed || changes.some((change) => mayChangeList(change, stamps))) {
        listed = await list(open);
      }
      const base = listed;
      return {
        ...base,
        read(path) {
          const bytes = texts.get(path);
          return bytes ? { bytes } : base.read(path);
        },
        isUnwritten: (path) => texts.has(path),
        // Kept for the next audit.
        close() {},
      };
    },
  };
}

/** A file that is new or gone, and what decides which files git ignores or tracks. */
function mayChangeList(change: Change, stamps: ReadonlyMap<string, string>): boolean {
  if (change.kind === 'all') return true;
  if (change.kind === 'text') return false;
  const { path } = change;
  if (/(?:^|\/)\.git(?:ignore|modules)?(?:\/|$)/.test(path)) return true;
  return !stamps.has(path) || stamps.get(path) === missing;
}

const missing = '';

/** Differs where a file was written: its time, size and identity. */
function stampOf(location: string): string {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(location);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch {
    return missing;
  }
}

function isSameList(a: Tree, b: Tree): boolean {
  return (
    a.root === b.root &&
    a.sources.length === b.sources.length &&
    a.sources.every((source, index) => {
      const other = b.sources[index];
      return (
        source.path === other?.path &&
        source.tracked === other.tracked &&
        source.isNamed === other.isNamed
      );
    })
  );
}

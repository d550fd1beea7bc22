// Content of a commit's files, fetched from git a few hundred at a time and forgotten again: a run goes through a
// repository once, and what is asked for later is fetched anew.
import { UserError } from '../model/errors.ts';
import { type Blob, openBlobs, readBlobsNow } from './blobs.ts';
import type { Git } from './git.ts';
import type { ReadResult } from './tree.ts';

/** Bytes kept of what was read last. */
const defaultKeptBytes = 64 << 20;

export interface CommitContent {
  load(paths: readonly string[]): Promise<void>;
  read(path: string): ReadResult;
  close(): void;
}

/** Content by path of the entries given. `close` ends the child that waits; `keptBytes` is for tests. */
export function createContent(
  git: Git,
  entries: readonly { readonly path: string; readonly id: string }[],
  keptBytes: number = defaultKeptBytes,
): CommitContent {
  const ids = new Map(entries.map(({ path, id }) => [path, id]));
  const reader = openBlobs(git);
  const blobs = new Map<string, Blob>();
  let bytes = 0;
  const sizeOf = (blob: Blob) => (blob instanceof Uint8Array ? blob.byteLength : 0);
  const keep = (id: string, blob: Blob, loading: ReadonlySet<string>): void => {
    if (blobs.has(id)) return;
    blobs.set(id, blob);
    bytes += sizeOf(blob);
    for (const [old, other] of blobs) {
      if (bytes <= keptBytes) break;
      // What was just asked for stays, however much it is.
      if (loading.has(old)) continue;
      blobs.delete(old);
      bytes -= sizeOf(other);
    }
  };
  return {
    async load(paths) {
      const wanted = new Set(paths.flatMap((path) => ids.get(path) ?? []));
      const missing = [...wanted].filter((id) => !blobs.has(id));
      try {
        for (const [id, blob] of await reader.load(missing)) keep(id, blob, wanted);
      } catch (error) {
        throw new UserError('git could not read the content of the commit', { cause: error });
      }
    },
    read(path) {
      const id = ids.get(path);
      if (id === undefined) return { skipped: { path, reason: 'vanished', isFailure: false } };
      const blob = blobs.get(id) ?? readBlobsNow(git, [id]).get(id) ?? 'missing';
      keep(id, blob, new Set([id]));
      if (blob instanceof Uint8Array) return { bytes: blob };
      if (blob === 'too-large') return { skipped: { path, reason: 'too-large', isFailure: false } };
      const detail = 'object is missing';
      return { skipped: { path, reason: 'unreadable', detail, isFailure: true } };
    },
    close: () => reader.end(),
  };
}

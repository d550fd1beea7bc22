// Reads many blobs of a repository at once through a few `git cat-file --batch` children. Where they are too many for
// memory, only those are kept that can matter.
import { Buffer } from 'node:buffer';
import { availableParallelism } from 'node:os';
import type { Git } from './git.ts';
import { maxFileBytes } from './read-file.ts';

/** The bytes of a blob, or why there are none. */
export type Blob = Uint8Array | 'too-large' | 'missing';

export interface BlobOptions {
  /** Beyond `memoryBytes`, blobs for which it says no are handed back empty. */
  readonly matters?: (id: string, bytes: Uint8Array) => boolean;
  /** Both limits are there for tests. */
  readonly limitBytes?: number;
  readonly memoryBytes?: number;
}

const defaultMemoryBytes = 256 << 20;

/** Below, a second process costs more than it saves. */
const blobsPerChild = 500;

/** Blobs by object id. Fails by throwing when git ends before its time. */
export async function readBlobs(
  git: Git,
  ids: readonly string[],
  options: BlobOptions = {},
): Promise<Map<string, Blob>> {
  const unique = [...new Set(ids)];
  const wanted = Math.ceil(unique.length / blobsPerChild);
  const children = Math.max(1, Math.min(4, availableParallelism(), wanted));
  const share = Math.ceil(unique.length / children);
  const store = createStore(options);
  const shares = Array.from({ length: children }, (_, n) =>
    unique.slice(n * share, (n + 1) * share),
  );
  await Promise.all(
    shares.filter((part) => part.length > 0).map((part) => readShare(git, part, options, store)),
  );
  return store.blobs;
}

/** Where the children's blobs come together. */
interface Store {
  readonly blobs: Map<string, Blob>;
  /** `bytes` may be reused by the caller. */
  add(id: string, bytes: Uint8Array): void;
}

function createStore({ matters, memoryBytes = defaultMemoryBytes }: BlobOptions): Store {
  const blobs = new Map<string, Blob>();
  let keptBytes = 0;
  return {
    blobs,
    add(id, bytes) {
      const isKept = keptBytes + bytes.length <= memoryBytes || matters?.(id, bytes) !== false;
      if (isKept) keptBytes += bytes.length;
      blobs.set(id, isKept ? new Uint8Array(bytes) : new Uint8Array(0));
    },
  };
}

function readShare(
  git: Git,
  ids: readonly string[],
  options: BlobOptions,
  store: Store,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = git.start(['cat-file', '--batch', '--buffer']);
    if (child === undefined) {
      reject(new Error('git is not installed'));
      return;
    }
    const parser = createBatchParser(ids, options, store);
    child.stdout.on('data', (chunk: Buffer) => parser.push(chunk));
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => {
      if (parser.isComplete()) resolve();
      else reject(new Error('git cat-file ended early'));
    });
    // A child that died is reported by `close`.
    child.stdin.on('error', () => {});
    child.stdin.end(`${ids.join('\n')}\n`);
  });
}

/**
 * Takes the output of `cat-file --batch` apart: `<id> blob <size>\n<bytes>\n` for each id in order, or
 * `<id> missing\n`.
 */
function createBatchParser(
  ids: readonly string[],
  { limitBytes = maxFileBytes }: BlobOptions,
  store: Store,
) {
  let next = 0;
  let head = '';
  /** Bytes of the blob still to come, the line feed after it included; -1 while a head is read. */
  let left = -1;
  let body: Buffer | undefined;
  let filled = 0;

  const finish = (blob: Blob) => {
    const id = ids[next++] ?? '';
    if (blob instanceof Uint8Array) store.add(id, blob);
    else store.blobs.set(id, blob);
    head = '';
    left = -1;
    body = undefined;
    filled = 0;
  };

  const readHead = () => {
    const size = / blob (?<size>\d{1,15})$/.exec(head)?.groups?.size;
    if (size !== undefined) left = Number(size) + 1;
    else finish('missing');
  };

  const readBody = (chunk: Buffer, at: number): number => {
    const size = filled + left - 1;
    const count = Math.min(left, chunk.length - at);
    if (size > limitBytes) {
      left -= count;
      filled += count;
      if (left === 0) finish('too-large');
      return at + count;
    }
    if (body === undefined && count === left) {
      finish(chunk.subarray(at, at + size));
      return at + count;
    }
    body ??= Buffer.allocUnsafe(size + 1);
    chunk.copy(body, filled, at, at + count);
    filled += count;
    left -= count;
    if (left === 0) finish(body.subarray(0, size));
    return at + count;
  };

  const readHeadBytes = (chunk: Buffer, at: number): number => {
    const end = chunk.indexOf(10, at);
    if (end === -1) {
      head += chunk.toString('latin1', at);
      return chunk.length;
    }
    head += chunk.toString('latin1', at, end);
    readHead();
    return end + 1;
  };

  return {
    push(chunk: Buffer): void {
      for (let at = 0; at < chunk.length; ) {
        at = left === -1 ? readHeadBytes(chunk, at) : readBody(chunk, at);
      }
    },
    isComplete: () => next === ids.length,
  };
}

// Reads many blobs of a repository at once through a few `git cat-file --batch` children, and keeps only those that
// can matter, so that a large repository does not have to fit into memory.
import { Buffer } from 'node:buffer';
import { availableParallelism } from 'node:os';
import type { Git } from './git.ts';
import { maxFileBytes } from './read-file.ts';

/** The bytes of a blob, or why there are none; a blob that cannot matter has no bytes. */
export type Blob = Uint8Array | 'too-large' | 'missing';

export interface BlobOptions {
  /** Blobs for which it says no are handed back empty. */
  readonly matters?: ((bytes: Uint8Array) => boolean) | undefined;
  /** For tests. */
  readonly limitBytes?: number;
}

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
  const blobs = new Map<string, Blob>();
  const shares = Array.from({ length: children }, (_, n) =>
    unique.slice(n * share, (n + 1) * share),
  );
  await Promise.all(
    shares.filter((part) => part.length > 0).map((part) => readShare(git, part, options, blobs)),
  );
  return blobs;
}

function readShare(
  git: Git,
  ids: readonly string[],
  options: BlobOptions,
  blobs: Map<string, Blob>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = git.start(['cat-file', '--batch', '--buffer']);
    if (child === undefined) {
      reject(new Error('git is not installed'));
      return;
    }
    const parser = createBatchParser(ids, options, blobs);
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
  { matters, limitBytes = maxFileBytes }: BlobOptions,
  blobs: Map<string, Blob>,
) {
  let next = 0;
  let head = '';
  /** Bytes of the blob still to come, the line feed after it included; -1 while a head is read. */
  let left = -1;
  let body: Buffer | undefined;
  let filled = 0;

  const finish = (blob: Blob) => {
    const id = ids[next++];
    if (id !== undefined) blobs.set(id, blob);
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

  const finishBody = (bytes: Uint8Array) => {
    if (matters === undefined || matters(bytes)) finish(Buffer.from(bytes));
    else finish(new Uint8Array(0));
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
      finishBody(chunk.subarray(at, at + size));
      return at + count;
    }
    body ??= Buffer.allocUnsafe(size + 1);
    chunk.copy(body, filled, at, at + count);
    filled += count;
    left -= count;
    if (left === 0) finishBody(body.subarray(0, size));
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

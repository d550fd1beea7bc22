// Reads blobs of a repository through `git cat-file --batch`: a child that waits for ids serves what is asked for now
// and then, and a few more share the work where there is much of it.
import { Buffer } from 'node:buffer';
import { availableParallelism } from 'node:os';
import { type Git, longestCallMs } from './git.ts';
import { maxFileBytes } from './read-file.ts';

/** The bytes of a blob, or why there are none. */
export type Blob = Uint8Array | 'too-large' | 'missing';

export interface BlobOptions {
  /** Larger blobs are not read; for tests. */
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

/** Blobs by object id, as often as asked; `load` rejects when git ends before its time. */
export interface BlobReader {
  load(ids: readonly string[]): Promise<Map<string, Blob>>;
  /** Ends the child that waits; `load` goes on to work, only slower. */
  end(): void;
}

/** Starts a child at once, while there is nothing else to do: starting one later holds up whoever waits for it. */
export function openBlobs(git: Git): BlobReader {
  const child = git.start(['cat-file', '--batch']);
  let reading: { readonly parser: BatchParser; settle(error?: Error): void } | undefined;
  let isOpen = child !== undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const fail = (error: Error) => {
    isOpen = false;
    reading?.settle(error);
  };
  const watch = createWatch(child);
  child?.stdout.on('data', (chunk: Buffer) => {
    watch.progress();
    reading?.parser.push(chunk);
    if (reading?.parser.isComplete() === true) reading.settle();
  });
  child?.stderr.resume();
  // A child that died is reported by `close`.
  child?.stdin.on('error', () => {});
  child?.on('error', fail);
  child?.on('close', () => fail(new Error('git cat-file ended early')));

  const ask = (ids: readonly string[]) =>
    new Promise<Map<string, Blob>>((resolve, reject) => {
      const blobs = new Map<string, Blob>();
      const settle = (error?: Error) => {
        watch.end();
        reading = undefined;
        if (error) reject(error);
        else resolve(blobs);
      };
      reading = { parser: createBatchParser(ids, {}, blobs), settle };
      watch.begin();
      child?.stdin.write(`${ids.join('\n')}\n`);
    });
  return {
    load(ids) {
      const unique = [...new Set(ids)];
      // The child answers one at a time; whoever asks meanwhile stands in line.
      const isFew = unique.length > 0 && unique.length <= 2 * blobsPerChild;
      const answer = queue.then(() => (isOpen && isFew ? ask(unique) : readBlobs(git, unique)));
      queue = answer.catch(() => undefined);
      return answer;
    },
    end() {
      isOpen = false;
      child?.stdin.end();
    },
  };
}

/** Kills a child that was asked for something and gives nothing for too long: an object may be a pipe. */
function createWatch(child: ReturnType<Git['start']>) {
  let timer: NodeJS.Timeout | undefined;
  return {
    begin: () => {
      timer = setTimeout(() => child?.kill('SIGKILL'), longestCallMs);
    },
    progress: () => void timer?.refresh(),
    end: () => clearTimeout(timer),
  };
}

/** The same while the caller waits: for the few that nobody knew of before. */
export function readBlobsNow(git: Git, ids: readonly string[]): Map<string, Blob> {
  const blobs = new Map<string, Blob>();
  const result = git.run(['cat-file', '--batch', '--buffer'], { input: `${ids.join('\n')}\n` });
  if (result.ok) createBatchParser(ids, {}, blobs).push(result.stdout);
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
      reject(new Error('git could not be started'));
      return;
    }
    const parser = createBatchParser(ids, options, blobs);
    const watch = createWatch(child);
    watch.begin();
    child.stdout.on('data', (chunk: Buffer) => {
      watch.progress();
      parser.push(chunk);
    });
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => {
      watch.end();
      if (parser.isComplete()) resolve();
      else reject(new Error('git cat-file ended early'));
    });
    // A child that died is reported by `close`.
    child.stdin.on('error', () => {});
    child.stdin.end(`${ids.join('\n')}\n`);
  });
}

/** Fed with output as it comes; complete when every id has its answer. */
type BatchParser = ReturnType<typeof createBatchParser>;

/**
 * Takes the output of `cat-file --batch` apart: `<id> blob <size>\n<bytes>\n` for each id in order, or
 * `<id> missing\n`.
 */
function createBatchParser(
  ids: readonly string[],
  { limitBytes = maxFileBytes }: BlobOptions,
  blobs: Map<string, Blob>,
) {
  let next = 0;
  let head = '';
  /** Bytes of the blob still to come, the line feed after it included; -1 while a head is read. */
  let left = -1;
  let body: Buffer | undefined;
  let filled = 0;

  const finish = (blob: Blob) => {
    const id = ids[next++] ?? '';
    // A part of a chunk would keep the whole chunk in memory.
    blobs.set(id, blob instanceof Uint8Array ? new Uint8Array(blob) : blob);
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

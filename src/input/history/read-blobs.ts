// Blobs of a repository, streamed: all of them in the order of the packs, which is several times faster than any
// other, or some in the order asked for. Memory does not grow with their number.
import { Buffer } from 'node:buffer';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Git } from '../git.ts';
import { createBatchReader } from './batch-stream.ts';
import { type BlobTotals, maxBlobBytes, type TakeBlob } from './history.ts';

/** A repository with more broken objects is not worth going on with. */
const maxBroken = 100;

/** Reads every blob of up to `maxBlobBytes`. Rejects where git is missing or gives up. */
export function readAllBlobs(git: Git, take: TakeBlob): Promise<BlobTotals> {
  return new Promise((resolve, reject) => {
    const totals = { blobs: 0, bytes: 0, tooLarge: 0, unreadable: 0, commits: 0 };
    const list = git.start(['cat-file', '--batch-all-objects', '--unordered', '--batch-check']);
    if (!list) {
      reject(new Error('git is not installed'));
      return;
    }
    /** Asked for and not answered; git takes no more than fit into a pipe. */
    const asked = createQueue();
    let isListed = false;
    let isOver = false;
    const fail = (message: string): void => {
      if (isOver) return;
      isOver = true;
      list.kill();
      child?.kill();
      reject(new Error(message));
    };
    const answer = (id: string, bytes: Buffer | undefined): void => {
      asked.shift();
      if (!bytes) totals.unreadable++;
      else {
        totals.blobs++;
        totals.bytes += bytes.length;
        take(id, bytes);
      }
    };
    const start = (): ChildProcessWithoutNullStreams | undefined => {
      const started = git.start(['cat-file', '--batch', '--buffer']);
      const reader = createBatchReader(answer);
      started?.stdout.on('data', (chunk: Buffer) => {
        try {
          reader.push(chunk);
        } catch (error) {
          fail(error instanceof Error ? error.name : 'failed');
        }
      });
      started?.stderr.resume();
      // A child that died is told of by `close`.
      started?.stdin.on('error', () => {});
      started?.stdin.on('drain', () => list.stdout.resume());
      started?.on('error', () => fail('git could not be started'));
      started?.on('close', () => {
        if (isOver) return;
        if (isListed && asked.size() === 0) {
          isOver = true;
          resolve(totals);
          return;
        }
        // It ended at an object that is broken: the others are read all the same.
        asked.shift();
        if (++totals.unreadable > maxBroken) fail('too many objects are broken');
        else restart();
      });
      return started;
    };
    const restart = (): void => {
      child = start();
      const left = asked.rest();
      if (left.length > 0) child?.stdin.write(`${left.join('\n')}\n`);
      list.stdout.resume();
      if (isListed) child?.stdin.end();
    };
    let child = start();
    let rest = '';
    list.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      const wanted = lines.flatMap((line) => readListed(line, totals) ?? []);
      if (wanted.length === 0) return;
      for (const id of wanted) asked.push(id);
      if (child?.stdin.write(`${wanted.join('\n')}\n`) === false) list.stdout.pause();
    });
    list.stderr.resume();
    list.stdin.on('error', () => {});
    list.stdin.end();
    list.on('error', () => fail('git could not be started'));
    list.on('close', (code) => {
      if (code !== 0) fail('git could not list the objects');
      isListed = true;
      // Only then does git hand out what is left in its buffer.
      child?.stdin.end();
    });
  });
}

/** The id of a blob to read, from a line `<id> <type> <size>`. */
function readListed(
  line: string,
  totals: { tooLarge: number; unreadable: number; commits: number },
): string | undefined {
  const [id = '', type, size] = line.split(' ');
  if (type === 'commit') totals.commits++;
  else if (type === 'missing') totals.unreadable++;
  if (type !== 'blob') return undefined;
  if (Number(size) <= maxBlobBytes) return id;
  totals.tooLarge++;
  return undefined;
}

function createQueue() {
  let items: string[] = [];
  let first = 0;
  return {
    push: (id: string) => void items.push(id),
    shift(): void {
      first++;
      if (first < 10_000) return;
      items = items.slice(first);
      first = 0;
    },
    size: () => Math.max(0, items.length - first),
    rest(): string[] {
      items = items.slice(first);
      first = 0;
      return items;
    },
  };
}

export interface ReadBlob {
  readonly id: string;
  readonly bytes: Buffer | undefined;
}

/** Blobs by id, in the order asked for; `undefined` for one that cannot be read. */
export async function* readBlobsInOrder(
  git: Git,
  ids: readonly string[],
): AsyncGenerator<ReadBlob> {
  for (let done = 0; done < ids.length; ) {
    for await (const blob of readRun(git, ids.slice(done))) {
      done++;
      yield blob;
    }
    const broken = ids[done];
    if (broken === undefined) return;
    done++;
    yield { id: broken, bytes: undefined };
  }
}

/** Until git is through, or comes upon something broken. */
async function* readRun(git: Git, ids: readonly string[]): AsyncGenerator<ReadBlob> {
  const child = git.start(['cat-file', '--batch', '--buffer']);
  if (!child) throw new Error('git is not installed');
  let got: ReadBlob[] = [];
  // What is handed on later must not lie in a buffer that is used again.
  const reader = createBatchReader((id, bytes) =>
    got.push({ id, bytes: bytes && Buffer.from(bytes) }),
  );
  child.stderr.resume();
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  child.stdin.end(`${ids.join('\n')}\n`);
  try {
    for await (const chunk of child.stdout) {
      reader.push(chunk);
      const ready = got;
      got = [];
      yield* ready;
    }
  } finally {
    child.kill();
  }
}

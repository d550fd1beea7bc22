// Blobs of a repository, streamed: all of them in the order of the packs, which is several times faster than any
// other, or some in the order asked for. Memory does not grow with their number.
import { Buffer } from 'node:buffer';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Git } from '../git.ts';
import { createBatchReader } from './batch-stream.ts';
import { type BlobTotals, maxBlobBytes, type ReadBlob, type TakeBlob } from './history.ts';

/** A repository with more broken objects is not worth going on with. */
const maxBroken = 100;

/** Reads every wanted blob of up to `maxBlobBytes`. Rejects where git is missing or gives up. */
export function readAllBlobs(
  git: Git,
  take: TakeBlob,
  isWanted: (id: string) => boolean = () => true,
): Promise<BlobTotals> {
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
    const listing = createListing(totals, isWanted);
    list.stdout.on('data', (chunk: Buffer) => {
      const wanted = listing(chunk);
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

/** Takes lines `<id> <type> <size>` as they come, counts what they name, and gives the ids that are to be read. */
function createListing(
  totals: { -readonly [Key in keyof BlobTotals]: number },
  isWanted: (id: string) => boolean,
): (chunk: Buffer) => string[] {
  let rest: Buffer = Buffer.alloc(0);
  const readLine = (data: Buffer, from: number, to: number): string | undefined => {
    const blank = data.indexOf(32, from);
    const type = data[blank + 1];
    // Commits and what is missing; trees and tags are of no interest.
    if (type === 99) totals.commits++;
    else if (type === 109) totals.unreadable++;
    if (type !== 98) return undefined;
    const size = Number(data.toString('latin1', blank + 6, to));
    if (size > maxBlobBytes) {
      totals.tooLarge++;
      return undefined;
    }
    const id = data.toString('latin1', from, blank);
    if (isWanted(id)) return id;
    totals.blobs++;
    totals.bytes += size;
    return undefined;
  };
  return (chunk) => {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const wanted: string[] = [];
    let from = 0;
    for (let to = data.indexOf(10); to !== -1; to = data.indexOf(10, from)) {
      const id = readLine(data, from, to);
      if (id !== undefined) wanted.push(id);
      from = to + 1;
    }
    rest = Buffer.from(data.subarray(from));
    return wanted;
  };
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

/** Blobs by id, in the order asked for, as many at once as came; `undefined` for one that cannot be read. */
export async function* readBlobsInOrder(
  git: Git,
  ids: Iterable<string>,
): AsyncGenerator<readonly ReadBlob[]> {
  const coming = ids[Symbol.iterator]();
  /** Asked for and not answered. */
  let asked: string[] = [];
  while (true) {
    let done = 0;
    const asking = asked;
    for await (const blobs of readRun(git, asking, coming)) {
      done += blobs.length;
      yield blobs;
    }
    asked = asking.slice(done);
    const broken = asked.shift();
    if (broken === undefined) return;
    yield [{ id: broken, bytes: undefined }];
  }
}

/** Until git is through, or comes upon something broken. What it is asked beyond `asked` is added there. */
async function* readRun(
  git: Git,
  asked: string[],
  coming: Iterator<string>,
): AsyncGenerator<readonly ReadBlob[]> {
  const child = git.start(['cat-file', '--batch', '--buffer']);
  if (!child) throw new Error('git is not installed');
  let got: ReadBlob[] = [];
  const reader = createBatchReader((id, bytes) => got.push({ id, bytes }));
  child.stderr.resume();
  child.on('error', () => {});
  ask(child.stdin, asked, coming);
  try {
    for await (const chunk of child.stdout) {
      reader.push(chunk);
      const ready = got;
      got = [];
      if (ready.length > 0) yield ready;
    }
  } finally {
    child.kill();
  }
}

/** Ids that are written at once. */
const portion = 200;

/** Asks for as many as git takes, and for more when it does. */
function ask(stdin: Writable, asked: string[], coming: Iterator<string>): void {
  let isOver = false;
  // A child that died has answered less than it was asked.
  stdin.on('error', () => {
    isOver = true;
  });
  const write = (ids: readonly string[]): boolean =>
    ids.length === 0 || stdin.write(`${ids.join('\n')}\n`);
  const more = (): void => {
    while (!isOver && !stdin.destroyed) {
      const ids: string[] = [];
      let next = coming.next();
      for (; next.done !== true; next = coming.next()) {
        ids.push(next.value);
        if (ids.length === portion) break;
      }
      for (const id of ids) asked.push(id);
      const isFull = !write(ids);
      if (next.done === true) {
        stdin.end();
        return;
      }
      if (isFull) return;
    }
  };
  stdin.on('drain', more);
  if (write(asked)) more();
}

// Blobs of a repository, streamed: all of them in the order of the packs, which is several times faster than any
// other, or some in the order asked for. Memory does not grow with their number.
import { Buffer } from 'node:buffer';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Git } from '../git.ts';
import { type Backlog, createBacklog } from './backlog.ts';
import { createBatchReader } from './batch-stream.ts';
import { type BlobTotals, maxBlobBytes, type ReadBlob, type TakeBlob } from './history.ts';

/** A repository with more broken objects is not worth going on with. */
const maxBroken = 100;

/** All objects with their types and sizes, in the order of the packs. */
export interface ObjectList {
  pause(): void;
  resume(): void;
  end(): void;
  readonly backlog: Backlog;
  /** Whether all of them were listed. */
  readonly ended: Promise<boolean>;
}

/** Starts git at once; the output waits until somebody reads it. `undefined` where git is missing. */
export function startObjectList(git: Git): ObjectList | undefined {
  const child = git.start(['cat-file', '--batch-all-objects', '--unordered', '--batch-check']);
  if (!child) return undefined;
  const backlog = createBacklog(child.stdout);
  const ended = new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
  child.stderr.resume();
  child.stdin.on('error', () => {});
  child.stdin.end();
  return {
    pause: () => child.stdout.pause(),
    resume: () => child.stdout.resume(),
    end: () => child.kill(),
    backlog,
    ended,
  };
}

export interface ReadAllOptions {
  readonly take: TakeBlob;
  readonly isWanted?: (id: string) => boolean;
  /** What was started before, if anything was. */
  readonly list?: ObjectList | undefined;
}

/** Reads every wanted blob of up to `maxBlobBytes`. Rejects where git is missing or gives up. */
export function readAllBlobs(
  git: Git,
  { take, isWanted = () => true, list = startObjectList(git) }: ReadAllOptions,
): Promise<BlobTotals> {
  return new Promise((resolve, reject) => {
    const totals = { blobs: 0, bytes: 0, tooLarge: 0, unreadable: 0, commits: 0 };
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
      list.end();
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
      started?.stdin.on('drain', () => list.resume());
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
      list.resume();
      if (isListed) child?.stdin.end();
    };
    let child = start();
    const listing = createListing(totals, isWanted);
    list.backlog.readWith((chunk) => {
      const wanted = listing(chunk);
      if (wanted.length === 0) return;
      for (const id of wanted) asked.push(id);
      if (child?.stdin.write(`${wanted.join('\n')}\n`) === false) list.pause();
    });
    void list.ended.then((isWhole) => {
      if (!isWhole) fail('git could not list the objects');
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

/**
 * What git keeps of versions that others are told as a difference from. Files of the same kind are packed as differences
 * from each other: read file by file, half of the time would go into making again what git's own 96 MB had no room for.
 */
const keptVersions = ['-c', 'core.deltaBaseCacheLimit=192m'];

/** Until git is through, or comes upon something broken. What it is asked beyond `asked` is added there. */
async function* readRun(
  git: Git,
  asked: string[],
  coming: Iterator<string>,
): AsyncGenerator<readonly ReadBlob[]> {
  const child = git.start([...keptVersions, 'cat-file', '--batch', '--buffer']);
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

// A history that lives in memory: a row of commits, each with all its files, and branches that end at some of them.
import { createHash } from 'node:crypto';
import type { HistorySource, TakeChange, Tip } from '../src/input/history/history.ts';

export type Files = Readonly<Record<string, string>>;

export interface MemoryCommit {
  readonly files: Files;
  /** Seconds since 1970; default: a day after the one before. */
  readonly time?: number;
}

export interface MemoryHistory {
  /** Oldest first; the last is the audited one. */
  readonly commits: readonly MemoryCommit[];
  /** Branches and tags by the number of their commit. */
  readonly branches?: Readonly<Record<string, number>>;
  readonly boundary?: readonly number[];
}

const firstDay = Date.UTC(2021, 2, 4) / 1000;
const nothing = '0'.repeat(40);
const hash = (text: string): string => createHash('sha1').update(text).digest('hex');
const commitId = (number: number): string => hash(`commit ${number}`);
const treeId = (number: number): string => hash(`tree ${number}`);

export function memoryHistory({
  commits,
  branches = {},
  boundary = [],
}: MemoryHistory): HistorySource {
  const blobs = new Map(
    commits.flatMap(({ files }) => Object.values(files)).map((text) => [hash(text), text]),
  );
  const last = commits.length - 1;
  const read = async (take: TakeChange): Promise<void> => {
    for (let number = last; number >= 0; number--) {
      const [before, now] = [commits[number - 1]?.files ?? {}, commits[number]?.files ?? {}];
      const time = commits[number]?.time ?? firstDay + number * 86_400;
      const commit = { id: commitId(number), time };
      for (const path of new Set([...Object.keys(before), ...Object.keys(now)])) {
        const idOf = (text: string | undefined) => (text === undefined ? nothing : hash(text));
        const [old, after] = [idOf(before[path]), idOf(now[path])];
        if (old !== after) take(commit, { path, before: [old], after, isFile: true });
      }
    }
  };
  const number = (tree: string) => commits.findIndex((_, at) => treeId(at) === tree);
  return {
    head: last >= 0 ? { commit: commitId(last), tree: treeId(last) } : undefined,
    gaps: [],
    boundary: new Set(boundary.map(commitId)),
    begin() {},
    end() {},
    async readAll(take, isWanted) {
      let bytes = 0;
      for (const [id, text] of blobs) {
        bytes += text.length;
        if (isWanted(id)) take(id, Buffer.from(text));
      }
      const totals = { blobs: blobs.size, bytes, commits: commits.length };
      return { ...totals, tooLarge: 0, unreadable: 0 };
    },
    startLog: () => ({ read, end: () => {} }),
    startLostLog: () => ({ read: async () => {}, end: () => {} }),
    async *read(ids) {
      for (const id of ids) {
        const text = blobs.get(id);
        yield [{ id, bytes: text === undefined ? undefined : Buffer.from(text) }];
      }
    },
    tips: async () =>
      Object.entries(branches).map(
        ([name, at]): Tip => ({ name, commit: commitId(at), tree: treeId(at) }),
      ),
    lookUp: async (places) =>
      places.map(({ tree, path }) => {
        const text = commits[number(tree)]?.files[path];
        return text === undefined ? undefined : hash(text);
      }),
    ancestorsAmong: async (wanted) => wanted,
    staged: async () => new Set(),
  };
}

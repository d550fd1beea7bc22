// Shares the search of a word list out among threads. The answer is the same however many there are.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { findProgram } from '../threads/program.ts';
import { type ListResult, type ListSearch, searchList } from './search-list.ts';

/** A thread costs some 40 ms to start: fewer tries are made where we are. */
const triesPerThread = 200_000;

export type ListTask = Omit<ListSearch, 'part' | 'parts'>;

/** `likelyTries`: how many there will be, roughly. */
export async function searchInThreads(task: ListTask, likelyTries: number): Promise<ListResult> {
  const program = findProgram('token-worker');
  const threads = Math.min(availableParallelism(), Math.floor(likelyTries / triesPerThread));
  if (threads < 1 || program === undefined) return searchList({ ...task, part: 0, parts: 1 });
  const results = await Promise.all(
    Array.from({ length: threads }, (_, part) =>
      runThread(program, { ...task, part, parts: threads }),
    ),
  );
  const unread = results.find((result) => result.unread)?.unread;
  return {
    matches: results.flatMap(({ matches }) => matches),
    lines: Math.max(...results.map(({ lines }) => lines)),
    ...(unread && { unread }),
  };
}

function runThread(program: string, search: ListSearch): Promise<ListResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: search, env: {}, argv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('A thread ended without an answer.')));
  });
}

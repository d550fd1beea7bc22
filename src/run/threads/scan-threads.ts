// Threads that scan texts beside the one that reads files. What they answer is what a scan here would have given.
import { Worker } from 'node:worker_threads';
import { type ScanOptions, type ScanResult, scanText } from '../../scan/scan.ts';
import { findProgram } from './program.ts';
import { withoutPrototypes } from './without-prototypes.ts';

export interface ScanTask {
  readonly id: number;
  readonly path: string;
  readonly text: string;
  readonly options: ScanOptions;
}

export interface ScanAnswer {
  readonly id: number;
  readonly result: ScanResult | undefined;
}

export interface ScanThreads {
  /** Scans a text in one of the threads; `undefined` where all of them have enough to do. */
  scan(
    path: string,
    text: string,
    options: ScanOptions,
  ): Promise<ScanResult | undefined> | undefined;
  end(): void;
}

/** What a thread is given at most before it has answered: it shall not wait while a long file is parsed elsewhere. */
const most = { tasks: 32, length: 400_000 };

/**
 * Stack of a thread: what Node gives its own. A text that is nested too deep for one has to be so for all of them, or
 * the answer would depend on where it is scanned.
 */
const stackSizeMb = 1.15;

interface Waiting {
  readonly task: ScanTask;
  readonly resolve: (result: Promise<ScanResult | undefined> | ScanResult | undefined) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  length: number;
  isGone: boolean;
}

/** Starts `count` threads. A thread that ends leaves its texts to the one that asked. */
export function startScanThreads(count: number): ScanThreads | undefined {
  const program = findProgram('scan-worker');
  if (program === undefined) return undefined;
  const threads = Array.from({ length: count }, () => start(program));
  let lastId = 0;
  return {
    scan(path, text, options) {
      const [thread] = threads
        .filter(({ isGone, waiting, length }) => !isGone && hasRoom(waiting.size, length))
        .sort((a, b) => a.length - b.length);
      if (!thread) return undefined;
      const task: ScanTask = { id: ++lastId, path, text, options };
      return new Promise((resolve) => {
        thread.waiting.set(task.id, { task, resolve });
        thread.length += text.length;
        thread.worker.postMessage(task);
      });
    },
    end() {
      for (const { worker } of threads) void worker.terminate();
    },
  };
}

function hasRoom(tasks: number, length: number): boolean {
  return tasks < most.tasks && (tasks === 0 || length < most.length);
}

function start(program: string): Thread {
  const worker = new Worker(program, { env: {}, argv: [], resourceLimits: { stackSizeMb } });
  const thread: Thread = { worker, waiting: new Map(), length: 0, isGone: false };
  // A run that ends by an error does not wait for its threads.
  worker.unref();
  worker.on('message', ({ id, result }: ScanAnswer) => {
    const known = thread.waiting.get(id);
    if (!known) return;
    thread.waiting.delete(id);
    thread.length -= known.task.text.length;
    known.resolve(result && { ...result, facts: withoutPrototypes(result.facts) });
  });
  const leave = (): void => {
    thread.isGone = true;
    for (const { task, resolve } of thread.waiting.values()) {
      resolve(scanText(task.path, task.text, task.options));
    }
    thread.waiting.clear();
  };
  worker.on('error', leave);
  worker.on('exit', leave);
  return thread;
}

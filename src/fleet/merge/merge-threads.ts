// Threads that do the portions of a merge, while the one that started them gathers what the page of all says. A thread that
// ends leaves its portions to that one.
import { Worker } from 'node:worker_threads';
import { UserError } from '../../model/errors.ts';
import type { Helpers } from './in-portions.ts';
import type { MergeSetup, MergeSteps } from './merge-steps.ts';

/** The program of a thread, absolute, and how many there may be. */
export interface MergeProgram {
  readonly path: string;
  readonly most: number;
}

export interface MergeTask {
  readonly id: number;
  readonly step: keyof MergeSteps;
  readonly portion: readonly unknown[];
}

export interface MergeAnswer {
  readonly id: number;
  readonly value?: unknown;
  /** Words of a UserError. */
  readonly refusal?: { readonly message: string; readonly hint: string | undefined };
}

export interface MergeThreads {
  /** Those who do a step. They reject with what it throws. */
  of<S extends keyof MergeSteps>(
    step: S,
  ): Helpers<Parameters<MergeSteps[S]>[0][number], ReturnType<MergeSteps[S]>>;
  end(): void;
}

/** A thread takes as long to start as so many reports take to write. */
const fewestOfThread = 200;
/**
 * Megabytes of a thread. It reads one result after the other, and with as much room as node gives it would keep what it
 * has done with; a result that needs more is done by the thread that asked.
 */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 };

interface Waiting {
  readonly task: MergeTask;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  isGone: boolean;
}

/** Threads for so many repositories; `undefined` where none pays. `steps`: what they do, here. */
export function startMergeThreads(
  program: MergeProgram | undefined,
  repositories: number,
  { setup, steps }: { readonly setup: MergeSetup; readonly steps: MergeSteps },
): MergeThreads | undefined {
  const count = Math.min(program?.most ?? 1, Math.floor(repositories / fewestOfThread));
  // One thread beside this one would do what this one could.
  if (program === undefined || count < 2) return undefined;
  const threads = Array.from({ length: count }, () => startThread(program.path, setup, steps));
  let lastId = 0;
  const ask = (step: keyof MergeSteps, portion: readonly unknown[]): Promise<unknown> => {
    const [thread] = threads
      .filter(({ isGone }) => !isGone)
      .sort((a, b) => a.waiting.size - b.waiting.size);
    const task: MergeTask = { id: ++lastId, step, portion };
    return new Promise((resolve, reject) => {
      if (!thread) {
        doHere({ task, resolve, reject }, steps);
        return;
      }
      thread.waiting.set(task.id, { task, resolve, reject });
      thread.worker.postMessage(task);
    });
  };
  return {
    of: (step) => ({
      count: threads.length,
      // The cast: the other end does the very step.
      ask: (portion) => ask(step, portion) as Promise<ReturnType<MergeSteps[typeof step]>>,
    }),
    end() {
      for (const { worker } of threads) void worker.terminate();
    },
  };
}

function startThread(path: string, setup: MergeSetup, steps: MergeSteps): Thread {
  const worker = new Worker(path, { workerData: setup, env: {}, argv: [], resourceLimits });
  const thread: Thread = { worker, waiting: new Map(), isGone: false };
  worker.on('message', ({ id, value, refusal }: MergeAnswer) => {
    const waiting = thread.waiting.get(id);
    thread.waiting.delete(id);
    if (refusal) waiting?.reject(toUserError(refusal));
    else waiting?.resolve(value);
  });
  const leave = (): void => {
    thread.isGone = true;
    for (const waiting of thread.waiting.values()) doHere(waiting, steps);
    thread.waiting.clear();
  };
  worker.on('error', leave);
  worker.on('exit', leave);
  return thread;
}

function doHere({ task: { step, portion }, resolve, reject }: Waiting, steps: MergeSteps): void {
  try {
    // The cast: a step is asked for with a portion of its own.
    resolve(steps[step](portion as never));
  } catch (error) {
    reject(error);
  }
}

function toUserError({ message, hint }: NonNullable<MergeAnswer['refusal']>): UserError {
  return new UserError(message, hint === undefined ? {} : { hint });
}

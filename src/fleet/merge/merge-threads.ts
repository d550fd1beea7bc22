// Threads that do the portions of a merge, while the one that started them gathers what the page of all says. A thread that
// ends leaves its portions to that one.
import { Worker } from 'node:worker_threads';
import { UserError } from '../../model/errors.ts';
import { type Helpers, inPortions } from './in-portions.ts';
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

/** Those who do the steps of a merge: threads where that pays, else this one. */
export interface Crew {
  readonly program: MergeProgram | undefined;
  readonly setup: MergeSetup;
  /** What `setup` gives, here. */
  readonly steps: MergeSteps;
}

type Item<S extends keyof MergeSteps> = Parameters<MergeSteps[S]>[0][number];
type Answer<S extends keyof MergeSteps> = ReturnType<MergeSteps[S]>;

/** What a step makes of each portion of `all`, in order. Throws what the step throws. Its threads end with it. */
export async function* doStep<S extends keyof MergeSteps>(
  crew: Crew,
  step: S,
  all: readonly Item<S>[],
): AsyncGenerator<Answer<S>> {
  // The cast: TypeScript does not see that a step and its portions go together.
  const here = crew.steps[step] as unknown as (portion: readonly Item<S>[]) => Answer<S>;
  const threads = startThreads(crew, step, all.length);
  try {
    yield* inPortions(all, here, threads);
  } finally {
    threads?.end();
  }
}

/** A thread takes as long to start as so many reports take to write. */
const fewestOfThread = 200;
/**
 * Megabytes of a thread. It reads one result after the other, and with as much room as node gives it would keep what it
 * has done with; a result that needs more is done by the thread that asked. The processor takes as long with less: of
 * 50,000 results (bench/results/fleet.md) a merge with these takes 272 MB, with 128 for old generations 286.
 */
const resourceLimits = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 3 };

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

interface Threads<S extends keyof MergeSteps> extends Helpers<Item<S>, Answer<S>> {
  end(): void;
}

/** Threads for so many repositories; `undefined` where none pays. */
function startThreads<S extends keyof MergeSteps>(
  { program, setup, steps }: Crew,
  step: S,
  repositories: number,
): Threads<S> | undefined {
  const count = Math.min(program?.most ?? 1, Math.floor(repositories / fewestOfThread));
  // One thread beside this one would do what this one could.
  if (program === undefined || count < 2) return undefined;
  const threads = Array.from({ length: count }, () => startThread(program.path, setup, steps));
  let lastId = 0;
  const ask = (portion: readonly unknown[]): Promise<unknown> => {
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
    count,
    // The cast: the other end does the very step.
    ask: (portion) => ask(portion) as Promise<Answer<S>>,
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

// The engine that needs nothing: the plan is the queue and the directory of results is the acknowledgement. Several
// machines that share the folder take a shard each.
import type { DoTask, Engine, Outcome, WorkOptions } from '../engine.ts';
import type { Task } from '../model.ts';
import type { RunDirectory } from '../run-directory.ts';

/** The engine over a run; it works on `tasks`, those of its shard. */
export function createFolderEngine(run: RunDirectory, tasks: readonly Task[]): Engine {
  const active = new Set<string>();
  return {
    async submit() {},
    async work(doTask, options) {
      const done = run.doneTasks();
      // Of a network that is done in part, what failed is tried once more.
      const waiting = tasks.filter(({ id }) => !done.has(id) || run.readFailure(id));
      const next = waiting[Symbol.iterator]();
      const failing = new AbortController();
      const signal = AbortSignal.any([options.signal, failing.signal]);
      const shift: Shift = { run, doTask, options: { ...options, signal }, active };
      const workers = Array.from({ length: Math.min(options.concurrency, waiting.length) }, () =>
        workOff(next, shift).catch((error: unknown) => {
          failing.abort(error);
          throw error;
        }),
      );
      // Nothing is under way any more when the first error is told.
      await Promise.allSettled(workers);
      await Promise.all(workers);
    },
    // Results are where they belong as soon as they are made.
    async collect() {},
    async status() {
      const done = run.doneTasks();
      const open = tasks.filter(({ id }) => !done.has(id));
      const failed = tasks.flatMap(({ id }) => run.readFailure(id) ?? []);
      const openFailures = failed.filter(({ task }) => !done.has(task)).length;
      return {
        done: tasks.length - open.length,
        failed,
        active: active.size,
        waiting: open.length - openFailures - active.size,
      };
    },
    async close() {},
  };
}

interface Shift {
  readonly run: RunDirectory;
  readonly doTask: DoTask;
  readonly options: WorkOptions;
  readonly active: Set<string>;
}

async function workOff(
  next: Iterator<Task>,
  { run, doTask, options, active }: Shift,
): Promise<void> {
  const { signal } = options;
  for (let item = next.next(); !item.done; item = next.next()) {
    signal.throwIfAborted();
    const task = item.value;
    active.add(task.id);
    options.onStart?.(task);
    try {
      const outcome = await doTask(task, signal);
      keepOutcome(run, task.id, outcome);
      options.onEnd?.(task, outcome);
    } finally {
      active.delete(task.id);
    }
  }
}

/** Writes what became of a task, for whoever looks at the run next. */
export function keepOutcome(run: RunDirectory, task: string, outcome: Outcome): void {
  if (outcome.kind === 'done') run.writeResult(task, outcome.bytes);
  const { failure } = outcome;
  // What comes through a queue names itself: a name of a file is what was asked for, never what was answered.
  if (failure) run.writeFailure({ ...failure, task });
}

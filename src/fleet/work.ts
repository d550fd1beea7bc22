// The work of one machine: an engine's tasks, done by child processes, with word of how far it is.
import { setMaxListeners } from 'node:events';
import type { ChildrenOptions, PreparedTask } from './children.ts';
import { createChildren } from './children.ts';
import type { Engine, Outcome } from './engine.ts';
import type { Task } from './model.ts';

export interface WorkJob {
  readonly engine: Engine;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly children: ChildrenOptions;
  readonly watcher: Watcher;
}

/** Is told what happens, for whoever looks on. */
export interface Watcher {
  started(task: Task): void;
  ended(task: Task, outcome: Outcome): void;
}

/** Works until there is nothing left to do. */
export async function work({
  engine,
  concurrency,
  signal,
  children,
  watcher,
}: WorkJob): Promise<void> {
  // Each task listens for the end of the run; node takes more than ten for a leak, and says so on the terminal.
  setMaxListeners(0, signal);
  const pool = createChildren(children);
  try {
    await engine.work(pool.run, {
      concurrency,
      signal,
      onStart: (task) => watcher.started(task),
      onEnd: (task, outcome) => watcher.ended(task, outcome),
    });
  } finally {
    pool.close();
  }
}

/** Repositories that are on this disk already: nothing has to be fetched. */
export function prepareLocal(task: Task): PreparedTask | undefined {
  const places = task.members.flatMap(({ location }) =>
    location.kind === 'directory' ? [{ directory: location.path, rev: 'HEAD' }] : [],
  );
  return places.length === task.members.length ? { places, done() {} } : undefined;
}

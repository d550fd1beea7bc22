// How tasks get to workers and results back. Whatever an engine is, a task may be done twice and a result may arrive
// twice: a result is the same bytes whoever made it, and the second one changes nothing.
import type { Failure, Task } from './model.ts';

/** What became of one task. */
export type Outcome =
  /** `failure`: of members that could not be fetched or read, while the others were audited. */
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly failure?: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Progress {
  readonly waiting: number;
  readonly active: number;
  readonly done: number;
  readonly failed: readonly Failure[];
}

export interface WorkOptions {
  /** Tasks at a time. */
  readonly concurrency: number;
  /** Ends the work early; what is in flight is given up. */
  readonly signal: AbortSignal;
  onStart?(task: Task): void;
  onEnd?(task: Task, outcome: Outcome): void;
}

/** Does a task to its end. Never rejects but when the signal ends it. */
export type DoTask = (task: Task, signal: AbortSignal) => Promise<Outcome>;

export interface Engine {
  /** The same task again is nothing. */
  submit(tasks: readonly Task[]): Promise<void>;
  /** Resolves when no task is left for this worker. When what became of a task cannot be kept, the others are given up. */
  work(run: DoTask, options: WorkOptions): Promise<void>;
  /** Hands over results that arrive, at least once each, until all submitted tasks are done or have failed. */
  collect(take: (task: string, outcome: Outcome) => Promise<void>): Promise<void>;
  status(): Promise<Progress>;
  close(): Promise<void>;
}

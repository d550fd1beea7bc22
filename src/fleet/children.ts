// Child processes that audit, used again and again: a start costs a second, a small repository a fiftieth of one. A
// repository that takes its child down, or all of its memory, takes nothing else with it.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { passedOn } from '../input/git-environment.ts';
import { makePrivateDirectory, removeDirectory } from '../write/own-directory.ts';
import type { DoTask, Outcome } from './engine.ts';
import type { FleetOptions, Task } from './model.ts';

/** What a child is told once. */
export interface ChildSetup {
  readonly kind: 'setup';
  readonly options: FleetOptions;
  readonly key: Uint8Array;
  readonly settingsDigest: string | null;
}

/** What a child is told for every task. */
export interface ChildTask {
  readonly kind: 'task';
  readonly task: Task;
  /** Where each member's commits are on this machine, in the order of the members. */
  readonly places: readonly Placed[];
}

/** A directory that git reads, and the commit in it. */
export interface Place {
  readonly directory: string;
  readonly rev: string;
}

/** A member of a network that could not be fetched, while others were. */
export interface Missing {
  /** For people. */
  readonly reason: string;
}

export type Placed = Place | Missing;

/** What a child answers. */
export type ChildAnswer =
  | {
      readonly kind: 'done';
      readonly bytes: Uint8Array;
      readonly memoryBytes: number;
      /** Why members are not in it. */
      readonly failure?: string;
    }
  /** The same would happen again: another try is no use. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface ChildrenOptions {
  /** The program to start, and its arguments. */
  readonly program: { readonly path: string; readonly args: readonly string[] };
  readonly setup: Omit<ChildSetup, 'kind'>;
  /** Directory for temporary files, one below it for each child. */
  readonly temporary: string;
  /** A task that takes longer is given up. */
  readonly limitMs: number;
  /** Of the JavaScript heap of each child. */
  readonly memoryMb: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets the commits of a task on this machine. Rejects with a reason for people. */
  prepare(task: Task, signal: AbortSignal): Promise<PreparedTask>;
}

/** Where the commits of a task are; `done` takes away what nobody needs any more. */
export interface PreparedTask {
  readonly places: readonly Placed[];
  done(): void;
}

export interface Children {
  readonly run: DoTask;
  /** Ends all of them. What they were at is given up, and nothing is begun. */
  close(): void;
}

/** A child that died on a task may have been killed by somebody; after so many the task is what kills. */
const mostTries = 3;
/** A child is replaced after so many tasks, or when it holds on to so much: caches and parsers grow. */
const mostTasks = 500;
const mostBytes = 1 << 30;

/** Nothing is started before there is a task. */
export function createChildren(options: ChildrenOptions): Children {
  const idle: Child[] = [];
  const all = new Set<Child>();
  let number = 0;
  let isClosed = false;
  const take = (): Child => {
    if (isClosed) throw new Error('the children were ended');
    const ready = idle.pop();
    if (ready) return ready;
    const child = startChild(options, ++number, () => all.delete(child));
    all.add(child);
    return child;
  };
  const giveBack = (child: Child, memoryBytes: number): void => {
    if (isClosed || child.tasks >= mostTasks || memoryBytes > mostBytes) child.end();
    else idle.push(child);
  };
  return {
    async run(task, signal) {
      const fail = (reason: string, tries: number): Outcome => ({
        kind: 'failed',
        failure: { task: task.id, reason, tries },
      });
      let prepared: PreparedTask;
      try {
        prepared = await options.prepare(task, signal);
      } catch (error) {
        signal.throwIfAborted();
        return fail(reasonOf(error), 1);
      }
      try {
        for (let tries = 1; ; tries++) {
          const child = take();
          const answer = await child.ask({ kind: 'task', task, places: prepared.places }, signal);
          signal.throwIfAborted();
          if (answer.kind === 'done') {
            giveBack(child, answer.memoryBytes);
            const { bytes, failure } = answer;
            if (failure === undefined) return { kind: 'done', bytes };
            return { kind: 'done', bytes, failure: { task: task.id, reason: failure, tries } };
          }
          if (answer.kind === 'refused') {
            giveBack(child, 0);
            return fail(answer.reason, tries);
          }
          child.end();
          if (answer.isFinal || tries === mostTries) return fail(answer.reason, tries);
        }
      } finally {
        prepared.done();
      }
    },
    close() {
      isClosed = true;
      for (const child of all) child.end();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.name === 'UserError'
    ? error.message
    : 'it could not be fetched';
}

/** The child is gone: why, and whether another try is worth it. */
interface Gone {
  readonly kind: 'gone';
  readonly reason: string;
  readonly isFinal: boolean;
}

interface Child {
  tasks: number;
  ask(task: ChildTask, signal: AbortSignal): Promise<ChildAnswer | Gone>;
  end(): void;
}

function startChild(options: ChildrenOptions, number: number, onEnd: () => void): Child {
  const { program, setup, memoryMb, limitMs } = options;
  const temporary = join(options.temporary, String(number));
  makePrivateDirectory(temporary);
  const child = fork(program.path, [...program.args], {
    env: childEnvironment(options.env, temporary),
    execArgv: [`--max-old-space-size=${memoryMb}`],
    // What it would print may quote; what it has to say it answers.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  let gone: Gone | undefined;
  let settle: ((answer: ChildAnswer | Gone) => void) | undefined;
  const leave = (reason: string, isFinal = false): void => {
    gone ??= { kind: 'gone', reason, isFinal };
    settle?.(gone);
  };
  child.on('error', () => leave('its process could not be started'));
  child.on('exit', (code, signal) => {
    onEnd();
    removeDirectory(temporary);
    leave(describeEnd(code, signal));
  });
  child.on('message', (answer) => {
    // The cast: the other end is this same program.
    settle?.(answer as ChildAnswer);
  });
  send(child, { kind: 'setup', ...setup });
  return {
    tasks: 0,
    async ask(task, signal) {
      this.tasks++;
      const { promise, resolve } = withResolvers<ChildAnswer | Gone>();
      settle = resolve;
      const giveUp = (): void => leave('the run was ended');
      signal.addEventListener('abort', giveUp, { once: true });
      const minutes = Math.round(limitMs / 60_000);
      const timer = setTimeout(() => {
        leave(`it took longer than ${minutes} minutes`, true);
        child.kill('SIGKILL');
      }, limitMs);
      if (gone) resolve(gone);
      else send(child, task);
      const answer = await promise;
      settle = undefined;
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      return answer;
    },
    end: () => void child.kill('SIGTERM'),
  };
}

/** A child that is gone is told of by its end, not by what was sent to it. */
function send(child: ChildProcess, message: ChildSetup | ChildTask): void {
  child.send(message, () => {});
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL')
    return 'its process was killed, three times: it may need more memory than there is';
  if (signal === 'SIGABRT' || code === 134) return 'it needs more memory than a worker may have';
  return `its process ended (${signal ?? `exit ${code}`})`;
}

/** What starts a program, and nothing that a token could be in. */
function childEnvironment(env: ChildrenOptions['env'], temporary: string): Record<string, string> {
  const kept = ['PATH', 'Path', 'HOME', 'LANG', 'SUDO_UID', ...passedOn].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), TMPDIR: temporary, TEMP: temporary, TMP: temporary };
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((given) => {
    resolve = given;
  });
  return { promise, resolve };
}

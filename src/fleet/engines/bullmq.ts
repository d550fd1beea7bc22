// The engine for more than one machine: tasks travel through BullMQ on Redis, Valkey or PostgreSQL, and results come back
// the same way. What is in the queue is what is in a plan and in results: no secret, and never the key. BullMQ is an
// optional package; who works on one machine needs none of it.
import { Buffer } from 'node:buffer';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../model/errors.ts';
import type { DoTask, Engine, Outcome, Progress, WorkOptions } from '../engine.ts';
import type { RunFile, Task } from '../model.ts';
import {
  connectQueue,
  type Job,
  loadQueue,
  type Queue,
  type QueueServer,
  queueName,
  type Travelling,
  type Worker,
  within,
} from './queue-server.ts';

export interface BullmqOptions {
  /** `redis://`, `rediss://`, `postgres://` or `postgresql://`. */
  readonly url: string;
  readonly run: RunFile;
  /** How long a worker waits for tasks that do not come; tests are less patient. */
  readonly idleMs?: number;
  /** How long a server may take to answer at first. */
  readonly patienceMs?: number;
}

/**
 * A worker that is gone is noticed after at most the sum of these. Locks are renewed after half of their time, and a child
 * audits: nothing keeps a worker from it but a machine that stands still.
 */
const lockDuration = 20_000;
const stalledInterval = 5_000;
/** As often as a child of the folder engine: a task that takes down whole machines is given up. */
const maxStalledCount = 3;
const attempts = 3;
const pollMs = 200;
const patienceMs = 60_000;
/** A server that is away for longer does not come back for this run. */
const lostAfterMs = 10 * 60_000;
const lookForLostEveryMs = 30_000;
const batch = 200;
/** A worker that has not ended by then never does. */
const closeMs = 5_000;

/** Connects. Throws a UserError where the package is not there, the address is none, or nobody answers there. */
export async function createBullmqEngine(options: BullmqOptions): Promise<Engine> {
  const server = await loadQueue(options.url, options.run);
  const queue = await connectQueue(server, options.patienceMs ?? patienceMs);
  const waiting = new Map<string, Task>();
  let isOver = false;
  return {
    async submit(tasks) {
      for (const task of tasks) waiting.set(task.id, task);
      await patiently(() => add(queue, tasks));
    },
    work: (run, how) =>
      work({ server, queue, idleMs: options.idleMs ?? lookForLostEveryMs }, run, how),
    async collect(take) {
      await collect(queue, waiting, take);
      isOver = true;
    },
    status: () => readStatus(queue),
    async close() {
      await queue.close();
      // Not before: a worker of this process that finds no tables any more does not end.
      if (isOver) await server.dropAll();
    },
  };
}

/** Asks again while the server is away. What is asked has to be harmless twice. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + lostAfterMs; ; ) {
    try {
      return await ask();
    } catch {
      if (Date.now() > end) {
        throw new UserError('the queue was lost.', {
          hint: 'Results that were taken are kept: the same line goes on with the run.',
        });
      }
      await sleep(1_000);
    }
  }
}

/** The id of a job is that of its task: a second one with the same is not added. */
async function add(queue: Queue, tasks: readonly Task[]): Promise<void> {
  for (let at = 0; at < tasks.length; at += batch) {
    await queue.addBulk(
      tasks.slice(at, at + batch).map((task) => ({
        name: 'audit',
        data: { task },
        opts: {
          jobId: task.id,
          attempts,
          backoff: { type: 'exponential', delay: 1000 },
          removeOnComplete: false,
          removeOnFail: false,
        },
      })),
    );
  }
}

interface Shift {
  readonly server: QueueServer;
  readonly queue: Queue;
  readonly idleMs: number;
}

/** Works until nothing was waiting for a while: other machines may still give tasks back. */
async function work(
  { server: { Worker, connection }, queue, idleMs }: Shift,
  run: DoTask,
  { concurrency, signal, onStart, onEnd }: WorkOptions,
): Promise<void> {
  let busy = 0;
  const startWorker = (): RunningWorker => {
    const worker = new Worker(
      queueName,
      async ({ data: { task } }) => {
        onStart?.(task);
        busy++;
        try {
          const outcome = await run(task, signal);
          onEnd?.(task, outcome);
          return pack(outcome);
        } finally {
          busy--;
        }
      },
      {
        ...connection,
        concurrency,
        lockDuration,
        stalledInterval,
        maxStalledCount,
        autorun: false,
      },
    );
    worker.on('error', () => {});
    const started: RunningWorker = { worker, isEnded: false, ended: Promise.resolve() };
    const end = (): void => {
      started.isEnded = true;
    };
    started.ended = worker.run().then(end, end);
    return started;
  };
  let shift = startWorker();
  try {
    for (let idleSince = Date.now(); !signal.aborted && Date.now() - idleSince < idleMs; ) {
      await sleep(pollMs);
      if (!(await isIdle(queue))) idleSince = Date.now();
      // Of a server that was away when it was asked first, nothing more comes.
      if (shift.isEnded) shift = startWorker();
    }
  } finally {
    // What is under way is given up, and not waited for. A worker whose tables are gone asks for them for ever.
    const ending = shift.worker.close(busy > 0).then(() => shift.ended);
    await within(
      ending.catch(() => {}),
      closeMs,
    );
  }
}

interface RunningWorker {
  readonly worker: Worker;
  isEnded: boolean;
  ended: Promise<void>;
}

/** A queue that does not answer may come back; one whose tables are gone does not. */
async function isIdle(queue: Queue): Promise<boolean> {
  try {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    return Object.values(counts).every((count) => count === 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === undefinedTable;
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const undefinedTable = '42P01';

/** A job leaves the queue when what it gave is kept: a coordinator that dies in between finds it again. */
async function collect(
  queue: Queue,
  waiting: Map<string, Task>,
  take: (task: string, outcome: Outcome) => Promise<void>,
): Promise<void> {
  let lookedMs = Date.now();
  while (waiting.size > 0) {
    const jobs = await patiently(() => queue.getJobs(['completed', 'failed'], 0, batch - 1, true));
    for (const job of jobs) {
      if (!job) continue;
      const { task } = job.data;
      // Twice is once: the second is the same bytes.
      if (waiting.has(task.id)) await take(task.id, unpack(job));
      waiting.delete(task.id);
      // What cannot be removed now is seen again, and is nothing then.
      await job.remove().catch(() => {});
    }
    if (waiting.size === 0) break;
    if (jobs.length === 0) await sleep(pollMs);
    if (Date.now() - lookedMs < lookForLostEveryMs) continue;
    await patiently(() => addLost(queue, waiting));
    lookedMs = Date.now();
  }
  await patiently(() => queue.obliterate({ force: true }));
}

/** A server that was killed may have forgotten the last second. */
async function addLost(queue: Queue, waiting: ReadonlyMap<string, Task>): Promise<void> {
  const lost: Task[] = [];
  for (const task of waiting.values()) if (!(await queue.getJob(task.id))) lost.push(task);
  await add(queue, lost);
}

async function readStatus(queue: Queue): Promise<Progress> {
  const counts = await queue.getJobCounts(
    'waiting',
    'active',
    'delayed',
    'prioritized',
    'completed',
  );
  const count = (state: string): number => counts[state] ?? 0;
  const failed = await queue.getJobs(['failed'], 0, batch - 1, true);
  return {
    waiting: count('waiting') + count('delayed') + count('prioritized'),
    active: count('active'),
    done: count('completed'),
    failed: failed.flatMap((job) => {
      const outcome = job && unpack(job);
      return outcome?.kind === 'failed' ? [outcome.failure] : [];
    }),
  };
}

function pack(outcome: Outcome): Travelling {
  return outcome.kind === 'done'
    ? {
        bytes: Buffer.from(outcome.bytes).toString('base64'),
        ...(outcome.failure && { failure: outcome.failure }),
      }
    : { failure: outcome.failure };
}

function unpack({ data, returnvalue, failedReason, attemptsMade }: Job): Outcome {
  const { id } = data.task;
  if (returnvalue && 'bytes' in returnvalue) {
    const { bytes, failure } = returnvalue;
    return { kind: 'done', bytes: Buffer.from(bytes, 'base64'), ...(failure && { failure }) };
  }
  if (returnvalue && 'failure' in returnvalue)
    return { kind: 'failed', failure: returnvalue.failure };
  // Its own words may quote; that a worker died is told in ours.
  const isStalled = failedReason?.includes('stalled') === true;
  const reason = isStalled
    ? 'the machines that worked on it were lost, one after the other'
    : 'its worker failed';
  return { kind: 'failed', failure: { task: id, reason, tries: attemptsMade } };
}

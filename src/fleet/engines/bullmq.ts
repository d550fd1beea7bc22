// The engine for more than one machine: tasks travel through BullMQ on Redis, Valkey or PostgreSQL, and results come back
// the same way. What is in the queue is what is in a plan and in results: no secret, and never the key. BullMQ is an
// optional package; who works on one machine needs none of it.
import { Buffer } from 'node:buffer';
import { UserError } from '../../model/errors.ts';
import type { DoTask, Engine, Outcome, Progress, WorkOptions } from '../engine.ts';
import type { Failure, RunFile, Task } from '../model.ts';
import { loadOptional } from '../optional.ts';

/** Of `bullmq`, what is used. Its types come with it, and it may not be there. */
interface Bullmq {
  readonly Queue: new (name: string, options: object) => Queue;
  readonly Worker: new (
    name: string,
    work: (job: Job) => Promise<Travelling>,
    options: object,
  ) => Worker;
  withBackend(factory: unknown): Pick<Bullmq, 'Queue' | 'Worker'>;
  readonly createPostgresBackend: unknown;
}

interface Queue {
  addBulk(jobs: readonly { name: string; data: JobData; opts: object }[]): Promise<unknown>;
  getJob(id: string): Promise<Job | undefined>;
  getJobs(
    types: readonly string[],
    start: number,
    end: number,
    isAscending: boolean,
  ): Promise<readonly (Job | undefined)[]>;
  getJobCounts(...types: readonly string[]): Promise<Readonly<Record<string, number>>>;
  obliterate(options: object): Promise<void>;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: () => void): void;
}

interface Worker {
  run(): Promise<void>;
  close(isForced?: boolean): Promise<void>;
  on(event: 'error', listener: () => void): void;
}

interface Job {
  readonly id?: string;
  readonly data: JobData;
  readonly returnvalue?: Travelling;
  readonly failedReason?: string;
  readonly attemptsMade: number;
  remove(): Promise<void>;
}

interface JobData {
  readonly task: Task;
}

/** An outcome as JSON. */
type Travelling = { readonly bytes: string } | { readonly failure: Failure };

export interface BullmqOptions {
  /** `redis://`, `rediss://`, `postgres://` or `postgresql://`. */
  readonly url: string;
  readonly run: RunFile;
  /** How long a worker waits for tasks that do not come; tests are less patient. */
  readonly idleMs?: number;
}

const name = 'keylint-fleet';
/** A worker that is gone is noticed after at most the sum of these; a child audits, so that locks are renewed meanwhile. */
const lockDuration = 60_000;
const stalledInterval = 30_000;
/** As often as a child of the folder engine: a task that takes down whole machines is given up. */
const maxStalledCount = 3;
const attempts = 3;
const pollMs = 200;
const lookForLostEveryMs = 30_000;
const batch = 200;

/** Connects. Throws a UserError where the package is not there, or the address is none. */
export async function createBullmqEngine(options: BullmqOptions): Promise<Engine> {
  const { Queue, Worker, connection } = await load(options);
  const queue = new Queue(name, connection);
  // It connects again by itself, and tells of it as an error first.
  queue.on('error', () => {});
  await queue.waitUntilReady();
  const waiting = new Map<string, Task>();
  return {
    async submit(tasks) {
      for (const task of tasks) waiting.set(task.id, task);
      await add(queue, tasks);
    },
    work: (run, how) =>
      work({ Worker, connection, queue, idleMs: options.idleMs ?? lookForLostEveryMs }, run, how),
    collect: (take) => collect(queue, waiting, take),
    status: () => readStatus(queue),
    async close() {
      await queue.close();
    },
  };
}

async function load({ url, run }: BullmqOptions) {
  const isRedis = /^rediss?:\/\//.test(url);
  if (!isRedis && !/^postgres(?:ql)?:\/\//.test(url)) {
    throw new UserError('--queue is no address of a queue.', {
      hint: 'redis://host:6379, rediss://host:6380 or postgres://user@host/database; KEYLINT_QUEUE may hold it.',
    });
  }
  // The cast: the package is not there when this is compiled.
  const bullmq = (await loadOptional('bullmq', 'A queue')) as Bullmq;
  await loadOptional(isRedis ? 'ioredis' : 'pg', `A queue on ${isRedis ? 'Redis' : 'PostgreSQL'}`);
  // Two runs on one server never meet.
  const own = `keylint_${run.id}`;
  if (isRedis) {
    const connection = { connection: { url, maxRetriesPerRequest: null }, prefix: own };
    return { Queue: bullmq.Queue, Worker: bullmq.Worker, connection };
  }
  const bound = bullmq.withBackend(bullmq.createPostgresBackend);
  const connection = { connection: { connectionString: url, schema: own } };
  return { Queue: bound.Queue, Worker: bound.Worker, connection };
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
  readonly Worker: Bullmq['Worker'];
  readonly connection: object;
  readonly queue: Queue;
  readonly idleMs: number;
}

/** Works until nothing was waiting for a while: other machines may still give tasks back. */
async function work(
  { Worker, connection, queue, idleMs }: Shift,
  run: DoTask,
  { concurrency, signal, onStart, onEnd }: WorkOptions,
): Promise<void> {
  const worker = new Worker(
    name,
    async ({ data: { task } }) => {
      onStart?.(task);
      const outcome = await run(task, signal);
      onEnd?.(task, outcome);
      return pack(outcome);
    },
    { ...connection, concurrency, lockDuration, stalledInterval, maxStalledCount, autorun: false },
  );
  worker.on('error', () => {});
  const running = worker.run().catch(() => {});
  try {
    for (let idleSince = Date.now(); !signal.aborted && Date.now() - idleSince < idleMs; ) {
      await sleep(pollMs);
      if (!(await isIdle(queue))) idleSince = Date.now();
    }
  } finally {
    await worker.close(signal.aborted);
    await running;
  }
}

/** A queue that does not answer may come back. */
async function isIdle(queue: Queue): Promise<boolean> {
  try {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    return Object.values(counts).every((count) => count === 0);
  } catch {
    return false;
  }
}

/** A job leaves the queue when what it gave is kept: a coordinator that dies in between finds it again. */
async function collect(
  queue: Queue,
  waiting: Map<string, Task>,
  take: (task: string, outcome: Outcome) => Promise<void>,
): Promise<void> {
  let lookedMs = Date.now();
  while (waiting.size > 0) {
    const jobs = await queue.getJobs(['completed', 'failed'], 0, batch - 1, true);
    for (const job of jobs) {
      if (!job) continue;
      const { task } = job.data;
      // Twice is once: the second is the same bytes.
      if (waiting.has(task.id)) await take(task.id, unpack(job));
      waiting.delete(task.id);
      await job.remove();
    }
    if (waiting.size === 0) break;
    if (jobs.length === 0) await sleep(pollMs);
    if (Date.now() - lookedMs < lookForLostEveryMs) continue;
    await addLost(queue, waiting);
    lookedMs = Date.now();
  }
  await queue.obliterate({ force: true });
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
    ? { bytes: Buffer.from(outcome.bytes).toString('base64') }
    : { failure: outcome.failure };
}

function unpack({ data, returnvalue, failedReason, attemptsMade }: Job): Outcome {
  const { id } = data.task;
  if (returnvalue && 'bytes' in returnvalue) {
    return { kind: 'done', bytes: Buffer.from(returnvalue.bytes, 'base64') };
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

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

// How a queue is reached: the optional packages, the server, and what of the run is on it.
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../model/errors.ts';
import type { Failure, RunFile, Task } from '../model.ts';
import { loadOptional } from '../optional.ts';

/** Of `bullmq`, what is used. Its types come with it, and it may not be there. */
export interface Bullmq {
  readonly Queue: new (name: string, options: object) => Queue;
  readonly Worker: new (
    name: string,
    work: (job: Job) => Promise<Travelling>,
    options: object,
  ) => Worker;
  withBackend(factory: unknown): Pick<Bullmq, 'Queue' | 'Worker'>;
  readonly createPostgresBackend: unknown;
}

export interface Queue {
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

export interface Worker {
  run(): Promise<void>;
  close(isForced?: boolean): Promise<void>;
  on(event: 'error', listener: () => void): void;
}

export interface Job {
  readonly id?: string;
  readonly data: JobData;
  readonly returnvalue?: Travelling;
  readonly failedReason?: string;
  readonly attemptsMade: number;
  remove(): Promise<void>;
}

export interface JobData {
  readonly task: Task;
}

/** An outcome as JSON. */
export type Travelling =
  | { readonly bytes: string; readonly failure?: Failure }
  | { readonly failure: Failure };

/** A server with the run's own part of it. */
export interface QueueServer extends Pick<Bullmq, 'Queue' | 'Worker'> {
  readonly connection: object;
  /** Takes away all that the run had there. */
  dropAll(): Promise<void>;
}

/** All queues of keylint are called so; what tells runs apart is `prefix` on Redis and the schema on PostgreSQL. */
export const queueName = 'keylint-fleet';

const pollMs = 200;

/** Throws a UserError where a package is not there, or the address is none. */
export async function loadQueue(url: string, run: RunFile): Promise<QueueServer> {
  const isRedis = /^rediss?:\/\//.test(url);
  if (!isRedis && !/^postgres(?:ql)?:\/\//.test(url)) {
    throw new UserError('--queue is no address of a queue.', {
      hint: 'redis://host:6379, rediss://host:6380 or postgres://user@host/database; KEYLINT_QUEUE may hold it.',
    });
  }
  // The cast: the package is not there when this is compiled.
  const bullmq = (await loadOptional('bullmq', 'A queue')) as Bullmq;
  const driver = await loadOptional(
    isRedis ? 'ioredis' : 'pg',
    `A queue on ${isRedis ? 'Redis' : 'PostgreSQL'}`,
  );
  // Two runs on one server never meet.
  const own = `keylint_${run.id}`;
  if (isRedis) {
    const connection = { connection: { url, maxRetriesPerRequest: null }, prefix: own };
    return { Queue: bullmq.Queue, Worker: bullmq.Worker, connection, dropAll: async () => {} };
  }
  const bound = bullmq.withBackend(bullmq.createPostgresBackend);
  // Whoever comes first makes the tables.
  const connection = { connection: { connectionString: url, schema: own, migrate: true } };
  return {
    Queue: bound.Queue,
    Worker: bound.Worker,
    connection,
    // The cast: as above.
    dropAll: () => dropSchema(driver as Postgres, url, own),
  };
}

/** Of `pg`, what is used. */
interface Postgres {
  readonly default: {
    readonly Client: new (options: {
      readonly connectionString: string;
    }) => {
      connect(): Promise<void>;
      query(text: string): Promise<unknown>;
      end(): Promise<void>;
    };
  };
}

/** The tables of the run are nobody else's. Those that stay where it fails are empty. */
async function dropSchema(pg: Postgres, url: string, schema: string): Promise<void> {
  const client = new pg.default.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    await client.end();
  } catch {}
}

/** A server that starts together with its workers may take longer than they do. */
export async function connectQueue(
  { Queue, connection }: QueueServer,
  longestMs: number,
): Promise<Queue> {
  for (const end = Date.now() + longestMs; ; ) {
    const queue = new Queue(queueName, connection);
    // It connects again by itself, and tells of it as an error first.
    queue.on('error', () => {});
    const ready = queue.waitUntilReady().then(
      () => true,
      () => false,
    );
    const isReady = await within(ready, Math.max(0, end - Date.now()));
    if (isReady) return queue;
    // What was never connected cannot always be closed, and nobody waits for it.
    queue.close().catch(() => {});
    if (isReady === undefined || Date.now() >= end) {
      throw new UserError('the queue does not answer.', {
        hint: 'Is the server of --queue or KEYLINT_QUEUE running, and does it take the user and the password?',
      });
    }
    await sleep(pollMs);
  }
}

/** What `promise` gives; `undefined` where that takes longer. Leaves no timer: a process ends when its timers have. */
export async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

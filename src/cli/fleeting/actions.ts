// What `keylint fleet` does by the names of its actions. `run` is the first three of them on this machine.
import { join, relative } from 'node:path';
import {
  type BegunRun,
  beginRun,
  checkSettings,
  keyOf,
  readBegun,
  readBegunFile,
} from '../../fleet/begin.ts';
import { createCloner } from '../../fleet/clone.ts';
import type { Engine } from '../../fleet/engine.ts';
import { createFolderEngine, keepOutcome } from '../../fleet/engines/folder.ts';
import { takeLock } from '../../fleet/lock.ts';
import type { RunFile, Task } from '../../fleet/model.ts';
import type { Fleet } from '../../fleet/output/fleet-json.ts';
import { parseShard, type Shard, tasksOf } from '../../fleet/plan.ts';
import { dropTemporary, sweepTemporary } from '../../fleet/temporary.ts';
import { prepareLocal, type Watcher, work } from '../../fleet/work.ts';
import { UserError } from '../../model/errors.ts';
import { type Severity, severities } from '../../model/finding.ts';
import { count } from '../../report/findings.ts';
import { loadRules } from '../scan-request.ts';
import {
  type FleetContext,
  findMembers,
  readChildren,
  readEarlierFleet,
  readFleetOptions,
  readJobs,
  readKeyFile,
  readMergeProgram,
  readOwnersFile,
  readQueue,
  readSettingsText,
} from './context.ts';
import { readCredentials, readDisk } from './hosts.ts';
import { createQueue } from './queue.ts';
import { createWatch, type WatchHow } from './watch.ts';

/** Lists what is to be done, and does nothing of it. */
export async function plan(context: FleetContext, sources: readonly string[]): Promise<number> {
  const begun = await withLock(context, () => begin(context, sources));
  say(context, describePlan(context, begun.tasks));
  return 0;
}

/** Plans, works and merges on this machine; what was done before is not done again. */
export async function run(context: FleetContext, sources: readonly string[]): Promise<number> {
  return withLock(context, async () => {
    const begun = await begin(context, sources);
    await workOn(context, begun, undefined);
    return mergeAll(context);
  });
}

/** Does what is planned, or the part of it that this machine was given. */
export async function workOff(context: FleetContext): Promise<number> {
  const { args, run: directory, build, io } = context;
  const shardText = args.text('shard');
  const queue = readQueue(context);
  if (queue !== undefined) {
    if (shardText === undefined) return serveQueue(context, queue);
    throw new UserError('--queue and --shard cannot be had together.', { hint: 'Choose one.' });
  }
  const shard = shardText === undefined ? undefined : parseShard(shardText);
  const read = readBegun(directory, build);
  const key = keyOf(directory, read.file, readKeyFile(context));
  checkSettings(read.file, readSettingsText(read.file.options, io), key);
  const lock = shard ? `lock-${shard.index}-${shard.count}` : 'lock';
  return withLock(context, () => workOn(context, { ...read, key }, shard), lock);
}

/** Writes the reports of what was done. */
export async function merge(context: FleetContext): Promise<number> {
  return withLock(context, () => mergeAll(context));
}

async function mergeAll(context: FleetContext): Promise<number> {
  const { run: directory, build, args, io } = context;
  const { file, tasks } = readBegun(directory, build);
  const { isComplete, mergeRun } = await import('../../fleet/merge/merge.ts');
  const { fleet, out, worst } = await mergeRun({
    run: directory,
    file,
    tasks,
    rules: await loadRules(),
    program: readMergeProgram(context),
    owners: readOwnersFile(context),
    earlier: readEarlierFleet(context),
    keepsFingerprints: args.has('key-file'),
    isPartial: args.flag('partial'),
  });
  say(context, describeFleet(fleet));
  say(context, `Report: ${relative(io.cwd, out) || out}/index.html`);
  if (!isComplete(fleet)) return 2;
  return worst !== null && !args.flag('exit-zero') && isAtLeast(worst, args) ? 1 : 0;
}

function isAtLeast(worst: Severity, args: FleetContext['args']): boolean {
  const least = severities.find((severity) => severity === args.text('fail-on')) ?? 'medium';
  return severities.indexOf(worst) <= severities.indexOf(least);
}

function describeFleet({ repositories, worstCount, shared }: Fleet): string {
  const failed = repositories.filter(({ status }) => status === 'failed').length;
  const partly = repositories.filter(({ status }) => status === 'incomplete').length;
  const parts = [
    count(repositories.length, 'repository', 'repositories'),
    `${count(worstCount, 'secret or place', 'secrets or places')} to mend`,
    `${count(shared.length, 'secret')} in several repositories`,
    ...(failed > 0 ? [`${failed} could not be audited`] : []),
    ...(partly > 0 ? [`${partly} not in full`] : []),
  ];
  return parts.join(', ');
}

async function begin(context: FleetContext, sources: readonly string[]): Promise<BegunRun> {
  const options = await readFleetOptions(context, sources);
  return beginRun({
    run: context.run,
    build: context.build,
    options,
    settingsText: readSettingsText(options, context.io),
    key: readKeyFile(context),
    find: () => findMembers(options, context),
  });
}

async function workOn(
  context: FleetContext,
  { file, tasks, key }: BegunRun,
  shard: Shard | undefined,
): Promise<number> {
  const { run: directory } = context;
  const own = tasksOf(tasks, shard);
  const folder = createFolderEngine(directory, own);
  const before = await folder.status();
  const watch = watchOver(context, { total: own.length, before: before.done });
  const queue = readQueue(context);
  const forget = context.io.onStop?.(() => {
    watch.end();
    say(
      context,
      `keylint: stopped at ${watch.summary}; what is done is kept, the same line goes on`,
    );
  });
  try {
    if (queue === undefined) await workBy(folder, { context, file, key, watcher: watch });
    else await workByQueue(queue, own, { context, file, key, watcher: watch });
  } finally {
    forget?.();
    watch.end();
    dropTemporary(directory.path);
  }
  const { failed } = await folder.status();
  if (shard)
    say(context, `${count(own.length, 'task')} of shard ${shard.index}/${shard.count} done.`);
  return failed.length > 0 ? 2 : 0;
}

interface Shift {
  readonly context: FleetContext;
  readonly file: RunFile;
  readonly key: Uint8Array;
  readonly watcher: Watcher;
  readonly signal?: AbortSignal;
}

/** This machine's share of an engine's tasks. */
async function workBy(
  engine: Engine,
  { context, file, key, watcher, signal }: Shift,
): Promise<void> {
  const { args, io } = context;
  const children = readChildren(context);
  const clone = createCloner({
    directory: join(children.temporary, 'clones'),
    credentials: readCredentials(file.options, context),
    env: io.env,
    diskBytes: readDisk(args),
  });
  await work({
    engine,
    concurrency: readJobs(context, readQueue(context)),
    signal: signal ?? new AbortController().signal,
    watcher,
    children: {
      ...children,
      setup: { options: file.options, key, settingsDigest: file.settingsDigest },
      prepare: async (task, taskSignal) => prepareLocal(task) ?? clone(task, taskSignal),
    },
  });
}

/** Hands tasks to the queue, takes its results, and works along. */
async function workByQueue(url: string, tasks: readonly Task[], shift: Shift): Promise<void> {
  const { context, file, watcher } = shift;
  const { run: directory } = context;
  const done = directory.doneTasks();
  const open = new Map(
    tasks.flatMap((task) => (done.has(task.id) ? [] : [[task.id, task] as const])),
  );
  if (open.size === 0) return;
  const engine = await createQueue(url, file);
  const ended = new AbortController();
  try {
    await engine.submit([...open.values()]);
    const quiet: Watcher = { started: (task) => watcher.started(task), ended() {} };
    const own = readJobs(context, url) > 0;
    const working = own
      ? workBy(engine, { ...shift, watcher: quiet, signal: ended.signal })
      : undefined;
    await engine.collect(async (id, outcome) => {
      keepOutcome(directory, id, outcome);
      const task = open.get(id);
      if (task) watcher.ended(task, outcome);
    });
    ended.abort();
    await working;
  } finally {
    ended.abort();
    await engine.close();
  }
}

/** A machine that is there for the queue alone: it needs `run.json` and the key, and no plan. */
async function serveQueue(context: FleetContext, url: string): Promise<number> {
  const { run: directory, io, build } = context;
  const file = readBegunFile(directory, build);
  const key = keyOf(directory, file, readKeyFile(context));
  checkSettings(file, readSettingsText(file.options, io), key);
  const engine = await createQueue(url, file);
  const watch = watchOver(context, { total: 0, before: 0 });
  try {
    await workBy(engine, { context, file, key, watcher: watch });
  } finally {
    watch.end();
    dropTemporary(directory.path);
    await engine.close();
  }
  return 0;
}

function watchOver(
  { args, io }: FleetContext,
  counts: { readonly total: number; readonly before: number },
): ReturnType<typeof createWatch> {
  // The cast: the parser has checked the choice already.
  const how = args.flag('quiet') ? 'none' : (args.text('progress') as WatchHow);
  return createWatch(how, io.stderr, counts);
}

/** Holds the lock `name` of the run while something is done; a UserError where somebody else has it. */
export async function withLock<T>(
  { run: directory }: FleetContext,
  act: () => Promise<T>,
  name = 'lock',
): Promise<T> {
  const lock = takeLock(directory.path, name);
  try {
    directory.tidy();
    sweepTemporary(directory.path);
    return await act();
  } finally {
    lock.release();
  }
}

function describePlan({ run: directory }: FleetContext, tasks: readonly Task[]): string {
  const members = tasks.reduce((sum, task) => sum + task.members.length, 0);
  const forks = members === tasks.length ? '' : ` in ${count(tasks.length, 'task')}`;
  return `${count(members, 'repository', 'repositories')}${forks} to audit. Next: keylint fleet work --out ${directory.path}`;
}

function say({ args, io }: FleetContext, text: string): void {
  if (!args.flag('quiet')) io.stderr.write(`${text}\n`);
}

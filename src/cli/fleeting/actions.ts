// What `keylint fleet` does by the names of its actions. `run` is the first three of them on this machine.
import { join, relative } from 'node:path';
import { type BegunRun, beginRun, checkSettings, keyOf, readBegun } from '../../fleet/begin.ts';
import { createCloner } from '../../fleet/clone.ts';
import { createFolderEngine } from '../../fleet/engines/folder.ts';
import { isLocked, takeLock } from '../../fleet/lock.ts';
import type { Task } from '../../fleet/model.ts';
import type { Fleet } from '../../fleet/output/fleet-json.ts';
import { parseShard, type Shard, tasksOf } from '../../fleet/plan.ts';
import { dropTemporary, sweepTemporary } from '../../fleet/temporary.ts';
import { prepareLocal, work } from '../../fleet/work.ts';
import { type Severity, severities } from '../../model/finding.ts';
import { visible } from '../../report/escape.ts';
import { count } from '../../report/findings.ts';
import {
  type FleetContext,
  findMembers,
  readChildren,
  readEarlierFleet,
  readFleetOptions,
  readJobs,
  readKeyFile,
  readOwnersFile,
  readSettingsText,
} from './context.ts';
import { readCredentials, readDisk } from './hosts.ts';
import { createWatch, nameOfTask, type WatchHow } from './watch.ts';

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
  const shard = shardText === undefined ? undefined : parseShard(shardText);
  const read = readBegun(directory, build);
  const key = keyOf(directory, read.file, readKeyFile(context));
  checkSettings(read.file, readSettingsText(read.file.options, io), key);
  const lock = shard ? `lock-${shard.index}-${shard.count}` : 'lock';
  return withLock(context, () => workOn(context, { ...read, key }, shard), lock);
}

/** How far a run is, from another terminal. */
export async function status(context: FleetContext): Promise<number> {
  const { run: directory, build, io } = context;
  const { file, tasks } = readBegun(directory, build);
  const progress = await createFolderEngine(directory, tasks).status();
  const lines = [
    `run ${file.id}, begun ${file.begun} by keylint ${file.keylint}`,
    `${progress.done.toLocaleString('en')} of ${count(tasks.length, 'task')} done, ${progress.waiting} waiting, ${progress.failed.length} failed`,
    isLocked(directory.path) ? 'a worker is at it' : 'nobody works on it by this folder alone',
    ...progress.failed.map(({ task, reason, tries }) => {
      const failed = tasks.find(({ id }) => id === task);
      return `failed: ${failed ? nameOfTask(failed) : task}: ${visible(reason)} (${count(tries, 'try', 'tries')})`;
    }),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** Writes the reports of what was done. */
export async function merge(context: FleetContext): Promise<number> {
  return withLock(context, () => mergeAll(context));
}

async function mergeAll(context: FleetContext): Promise<number> {
  const { run: directory, build, args, io } = context;
  const { file, tasks } = readBegun(directory, build);
  const { isComplete, mergeRun } = await import('../../fleet/merge/merge.ts');
  const { fleet, out, worst } = mergeRun({
    run: directory,
    file,
    tasks,
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
    `${count(worstCount, 'secret')} or places to mend`,
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
  const { run: directory, args, io } = context;
  const own = tasksOf(tasks, shard);
  const children = readChildren(context);
  const clone = createCloner({
    directory: join(children.temporary, 'clones'),
    credentials: readCredentials(file.options, context),
    env: io.env,
    diskBytes: readDisk(args),
  });
  const engine = createFolderEngine(directory, own);
  const before = await engine.status();
  const how = args.flag('quiet') ? 'none' : (args.text('progress') as WatchHow);
  const watch = createWatch(how, io.stderr, { total: own.length, before: before.done });
  try {
    await work({
      engine,
      concurrency: readJobs(context),
      signal: new AbortController().signal,
      watcher: watch,
      children: {
        ...children,
        setup: { options: file.options, key, settingsDigest: file.settingsDigest },
        prepare: async (task, signal) => prepareLocal(task) ?? clone(task, signal),
      },
    });
  } finally {
    watch.end();
    dropTemporary(directory.path);
  }
  const { failed } = await engine.status();
  if (shard)
    say(context, `${count(own.length, 'task')} of shard ${shard.index}/${shard.count} done.`);
  return failed.length > 0 ? 2 : 0;
}

async function withLock<T>(
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

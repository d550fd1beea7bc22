// `keylint fleet status`: what a run's folder knows of it, and its queue where there is one.
import { readBegun } from '../../fleet/begin.ts';
import type { Progress } from '../../fleet/engine.ts';
import { createFolderEngine } from '../../fleet/engines/folder.ts';
import { isLocked } from '../../fleet/lock.ts';
import type { RunFile, Task } from '../../fleet/model.ts';
import { visible } from '../../report/escape.ts';
import { count } from '../../report/findings.ts';
import { type FleetContext, readQueue } from './context.ts';
import { createQueue } from './queue.ts';
import { nameOfTask } from './watch.ts';

/** How far a run is, from another terminal. */
export async function status(context: FleetContext): Promise<number> {
  const { run: directory, build, io } = context;
  const { file, tasks } = readBegun(directory, build);
  const progress = await readProgress(context, file, tasks);
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

/** What this folder knows, and what the queue does where there is one: results that nobody has taken yet are done. */
async function readProgress(
  context: FleetContext,
  file: RunFile,
  tasks: readonly Task[],
): Promise<Progress> {
  const here = await createFolderEngine(context.run, tasks).status();
  const url = readQueue(context);
  if (url === undefined) return here;
  const engine = await createQueue(url, file);
  try {
    const there = await engine.status();
    const failed = [...here.failed, ...there.failed];
    return { ...there, done: here.done + there.done, failed };
  } finally {
    await engine.close();
  }
}

// What becomes of the other tasks when a result cannot be kept: a run ends, and waits for nobody.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChildren } from '../../src/fleet/children.ts';
import type { DoTask } from '../../src/fleet/engine.ts';
import { createFolderEngine } from '../../src/fleet/engines/folder.ts';
import type { Task } from '../../src/fleet/model.ts';
import { openRun } from '../../src/fleet/run-directory.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-work-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const tasks = ['one', 'two', 'three'].map((id): Task => ({ id, members: [], weight: 1 }));
const options = { concurrency: 2, signal: new AbortController().signal };

test('when a result cannot be written, what is under way is given up and nothing is begun', async () => {
  const run = openRun(join(directory, 'run'));
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  const engine = createFolderEngine(
    {
      ...run,
      doneTasks: () => new Set(),
      readFailure: () => undefined,
      writeResult: () => {
        throw full;
      },
    },
    tasks,
  );
  const begun: string[] = [];
  let isGivenUp = false;
  const doTask: DoTask = async ({ id }, signal) => {
    begun.push(id);
    if (id === 'one') return { kind: 'done', bytes: new Uint8Array(1) };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    isGivenUp = true;
    signal.throwIfAborted();
    return { kind: 'done', bytes: new Uint8Array(1) };
  };
  await expect(engine.work(doTask, options)).rejects.toBe(full);
  expect(isGivenUp).toBe(true);
  expect(begun).toEqual(['one', 'two']);
});

test('children that are ended leave no task behind that starts another', async () => {
  const path = join(directory, 'child.mjs');
  writeFileSync(path, 'process.on("message", () => {}); setInterval(() => {}, 1_000);\n');
  const children = createChildren({
    program: { path, args: [] },
    setup: {
      // What the child would be told: this one listens to nothing.
      options: {} as never,
      key: new Uint8Array(32),
      settingsDigest: null,
    },
    temporary: join(directory, 'temporary'),
    limitMs: 60_000,
    memoryMb: 64,
    env: process.env,
    prepare: async () => ({ places: [], done() {} }),
  });
  const [task] = tasks;
  if (!task) throw new Error('there is no task');
  const running = children.run(task, options.signal);
  // Its child is started when it is asked, a turn later.
  await new Promise((resolve) => setTimeout(resolve, 100));
  children.close();
  await expect(running).rejects.toThrow('the children were ended');
});

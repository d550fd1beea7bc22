// What a fleet costs on a machine of two cores: a thousand small repositories over HTTP in six minutes all in, a
// coordinator whose memory does not grow with their number, a merge of fifty thousand results. Linux: memory is read in
// /proc. KEYLINT_FLEET_MOST is the largest run (default 10,000), KEYLINT_FLEET_RESULTS the number of results.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task, TaskResult } from '../../src/fleet/model.ts';
import { planTasks } from '../../src/fleet/plan.ts';
import { openRun, packResult } from '../../src/fleet/run-directory.ts';
import { bin, scrubbedEnvironment } from '../cli/run-cli.ts';
import { startHost } from '../fleet/host.ts';
import { makeOrganisation, type Shape, small, tiny } from './organisation.ts';
import { record } from './record.ts';

const most = Number(process.env.KEYLINT_FLEET_MOST ?? 10_000);
const results = Number(process.env.KEYLINT_FLEET_RESULTS ?? 50_000);

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-fleet-speed-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Measured {
  readonly code: number | null;
  readonly seconds: number;
  /** Of processors, clones and their other end included. */
  readonly processor: number;
  /** The most memory that the coordinator itself held. */
  readonly megabytes: number;
  /** The same while it handed out work, before the merge. */
  readonly workMegabytes: number;
  readonly stderr: string;
}

async function measure(args: readonly string[], env = {}): Promise<Measured> {
  const begun = performance.now();
  const usedBefore = processorSeconds();
  const child = spawn(process.execPath, [bin, 'fleet', ...args], {
    cwd: directory,
    env: scrubbedEnvironment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  let [peak, workPeak] = [0, 0];
  child.stderr.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    stderr = (stderr + text).slice(-4000);
    // Each end of a task is told at once: what comes after the last one is the merge.
    if (text.includes('"event":"done"')) workPeak = peakOf(child);
  });
  let isOver = false;
  const ended = new Promise<number | null>((resolve) =>
    child.on('close', (code) => {
      isOver = true;
      resolve(code);
    }),
  );
  while (!isOver) {
    peak = Math.max(peak, peakOf(child));
    await Promise.race([sleep(100), ended]);
  }
  const code = await ended;
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const processor = Math.round(processorSeconds() - usedBefore);
  return { code, seconds, processor, megabytes: peak, workMegabytes: workPeak, stderr };
}

/** What all that this process has started, and has ended, took of processors: the same however busy the machine is. */
function processorSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Of its children, in user and in system mode, in hundredths.
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** The highest resident memory of a process so far, in megabytes. */
function peakOf({ pid }: ChildProcess): number {
  try {
    const [, kilobytes] =
      /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function runOver(name: string, shape: Shape): Promise<Measured> {
  const root = join(directory, `${name}-served`);
  const { repositories } = makeOrganisation(root, shape);
  const host = await startHost(root, repositories);
  try {
    const source = ['github:acme', '--api-url', host.apiUrl];
    const args = ['run', ...source, '--jobs', '2', '--progress', 'json', '--out', name];
    const load = loadavg()[0] ?? 0;
    const measured = await measure(args, { GITHUB_TOKEN: host.token });
    expect(measured.code, measured.stderr).toBe(1);
    expect(host.rejected).toEqual([]);
    const { seconds, processor, megabytes, workMegabytes } = measured;
    const figures = {
      repositories: shape.repositories,
      seconds,
      processor,
      workMegabytes,
      megabytes,
    };
    record('fleet', name, { ...figures, loadBefore: Math.round(load * 10) / 10 });
    return measured;
  } finally {
    await host.close();
    rmSync(root, { recursive: true, force: true });
  }
}

test('a thousand small repositories with history in six minutes, all in', async () => {
  const { seconds } = await runOver('small-1000', { repositories: 1000, ...small });
  expect(seconds).toBeLessThanOrEqual(360);
});

test('memory of the coordinator is that of a hundred repositories', async () => {
  const few = await runOver('tiny-100', { repositories: 100, ...tiny });
  const many = await runOver(`tiny-${most}`, { repositories: most, ...tiny });
  expect(many.workMegabytes).toBeLessThanOrEqual(few.workMegabytes * 1.5);
});

test('fifty thousand results are merged in a minute, in 300 MB', async () => {
  await runOver('templates', { repositories: 20, ...small });
  const source = openRun(join(directory, 'templates'));
  const templates = (source.readPlan() ?? []).flatMap(({ id }) => source.readResult(id) ?? []);
  const run = openRun(join(directory, 'results'));
  const file = source.readRun();
  if (!file) throw new Error('the run before is not there');
  run.beginRun(file);
  const url = (at: number): string => `https://git.example/acme/r-${String(at).padStart(5, '0')}`;
  const tasks = planTasks(
    Array.from({ length: results }, (_, at) => ({
      name: url(at).slice(8),
      location: { kind: 'remote' as const, url: url(at) },
      weight: 1,
    })),
  );
  run.writePlan(tasks);
  for (const [at, task] of tasks.entries()) {
    const template = templates[at % templates.length];
    if (template)
      run.writeResult(task.id, packResult(renamed(template, task, at)), { isDurable: false });
  }
  const load = loadavg()[0] ?? 0;
  const merged = await measure(['merge', '--out', 'results']);
  const { code, seconds, processor, megabytes, stderr } = merged;
  expect(code, stderr).toBe(1);
  const loadBefore = Math.round(load * 10) / 10;
  record('fleet', 'merge', { results, seconds, processor, megabytes, loadBefore });
  expect(seconds).toBeLessThanOrEqual(60);
  expect(megabytes).toBeLessThanOrEqual(300);
});

/** What one repository gave, as that of another: one in ten has a secret of many, the others have their own. */
function renamed({ head, bodies }: TaskResult, task: Task, at: number): TaskResult {
  const name = task.members[0]?.name ?? '';
  const [member] = head.members;
  const [body] = bodies;
  if (!member || !body) throw new Error('a result without a member');
  const owner = at % 10 === 0 ? at % 500 : at;
  const values = member.values.map((value, index) => ({
    ...value,
    ids: [createHash('sha256').update(`${owner} ${index}`).digest('hex').slice(0, 32)],
  }));
  return {
    head: { ...head, task: task.id, members: [{ ...member, name, values }] },
    bodies: [{ ...body, name }],
  };
}

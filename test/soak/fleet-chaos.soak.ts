// A fleet among failures, on each engine: workers, coordinator and the server of the queue are killed at random, clones are
// refused and cut, the host wants time (with and without saying how much), tokens run out, the disk is full. The run ends,
// its reports are the bytes of a run that nothing happened to, and nothing is audited twice but what was in flight.
// KEYLINT_FLEET_CHAOS is the number of repositories (10,000), KEYLINT_FLEET_KILLS the least number of kills (200), spread
// over the run. Thousands of repositories belong into a memory disk: TMPDIR=/dev/shm. KEYLINT_FLEET_NOW=1 leaves the
// histories out, which are two thirds of an audit's processes and the same to engines.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin, scrubbedEnvironment } from '../cli/run-cli.ts';
import { type Fault, type Host, startHost } from '../fleet/host.ts';
import { runFleet } from '../fleet/run-fleet.ts';
import { makeOrganisation, tiny } from './organisation.ts';
import { record } from './record.ts';
import { lackOf, type QueueServer, startServer } from './servers.ts';

const size = Number(process.env.KEYLINT_FLEET_CHAOS ?? 10_000);
/** The limit of other soaks is for a few hundred. */
const longMs = 6 * 60 * 60 * 1000;
const isWithoutHistory = process.env.KEYLINT_FLEET_NOW === '1';
const leastKills = Number(process.env.KEYLINT_FLEET_KILLS ?? 200);

let directory = '';
let host: Host;
/** All that were started: what a failed test has left would go on in the next one's time. */
const running = new Set<ChildProcess>();

// Ten thousand repositories are made and audited once, undisturbed, before anything is killed. They are read where they
// lie: whether one is cloned or not may make no difference either, and a run is shorter by its clones.
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-fleet-chaos-'));
  const root = join(directory, 'served');
  const { repositories } = makeOrganisation(root, { repositories: size, ...tiny });
  host = await startHost(root, repositories);
  host.remembered = new Map();
  const env = { GITHUB_TOKEN: host.token };
  const plan = await runFleet(['plan', ...source(), '--out', 'one'], { cwd: directory, env });
  expect(plan.code, plan.stderr).toBe(0);
  planLocal(root);
  const args = ['run', ...source(), '--out', 'one', '-j', '2', '--progress', 'none'];
  const run = await runFleet(args, { cwd: directory, env });
  expect(run.code, run.stderr).toBe(1);
}, longMs);
afterAll(async () => {
  for (const child of running) killHard(child.pid);
  await host?.close();
  // What was killed last may have started something that still writes.
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
}, longMs);

/**
 * The plan of the undisturbed run, with the directories that are served in the place of addresses. They have the remotes
 * that clones would have: words of an address are known to whoever guesses.
 */
function planLocal(root: string): void {
  const plan = join(directory, 'one/plan.jsonl');
  const local = (url: string): string => {
    const path = join(root, new URL(url).pathname);
    appendFileSync(join(path, 'config'), `[remote "origin"]\n\turl = ${url}\n`);
    return JSON.stringify({ kind: 'directory', path });
  };
  const remote = /\{"kind":"remote","url":"([^"]+)"\}/g;
  const text = readFileSync(plan, 'utf8').replace(remote, (_location, url: string) => local(url));
  writeFileSync(plan, text);
}

const source = () => [
  'github:acme',
  '--api-url',
  host.apiUrl,
  ...(isWithoutHistory ? ['--no-history'] : []),
];

/** Always the same numbers: what happened once happens again. */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One request in twelve goes wrong, and a repository no more often than a clone has patience. */
function spoilHost(dice: () => number): { readonly faults: () => number } {
  const had = new Map<string, number>();
  const kinds: readonly Fault[] = [
    { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 401 },
    { kind: 'cut' },
  ];
  let faults = 0;
  host.fault = (request) => {
    if (!request.startsWith('git ') || dice() > 1 / 12 || (had.get(request) ?? 0) >= 2)
      return undefined;
    had.set(request, (had.get(request) ?? 0) + 1);
    const fault = kinds[Math.floor(dice() * kinds.length)];
    // A second refusal of a token in a row would be taken at its word.
    if (fault?.kind === 'status' && fault.status === 401) had.set(request, 2);
    faults++;
    return fault;
  };
  return { faults: () => faults };
}

/** Reports of ten thousand are a gigabyte: one is held against the other, file by file. */
function expectSame(run: string): void {
  const [expected, found] = ['one', run].map((name) => join(directory, name, 'out'));
  const filesIn = (at = ''): string[] =>
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(at.length))
      .sort();
  const files = filesIn(expected);
  expect(files.length).toBeGreaterThan(size * 3);
  expect(filesIn(found)).toEqual(files);
  for (const file of files) {
    const [one, other] = [expected, found].map((at) => readFileSync(`${at}${file}`));
    expect(one && other?.equals(one), file).toBe(true);
  }
}

/** Kills are spread over a run: it has to have got so far for the next one. Forks are tasks together with another. */
function mayKill(kills: number, run: string): boolean {
  return kills < leastKills && countResults(run) >= (kills / leastKills) * size * 0.8;
}

function countResults(run: string): number {
  const at = join(directory, run, 'results');
  if (!existsSync(at)) return 0;
  return readdirSync(at).reduce(
    (sum, shelf) =>
      sum + readdirSync(join(at, shelf)).filter((name) => name.endsWith('.json.gz')).length,
    0,
  );
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** The last of it. */
  stderr: string;
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Tasks that it begins are counted here. */
  readonly begun?: Map<string, number>;
}

function start(args: readonly string[], { env, begun }: StartOptions = {}): Started {
  const child = spawn(process.execPath, [bin, 'fleet', ...args], {
    cwd: directory,
    env: scrubbedEnvironment({ GITHUB_TOKEN: host.token, ...env }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  child.on('close', () => running.delete(child));
  const started: Started = {
    child,
    stderr: '',
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
  let rest = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    started.stderr = (started.stderr + chunk.toString()).slice(-4000);
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of begun ? lines : []) {
      const task = /"event":"started","task":"([0-9a-f]{32})"/.exec(line)?.[1];
      if (task) begun?.set(task, (begun.get(task) ?? 0) + 1);
    }
  });
  return started;
}

/** How often a task was begun that had been begun before. */
function countAgain(begun: ReadonlyMap<string, number>): number {
  return [...begun.values()].reduce((sum, times) => sum + times - 1, 0);
}

/** Of the processes that a program started, one. */
function childOf({ pid }: ChildProcess, dice: () => number): number | undefined {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  const all = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
  return all[Math.floor(dice() * all.length)];
}

function killHard(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

test('the folder: coordinator, children and git are killed', async () => {
  const dice = createDice(7);
  const { faults } = spoilHost(dice);
  const begunAt = performance.now();
  const begun = new Map<string, number>();
  let kills = 0;
  let coordinators = 0;
  let code: number | null = null;
  // The key of its own is gone after the merge: what has failed is tried again where somebody else keeps it.
  const key = join(directory, 'folder.key');
  writeFileSync(key, Buffer.alloc(32, 7));
  for (;;) {
    const run = start(
      ['run', ...source(), '--key-file', key, '--out', 'folder', '-j', '2', '--progress', 'json'],
      { begun },
    );
    let isOver = false;
    void run.ended.then(() => {
      isOver = true;
    });
    const before = countResults('folder');
    while (!isOver) {
      await Promise.race([sleep(300 + dice() * 900), run.ended]);
      if (isOver) break;
      if (!mayKill(kills, 'folder')) continue;
      // A start takes seconds: each gets some work done before it is killed, and is not held up by its children's deaths.
      if (dice() < 1 / 2 && countResults('folder') > before) {
        if (killHard(run.child.pid)) {
          coordinators++;
          kills++;
        }
        break;
      }
      if (dice() < 1 / 3 && killHard(childOf(run.child, dice))) kills++;
    }
    code = await run.ended;
    if (code !== null) {
      if (code === 1) break;
      // A repository whose child was killed three times has failed; the same line tries it again.
      expect(code, run.stderr.slice(-2000)).toBe(2);
    }
  }
  host.fault = () => undefined;
  expectSame('folder');
  const again = countAgain(begun);
  const seconds = Math.round((performance.now() - begunAt) / 1000);
  record('fleet', 'chaos-folder', {
    repositories: size,
    kills,
    coordinators,
    faults: faults(),
    begunAgain: again,
    seconds,
    load: Math.round(loadavg()[0] ?? 0),
  });
  expect(kills).toBeGreaterThanOrEqual(leastKills);
  expect(coordinators).toBeGreaterThanOrEqual(leastKills / 20);
  // In flight are at most two, and what is planned ahead is nothing.
  expect(again).toBeLessThanOrEqual(coordinators * 2 + kills);
});

for (const kind of ['Redis', 'PostgreSQL'] as const) {
  const lack = lackOf(kind);
  if (lack !== undefined) process.stderr.write(`\n!!! SKIPPED: ${kind}: ${lack}\n\n`);

  test.skipIf(lack !== undefined)(
    `${kind}: workers, coordinator and server are killed`,
    async () => {
      const dice = createDice(kind.length);
      const { faults } = spoilHost(dice);
      const begunAt = performance.now();
      const server = await startServer(kind);
      const name = `chaos-${kind}`;
      const env = { KEYLINT_QUEUE: server.url };
      const key = join(directory, `${name}.key`);
      writeFileSync(key, Buffer.alloc(32, 7));
      const plan = await runFleet(['plan', ...source(), '--key-file', key, '--out', name], {
        cwd: directory,
        env: { GITHUB_TOKEN: host.token },
      });
      expect(plan.code, plan.stderr).toBe(0);
      let number = 0;
      const begun = new Map<string, number>();
      const startWorker = (): Started => {
        const own = `${name}-worker-${++number}`;
        mkdirSync(join(directory, own));
        cpSync(join(directory, name, 'run.json'), join(directory, own, 'run.json'));
        return start(['work', '--key-file', key, '--out', own, '-j', '2', '--progress', 'json'], {
          env,
          begun,
        });
      };
      const startCoordinator = (): Started =>
        start(
          ['run', ...source(), '--key-file', key, '--out', name, '-j', '0', '--progress', 'none'],
          { env },
        );
      const counts = { workers: 0, coordinators: 0, servers: 0 };
      const workers = [startWorker(), startWorker()];
      let coordinator = startCoordinator();
      try {
        for (;;) {
          const code = await Promise.race([
            coordinator.ended,
            sleep(1000 + dice() * 1500).then(() => 'later' as const),
          ]);
          const kills = counts.workers + counts.coordinators + counts.servers;
          if (code !== 'later') {
            if (code === 1) break;
            if (code !== null) expect(code, coordinator.stderr.slice(-2000)).toBe(2);
            coordinator = startCoordinator();
            continue;
          }
          for (const [at, one] of workers.entries())
            if (one.child.exitCode !== null || one.child.signalCode !== null)
              workers[at] = startWorker();
          if (!mayKill(kills, name)) continue;
          const thrown = dice();
          if (thrown < 0.1) await killServer(server, counts);
          else if (thrown < 0.3) counts.coordinators += Number(killHard(coordinator.child.pid));
          else counts.workers += Number(killHard(workers[Math.floor(dice() * 2)]?.child.pid));
        }
      } finally {
        for (const { child } of [...workers, coordinator]) killHard(child.pid);
        server.stop();
        host.fault = () => undefined;
      }
      expectSame(name);
      const again = countAgain(begun);
      const seconds = Math.round((performance.now() - begunAt) / 1000);
      record('fleet', `chaos-${kind}`, {
        repositories: size,
        ...counts,
        faults: faults(),
        begunAgain: again,
        seconds,
        load: Math.round(loadavg()[0] ?? 0),
      });
      // In flight are two a worker; a server that is killed may lose what its two workers are at.
      expect(begun.size).toBeGreaterThan(size / 2);
      expect(counts.workers + counts.coordinators + counts.servers).toBeGreaterThanOrEqual(
        leastKills,
      );
      expect(again).toBeLessThanOrEqual(counts.workers * 2 + counts.servers * 4);
    },
  );
}

async function killServer(server: QueueServer, counts: { servers: number }): Promise<void> {
  if (!killHard(server.pid())) return;
  counts.servers++;
  await sleep(500);
  await server.restart();
}

test('a full disk ends a run with its reason; with room again the same line goes on', async () => {
  const mount = join(directory, 'small');
  mkdirSync(mount);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', mount]).status !== 0) {
    process.stderr.write('\n!!! SKIPPED: a full disk: no right to mount\n\n');
    return;
  }
  const args = ['run', ...source(), '--out', 'small/run', '-j', '2', '--progress', 'none'];
  const env = { GITHUB_TOKEN: host.token };
  try {
    writeFileSync(join(mount, 'filler'), Buffer.alloc(11_700_000));
    const full = await runFleet(args, { cwd: directory, env });
    expect(full.code, full.stderr).toBe(2);
    expect(full.stderr).toContain('no space left');
    expect(full.stderr).not.toContain('bug');
    rmSync(join(mount, 'filler'));
    spawnSync('mount', ['-o', 'remount,size=4g', mount]);
    const run = await runFleet(args, { cwd: directory, env });
    expect(run.code, run.stderr).toBe(1);
    expectSame('small/run');
  } finally {
    spawnSync('umount', [mount]);
  }
});

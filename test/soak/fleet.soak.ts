// An organisation of two hundred repositories on a host of our own - history, forks, weak and strong secrets shared among
// them - audited by one process, by shards, and by workers on queues of which some are killed: the same bytes; and
// nothing planted is seen on disk, in a queue, in a log or by whoever looks at the processes meanwhile. Redis, PostgreSQL
// and the packages of the queue are expected to be there (.ci/run puts them there); what is missing is said and skipped.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprintsOf } from '../../src/fleet/fingerprints.ts';
import type { ResultHead } from '../../src/fleet/model.ts';
import { bin, scrubbedEnvironment } from '../cli/run-cli.ts';
import { type Host, startHost } from '../fleet/host.ts';
import { readTree } from '../fleet/repositories.ts';
import { runFleet } from '../fleet/run-fleet.ts';
import { type Canaries, createCanaries, unpackAll, watchProcesses } from './canaries.ts';
import { makeOrganisation, small } from './organisation.ts';
import { lackOf, startServer, until } from './servers.ts';

const size = Number(process.env.KEYLINT_FLEET ?? 200);

let directory = '';
let host: Host;
let env: Record<string, string> = {};
let planted: readonly string[] = [];
let canaries: Canaries;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-fleet-soak-'));
  const root = join(directory, 'served');
  const organisation = makeOrganisation(root, { repositories: size, ...small });
  planted = organisation.planted;
  canaries = createCanaries(planted, (secret) => [`JWT_SECRET=${secret}\n`]);
  host = await startHost(root, organisation.repositories);
  env = { GITHUB_TOKEN: host.token };
});

afterAll(async () => {
  await host?.close();
  rmSync(directory, { recursive: true, force: true });
});

const fleet = (...args: string[]) => runFleet(args, { cwd: directory, env });
const source = () => ['github:acme', '--api-url', host.apiUrl];
const outOf = (run: string): Map<string, string> => readTree(join(directory, run, 'out'));

function expectSame(run: string): void {
  const [expected, files] = [outOf('one'), outOf(run)];
  expect([...files.keys()]).toEqual([...expected.keys()]);
  for (const [path, text] of files) expect(text === expected.get(path), path).toBe(true);
}

function expectNothingPlanted(name: string, texts: Iterable<string>): void {
  const named = [...texts].map((text, at) => [`${name} ${at}`, text] as const);
  expect(canaries.findIn(named)).toBeUndefined();
}

/** Git alone is told the token, by a variable that nobody else on the machine can read. */
function expectNoToken(environments: ReadonlySet<string>): void {
  const basic = Buffer.from(`x-access-token:${host.token}`).toString('base64');
  const holders = [...environments].filter(
    (text) => text.includes(basic) || text.includes(host.token),
  );
  const others = holders.filter(
    (text) => !/^\S*git\b|^\S*node \S*bin\.js fleet (?!child)/.test(text),
  );
  expect(others.map((text) => text.split('\n', 1)[0])).toEqual([]);
}

test('the search for canaries finds what is there', () => {
  const [secret = ''] = planted;
  const digest = createHash('sha1').update(`blob 6\0${secret}`).digest('hex');
  expect(canaries.findIn([['a', `x${secret}`]])).toBeDefined();
  expect(
    canaries.findIn([['a', createHash('sha256').update(secret).digest('base64')]]),
  ).toBeDefined();
  const text = `JWT_SECRET=${secret}\n`;
  const blob = createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');
  expect(canaries.findIn([['a', ` ${blob}`]])).toBeDefined();
  expect(canaries.findIn([['a', digest]])).toBeUndefined();
});

test('one process', async () => {
  const watch = watchProcesses();
  const run = await fleet('run', ...source(), '--out', 'one', '--progress', 'lines');
  watch.stop();
  expect(run.stderr).toContain(`${size} repositories`);
  expect(run.stderr).not.toContain('Warning');
  expect(run.code).toBe(1);
  expect(host.rejected).toEqual([]);
  expect(host.mostAtOnce()).toBeLessThanOrEqual(8);
  expect(JSON.parse(outOf('one').get('fleet.json') ?? '{}').shared.length).toBeGreaterThan(
    size / 100,
  );
  expectNothingPlanted('run/', readTree(join(directory, 'one')).values());
  expectNothingPlanted('log', [run.stderr, run.stdout]);
  expect(watch.commands.size).toBeGreaterThan(size);
  expectNothingPlanted('argv', watch.commands);
  expectNothingPlanted('environ', watch.environments);
  expect([...watch.commands].filter((text) => text.includes(host.token))).toEqual([]);
  expectNoToken(watch.environments);
});

test('without the key no word of a dictionary is told from another by its fingerprint', async () => {
  const key = createHash('sha256').update('key of a soak').digest();
  writeFileSync(join(directory, 'fleet.key'), key);
  const run = await fleet(
    'run',
    ...source(),
    '--key-file',
    'fleet.key',
    '--out',
    'kept',
    '--progress',
    'none',
  );
  expect(run.code).toBe(1);
  expectSame('kept');
  const results = [...readTree(join(directory, 'kept/results')).values()];
  expectNothingPlanted('results', results);
  const found = new Set(
    results.flatMap((text) =>
      // The cast: a result is what the test before has read as well.
      (JSON.parse(text.split('\n', 1)[0] ?? '') as ResultHead).members.flatMap(({ values }) =>
        values.flatMap(({ ids }) => ids),
      ),
    ),
  );
  expect(found.size).toBeGreaterThan(0);
  const isFound = (word: string, guess: Uint8Array | undefined): boolean =>
    guess !== undefined && fingerprintsOf(word, guess).some((id) => found.has(id));
  // The control: whoever has the key has them all.
  expect(planted.filter((word) => !isFound(word, key))).toEqual([]);
  const { id, keyId } = JSON.parse(readFileSync(join(directory, 'kept/run.json'), 'utf8'));
  const guesses = [
    ...['', 'key', 'id', 'keylint fp 1', id, keyId].map((text) => Buffer.from(text)),
    ...[id, keyId].map((text) => Buffer.from(text, 'hex')),
    Buffer.alloc(32),
  ];
  for (const guess of guesses) expect(planted.filter((word) => isFound(word, guess))).toEqual([]);
  const unkeyed = planted.flatMap((word) =>
    ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) =>
      [word, `keylint fp 1\0${word}`].flatMap((text) => [
        createHash(name).update(text).digest('hex').slice(0, 32),
        createHmac(name, text).update('').digest('hex').slice(0, 32),
      ]),
    ),
  );
  expect(unkeyed.filter((digest) => found.has(digest))).toEqual([]);
});

test('five shards, merged', async () => {
  expect((await fleet('plan', ...source(), '--out', 'five')).code).toBe(0);
  for (let shard = 1; shard <= 5; shard++) {
    expect(
      (await fleet('work', '--shard', `${shard}/5`, '--out', 'five', '--progress', 'none')).code,
    ).toBe(0);
  }
  expect((await fleet('merge', '--out', 'five')).code).toBe(1);
  expectSame('five');
});

for (const kind of ['Redis', 'PostgreSQL'] as const) {
  const lack = lackOf(kind);
  if (lack !== undefined) process.stderr.write(`\n!!! SKIPPED: ${kind}: ${lack}\n\n`);

  test.skipIf(lack !== undefined)(`a queue on ${kind}, with workers that are killed`, async () => {
    const server = await startServer(kind);
    const workers: ChildProcess[] = [];
    const name = `queued-${kind}`;
    const watch = watchProcesses();
    try {
      expect((await fleet('plan', ...source(), '--out', name)).code).toBe(0);
      const startWorker = (worker: string): ChildProcess => {
        cpSync(join(directory, name, 'run.json'), join(directory, worker, 'run.json'));
        const args =
          `fleet work --key-file ${name}/run.key --out ${worker} -j 1 --progress none`.split(' ');
        const child = spawn(process.execPath, [bin, ...args], {
          cwd: directory,
          env: scrubbedEnvironment({ ...env, KEYLINT_QUEUE: server.url }),
          stdio: 'ignore',
        });
        workers.push(child);
        return child;
      };
      const first = startWorker(`${kind}-1`);
      startWorker(`${kind}-2`);
      const options = ['--queue', server.url, '--out', name, '-j', '1', '--progress', 'json'];
      const run = fleet('run', ...source(), ...options);
      await until(() => countResults(name) > 2);
      first.kill('SIGKILL');
      startWorker(`${kind}-3`);
      const dumped = server.dump();
      await until(() => countResults(name) > size / 2);
      dumped.push(...server.dump());
      const ended = await run;
      watch.stop();
      expect(ended.code).toBe(1);
      expectSame(name);
      const texts = [...dumped, ...server.dump()];
      expectNothingPlanted('queue', texts);
      expectNothingPlanted('log', [ended.stderr]);
      const results = unpackAll(texts);
      expect(results.length).toBeGreaterThan(0);
      expectNothingPlanted('results in the queue', results);
      expectNothingPlanted('argv', watch.commands);
      expectNothingPlanted('environ', watch.environments);
      expectNoToken(watch.environments);
    } finally {
      watch.stop();
      for (const worker of workers) worker.kill('SIGKILL');
      server.stop();
    }
  });
}

/** Asked ten times a second by the process that is also the host: no result is opened. */
function countResults(run: string): number {
  const at = join(directory, run, 'results');
  if (!existsSync(at)) return 0;
  const names = readdirSync(at, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.json.gz')).length;
}

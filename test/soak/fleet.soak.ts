// An organisation of two hundred repositories on a host of our own - history, forks, weak and strong secrets shared among
// them - audited by one process, by shards, and by workers on queues of which some are killed: the same bytes. Redis,
// PostgreSQL and the packages of the queue are expected to be there (.ci/run puts them there); what is missing is said and
// skipped.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin, scrubbedEnvironment } from '../cli/run-cli.ts';
import { type Host, type HostedRepository, startHost } from '../fleet/host.ts';
import { git, makeRepository, readTree } from '../fleet/repositories.ts';
import { runFleet } from '../fleet/run-fleet.ts';
import { lackOf, startServer, until } from './servers.ts';

const size = Number(process.env.KEYLINT_FLEET ?? 200);

const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
/** Plainly made for this: a strong value for each fifth repository, the same in hexadecimal and in base64. */
const strong = (number: number): Buffer =>
  createHash('sha256').update(`fleet soak ${number}`).digest();
const secretOf = (at: number): string => {
  if (at % 3 === 0) return `acme-secret-${at % 7}`;
  return strong(at % Math.ceil(size / 5)).toString(at % 2 === 0 ? 'hex' : 'base64');
};

let directory = '';
let host: Host;
let env: Record<string, string> = {};
let planted: string[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-fleet-soak-'));
  const root = join(directory, 'served');
  const repositories: HostedRepository[] = [];
  for (let at = 0; at < size; at++) {
    const name = `service-${String(at).padStart(4, '0')}`;
    const isFork = at % 10 === 9;
    const work = join(directory, 'work', name);
    if (isFork)
      git(directory, [
        'clone',
        '-q',
        `work/service-${String(at - 1).padStart(4, '0')}`,
        `work/${name}`,
      ]);
    makeRepository(work, [
      { 'src/auth.js': signs, '.env.production': `JWT_SECRET=${secretOf(at)}\n` },
      { 'src/auth.js': `${signs}// ${at}\n`, ...(at % 4 === 0 && { '.env.production': null }) },
    ]);
    git(directory, ['clone', '-q', '--bare', work, join(root, 'acme', `${name}.git`)]);
    repositories.push({
      owner: 'acme',
      name,
      isFork,
      ...(isFork && { parent: `acme/service-${String(at - 1).padStart(4, '0')}` }),
    });
    planted.push(secretOf(at));
  }
  planted = [...new Set(planted)];
  host = await startHost(root, repositories);
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

function expectNothingPlanted(texts: Iterable<string>): void {
  const traces = planted.flatMap((secret) => [
    secret,
    ...['md5', 'sha1', 'sha256'].map((name) =>
      createHash(name).update(secret).digest('hex').slice(0, 16),
    ),
  ]);
  for (const text of texts) expect(traces.findIndex((trace) => text.includes(trace))).toBe(-1);
}

test('one process', async () => {
  const run = await fleet('run', ...source(), '--out', 'one', '--progress', 'none');
  expect(run.stderr).toContain(`${size} repositories`);
  expect(run.code).toBe(1);
  expect(host.rejected).toEqual([]);
  expect(host.mostAtOnce()).toBeLessThanOrEqual(8);
  expect(JSON.parse(outOf('one').get('fleet.json') ?? '{}').shared.length).toBeGreaterThan(
    size / 100,
  );
  expectNothingPlanted(readTree(join(directory, 'one')).values());
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
      const ended = await run;
      expect(ended.code).toBe(1);
      expectSame(name);
      const texts = [...dumped, ...server.dump()];
      expectNothingPlanted([...texts, ended.stderr]);
      // Results are compressed, and written as base64: they are opened as well.
      const results = texts.flatMap((text) =>
        [...text.matchAll(/H4sI[A-Za-z0-9+/=]{100,}/g)].flatMap(([packed]) => unpack(packed)),
      );
      expect(results.length).toBeGreaterThan(0);
      expectNothingPlanted(results);
    } finally {
      for (const worker of workers) worker.kill('SIGKILL');
      server.stop();
    }
  });
}

/** A page of a database may hold a piece of one. */
function unpack(packed: string): string | [] {
  try {
    return gunzipSync(Buffer.from(packed, 'base64')).toString('latin1');
  } catch {
    return [];
  }
}

function countResults(run: string): number {
  return [...readTree(join(directory, run, 'results')).keys()].length;
}

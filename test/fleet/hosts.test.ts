// An organisation on a host: listed by its API, cloned from it, audited, with a host that refuses now and then. No token
// is anywhere but in the environment of git.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createCloner } from '../../src/fleet/clone.ts';
import { credentialFor, originOf, webOrigin } from '../../src/fleet/credentials.ts';
import { judge } from '../../src/fleet/fetch-complaint.ts';
import type { Task } from '../../src/fleet/model.ts';
import { loadOptional } from '../../src/fleet/optional.ts';
import { type Host, type HostedRepository, startHost } from './host.ts';
import { git, makeRepository, readTree } from './repositories.ts';
import { runFleet } from './run-fleet.ts';

const strong = 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

const repositories: readonly HostedRepository[] = [
  { owner: 'acme', name: 'api', topics: ['team-core'] },
  { owner: 'acme', name: 'web', isPrivate: false },
  { owner: 'acme', name: 'fork', isFork: true, parent: 'acme/api' },
  { owner: 'acme', name: 'attic', isArchived: true },
  { owner: 'user-ada', name: 'home' },
];

let directory = '';
let host: Host;
/** What git was started with, a line a start. */
let log = '';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-hosts-'));
  const root = join(directory, 'served');
  for (const { owner, name } of repositories) {
    const work = join(directory, 'work', owner, name);
    const isFork = name === 'fork';
    if (isFork) git(directory, ['clone', '-q', 'work/acme/api', 'work/acme/fork']);
    makeRepository(work, [
      {
        'src/auth.js': signs,
        [isFork ? 'other.env' : '.env']: `JWT_SECRET=${isFork ? 'acme-fork' : strong}\n`,
      },
    ]);
    git(directory, ['clone', '-q', '--bare', work, join(root, owner, `${name}.git`)]);
  }
  host = await startHost(root, repositories);
  log = join(directory, 'git.log');
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  const real = git(directory, ['--exec-path']).trim();
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\nprintf '%s\\n' "$*" >> ${log}\nexec ${real}/git "$@"\n`,
  );
  chmodSync(join(bin, 'git'), 0o755);
}, 180_000);

afterAll(async () => {
  await host?.close();
  rmSync(directory, { recursive: true, force: true });
});

afterEach(() => {
  host.fault = () => undefined;
});

const fleet = (...args: string[]) =>
  runFleet(args, {
    cwd: directory,
    env: {
      GITHUB_TOKEN: 'fake-token-of-a-test',
      PATH: `${join(directory, 'bin')}:${process.env.PATH}`,
    },
  });
const namesIn = (run: string): string[] =>
  JSON.parse(
    readTree(join(directory, run, 'out')).get('fleet.json') ?? '{"repositories":[]}',
  ).repositories.map(({ name }: { name: string }) => name.replace(/^[^/]*\//, ''));

test('an audit of a repository starts git a dozen times', async () => {
  writeFileSync(log, '');
  writeFileSync(join(directory, 'list.txt'), `${join(directory, 'served/acme/api.git')}\n`);
  const run = await fleet('run', '--list', 'list.txt', '--out', 'counted');
  expect(run.code, run.stderr).toBe(1);
  const starts = readFileSync(log, 'utf8').trim().split('\n');
  // In thousands of small repositories these are most of what a run costs. What a commit says of itself is asked once, its
  // list tells whether there is a CODEOWNERS, and a configuration as git writes it is read here: five fewer than it was.
  expect(starts.length, starts.join('\n')).toBeLessThanOrEqual(13);
});

test('an organisation is listed, cloned and audited; forks share a clone; nothing keeps the token', async () => {
  const run = await fleet(
    'run',
    'github:acme',
    '--api-url',
    host.apiUrl,
    '--out',
    'acme',
    '--progress',
    'none',
  );
  expect(run.stderr).toContain('4 repositories');
  expect(run.code).toBe(1);
  expect(host.rejected).toEqual([]);
  expect(namesIn('acme')).toEqual(['acme/api', 'acme/attic', 'acme/fork', 'acme/web']);
  const plan = readFileSync(join(directory, 'acme/plan.jsonl'), 'utf8').trim().split('\n');
  // Three tasks and the end: the fork goes with its parent.
  expect(plan).toHaveLength(4);
  const fork =
    [...readTree(join(directory, 'acme/out'))].find(([path]) =>
      path.endsWith('acme/fork.json'),
    )?.[1] ?? '';
  expect(fork).toContain('other.env');
  const files = readTree(join(directory, 'acme'));
  expect([...files.keys()].filter((path) => path.startsWith('temporary'))).toEqual([]);
  const secrets = [host.token, Buffer.from(`x-access-token:${host.token}`).toString('base64')];
  const started = readFileSync(log, 'utf8');
  expect(started).toContain('clone --bare');
  for (const text of [run.stdout, run.stderr, started, ...files.values()]) {
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  }
  expect(readTree(join(directory, 'acme/out')).get('index.html')).toContain('archived');
}, 180_000);

test('filters leave out what is not wanted; a user has repositories as well', async () => {
  const options = ['--api-url', host.apiUrl, '--progress', 'none'];
  expect(
    (await fleet('plan', 'github:acme', '--no-forks', '--no-archived', '--out', 'few', ...options))
      .stderr,
  ).toContain('2 repositories');
  expect(
    (await fleet('plan', 'github:acme', '--topic', 'team-core', '--out', 'topic', ...options))
      .stderr,
  ).toContain('1 repository');
  expect((await fleet('plan', 'github:user-ada', '--out', 'user', ...options)).stderr).toContain(
    '1 repository',
  );
  expect(host.rejected).toEqual([]);
}, 180_000);

test('a host that refuses, cuts and wants time is asked again; the reports are the same', async () => {
  const failing = new Map([
    ['GET repos/list-for-org', [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }]],
    ['git acme/api', [{ kind: 'status', status: 429 }, { kind: 'cut' }]],
    ['git acme/web', [{ kind: 'status', status: 503 }]],
  ] as const);
  const left = new Map([...failing].map(([name, all]) => [name as string, [...all]]));
  host.fault = (name) => left.get(name)?.shift();
  const run = await fleet(
    'run',
    'github:acme',
    '--api-url',
    host.apiUrl,
    '--out',
    'refused',
    '--progress',
    'none',
  );
  expect(run.code).toBe(1);
  expect([...left.values()].flat()).toEqual([]);
  const files = readTree(join(directory, 'acme/out'));
  for (const [path, text] of readTree(join(directory, 'refused/out')))
    expect(text === files.get(path), path).toBe(true);
}, 180_000);

test('a token that is not taken, and a repository that is gone, are said; the others are audited', async () => {
  host.fault = (name) => (name === 'git acme/web' ? { kind: 'status', status: 404 } : undefined);
  const run = await fleet(
    'run',
    'github:acme',
    '--api-url',
    host.apiUrl,
    '--out',
    'gone',
    '--progress',
    'lines',
  );
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(/acme\/web could not be audited: its host does not know it/);
  expect(namesIn('gone')).toHaveLength(4);
  const refused = await runFleet(['plan', 'github:acme', '--api-url', host.apiUrl, '--out', 'no'], {
    cwd: directory,
    env: { GITHUB_TOKEN: 'another' },
  });
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('does not take the token'),
  ]);
  const without = await runFleet(['plan', 'github:acme', '--out', 'no'], { cwd: directory });
  expect([without.code, without.stderr]).toEqual([
    2,
    expect.stringContaining('holds no token for GitHub'),
  ]);
}, 180_000);

test('a fork that is gone takes nothing of its network along, and is tried again', async () => {
  host.fault = (name) => (name === 'git acme/fork' ? { kind: 'status', status: 404 } : undefined);
  const common = ['--out', 'fork', '--progress', 'lines'];
  await fleet('plan', 'github:acme', '--api-url', host.apiUrl, ...common);
  const first = await fleet('work', ...common);
  expect([first.code, first.stderr]).toEqual([
    2,
    expect.stringMatching(/acme\/fork: its host does not know it/),
  ]);
  const partial = await fleet('merge', '--partial', ...common);
  expect(partial.code).toBe(2);
  const rows = JSON.parse(readTree(join(directory, 'fork/out')).get('fleet.json') ?? '{}');
  const states = rows.repositories.map(({ status }: { status: string }) => status);
  expect(states).toEqual(['audited', 'audited', 'failed', 'audited']);
  host.fault = () => undefined;
  expect((await fleet('work', ...common)).code).toBe(0);
  expect((await fleet('merge', ...common)).code).toBe(1);
  const files = readTree(join(directory, 'acme/out'));
  for (const [path, text] of readTree(join(directory, 'fork/out')))
    expect(text === files.get(path), path).toBe(true);
}, 180_000);

describe('credentials', () => {
  const all = [
    { origin: 'https://github.com', user: 'x', token: async () => 't' },
    { origin: 'https://gitlab.com', user: 'y', token: async () => 'u' },
  ];

  test.each([
    ['https://github.com/acme/api.git', 'x'],
    ['https://gitlab.com/acme/api.git', 'y'],
    ['https://github.com.evil.example/acme/api.git', undefined],
    ['http://github.com/acme/api.git', undefined],
    ['https://github.com:8443/acme/api.git', undefined],
    ['ssh://git@github.com/acme/api.git', undefined],
  ])('%s gets that of %s', (url, user) => {
    expect(credentialFor(url, all)?.user).toBe(user);
  });

  test('of an API are those of its host', () => {
    expect(webOrigin('https://api.github.com')).toBe('https://github.com');
    expect(webOrigin('https://ghe.example/api/v3')).toBe('https://ghe.example');
    expect(originOf('http://ghe.example/api/v3')).toBeUndefined();
  });
});

test.each([
  ['fatal: unable to access: The requested URL returned error: 429', 'later'],
  ['fatal: unable to access: The requested URL returned error: 503', 'later'],
  ['error: RPC failed; curl 18 transfer closed', 'later'],
  ['fatal: Authentication failed for', 'refused'],
  ["fatal: could not read Username for 'https://x': terminal prompts disabled", 'refused'],
  ["fatal: repository 'https://x/' not found", 'final'],
  ['fatal: unable to access: The requested URL returned error: 301', 'moved'],
  ["fatal: transport 'ext' not allowed", 'final'],
  ["Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server", 'unreachable'],
  ['fatal: unable to access: Could not resolve host: nohost.invalid', 'unreachable'],
  ['ssh: connect to host 127.0.0.1 port 1: Connection refused', 'unreachable'],
])('%s: %s', (complaint, kind) => {
  expect(judge(complaint).kind).toBe(kind);
});

test.each([
  'fatal: remote error: upload-pack: not our ref af761d3e03becefecc72d51cb9a3c2b64933c470',
  'remote: aborting due to possible repository corruption on the remote side.\nfatal: early EOF',
])('%s: the host has a damaged repository', (complaint) => {
  expect(judge(complaint)).toEqual({
    kind: 'later',
    reason: expect.stringContaining('the repository there is damaged'),
  });
});

test.each([
  'ext::sh -c touch% PROOF',
  'ext::sh%20-c%20touch%20PROOF',
  'file:///PROOF',
  '/etc',
  '--upload-pack=touch PROOF',
  'fd::17/x',
])('%s is no address of a host: git is not even started', async (address) => {
  const proof = join(directory, 'proof');
  const url = address.replace('PROOF', proof);
  const clone = createCloner({
    directory: join(directory, 'cloned'),
    credentials: [],
    env: process.env,
    sleep: async () => {},
  });
  await expect(clone(taskOf(url), new AbortController().signal)).rejects.toThrow(
    'its address is of a kind that is not fetched from',
  );
  expect(existsSync(proof)).toBe(false);
});

test.each(['open', 'private'])(
  'a token stays with its host: %s, where a repository was moved to another one',
  async (kind) => {
    const seen: (string | undefined)[] = [];
    const work = join(directory, 'work/acme/api');
    const dumb = join(directory, 'dumb.git');
    const elsewhere = createServer((request, response) => {
      seen.push(request.headers.authorization);
      const path = new URL(request.url ?? '', 'http://x').pathname.replace('/acme/api.git/', '');
      const file = join(dumb, path);
      if (kind === 'private') response.writeHead(401).end();
      else if (existsSync(file)) response.end(readFileSync(file));
      else response.writeHead(404).end();
    });
    rmSync(dumb, { recursive: true, force: true });
    git(directory, ['clone', '-q', '--bare', work, dumb]);
    git(dumb, ['update-server-info']);
    const target = await originOfServer(elsewhere);
    const asked: (string | undefined)[] = [];
    const first = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(302, { location: `${target}${request.url}` }).end();
    });
    const origin = await originOfServer(first);
    const clone = createCloner({
      directory: join(directory, 'moved'),
      credentials: [{ origin, user: 'x', token: async () => 'fake-token-of-a-test' }],
      env: process.env,
      sleep: async () => {},
    });
    const task = taskOf(`${origin}/acme/api.git`);
    const cloned = clone(task, new AbortController().signal);
    if (kind === 'open') (await cloned).done();
    else await expect(cloned).rejects.toThrow('it has moved: name its new address');
    first.close();
    elsewhere.close();
    expect(asked[0]).toMatch(/^Basic /);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((header) => header !== undefined)).toEqual([]);
  },
);

test('a host that is not there is waited for once, and not again for each repository of it', async () => {
  let waits = 0;
  const clone = createCloner({
    directory: join(directory, 'away'),
    credentials: [],
    env: process.env,
    sleep: async () => void waits++,
  });
  const signal = new AbortController().signal;
  const tries = Array.from(
    { length: 12 },
    (_, at) => () =>
      clone({ ...taskOf(`http://127.0.0.1:1/acme/${at}.git`), id: String(at) }, signal),
  );
  for (const each of tries) await expect(each()).rejects.toThrow('its host cannot be reached');
  expect(waits).toBe(5);
});

function taskOf(url: string): Task {
  return { id: 'a', weight: 1, members: [{ name: 'a', location: { kind: 'remote', url } }] };
}

function originOfServer(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      resolve(`http://127.0.0.1:${port}`);
    }),
  );
}

test('a package that is not there is asked for by its name', async () => {
  await expect(loadOptional('no-such-package-of-keylint', 'A queue')).rejects.toThrow(
    'A queue needs the package no-such-package-of-keylint, which is not installed.',
  );
});

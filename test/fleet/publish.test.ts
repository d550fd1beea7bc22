// What a run tells the repositories of an organisation: nothing before it was asked to, nothing twice, nothing where
// everybody reads along, and no faster than GitHub takes it.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { readBegun } from '../../src/fleet/begin.ts';
import type { PublishKind } from '../../src/fleet/publish/journal.ts';
import { createPace } from '../../src/fleet/publish/pace.ts';
import { publish, type Step } from '../../src/fleet/publish/publish.ts';
import { openRun } from '../../src/fleet/run-directory.ts';
import { createClient } from '../../src/github/client.ts';
import type { Severity } from '../../src/model/finding.ts';
import { summarizeRule } from '../../src/model/rule.ts';
import { type Host, type HostedRepository, startHost } from './host.ts';
import { git, makeRepository, readTree } from './repositories.ts';
import { runFleet } from './run-fleet.ts';

const shared = 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=';
const weak = 'acme-fleet-summer-2024';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

const repositories: readonly HostedRepository[] = [
  { owner: 'acme', name: 'api' },
  { owner: 'acme', name: 'attic', isArchived: true },
  { owner: 'acme', name: 'clean' },
  { owner: 'acme', name: 'site', isPrivate: false },
  { owner: 'acme', name: 'web' },
  { owner: 'acme', name: 'wiki', hasNoIssues: true },
];
const secretOf: Readonly<Record<string, string | undefined>> = {
  api: shared,
  web: shared,
  attic: weak,
  site: weak,
  wiki: weak,
};

let directory = '';
let host: Host;
let number = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-publish-'));
  const root = join(directory, 'served');
  for (const { owner, name } of repositories) {
    const work = join(directory, 'work', name);
    const secret = secretOf[name];
    makeRepository(work, [
      { 'src/auth.js': signs, ...(secret && { '.env.production': `JWT_SECRET=${secret}\n` }) },
    ]);
    git(directory, ['clone', '-q', '--bare', work, join(root, owner, `${name}.git`)]);
  }
  host = await startHost(root, repositories);
  const run = await fleet('run', 'github:acme', '--api-url', host.apiUrl, '--out', 'run');
  expect(run.code).toBe(1);
  host.requests.length = 0;
}, 180_000);

afterAll(async () => {
  await host?.close();
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

afterEach(() => {
  expect(host.rejected.splice(0)).toEqual([]);
  host.fault = () => undefined;
  host.requests.length = 0;
  host.published.issues.length = 0;
  host.published.uploads.length = 0;
  host.published.author = { login: 'ada', type: 'User' };
  host.published.openedUp.clear();
});

const fleet = (...args: string[]) =>
  runFleet([...args, '--progress', 'none'], {
    cwd: directory,
    env: { GITHUB_TOKEN: 'fake-token-of-a-test' },
  });

/** A copy of the run that nothing was published of. */
function freshRun(): string {
  const path = join(directory, `copy-${++number}`);
  // Of the reports nothing but that they are there.
  const isLeftOut = (from: string): boolean => /[\\/]out[\\/](?:repos|teams)/.test(from);
  cpSync(join(directory, 'run'), path, { recursive: true, filter: (from) => !isLeftOut(from) });
  return path;
}

interface Publishing {
  readonly kind?: PublishKind;
  readonly sends?: boolean;
  readonly floor?: Severity;
  /** Ends it when so many steps were said. */
  readonly endsAfter?: number;
}

/** Publishes in this process, on a clock that never waits; gives what was said and how long it would have taken. */
async function publishFrom(path: string, options: Publishing = {}) {
  const run = openRun(path);
  const file = run.readRun();
  if (!file) throw new Error('no run');
  const build = { version: file.keylint, id: file.build ?? undefined };
  let now = Date.parse('2026-01-05T08:00:00Z');
  const began = now;
  const clock = {
    now: () => now,
    async sleep(milliseconds: number) {
      now += milliseconds;
    },
  };
  const steps: Step[] = [];
  await publish({
    ...readBegun(run, build),
    run,
    rules: rules.map(summarizeRule),
    owners: undefined,
    kind: options.kind ?? 'issues',
    floor: options.floor ?? 'high',
    sends: options.sends ?? true,
    clock,
    connect: async () =>
      createClient({
        ...{ token: host.token, apiUrl: host.apiUrl, version: '0' },
        clock,
        patienceMs: 3_600_000,
      }),
    said(step) {
      steps.push(step);
      if (steps.length === options.endsAfter) throw new Error('killed');
    },
  });
  const kinds = Object.fromEntries(
    steps.map(({ repository, kind }) => [repository.replace(/^.*\//, ''), kind]),
  );
  return { steps, kinds, tookMs: now - began };
}

const writes = (): string[] => host.requests.filter((name) => /^(?:POST|PATCH) /.test(name));
const issueOf = (name: string) =>
  host.published.issues.find(({ repository }) => repository === `acme/${name}`);

test('without --send nothing is written, there or here', async () => {
  const path = freshRun();
  const before = [...readTree(path)];
  const { kinds } = await publishFrom(path, { sends: false });
  expect(kinds).toEqual({
    api: 'open',
    attic: 'left',
    clean: 'known',
    site: 'left',
    web: 'open',
    wiki: 'left',
  });
  expect(writes()).toEqual([]);
  expect([...readTree(path)]).toEqual(before);
});

test('an issue a repository, which names neither a secret nor another repository', async () => {
  const { steps } = await publishFrom(freshRun());
  expect(host.published.issues.map(({ repository }) => repository)).toEqual([
    'acme/api',
    'acme/web',
  ]);
  const { title, body } = issueOf('api') ?? { title: '', body: '' };
  expect(title).toBe('Signing secrets to replace (keylint)');
  expect(body).toContain('has the same value in another repository');
  expect(body).toContain('.env.production:1');
  for (const never of [shared, 'acme/web', 'acme&#47;web']) expect(body).not.toContain(never);
  expect(JSON.stringify(steps)).not.toContain(shared);
});

test('what everybody can read is left alone, even where it was private when it was listed', async () => {
  host.published.openedUp.add('acme/api');
  const { kinds, steps } = await publishFrom(freshRun());
  expect(kinds).toMatchObject({ api: 'left', site: 'left', web: 'open' });
  expect(steps.find(({ repository }) => repository.endsWith('api'))?.detail).toBe(
    'everybody can read it',
  );
  const sarif = await publishFrom(freshRun(), { kind: 'sarif' });
  expect(sarif.kinds).toMatchObject({ api: 'left', site: 'left', web: 'upload' });
});

test('nothing is said twice: not by the same run, and not by another one', async () => {
  const path = freshRun();
  await publishFrom(path);
  host.requests.length = 0;
  const again = await publishFrom(path);
  expect(again.kinds).toMatchObject({ api: 'known', clean: 'known', web: 'known' });
  // The journal knows: nobody is asked but about those that were left alone.
  expect(new Set(host.requests)).toEqual(new Set(['GET users/get-authenticated', 'GET repos/get']));
  const other = await publishFrom(freshRun());
  expect(other.kinds).toMatchObject({ api: 'known', web: 'known' });
  expect(writes()).toEqual([]);
  expect(host.published.issues).toHaveLength(2);
});

test('an issue is brought up to date, and closed when nothing is left of it', async () => {
  await publishFrom(freshRun());
  const issue = issueOf('api');
  const clean = { ...issueOf('api'), repository: 'acme/clean' };
  if (!issue || !('number' in clean)) throw new Error('no issue');
  issue.body = issue.body.replace('another repository', '2 other repositories');
  host.published.issues.push(clean as typeof issue);
  const { kinds } = await publishFrom(freshRun());
  expect(kinds).toMatchObject({ api: 'update', clean: 'close', web: 'known' });
  expect(issue.body).toContain('another repository');
  expect(issueOf('clean')).toMatchObject({ state: 'closed' });
  expect(issueOf('clean')?.body).toContain('Resolved');
});

test('what people have closed is settled; what is new since is said', async () => {
  await publishFrom(freshRun());
  const issue = issueOf('api');
  if (!issue) throw new Error('no issue');
  issue.state = 'closed';
  expect((await publishFrom(freshRun())).kinds.api).toBe('known');
  // Of the findings that were closed one is taken out: that one is new.
  issue.body = issue.body.replace(/^- .*has the same value.*\n/m, '');
  const { kinds } = await publishFrom(freshRun());
  expect(kinds.api).toBe('open');
  const second = host.published.issues.filter(({ repository }) => repository === 'acme/api')[1];
  expect(second?.body).toContain('has the same value');
  expect(second?.body.match(/^- .*keylint:k1/gm)).toHaveLength(1);
});

test('marks of somebody else silence nothing', async () => {
  await publishFrom(freshRun());
  for (const issue of host.published.issues) {
    Object.assign(issue, { author: { login: 'mallory', type: 'User' }, state: 'closed' });
  }
  expect((await publishFrom(freshRun())).kinds).toMatchObject({ api: 'open', web: 'open' });
});

test('an App knows its own issues again', async () => {
  host.published.author = { login: 'keylint-fleet[bot]', type: 'Bot' };
  await publishFrom(freshRun());
  expect((await publishFrom(freshRun())).kinds).toMatchObject({ api: 'known', web: 'known' });
  expect(host.published.issues).toHaveLength(2);
});

test('a publication that is ended goes on where it was', async () => {
  const path = freshRun();
  await expect(publishFrom(path, { endsAfter: 1 })).rejects.toThrow('killed');
  expect(host.published.issues).toHaveLength(1);
  const { kinds } = await publishFrom(path);
  expect(kinds).toMatchObject({ api: 'known', web: 'open' });
  expect(host.published.issues).toHaveLength(2);
});

test('between the issue and the journal: its marks are found', async () => {
  const path = freshRun();
  await publishFrom(path);
  rmSync(join(path, 'published'), { recursive: true });
  expect((await publishFrom(path)).kinds).toMatchObject({ api: 'known', web: 'known' });
  // What a full disk has cut counts for nothing.
  for (const [name] of readTree(join(path, 'published')))
    writeFileSync(join(path, 'published', name), '{"repo');
  expect((await publishFrom(path)).kinds).toMatchObject({ api: 'known', web: 'known' });
  expect(host.published.issues).toHaveLength(2);
});

test('a limit is waited for; a refusal is said, and the others go on', async () => {
  const faults = [
    { kind: 'status', status: 403, headers: { 'retry-after': '70' } },
    { kind: 'status', status: 429 },
    undefined,
    { kind: 'status', status: 502 },
  ] as const;
  let at = 0;
  host.fault = (name) => (name === 'POST issues/create' ? faults[at++] : undefined);
  const path = freshRun();
  const { steps, kinds, tookMs } = await publishFrom(path);
  expect(kinds).toMatchObject({ api: 'open', web: 'failed' });
  expect(steps.find(({ kind }) => kind === 'failed')?.detail).toBe(
    'GitHub refused the request (502)',
  );
  // 70 s were asked for, and a minute where no time was named.
  expect(tookMs).toBeGreaterThanOrEqual(130_000);
  host.fault = () => undefined;
  expect((await publishFrom(path)).kinds).toMatchObject({ api: 'known', web: 'open' });
});

test('SARIF goes to the commit that was audited, from the floor up, once', async () => {
  const path = freshRun();
  const { kinds } = await publishFrom(path, { kind: 'sarif' });
  expect(kinds).toMatchObject({ api: 'upload', clean: 'upload', wiki: 'upload', site: 'left' });
  const upload = host.published.uploads.find(({ repository }) => repository === 'acme/api');
  const commit = git(join(directory, 'work/api'), ['rev-parse', 'HEAD']).trim();
  expect(upload).toMatchObject({ commit, ref: 'refs/heads/main' });
  const [run] = JSON.parse(upload?.sarif ?? '{}').runs;
  const ids = run.results.map(({ ruleId }: { ruleId: string }) => ruleId);
  expect(ids).toContain('shared-across-services');
  expect(upload?.sarif).not.toContain('acme/web');
  expect(run.automationDetails.id).toMatch(/\bkeylint-fleet\b/);
  const sent = host.published.uploads.length;
  await publishFrom(path, { kind: 'sarif' });
  expect(host.published.uploads).toHaveLength(sent);
  const few = await publishFrom(freshRun(), { kind: 'sarif', floor: 'critical' });
  const details = Object.fromEntries(few.steps.map((step) => [step.repository, step.detail]));
  expect(Object.values(details).join()).not.toContain('high');
});

test('a token that is not taken ends it at once', async () => {
  host.fault = (name) => (name === 'GET repos/get' ? { kind: 'status', status: 401 } : undefined);
  await expect(publishFrom(freshRun())).rejects.toThrow('GitHub does not take the token');
  expect(host.requests.filter((name) => name === 'GET repos/get')).toHaveLength(1);
});

test('code scanning that is off is said', async () => {
  host.fault = (name) =>
    name === 'POST code-scanning/upload-sarif' ? { kind: 'status', status: 403 } : undefined;
  const { steps } = await publishFrom(freshRun(), { kind: 'sarif' });
  expect(steps.find(({ kind }) => kind === 'failed')?.detail).toContain('code scanning is off');
});

test('a second between two writes, 450 issues an hour, across starts of one run', async () => {
  let now = 0;
  const clock = {
    now: () => now,
    async sleep(milliseconds: number) {
      now += milliseconds;
    },
  };
  const pace = createPace(clock);
  const sent: number[] = [];
  for (let at = 0; at < 1000; at++) {
    await pace.next(true);
    sent.push(now);
  }
  for (const [at, moment] of sent.entries()) {
    expect(moment - (sent[at - 1] ?? -1000)).toBeGreaterThanOrEqual(1000);
    expect(moment - (sent[at - 450] ?? -3_600_000)).toBeGreaterThanOrEqual(3_600_000);
  }
  const next = createPace(clock, sent);
  await next.next(true);
  expect(now - (sent.at(-450) ?? 0)).toBeGreaterThanOrEqual(3_600_000);
});

test('the command says what it would do, does it with --send, and ends with 2 where it could not', async () => {
  const copy = freshRun();
  const dry = await fleet('publish', '--issues', '--out', copy);
  expect([dry.code, dry.stdout]).toEqual([
    0,
    expect.stringMatching(/^would open an issue in [\w.]+\/acme\/api: .*high/m),
  ]);
  expect(dry.stdout).toContain('acme/site: everybody can read it');
  expect(dry.stderr).toContain('2 issues to write');
  expect(dry.stderr).toContain('--send');
  expect(host.published.issues).toHaveLength(0);
  const sent = await fleet('publish', '--issues', '--send', '--out', copy);
  expect([sent.code, sent.stdout]).toEqual([0, expect.stringContaining('opened an issue in')]);
  expect(host.published.issues).toHaveLength(2);
  host.fault = (name) =>
    name === 'POST issues/create' ? { kind: 'status', status: 422 } : undefined;
  host.published.issues.length = 0;
  const failed = await fleet('publish', '--issues', '--send', '--out', freshRun());
  expect([failed.code, failed.stdout]).toEqual([2, expect.stringContaining('could not publish')]);
  const nothing = await fleet('publish', '--out', copy);
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('nothing was named')]);
  rmSync(join(copy, 'out'), { recursive: true });
  const early = await fleet('publish', '--sarif', '--out', copy);
  expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('no reports yet')]);
}, 180_000);

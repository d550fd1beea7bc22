// The parts of a fleet that need no repository: names and paths, plans, fingerprints, owners, tables, locks, groups.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { summarize } from '../../src/cli/fleeting/watch.ts';
import { decodedKey, fingerprintsOf } from '../../src/fleet/fingerprints.ts';
import { isLocked, takeLock } from '../../src/fleet/lock.ts';
import { createRowKeeper } from '../../src/fleet/merge/row-keeper.ts';
import { createSharedIds, packIds } from '../../src/fleet/merge/shared-ids.ts';
import { meanScore, noFindings, type RepositoryRow, toRow } from '../../src/fleet/merge/summary.ts';
import type { MemberBody } from '../../src/fleet/model.ts';
import { filesOfTeams, nameOfAddress, pathsOf, safePart } from '../../src/fleet/names.ts';
import { csvLine } from '../../src/fleet/output/csv.ts';
import { type Fleet, renderFleetJson } from '../../src/fleet/output/fleet-json.ts';
import { renderSilenced } from '../../src/fleet/output/page/tables.ts';
import { parseOwners, teamsOfTopics } from '../../src/fleet/owners.ts';
import { type FoundMember, parseShard, planTasks, tasksOf } from '../../src/fleet/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { makeReport } from '../report/sample.ts';

describe('names', () => {
  test.each([
    ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
    ['https://user:pass@GitHub.com/acme/shop', 'github.com/acme/shop'],
    ['ssh://git@git.example:2222/a/b/c.git/', 'git.example/a/b/c'],
    ['https://git.example/../../etc/passwd', 'git.example/etc/passwd'],
    ['../elsewhere', undefined],
    ['C:/clones/shop', undefined],
    ['file:///srv/shop.git', undefined],
    ['', undefined],
  ])('%s is %s', (url, name) => {
    expect(nameOfAddress(url)).toBe(name);
  });

  test('no name leads out of the directory of reports, or takes the place of another', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '.', 'CON', 'a', 'A', 'nul.txt', '', '%2E'),
    );
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
        const paths = [...pathsOf(names).values()];
        expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(names.length);
        for (const path of paths)
          expect(path).toMatch(/^(?:[\w@+%~-][\w.@+%~-]*\/)*[\w@+%~-][\w.@+%~-]*$/);
        for (const path of paths) expect(path.split('/')).not.toContain('..');
      }),
    );
  });

  test('devices of Windows and long names', () => {
    expect(safePart('con')).toBe('%con');
    expect(safePart('a'.repeat(500)).length).toBeLessThan(130);
    expect(safePart(`${'a'.repeat(500)}b`)).not.toBe(safePart('a'.repeat(501)));
  });

  test('teams are files, never directories', () => {
    const files = filesOfTeams(['@acme/core', '@acme+core', '', 'no owner']);
    expect(new Set(files.values()).size).toBe(4);
    for (const file of files.values()) expect(file).not.toContain('/');
  });
});

const member = (name: string, weight: number, more: Partial<FoundMember> = {}): FoundMember => ({
  name,
  location: { kind: 'directory', path: `/clones/${name}` },
  weight,
  ...more,
});

describe('plans', () => {
  test('the largest first, whatever order they came in; forks are one task', () => {
    const all = [
      member('h/a/one', 10),
      member('h/a/two', 300),
      member('h/a/three', 20, { network: 'n' }),
      member('h/b/three', 25, { network: 'n' }),
    ];
    const plan = planTasks(all);
    expect(plan.map(({ members }) => members.map(({ name }) => name))).toEqual([
      ['h/a/two'],
      ['h/a/three', 'h/b/three'],
      ['h/a/one'],
    ]);
    expect(planTasks(all.toReversed())).toEqual(plan);
  });

  test('two clones of one remote are two repositories; the same one twice is one', () => {
    const remote = 'github.com/acme/shop';
    const clone = (path: string): FoundMember => ({
      ...member(remote, 1, { otherName: `local/${path}` }),
      location: { kind: 'directory', path },
    });
    const names = planTasks([clone('b'), clone('a'), clone('a')]).map(
      ({ members }) => members[0]?.name,
    );
    expect(names.sort()).toEqual([remote, 'local/b']);
  });

  test('shards take every task once', () => {
    const plan = planTasks(Array.from({ length: 25 }, (_, at) => member(`h/${at}`, at)));
    const dealt = [1, 2, 3, 4].flatMap((index) => tasksOf(plan, { index, count: 4 }));
    expect(dealt.map(({ id }) => id).sort()).toEqual(plan.map(({ id }) => id).sort());
    expect(parseShard('4/4')).toEqual({ index: 4, count: 4 });
    for (const text of ['0/4', '5/4', '1', 'a/b', '1/0'])
      expect(() => parseShard(text)).toThrow('--shard');
  });
});

describe('fingerprints', () => {
  const key = Buffer.alloc(32, 1);
  const bytes = Buffer.from('4H7BVXp9eIzE0Q4ctib/jSFgnqL+2zZW77mBWck2NbU=', 'base64');
  const spellings = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    `base64:${bytes.toString('base64')}`,
    `${bytes.toString('base64')}\n`,
  ];

  test('one key in all its spellings shares a fingerprint, and no other key does', () => {
    const all = spellings.map((text) => new Set(fingerprintsOf(text, key)));
    const [first] = all;
    for (const ids of all) expect([...ids].some((id) => first?.has(id))).toBe(true);
    const other = fingerprintsOf(Buffer.alloc(32, 9).toString('hex'), key);
    expect(other.some((id) => first?.has(id))).toBe(false);
    expect(
      fingerprintsOf(spellings[0] ?? '', Buffer.alloc(32, 2)).some((id) => first?.has(id)),
    ).toBe(false);
  });

  test.each(['secret', 'mysecretkey', 'a'.repeat(21), 'not base64!', 'abc=def='])(
    '%s spells nothing',
    (text) => {
      expect(decodedKey(text)).toBeUndefined();
      expect(fingerprintsOf(text, key)).toHaveLength(1);
    },
  );
});

test('ids that two members hold are found with their members, of numbers of groups as well', () => {
  const ids = createSharedIds();
  const hex = (number: number): string => number.toString(16).padStart(32, '0');
  for (let at = 0; at < 5000; at++) ids.add(packIds([[hex(at * 7919), at]]));
  ids.add(
    packIds([
      [hex(7919 * 3), 3],
      [hex(7919 * 4), 9],
      ['S-0001', 1],
    ]),
  );
  ids.add(
    packIds([
      ['S-0001', 2],
      ['S-0002', 2],
    ]),
  );
  ids.add(packIds([]));
  const { ids: shared, members } = ids.find();
  expect([...shared].sort()).toEqual([hex(7919 * 4), 'S-0001'].sort());
  expect([...members].sort()).toEqual([1, 2, 4, 9]);
});

test('rows keep what is equal once, and say what they said', () => {
  const keep = createRowKeeper();
  const member = { name: 'h/a', location: { kind: 'directory' as const, path: '/a' } };
  const about = { member, reportPath: 'h/a', listed: [], result: { task: 'x' } };
  const row = (name: string): RepositoryRow => ({
    name,
    report: name,
    commit: { id: 'c', date: 'd' },
    teams: ['@acme/pay'],
    isArchived: false,
    isFork: false,
    isPublic: false,
    status: 'audited',
    reason: null,
    findings: { critical: 1, high: 0, medium: 0, low: 0, note: 0 },
    secrets: 1,
    score: { points: 10, grade: 'F' },
    shared: name === 'h/a' ? [] : ['S-0001'],
  });
  const [one, other] = [keep(row('h/a'), about), keep(row('h/b'), undefined)];
  expect([one, other]).toEqual([row('h/a'), row('h/b')]);
  expect(one?.teams).toBe(other?.teams);
  expect(one?.findings).toBe(other?.findings);
  expect(one?.score).toBe(other?.score);
});

test.each([
  [5, 600, '5 of 20 repositories, 0.5 a minute, '],
  [5, 10, '5 of 20 repositories, 30 a minute, '],
  [5, 1, '5 of 20 repositories, 5.0 a second, '],
])('%d repositories in %d s are %s', (done, seconds, words) => {
  const startMs = performance.now() - seconds * 1000;
  expect(summarize({ done, failed: 0, before: 0, total: 20, startMs })).toContain(words);
});

describe('owners', () => {
  const owners = parseOwners(`# owners
* @acme/all
/services/pay/ @acme/pay pay@acme.example # money
*.tf @acme/infra
[Section]
^[Optional] @acme/nobody
docs/
`);
  test.each([
    ['README.md', ['@acme/all']],
    ['services/pay/a.ts', ['@acme/pay', 'pay@acme.example']],
    ['x/services/pay/a.ts', ['@acme/all']],
    ['services/pay/main.tf', ['@acme/infra']],
    ['docs/a.md', []],
  ])('of %s are %j', (path, expected) => {
    expect(owners(path)).toEqual(expected);
  });

  test('of repositories, and by topics', () => {
    expect(parseOwners('github.com/acme/pay-* @acme/pay')('github.com/acme/pay-api')).toEqual([
      '@acme/pay',
    ]);
    expect(teamsOfTopics(['js', 'team-web', 'owner-core'])).toEqual(['core', 'web']);
  });
});

test.each([
  ['=1+1', `"'=1+1"`],
  [' @SUM(A1)', `"' @SUM(A1)"`],
  ['-2', `"'-2"`],
  ['+x', `"'+x"`],
  ['\t=x', '"\\t=x"'],
  ['say "hi", you', '"say ""hi"", you"'],
  ['two\nlines', '"two\\nlines"'],
  [null, ''],
  [7, '7'],
])('%j in a table is %s', (cell, text) => {
  expect(csvLine([cell])).toBe(`${text}\r\n`);
});

describe('locks', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'keylint-lock-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const path = (): string => join(directory, 'lock');
  const holder = (over: object): void =>
    writeFileSync(
      path(),
      JSON.stringify({
        host: hostname(),
        pid: process.pid,
        started: null,
        seen: new Date().toISOString(),
        ...over,
      }),
    );

  test('one is held until it is released', () => {
    const lock = takeLock(directory);
    expect(isLocked(directory)).toBe(true);
    expect(() => takeLock(directory)).toThrow('works on this run already');
    lock.release();
    expect(isLocked(directory)).toBe(false);
    takeLock(directory).release();
  });

  test.each([
    ['of a process that is gone', { pid: 2 ** 22 + 1 }],
    ['of a process whose number somebody else has by now', { pid: process.ppid, started: '1' }],
    [
      'of a machine that was not heard of for minutes',
      { host: 'elsewhere', seen: '2024-01-01T00:00:00Z' },
    ],
    ['that is half written', null],
  ])('one %s is nobody’s', (_name, over) => {
    if (over === null) writeFileSync(path(), '{"host":');
    else holder(over);
    expect(isLocked(directory)).toBe(false);
    takeLock(directory).release();
  });

  test('one of another machine that is alive counts', () => {
    holder({ host: 'elsewhere' });
    expect(() => takeLock(directory)).toThrow('on elsewhere');
    rmSync(path());
  });
});

describe('fleet.schema.json', () => {
  const schema: object = JSON.parse(
    readFileSync(new URL('../../fleet.schema.json', import.meta.url), 'utf8'),
  );
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile({
    ...strict(schema),
    $id: 'strict',
  });
  const row: RepositoryRow = {
    name: 'github.com/acme/api',
    report: 'github.com/acme/api',
    commit: { id: 'a'.repeat(40), date: '2024-03-01T10:00:00+00:00' },
    teams: ['@acme/core'],
    isArchived: false,
    isFork: true,
    isPublic: false,
    status: 'audited',
    reason: null,
    findings: { ...noFindings, critical: 2 },
    secrets: 3,
    score: { points: 36, grade: 'E' },
    shared: ['S-0001'],
  };
  const fleet: Fleet = {
    version: '0.0.0',
    repositories: [
      row,
      {
        ...row,
        name: 'b',
        report: null,
        commit: null,
        status: 'failed',
        reason: 'gone',
        score: null,
      },
    ],
    teams: [{ name: '', repositories: 1, findings: noFindings, score: null }],
    shared: [
      {
        number: 'S-0001',
        kinds: ['shared', 'removed-in-use'],
        severity: 'critical',
        name: 'JWT_SECRET',
        repositories: ['a', 'b'],
        places: [
          {
            repository: 'a',
            role: 'past',
            state: 'removed',
            secret: null,
            environment: null,
            algorithm: 'HS256',
            bits: null,
            path: '.env',
            line: 1,
            teams: [],
          },
        ],
      },
    ],
    worst: [
      {
        repository: 'a',
        report: 'a',
        teams: [],
        rank: 'critical',
        title: 'JWT_SECRET',
        reason: 'weak',
        rule: 'short-secret',
        path: '.env',
        line: 1,
        bits: 8,
        link: null,
        shared: null,
      },
    ],
    worstCount: 1,
    trend: {
      points: -3,
      before: 40,
      findings: noFindings,
      added: [],
      gone: ['x'],
      worse: [],
      better: [],
    },
  };
  const parse = (one: Fleet): unknown => JSON.parse([...renderFleetJson(one)].join(''));

  test('holds for what is written, with everything and with nothing', () => {
    for (const one of [
      fleet,
      { ...fleet, repositories: [], teams: [], shared: [], worst: [], trend: undefined },
    ]) {
      validate(parse(one));
      expect(validate.errors).toBeNull();
    }
  });

  test.each([
    ['a time of day', { made: '2024-03-01T10:00:00Z' }],
    ['another version', { version: 2 }],
    ['an unknown rank', { worst: [{ ...fleet.worst[0], rank: 'awful' }] }],
    ['an id in place of a number', { shared: [{ ...fleet.shared[0], number: 'a'.repeat(32) }] }],
  ])('rejects %s', (_name, over) => {
    expect(validate({ ...(parse(fleet) as object), ...over })).toBe(false);
  });

  test('a score is the mean of those there are', () => {
    expect(meanScore(fleet.repositories)).toEqual({ points: 36, grade: 'E' });
    expect(meanScore([])).toBeNull();
  });
});

/** The schema with no field and no value besides those that it names. */
function strict(node: object): object {
  const closed = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name === 'examples' ? 'enum' : name,
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? strict(value)
        : strictList(value),
    ]),
  );
  const isOpen = 'properties' in node && !('additionalProperties' in node);
  return isOpen ? { ...closed, additionalProperties: false } : closed;
}

function strictList(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) =>
    typeof item === 'object' && item !== null ? strict(item) : item,
  );
}

test('what repositories silence by themselves is told of each, on the page as well', () => {
  const row = (name: string, coverage: Partial<Report['coverage']>): RepositoryRow => {
    const report = makeReport([], { skipped: [] });
    return toRow({
      member: { name, location: { kind: 'directory', path: `/${name}` } },
      report: { ...report, complete: true, coverage: { ...report.coverage, ...coverage } },
      body: {} as MemberBody,
      commit: { id: 'c', date: 'd' },
      reportPath: name,
      groups: [],
      teamsOf: () => [],
    });
  };
  const repositories = [
    row('a', { ignored: 3 }),
    row('b', {}),
    row('<c>', { ignored: 3 }),
    row('d', { ignoredNames: 1, rules: { ran: 1, known: 28 } }),
  ];
  const ignored = '3 files are left out by "ignore" in the settings';
  expect(repositories.map(({ reason }) => reason)).toEqual([
    ignored,
    null,
    ignored,
    '1 name of a secret is left out by "ignoreNames" in the settings; 1 of 28 rules ran',
  ]);
  const fleet = { version: '0', teams: [], shared: [], worst: [], worstCount: 0, trend: undefined };
  const page = renderSilenced({ ...fleet, repositories });
  expect(page).toContain('<strong>a, &lt;c&gt;</strong>: 3 files are left out');
  expect(page).toContain('3 repositories');
  expect(renderSilenced({ ...fleet, repositories: repositories.slice(1, 2) })).toBe('');
});

// A whole fleet by the built program: planned, worked on by one machine and by shards, killed and taken up again. The
// reports are the same bytes each time, and nothing on the disk tells a secret.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, runCli, scrubbedEnvironment } from '../cli/run-cli.ts';
import {
  cutFile,
  makeBroken,
  makeFleet,
  makeRepository,
  planted,
  readTree,
  secretBlobs,
} from './repositories.ts';

let directory = '';
let clones = '';
/** The reports of one run on one machine. */
let reports = new Map<string, string>();
/** All files of a run between work and merge, and its key. */
let results = new Map<string, string>();
let key = Buffer.alloc(0);

const fleet = (...args: string[]) =>
  spawnSync(process.execPath, [bin, 'fleet', ...args], {
    cwd: directory,
    env: scrubbedEnvironment(),
    encoding: 'utf8',
    // A run that waits for ever fails its test, and does not hold up all others.
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
/** The same by the thread that is kept for it, of what only plans or answers with a sentence: no process is started. */
const told = (...args: string[]) => runCli(['fleet', ...args], { cwd: directory });
const outOf = (run: string): Map<string, string> => readTree(join(directory, run, 'out'));

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-fleet-'));
  clones = join(directory, 'clones');
  makeFleet(clones);
  const run = fleet('run', 'clones', '--out', 'one', '--progress', 'none');
  expect(run.stderr).toContain('12 repositories');
  expect(run.status).toBe(1);
  reports = outOf('one');
}, 180_000);

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

interface FleetJson {
  readonly complete: boolean;
  readonly repositories: readonly {
    readonly name: string;
    readonly status: string;
    readonly reason: string | null;
  }[];
  readonly shared: readonly {
    readonly number: string;
    readonly kinds: readonly string[];
    readonly repositories: readonly string[];
  }[];
}

const parseFleet = (files: ReadonlyMap<string, string>): FleetJson =>
  JSON.parse(files.get('fleet.json') ?? '{}');

describe('what is found', () => {
  test('every repository has its reports, below its host', () => {
    const paths = [...reports.keys()].filter((path) => path.startsWith('repos/')).sort();
    const expected = [
      'git.example/acme/fork',
      'github.example/acme/api',
      ...[
        '%3Dcmd',
        'clean',
        'empty',
        'new',
        'old',
        'settings',
        'testing',
        'weak',
        'web',
        'worker',
      ].map((name) => `local/acme/${name}`),
    ].flatMap((name) => ['html', 'json', 'sarif'].map((format) => `repos/${name}.${format}`));
    expect(paths).toEqual(expected.sort());
  });

  test('SARIF with the rules of its results, and no others', () => {
    const rulesOf = (name: string) => {
      const [run] = JSON.parse(reports.get(`repos/${name}.sarif`) ?? '{}').runs;
      const named = run.results.map((result: { ruleId: string }) => result.ruleId);
      const described = run.tool.driver.rules.map(({ id }: { id: string }) => id);
      return { named: [...new Set<string>(named)].sort(), described };
    };
    expect(rulesOf('local/acme/clean').described).toEqual([]);
    const weak = rulesOf('local/acme/weak');
    expect(weak.described.length).toBeGreaterThan(1);
    expect(weak.described).toEqual(weak.named);
  });

  test('secrets that repositories share, in whatever form each of them has it', () => {
    const { shared } = parseFleet(reports);
    expect(shared.map(({ number, kinds, repositories }) => [number, kinds, repositories])).toEqual([
      ['S-0001', ['removed-in-use'], ['local/acme/new', 'local/acme/old']],
      ['S-0002', ['shared'], ['git.example/acme/fork', 'local/acme/settings', 'local/acme/weak']],
      ['S-0003', ['shared'], ['github.example/acme/api', 'local/acme/web']],
      ['S-0004', ['test-in-production'], ['local/acme/testing', 'local/acme/worker']],
    ]);
  });

  test('each repository is told of what the others hold', () => {
    const findings = (
      name: string,
    ): { rule: string; message: string; history?: { state: string } }[] =>
      JSON.parse(reports.get(`repos/${name}.json`) ?? '{}').findings;
    const of = (name: string, rule: string) => findings(name).filter((one) => one.rule === rule);
    expect(of('github.example/acme/api', 'shared-across-services')[0]?.message).toBe(
      'JWT_SECRET has the same value in local/acme/web (.env.production:1) (S-0003)',
    );
    expect(of('local/acme/worker', 'test-secret-in-production')).toHaveLength(1);
    expect(of('local/acme/new', 'removed-secret-in-use')[0]?.message).toContain('local/acme/old');
    expect(of('local/acme/old', 'secret-in-history')[0]?.history?.state).toBe('live-elsewhere');
    expect(of('local/acme/clean', 'shared-across-services')).toEqual([]);
  });

  test('settings that cannot be read silence nothing', () => {
    expect(reports.get('repos/local/acme/settings.html')).toContain('JWT_SECRET');
  });

  test('owners have a page each', () => {
    const page = reports.get('teams/@acme+core.html') ?? '';
    expect(page).toContain('github.example/acme/api');
    expect(page).not.toContain('local/acme/weak.html');
    expect([...reports.keys()].filter((path) => path.startsWith('teams/'))).toHaveLength(2);
  });

  test('no cell of a table is a formula', () => {
    for (const name of ['findings.csv', 'shared.csv']) {
      const cells = (reports.get(name) ?? '').split(/\r\n|,(?=")/);
      expect(cells.length).toBeGreaterThan(20);
      expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
    }
    expect(reports.get('findings.csv')).toContain('"\'@acme/core"');
  });
});

describe('the same bytes', () => {
  const expectSame = (run: string): void => {
    const files = outOf(run);
    expect([...files.keys()].sort()).toEqual([...reports.keys()].sort());
    for (const [path, text] of files) expect(text === reports.get(path), path).toBe(true);
  };

  test('of three shards, merged', () => {
    expect(told('plan', 'clones', '--out', 'three').code).toBe(0);
    for (const shard of ['2/3', '1/3', '3/3']) {
      if (shard === '3/3') {
        const early = told('merge', '--out', 'three');
        expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('not done')]);
      }
      expect(fleet('work', '--shard', shard, '--out', 'three', '-j', '1').status).toBe(0);
    }
    results = readTree(join(directory, 'three'));
    key = readFileSync(join(directory, 'three/run.key'));
    expect(fleet('merge', '--out', 'three').status).toBe(1);
    expectSame('three');
  }, 180_000);

  // With a key that is kept elsewhere: what that changes is asked of it below.
  test('of a run that was killed twice, and of results that were cut', async () => {
    writeFileSync(join(directory, 'kept.key'), Buffer.alloc(32, 7));
    const run = ['run', 'clones', '--out', 'killed', '--key-file', 'kept.key'];
    const args = [bin, 'fleet', ...run, '-j', '1', '--progress', 'json'];
    for (const wanted of [2, 3]) {
      const child = spawn(process.execPath, args, {
        cwd: directory,
        env: scrubbedEnvironment(),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let done = 0;
      child.stderr.on('data', (text: Buffer) => {
        done += text.toString().split('"event":"done"').length - 1;
        if (done >= wanted) child.kill('SIGKILL');
      });
      const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
      expect(signal).toBe('SIGKILL');
    }
    // Half of a result is none.
    const shelves = join(directory, 'killed/results');
    const [shelf = ''] = readdirSync(shelves);
    const [name = ''] = readdirSync(join(shelves, shelf)).filter((one) => one.endsWith('.gz'));
    cutFile(join(shelves, shelf, name));
    const damaged = fleet(...run, '--progress', 'none');
    expect([damaged.status, damaged.stderr]).toEqual([
      2,
      expect.stringContaining('is damaged, and was removed'),
    ]);
    expect(fleet(...run, '--progress', 'none').status).toBe(1);
    expectSame('killed');
    expect(existsSync(join(directory, 'killed/temporary'))).toBe(false);
  }, 180_000);

  test('of a merge that is done again after the key has gone', () => {
    const again = fleet('merge', '--out', 'one');
    expect(again.status).toBe(1);
    expectSame('one');
  });
});

describe('what is on the disk', () => {
  const run = (): string => join(directory, 'three');

  const idsIn = (files: ReadonlyMap<string, string>): string[] =>
    [...files].flatMap(([path, text]) => {
      if (!path.startsWith('results/')) return [];
      const head: { members: { values: { ids: string[] }[] }[] } = JSON.parse(
        text.split('\n')[0] ?? '{}',
      );
      return head.members.flatMap(({ values }) => values.flatMap(({ ids }) => ids));
    });

  test('is for nobody else', () => {
    expect(statSync(run()).mode & 0o777).toBe(0o700);
    expect(results.has('run.key')).toBe(true);
  });

  test('no secret, no unkeyed hash of one, no id of a blob that holds one: before the merge and after', () => {
    const secrets = Object.values(planted);
    const texts = secrets.flatMap((secret) => {
      const decoded = Buffer.from(secret, 'base64');
      return [Buffer.from(secret), decoded];
    });
    const traces = [
      ...secrets,
      ...texts.flatMap((bytes) => [
        bytes.toString('hex'),
        bytes.toString('base64').replace(/=+$/, ''),
      ]),
      ...texts.flatMap((bytes) =>
        ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) => {
          const digest = createHash(name).update(bytes).digest();
          return [digest.toString('hex').slice(0, 16), digest.toString('base64').slice(0, 12)];
        }),
      ),
      ...secretBlobs(clones).map((id) => id.slice(0, 12)),
    ];
    expect(traces.length).toBeGreaterThan(80);
    for (const files of [results, readTree(run()), readTree(join(directory, 'one'))]) {
      for (const [path, text] of files) {
        if (path === 'run.key') continue;
        expect([path, traces.findIndex((trace) => text.includes(trace))]).toEqual([path, -1]);
      }
    }
  });

  test('without the key no guess can be tested; with it the test would see it', () => {
    const ids = new Set(idsIn(results));
    expect(ids.size).toBeGreaterThan(6);
    const words = [
      ...Object.values(planted),
      'secret',
      'changeme',
      'password',
      'keyboard cat',
      'supersecret',
    ];
    const fingerprint = (word: string, withKey: Uint8Array): string =>
      createHmac('sha256', withKey).update(`keylint fp 1\0${word}`).digest('hex').slice(0, 32);
    const { id, keyId } = JSON.parse(readFileSync(join(run(), 'run.json'), 'utf8'));
    const keys = ['', 'keylint', 'key', id, keyId].flatMap((text: string) => [
      Buffer.from(text),
      Buffer.from(text, 'hex'),
    ]);
    expect(words.filter((word) => keys.some((one) => ids.has(fingerprint(word, one))))).toEqual([]);
    expect(words.filter((word) => ids.has(fingerprint(word, key)))).toEqual(Object.values(planted));
  });

  test('a merge leaves numbers of groups, and no key', () => {
    const after = readTree(run());
    expect(after.has('run.key')).toBe(false);
    expect(idsIn(after).length).toBeGreaterThan(4);
    expect(idsIn(after).filter((id) => !/^S-\d{4}$/.test(id))).toEqual([]);
    for (const text of after.values()) {
      for (const id of idsIn(results)) expect(text.includes(id)).toBe(false);
    }
  });

  test('a key that is kept elsewhere is neither copied nor deleted, and keeps the fingerprints', () => {
    const files = readTree(join(directory, 'killed'));
    expect(files.has('run.key')).toBe(false);
    expect(idsIn(files).every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    expect(existsSync(join(directory, 'kept.key'))).toBe(true);
    const other = told('work', '--out', 'killed');
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining('the key of this run is not here'),
    ]);
  });
});

describe('what goes wrong', () => {
  test('a repository that cannot be read is a line of the report, and the exit code says so', () => {
    const folder = join(directory, 'poison');
    makeBroken(folder);
    makeRepository(join(folder, 'acme/fine'), [{ 'README.md': 'fine\n' }]);
    const { status: code, stderr } = fleet(
      'run',
      'poison',
      '--out',
      'poisoned',
      '--progress',
      'lines',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('local/acme/broken could not be audited');
    const json = parseFleet(outOf('poisoned'));
    expect(json.complete).toBe(false);
    expect(json.repositories.map(({ name, status }) => [name, status])).toEqual([
      ['local/acme/broken', 'failed'],
      ['local/acme/fine', 'audited'],
    ]);
    expect(outOf('poisoned').get('index.html')).toContain('Not audited, or not in full');
    const { stdout } = told('status', '--out', 'poisoned');
    expect(stdout).toContain('1 of 2 tasks done, 0 waiting, 1 failed');
    expect(stdout).toContain('failed: local/acme/broken');
  }, 180_000);

  test('two coordinators of one run are kept apart', async () => {
    const args = [bin, 'fleet', 'run', 'clones', '--out', 'locked', '-j', '1'];
    const child = spawn(process.execPath, args, {
      cwd: directory,
      env: scrubbedEnvironment(),
      stdio: 'ignore',
    });
    while (!existsSync(join(directory, 'locked/plan.jsonl'))) await sleep(20);
    const second = fleet('run', 'clones', '--out', 'locked');
    expect([second.status, second.stderr]).toEqual([
      2,
      expect.stringContaining('works on this run already'),
    ]);
    expect(told('status', '--out', 'locked').stdout).toContain('a worker is at it');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    // Its lock names a process that is no more.
    expect(fleet('plan', '--out', 'locked').status).toBe(0);
  }, 180_000);

  test.each([
    [['run', 'clones'], '--out is missing'],
    [['run', '--out', 'x'], 'no source of repositories was named'],
    [['run', 'nowhere', '--out', 'x'], 'no such directory'],
    [['work', '--out', 'x'], 'there is no plan'],
    [['work', '--shard', '4/3', '--out', 'one'], '--shard cannot be "4/3"'],
    [['run', 'clones', '--strict', '--out', 'one'], 'begun with other options (--strict)'],
    [['merge', 'clones', '--out', 'one'], 'takes no sources'],
    [
      ['run', 'clones', '--shard', '1/2', '--out', 'x'],
      '--shard does nothing with keylint fleet run',
    ],
    [['merge', '--send', '--out', 'one'], '--send does nothing with keylint fleet merge'],
    [['work', '--partial', '--out', 'one'], '--partial does nothing with keylint fleet work'],
    [['run', 'clones', '--queue', 'ftp://x', '--out', 'ftp'], 'is no address of a queue'],
    [['work', '--queue', 'redis://x', '--shard', '1/2', '--out', 'one'], 'cannot be had together'],
    [['dance', '--out', 'one'], 'cannot "dance"'],
    [['merge', '--out', 'one', '--compare', 'clones/acme/api/CODEOWNERS'], 'is no fleet.json'],
  ])('%j: %s', (args, message) => {
    const { code, stderr } = told(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('a list names directories, and says which line is none', () => {
    writeFileSync(join(directory, 'list.txt'), '# two\nclones/acme/api\n\nclones/acme/weak\n');
    const { status: code } = fleet(
      'run',
      '--list',
      'list.txt',
      '--out',
      'listed',
      '--progress',
      'none',
      '-j',
      '1',
    );
    expect(code).toBe(1);
    expect(parseFleet(outOf('listed')).repositories.map(({ name }) => name)).toEqual([
      'github.example/acme/api',
      'local/acme/weak',
    ]);
    writeFileSync(join(directory, 'bad.txt'), 'clones/acme/api\nno such thing\n');
    expect(told('plan', '--list', 'bad.txt', '--out', 'bad').stderr).toContain(
      'line 2 of the list',
    );
  }, 180_000);
});

test('what changed since an earlier run is on the page', () => {
  const earlier = JSON.parse(reports.get('fleet.json') ?? '{}');
  earlier.summary.findings.critical = 0;
  earlier.repositories.pop();
  writeFileSync(join(directory, 'earlier.json'), JSON.stringify(earlier));
  expect(fleet('merge', '--out', 'three', '--compare', 'earlier.json').status).toBe(1);
  const json = JSON.parse(outOf('three').get('fleet.json') ?? '{}');
  expect(json.trend.added).toEqual(['local/acme/worker']);
  expect(json.trend.findings.critical).toBeGreaterThan(0);
  expect(outOf('three').get('index.html')).toContain('Since the earlier run');
  expect(
    gunzipSync(readFileSync(join(directory, 'three/results', ...firstResult('three')))).length,
  ).toBeGreaterThan(10);
});

function firstResult(run: string): [string, string] {
  const [shelf = ''] = readdirSync(join(directory, run, 'results'));
  const [name = ''] = readdirSync(join(directory, run, 'results', shelf));
  return [shelf, name];
}

test('a full disk ends a run with its reason, and the same line goes on when there is room', () => {
  const small = join(directory, 'small');
  mkdirSync(small);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', small]);
  if (mounted.status !== 0) {
    process.stderr.write('\nSKIPPED: no small file system can be mounted here.\n');
    return;
  }
  try {
    const args = ['run', '--list', 'list.txt', '--out', 'small/run', '--progress', 'none'] as const;
    const full = fleet(...args);
    expect(full.status).toBe(2);
    expect(full.stderr).toContain('no space left on the device');
    expect(full.stderr).not.toContain('internal error');
    spawnSync('mount', ['-o', 'remount,size=64m', small]);
    expect(fleet(...args).status).toBe(1);
    expect(outOf('small/run')).toEqual(outOf('listed'));
  } finally {
    spawnSync('umount', [small]);
  }
}, 180_000);

// Repositories that are made to break whoever reads them, among some that are not: each is a line of the report with its
// reason, the others are audited, nothing of them is run, and neither memory nor time is without end. One part is read on
// the disk, the other is cloned from a host.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHost } from '../fleet/host.ts';
import { type FleetRun, runFleet } from '../fleet/run-fleet.ts';
import { watchMemory } from './memory.ts';
import { makeOrganisation, tiny } from './organisation.ts';
import { makePoison } from './poison.ts';

/** What a file of `touch` would be. */
const proof = '/tmp/keylint-poison-ran';
/** Of all processes of a run together: two workers of what `--memory` gives, and git beside each. */
const mostMegabytes = 6000;

let directory = '';
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-fleet-poison-'));
  mkdirSync(join(directory, 'local'));
  await makePoison(join(directory, 'local'));
  makeOrganisation(join(directory, 'local'), { repositories: 3, ...tiny });
  rmSync(proof, { force: true });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const expected = {
  'blob-of-1-gb': ['incomplete', 'dump.env: too large'],
  'broken-pack': ['failed', 'git cannot read its commit HEAD'],
  'deep-files': ['incomplete', 'laughs.yaml: more than 250000 values'],
  'hostile-configuration': ['audited', null],
  'link-farm': ['audited', null],
  'refs-200000': ['audited', null],
  'tree-bomb': ['failed', 'git ls-tree'],
} as const;

interface Row {
  readonly name: string;
  readonly status: string;
  readonly reason: string | null;
}

function rowsOf(out: string): readonly Row[] {
  return JSON.parse(readFileSync(join(directory, out, 'out/fleet.json'), 'utf8')).repositories;
}

function expectRows(
  rows: readonly Row[],
  run: FleetRun,
  changed: Partial<Record<string, readonly [string, string]>> = {},
) {
  expect(run.code, run.stderr).toBe(2);
  for (const [name, [status, reason]] of Object.entries({ ...expected, ...changed })) {
    const row = rows.find((one) => one.name.endsWith(`/${name}`));
    expect(row?.status, `${name}: ${row?.reason}`).toBe(status);
    if (reason !== null) expect(row?.reason, name).toContain(reason);
  }
  const good = rows.filter(({ name }) => name.includes('/service-'));
  expect(good.map(({ status }) => status)).toEqual(['audited', 'audited', 'audited']);
  expect(existsSync(proof)).toBe(false);
}

test('on the disk', async () => {
  const memory = watchMemory();
  const run = await runFleet(['run', 'local', '--out', 'a', '-j', '2', '--progress', 'none'], {
    cwd: directory,
  });
  const megabytes = memory.stop();
  expectRows(rowsOf('a'), run);
  expect(megabytes).toBeLessThan(mostMegabytes);
});

test('from a host, with less memory', async () => {
  const root = join(directory, 'served');
  mkdirSync(root);
  renameSync(join(directory, 'local/acme'), join(root, 'acme'));
  for (const name of Object.keys(expected)) {
    renameSync(join(directory, `local/${name}.git`), join(root, `acme/${name}.git`));
  }
  // Configuration and hooks are not cloned, and would be the host's own trouble: its git would read /dev/zero to its end.
  const hostile = join(root, 'acme/hostile-configuration.git');
  rmSync(join(hostile, 'hooks'), { recursive: true });
  writeFileSync(join(hostile, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
  const names = [...Object.keys(expected), 'service-00000', 'service-00001', 'service-00002'];
  const host = await startHost(
    root,
    names.map((name) => ({ owner: 'acme', name })),
  );
  const memory = watchMemory();
  try {
    const source = ['github:acme', '--api-url', host.apiUrl];
    const options = ['-j', '2', '--memory', '256', '--disk', '4G', '--progress', 'none'];
    const run = await runFleet(['run', ...source, ...options, '--out', 'b'], {
      cwd: directory,
      env: { GITHUB_TOKEN: host.token },
    });
    const reason = 'its host cannot give what it offers';
    expectRows(rowsOf('b'), run, { 'broken-pack': ['failed', reason] });
    expect(memory.stop()).toBeLessThan(mostMegabytes);
  } finally {
    memory.stop();
    await host.close();
  }
});

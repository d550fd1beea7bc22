// The merge of many results: the same bytes however many threads write them, and nothing left of fingerprints.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inPortions } from '../../src/fleet/merge/in-portions.ts';
import { mergeRun } from '../../src/fleet/merge/merge.ts';
import type { RunFile, TaskResult, ValueRecord } from '../../src/fleet/model.ts';
import { planTasks } from '../../src/fleet/plan.ts';
import { openRun, packResult } from '../../src/fleet/run-directory.ts';
import { findProgram } from '../../src/run/threads/program.ts';
import { makeFinding, makePlace, makeReport, makeRule, makeSecret } from '../report/sample.ts';
import { readTree } from './repositories.ts';

const rules = ['short-secret', 'weak-secret'].map((id) => makeRule(id));
/** A few more than a second thread is started for. */
const count = 420;

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-merge-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }), 120_000);

/** Plainly no digest: what makes two repositories share is that it is equal. */
const idOf = (number: number): string => String(number).padStart(32, '0');

function makeResult(task: string, name: string, at: number): TaskResult {
  const finding = makeFinding({ path: '.env', line: (at % 9) + 1, secretId: `secret ${at}` });
  const value: ValueRecord = {
    ids: [idOf(at % 100)],
    role: 'production',
    secretId: `secret ${at}`,
    label: 'JWT_SECRET',
    at: makePlace('.env', (at % 9) + 1),
    context: 'production',
    confidence: 'high',
    secret: makeSecret(),
  };
  const report = makeReport([finding]);
  return {
    head: {
      version: 1,
      task,
      members: [{ name, commit: { id: 'c'.repeat(40), date: '2026-01-01' }, values: [value] }],
    },
    bodies: [
      {
        name,
        report: { ...report, rules: rules.map(({ id }) => id) },
        inventory: [],
        lineHashes: {},
        owners: at % 3 === 0 ? [`@acme/team-${at % 5}`] : [],
        ownersByPath: {},
      },
    ],
  };
}

function makeRun(name: string) {
  const run = openRun(join(directory, name));
  const file = { version: 1, id: name, keylint: '0', options: {} } as RunFile;
  const tasks = planTasks(
    Array.from({ length: count }, (_, at) => ({
      name: `local/r-${at}`,
      location: { kind: 'directory' as const, path: `/r-${at}` },
      weight: 1,
    })),
  );
  for (const [at, { id, members }] of tasks.entries()) {
    const result = makeResult(id, members[0]?.name ?? '', at);
    run.writeResult(id, packResult(result), { isDurable: false });
  }
  run.writeKey(Buffer.alloc(32, 1));
  return { run, file, tasks };
}

function merge({ run, file, tasks }: ReturnType<typeof makeRun>, most: number) {
  const path = findProgram('merge-worker');
  if (path === undefined) throw new Error('the program is not built');
  const owners = () => [];
  const program = { path, most };
  return mergeRun({
    ...{ run, file, tasks, rules, owners, program },
    keepsFingerprints: false,
    isPartial: false,
  });
}

describe('a merge of hundreds of results', () => {
  test('writes the same bytes and strips the same here and in threads', async () => {
    const [one, two] = [makeRun('one'), makeRun('two')];
    const merged = await merge(one, 1);
    expect(merged.fleet.shared).toHaveLength(100);
    expect(merged.fleet.repositories).toHaveLength(count);
    await merge(two, 2);
    const [expected, files] = ['one', 'two'].map((name) => readTree(join(directory, name)));
    expect([...(files?.keys() ?? [])].sort()).toEqual([...(expected?.keys() ?? [])].sort());
    const differ = [...(files ?? [])].filter(([path, text]) => text !== expected?.get(path));
    expect(differ.map(([path]) => path)).toEqual([]);
    const sarif = expected?.get('out/repos/local/r-7.sarif');
    expect(sarif).toContain('"id": "short-secret"');
    expect(sarif).not.toContain('"id": "weak-secret"');
    expect([...(expected?.keys() ?? [])]).not.toContain('run.key');
    expect([...(expected?.values() ?? [])].filter((text) => text.includes(idOf(7)))).toEqual([]);
  });

  test('says which result is damaged, whoever reads it', async () => {
    const made = makeRun('damaged');
    const { id } = made.tasks[400] ?? { id: '' };
    const result = made.run.readResult(id);
    if (!result) throw new Error('no result');
    // Its first part is whole: it is found by whoever writes the reports.
    made.run.writeResult(id, packResult({ ...result, bodies: [] }), { isDurable: false });
    await expect(merge(made, 2)).rejects.toMatchObject({
      name: 'UserError',
      message: `the result ${id} is damaged, and was removed.`,
    });
  });

  test('does what a thread leaves that has ended', async () => {
    const program = join(directory, 'ends.mjs');
    writeFileSync(
      program,
      "import { parentPort } from 'node:worker_threads';\nparentPort.once('message', () => process.exit(1));\n",
    );
    const { fleet } = await mergeRun({
      ...makeRun('ended'),
      ...{ rules, program: { path: program, most: 2 }, owners: () => [] },
      keepsFingerprints: false,
      isPartial: false,
    });
    expect(fleet.repositories.map(({ status }) => status)).toEqual(Array(count).fill('audited'));
    const [expected, files] = ['one', 'ended'].map((name) => readTree(join(directory, name)));
    const differ = [...(expected ?? [])].filter(([path, text]) => text !== files?.get(path));
    expect(differ.map(([path]) => path)).toEqual([]);
  });
});

test('portions come in the order of the list, however late some are answered', async () => {
  const all = Array.from({ length: 1000 }, (_, at) => at);
  const open: (() => void)[] = [];
  const helpers = {
    count: 2,
    ask: (portion: readonly number[]) =>
      new Promise<readonly number[]>((resolve) => {
        open.push(() => resolve(portion));
        // The last one that was asked is answered first.
        setTimeout(() => open.pop()?.(), 1);
      }),
  };
  const got: number[] = [];
  for await (const portion of inPortions(all, (one) => one, helpers)) got.push(...portion);
  expect(got).toEqual(all);
});

// How much of a run is linked: what many small files hold is bounded as what one large one holds, and is told of.
import { expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { withinRun } from '../../src/run/run-fullness.ts';
import { runTexts } from '../helpers.ts';

/** A file that holds so many calls; the cast: nothing else of them is asked for. */
function calls(path: string, count: number): Facts {
  const uses = Array.from({ length: count }, (_, start) => ({ at: { start } }));
  return { path, uses, leaks: [], definitions: [] } as unknown as Facts;
}

interface Case {
  readonly files: Readonly<Record<string, number>>;
  readonly bytes?: number;
  readonly reportOn?: readonly string[];
  /** What is left of each; default: all. */
  readonly left: Readonly<Record<string, number>>;
}

const cases: readonly (readonly [string, Case])[] = [
  ['as many as there is room for', { files: { a: 400, b: 300, c: 300 }, left: {} }],
  ['more of them', { files: { a: 900, b: 101 }, left: { a: 899 } }],
  ['the same share each', { files: { a: 700, b: 100, c: 700 }, left: { a: 450, c: 450 } }],
  ['more where more was read', { files: { a: 900, b: 101 }, bytes: 1_000, left: {} }],
  ['what runs first', { files: { a: 900, 'test/b': 900 }, left: { 'test/b': 100 } }],
  [
    'what is reported on first',
    { files: { a: 900, 'test/b': 900 }, reportOn: ['test/b'], left: { a: 100 } },
  ],
  [
    'nothing where nothing is left',
    { files: { a: 1_200, 'test/b': 1 }, left: { a: 1_000, 'test/b': 0 } },
  ],
];

test.each(cases)('%s', (_, { files, bytes = 0, reportOn, left }) => {
  const paths = Object.keys(files);
  const { facts, cut } = withinRun(
    paths.map((path) => calls(path, files[path] ?? 0)),
    {
      bytes,
      files: new Map(
        paths.map((path) => [path, { context: path.startsWith('test/') ? 'test' : 'production' }]),
      ),
      ...(reportOn && { reportOn: new Set(reportOn) }),
    },
  );
  expect(Object.fromEntries(facts.map(({ path, uses }) => [path, uses.length]))).toEqual({
    ...files,
    ...left,
  });
  expect([...cut.keys()]).toEqual(Object.keys(left));
});

test('files of which not all is looked at are listed, and the audit is not complete', async () => {
  const entries = Array.from({ length: 800 }, (_, n) => `S_SECRET_${n}=\n`).join('');
  const files = Object.fromEntries([1, 2, 3, 4].map((n) => [`p${n}/.env`, entries]));
  const { report } = await runTexts({ ...files, '.env': 'JWT_SECRET=weak\n' }, []);
  expect([report.complete, report.summary.secrets]).toEqual([false, 1]);
  expect(report.skipped.map(({ path }) => path)).toEqual(Object.keys(files));
  expect(report.skipped[0]).toEqual({
    path: 'p1/.env',
    reason: 'too-many',
    isFailure: true,
    detail:
      'more than 3088 entries that name secrets in all that was read: of this file the first 771 were looked at',
  });
});

test.each(['test/a.py', 'docs/a.py', 'vendor/a.py', 'src/a.py'])(
  'code that speaks of signing and cannot be read in full makes the audit incomplete: %s',
  async (path) => {
    const text = `import jwt\njwt.encode({}, ${'(\n'.repeat(400)}"weak"${'\n)'.repeat(400)})\n`;
    const { report } = await runTexts({ [path]: text }, []);
    expect(report.complete).toBe(false);
  },
);

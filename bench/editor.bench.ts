// What an editor waits for: the second audit of a session after one changed file, and the time from a typed line to the
// diagnostics of `keylint lsp`, over its pipes, on a tree that is kept warm. The bars: 300 ms and 150 ms on payload.
// Run: KEYLINT_BENCH_TREE=<checkout> npm run bench -- editor; writes bench/results/editor.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startClient } from '../test/editor/client.ts';
import { describeMachine, median } from './timing.ts';

const root = resolve(process.env.KEYLINT_BENCH_TREE ?? '.');
const bin = resolve('dist/src/cli/bin.js');
const rounds = Number(process.env.KEYLINT_BENCH_ROUNDS ?? 10);
const typed = 40;

/** A file that signs: every change of it may change what is found anywhere. */
function fileToChange(): string {
  const asked = process.env.KEYLINT_BENCH_FILE;
  if (asked !== undefined) return asked;
  const script = `import { audit } from ${JSON.stringify(pathToFileURL(resolve('dist/src/index.js')).href)};
    const { findings } = await audit({ cwd: ${JSON.stringify(root)} });
    console.log(findings.map(({ path }) => path).find((path) => /\\.[jt]sx?$/.test(path)) ?? '');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const path = stdout.trim();
  if (path === '') throw new Error('nothing is found there: KEYLINT_BENCH_FILE names a file');
  return path;
}

interface Audits {
  readonly first: number;
  readonly second: number;
  readonly later: number;
}

/** Wall times of the audits of one process: the first, the second after a change, and the median of those after. */
function timeSession(path: string): Audits {
  const script = `import { readFileSync } from 'node:fs';
    import { openSession } from ${JSON.stringify(pathToFileURL(resolve('dist/src/index.js')).href)};
    const session = await openSession({ cwd: ${JSON.stringify(root)} });
    const text = readFileSync(${JSON.stringify(join(root, path))}, 'utf8');
    const times = [];
    for (let round = 0; round < 12; round++) {
      const started = performance.now();
      await session.audit();
      times.push(performance.now() - started);
      session.change({ kind: 'text', path: ${JSON.stringify(path)}, text: text + '\\nconst added' + round + ' = 1;\\n' });
    }
    console.log(JSON.stringify(times));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const [first = Number.NaN, second = Number.NaN, ...rest]: number[] = JSON.parse(stdout);
  return { first, second, later: median(rest) };
}

/** Lines above what is found, so that all of it moves and there is an answer. */
const typing = {
  /** Nothing but places moves. */
  moved: (count: number) => '\n'.repeat(count),
  /** Each line says something else of a secret: linking begins anew. */
  changed: (count: number) =>
    `${'\n'.repeat(count)}const ADDED_SECRET_${count} = process.env.ADDED_SECRET_${count};\n`,
};

/** Who types on so long after an answer meets the server while it looks at what that answer has assumed. */
const resumedMs = 300;

/** Times, in ms, from a typed line to the diagnostics that answer it. */
async function timeServer(
  path: string,
  above: (count: number) => string,
  pauseMs = 0,
): Promise<number[]> {
  const client = await startClient(root, { command: [process.execPath, bin, 'lsp', '--stdio'] });
  const text = readFileSync(join(root, path), 'utf8');
  let last = client.diagnostics(path);
  const answered = async (what: string): Promise<void> => {
    await client.until(() => client.diagnostics(path) !== last, what);
    last = client.diagnostics(path);
  };
  await client.open(path, text);
  await answered('the first diagnostics');
  const times: number[] = [];
  for (let count = 1; count <= typed; count++) {
    await sleep(pauseMs);
    const started = performance.now();
    await client.type(path, `${above(count)}${text}`);
    await answered('diagnostics of a typed line');
    times.push(performance.now() - started);
  }
  await client.stop();
  return times;
}

const path = fileToChange();
const sessions = Array.from({ length: rounds }, () => timeSession(path));
const answers = {
  moved: await timeServer(path, typing.moved),
  changed: await timeServer(path, typing.changed),
  resumed: await timeServer(path, typing.changed, resumedMs),
};
const round = (ms: number): number => Math.round(ms);
const inShort = (times: readonly number[]) => ({
  firstMs: round(times[0] ?? Number.NaN),
  medianMs: round(median([...times])),
  slowestMs: round(Math.max(...times)),
});
const report = {
  machine: describeMachine(),
  tree: basename(root),
  file: path,
  rounds,
  audit: {
    firstMs: round(median(sessions.map(({ first }) => first))),
    secondMs: round(median(sessions.map(({ second }) => second))),
    laterMs: round(median(sessions.map(({ later }) => later))),
  },
  server: {
    typed,
    moved: inShort(answers.moved),
    changed: inShort(answers.changed),
    resumed: inShort(answers.resumed),
  },
};
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/editor.json', `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

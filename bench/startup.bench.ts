// How long the program takes to start: `keylint --version` against `node -e 0` (the bar is 1.6 times), and an empty
// scan, which loads the engine but no grammar. Run: npm run bench -- startup; writes
// bench/results/startup.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve('dist/src/cli/bin.js');

const commandsIn = (empty: string): Readonly<Record<string, readonly string[]>> => ({
  'node -e 0': ['-e', '0'],
  'keylint --version': [bin, '--version'],
  'keylint --help': [bin, '--help'],
  'keylint (empty directory)': [bin, empty],
});
const rounds = 40;

function timeMs(argv: readonly string[]): number {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv);
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  return performance.now() - startedMs;
}

/** Medians; the commands take turns, so that a busy machine slows all of them alike. */
function measure(): Record<string, { medianMs: number; timesNode: number }> {
  const empty = mkdtempSync(join(tmpdir(), 'keylint-startup-'));
  const times = Object.entries(commandsIn(empty)).map(([name, argv]) => ({
    name,
    argv,
    ms: [] as number[],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { argv, ms } of times) ms.push(timeMs(argv));
  }
  rmSync(empty, { recursive: true });
  const medianOf = (ms: number[]): number => ms.sort((a, b) => a - b)[ms.length >> 1] ?? 0;
  const medians = times.map(({ name, ms }) => ({ name, medianMs: medianOf(ms) }));
  const base = medians[0]?.medianMs ?? 1;
  return Object.fromEntries(
    medians.map(({ name, medianMs }) => [
      name,
      { medianMs: round(medianMs), timesNode: round(medianMs / base) },
    ]),
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

const commands = measure();
const results = 'bench/results';
mkdirSync(results, { recursive: true });
const machine = { node: process.version, cores: cpus().length, platform: process.platform };
writeFileSync(
  join(results, 'startup.json'),
  `${JSON.stringify({ machine, rounds, commands }, null, 2)}\n`,
);
for (const [name, { medianMs, timesNode }] of Object.entries(commands)) {
  process.stdout.write(`${name}: ${medianMs} ms, ${timesNode} times node -e 0\n`);
}

// A megabyte of every hostile input for every reader through the built program: what it takes, and that four times as
// much takes at most five times as long. Figures go to bench/results/hostile-input.md. Starting the program anew takes
// longer than most inputs: one process audits all of them, and what takes it a while is run by itself and measured.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { callInputs } from '../hostile-calls.ts';
import { formatInputs } from '../hostile-formats.ts';
import {
  type Files,
  filledWith,
  type HostileInput,
  inputs,
  paths,
  units,
} from '../hostile-inputs.ts';
import { languageInputs } from '../hostile-languages.ts';
import { longKeys, towerPaths, towersAt } from '../hostile-towers.ts';
import { treeInputs } from '../hostile-trees.ts';
import { runAndMeasure, type Used } from '../used.ts';

const large = 900_000;
const small = large / 4;

/** The bars: processor time and memory of one run, and how much longer four times as much may take. */
const maxMs = 2_000;
const maxMb = 512;
const maxGrowth = 5;
/** What takes a process that is warm so long is run by itself; far below the bar, which counts the start as well. */
const quickMs = 500;
/** Findings are shown, which auditing alone does not do. */
const fewFindings = 20;
/** Of a process that audits one input after the other, the most that one of them may have had. */
const quickMb = 400;
/** Differences below are those of one start of node and another. */
const leastMs = 50;

interface Row {
  readonly name: string;
  readonly ms: number;
  readonly mb: number;
  readonly isBroken: boolean;
  /** Absent where so little time has none to speak of. */
  readonly growth?: number;
}

/** A tower of 60 kB is as hostile as it gets: parsers give up on higher ones at once. */
const lower = ({ name, files }: HostileInput): HostileInput => ({
  name,
  files: (length) => files(length / 15),
});

const all: readonly HostileInput[] = [
  ...inputs,
  ...languageInputs,
  ...formatInputs,
  ...callInputs,
  ...treeInputs,
  ...longKeys,
  ...towerPaths.flatMap((path) => towersAt(path).map(lower)),
  ...paths.flatMap((path) =>
    units.map(([name, unit]) => ({
      name: `${path}: ${name}`,
      files: (length: number) => filledWith(path, unit, length),
    })),
  ),
];

async function inDirectory<T>(files: Files, use: (root: string) => T | Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'keylint-hostile-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A run of its own: without a number where it had to be ended. */
function run(files: Files): Promise<Used> {
  return inDirectory(files, (root) => runAndMeasure(['--no-progress', '.'], root));
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Whether an input takes next to nothing, as a process tells that audits many. */
function createSieve() {
  let child: Child | undefined;
  let answers: AsyncIterator<string> | undefined;
  const start = (): Child => {
    const worker = fileURLToPath(new URL('hostile-worker.mjs', import.meta.url));
    const made = spawn(process.execPath, [worker], { stdio: ['pipe', 'pipe', 'inherit'] });
    answers = createInterface({ input: made.stdout })[Symbol.asyncIterator]();
    return made;
  };
  return {
    async isQuick(files: Files): Promise<boolean> {
      child ??= start();
      const asked = child;
      const timer = setTimeout(() => asked.kill('SIGKILL'), 60_000);
      const line = await inDirectory(files, (root) => {
        asked.stdin.write(`${root}\n`);
        return answers?.next();
      });
      clearTimeout(timer);
      if (!line || line.done) {
        child = undefined;
        return false;
      }
      const { ms, mb, findings, isBroken } = JSON.parse(line.value);
      if (mb > quickMb) this.end();
      return !isBroken && ms < quickMs && mb < quickMb && findings < fewFindings;
    },
    end(): void {
      child?.kill();
      child = undefined;
    },
  };
}

test('a megabyte of anything', async () => {
  const empty = await run({ 'a.json': '{}' });
  const part = process.env.KEYLINT_SOAK_PART;
  const chosen = all.filter(({ name }) => part === undefined || name.includes(part));
  const sieve = createSieve();
  const rows: Row[] = [];
  for (const { name, files } of chosen) {
    if (await sieve.isQuick(files(large))) continue;
    const { processorMs: ms, peakMb: mb, isBroken } = await leastOf(files(large));
    const row = {
      name,
      ms,
      mb,
      isBroken,
      ...(await growthOf(files, ms - empty.processorMs, empty)),
    };
    if (isTooMuch(row)) process.stderr.write(`${JSON.stringify(row)}\n`);
    rows.push(row);
  }
  sieve.end();
  if (part === undefined) writeResults(rows, { inputs: chosen.length, empty });
  expect(rows.filter(isTooMuch)).toEqual([]);
});

/** Other work on the machine takes caches from a run, and so time of the processor: it never gives any. */
async function leastOf(files: Files): Promise<Used> {
  let least = await run(files);
  for (let again = 0; again < 2 && least.processorMs > maxMs; again++) {
    const used = await run(files);
    if (used.processorMs < least.processorMs) least = used;
  }
  return least;
}

/** What has failed was quick for a wrong reason. */
function isTooMuch({ ms, mb, isBroken, growth = 0 }: Row): boolean {
  return isBroken || !(ms <= maxMs && mb <= maxMb && growth <= maxGrowth);
}

async function growthOf(
  files: HostileInput['files'],
  ms: number,
  empty: Used,
): Promise<Pick<Row, 'growth'>> {
  if (ms <= leastMs * maxGrowth) return {};
  const less = await leastOf(files(small));
  return { growth: ms / Math.max(leastMs, less.processorMs - empty.processorMs) };
}

function writeResults(
  rows: readonly Row[],
  { inputs: number, empty }: { readonly inputs: number; readonly empty: Used },
): void {
  const folder = join(import.meta.dirname, '../../bench/results');
  mkdirSync(folder, { recursive: true });
  const slowest = [...rows].sort((a, b) => b.ms - a.ms).slice(0, 60);
  const over = (test: (row: Row) => boolean): number => rows.filter(test).length;
  writeFileSync(
    join(folder, 'hostile-input.md'),
    [
      '# A megabyte of hostile input',
      '',
      `${number} inputs of ${large / 1000} kB (\`npm run soak -- test/soak/hostile-input.soak.ts\`): ${paths.length} files for the readers full of`,
      `${units.length} units each, towers of operators and brackets of ${large / 15_000} kB in ${towerPaths.length} of them, ${languageInputs.length} programs in thirteen languages,`,
      `${formatInputs.length} files that aim at one format, ${treeInputs.length} trees, and ${inputs.length + callInputs.length + longKeys.length} inputs that aim at one reader, at linking or at rating.`,
      `One process audits all; ${number - rows.length} take it less than`,
      `${quickMs} ms, less than ${quickMb} MB and find next to nothing. The ${rows.length} others are run by themselves: processor time, the start of`,
      'node and of keylint included, and the least of three where that is over the bar; growth is the time of this size',
      'over that of a quarter.',
      '',
      `- over ${maxMs} ms: ${over(({ ms }) => !(ms <= maxMs))}; over ${maxMb} MB: ${over(({ mb }) => !(mb <= maxMb))}; growth over ${maxGrowth}: ${over(({ growth = 0 }) => growth > maxGrowth)}`,
      `- an empty run: ${empty.processorMs.toFixed(0)} ms, ${empty.peakMb.toFixed(0)} MB`,
      `- node ${process.version}, ${process.platform}, ${cpus().length} cores, a load of ${loadavg()[1]?.toFixed(0)} at the end`,
      '',
      '| the 60 slowest | ms | MB | growth |',
      '| --- | --- | --- | --- |',
      ...slowest.map(
        ({ name, ms, mb, growth }) =>
          `| ${name} | ${ms.toFixed(0)} | ${mb.toFixed(0)} | ${growth?.toFixed(1) ?? ''} |`,
      ),
      '',
    ].join('\n'),
  );
}

// A megabyte of every hostile input for every reader through the built program: what it takes, and that four times as
// much takes at most five times as long. Figures go to bench/results/hostile-input.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type Files,
  filledWith,
  type HostileInput,
  inputs,
  paths,
  units,
} from '../hostile-inputs.ts';
import { runAndMeasure, type Used } from '../used.ts';

const large = 900_000;
const small = large / 4;

/** The bars: processor time and memory of one run, and how much longer four times as much may take. */
const maxMs = 2_000;
const maxMb = 512;
const maxGrowth = 5;
/** Differences below are those of one start of node and another. */
const leastMs = 50;

interface Row {
  readonly name: string;
  readonly ms: number;
  readonly mb: number;
  readonly growth: number;
}

const all: readonly HostileInput[] = [
  ...inputs,
  ...paths.flatMap((path) =>
    units.map(([name, unit]) => ({
      name: `${path}: ${name}`,
      files: (length: number) => filledWith(path, unit, length),
    })),
  ),
];

function run(files: Files): Used {
  const root = mkdtempSync(join(tmpdir(), 'keylint-hostile-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return runAndMeasure(['--no-progress', '.'], root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('a megabyte of anything', () => {
  const empty = run({ 'a.json': '{}' });
  const part = process.env.KEYLINT_SOAK_PART;
  const rows = all
    .filter(({ name }) => part === undefined || name.includes(part))
    .map(({ name, files }): Row => {
      const { processorMs: ms, peakMb: mb } = run(files(large));
      return { name, ms, mb, growth: growthOf(files, ms - empty.processorMs, empty) };
    });
  if (part === undefined) writeResults(rows, empty);
  const tooMuch = rows.filter(
    ({ ms, mb, growth }) => !(ms <= maxMs && mb <= maxMb && growth <= maxGrowth),
  );
  expect(tooMuch).toEqual([]);
});

/** What takes next to nothing at full size has no growth to speak of, and its smaller run is not made. */
function growthOf(files: HostileInput['files'], ms: number, empty: Used): number {
  if (ms <= leastMs * maxGrowth) return 0;
  return ms / Math.max(leastMs, run(files(small)).processorMs - empty.processorMs);
}

function writeResults(rows: readonly Row[], empty: Used): void {
  const folder = join(import.meta.dirname, '../../bench/results');
  mkdirSync(folder, { recursive: true });
  const slowest = [...rows].sort((a, b) => b.ms - a.ms).slice(0, 60);
  const over = (test: (row: Row) => boolean): number => rows.filter(test).length;
  writeFileSync(
    join(folder, 'hostile-input.md'),
    [
      '# A megabyte of hostile input',
      '',
      `${rows.length} inputs of ${large / 1000} kB, each in a run of its own (\`npm run soak -- test/soak/hostile-input.soak.ts\`):`,
      `${paths.length} files for the readers full of ${units.length} units, and ${inputs.length} that aim at one reader or at linking.`,
      'Processor time, the start of node and of keylint included; growth is the time of this size over that of a quarter.',
      '',
      `- over ${maxMs} ms: ${over(({ ms }) => !(ms <= maxMs))}; over ${maxMb} MB: ${over(({ mb }) => !(mb <= maxMb))}; growth over ${maxGrowth}: ${over(({ growth }) => !(growth <= maxGrowth))}`,
      `- an empty run: ${empty.processorMs.toFixed(0)} ms, ${empty.peakMb.toFixed(0)} MB`,
      `- node ${process.version}, ${process.platform}, ${cpus().length} cores`,
      '',
      '| the 60 slowest | ms | MB | growth |',
      '| --- | --- | --- | --- |',
      ...slowest.map(
        ({ name, ms, mb, growth }) =>
          `| ${name} | ${ms.toFixed(0)} | ${mb.toFixed(0)} | ${growth === 0 ? '' : growth.toFixed(1)} |`,
      ),
      '',
    ].join('\n'),
  );
}

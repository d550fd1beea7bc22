// A million CSPRNG keys per cell: none is called predictable, and every verdict on length and capacity is exact.
// Cells go to one worker thread per core, compiled, since the test runner halves the speed. A run of 100,000
// keys a cell or more writes bench/results/random-keys.md. KEYLINT_SOAK_KEYS sets another number of keys per cell.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { type Cell, type CellResult, cells } from '../strength/cells.ts';
import { growsLikeItsLength, longTexts } from '../strength/long-texts.ts';

const keys = Number(process.env.KEYLINT_SOAK_KEYS ?? 1_000_000);
const worthKeeping = 100_000;
const root = join(import.meta.dirname, '../..');
const worker = join(root, 'dist/soak/test/soak/strength-worker.js');

function runInWorker(index: number): Promise<CellResult> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: { index, keys } });
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

function compileWorker(): void {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const project = join(import.meta.dirname, 'tsconfig.json');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout);
}

function describeCell(index: number, result: CellResult): string {
  const { format, bytes } = cells[index] as Cell;
  const { predictable, wrongVerdicts, meanShare, leastShare } = result;
  const shares = `${meanShare.toFixed(4)} | ${leastShare.toFixed(3)}`;
  return `| ${bytes} bytes in ${format} | ${predictable} | ${wrongVerdicts} | ${shares} |`;
}

function describeResults(results: readonly CellResult[]): string {
  const rows = results.map((result, index) => describeCell(index, result));
  return `# Random keys

${keys.toLocaleString('en')} seeded keys in each cell, as \`npm run soak -- test/soak/strength.soak.ts\` draws and rates them: how many are
called predictable, how many verdicts of short or thin are wrong for any of the three algorithms, and the bits as a
share of the true entropy, in the mean and of the lowest. The mean is over 1 where the last character could carry more
than is left to spell.

| Cell | Predictable | Wrong verdicts | Mean | Lowest |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

test(`${keys} keys per cell`, async () => {
  compileWorker();
  const results: CellResult[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < cells.length) {
      const index = next++;
      const result = await runInWorker(index);
      results[index] = result;
      process.stdout.write(`${describeCell(index, result)}\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  if (keys >= worthKeeping) {
    writeFileSync(join(root, 'bench/results/random-keys.md'), describeResults(results));
  }
  cells.forEach(({ format, bytes }, index) => {
    const result = results[index];
    const cell = `${bytes} bytes in ${format}`;
    expect({ cell, predictable: result?.predictable, wrong: result?.wrongVerdicts }).toEqual({
      cell,
      predictable: 0,
      wrong: 0,
    });
    expect(result?.meanShare).toBeGreaterThan(0.97);
    expect(result?.meanShare).toBeLessThan(1.03);
  });
});

test.each(longTexts)('%s: 1 MiB takes a time that grows like its length', (_, make) => {
  expect(growsLikeItsLength(make, 1 << 20)).toBe(true);
});

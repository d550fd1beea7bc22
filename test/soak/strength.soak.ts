// A million CSPRNG keys per cell: none is called predictable, and every verdict on length and capacity is exact.
// Cells go to one worker thread per core, compiled, since the test runner halves the speed. KEYLINT_SOAK_KEYS sets
// another number of keys per cell.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { type CellResult, cells } from '../strength/cells.ts';

const keys = Number(process.env.KEYLINT_SOAK_KEYS ?? 1_000_000);
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

test(`${keys} keys per cell`, async () => {
  compileWorker();
  const results: CellResult[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < cells.length) {
      const index = next++;
      results[index] = await runInWorker(index);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
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

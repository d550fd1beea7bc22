// Time over size: what makes the most findings of a file, and what makes values lead to values, in three sizes, each four
// times the one before. Figures go to bench/results/growth.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Files, filled, inputs } from '../hostile-inputs.ts';
import { runAndMeasure } from '../used.ts';

const sizes = [25_000, 100_000, 400_000];
/** Four times the size may take five times as long. */
const maxGrowth = 5;
/** Differences below are those of one start of node and another. */
const leastMs = 100;

interface Generator {
  readonly name: string;
  files(length: number): Files;
}

const jwt = "const jwt = require('jsonwebtoken');\n";

const generators: readonly Generator[] = [
  ...inputs.filter(({ name }) => /code:|weak calls|fields|references|anchors|merges/.test(name)),
  {
    name: 'Dockerfile: variables of an image',
    files: (length) => ({
      Dockerfile: `FROM node\n${filled(length, (n) => `ENV JWT_SECRET_${n}=weak${n}\n`)}`,
    }),
  },
  {
    name: '.env: variables',
    files: (length) => ({ '.env': filled(length, (n) => `JWT_SECRET_${n}=weak${n}\n`) }),
  },
  {
    name: 'code: one call at the end of a chain of choices',
    files: (length) => {
      const chain = filled(
        length,
        (n) => `const a${n} = x ? a${n + 1} : (y ? a${n + 1} : a${n + 1});\n`,
      );
      return { 'a.js': `${jwt}${chain}jwt.sign({}, a0);\n` };
    },
  },
];

function measure(files: Files): number {
  const root = mkdtempSync(join(tmpdir(), 'keylint-growth-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return runAndMeasure(['--no-progress', '.'], root).processorMs;
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('time grows with size', () => {
  const empty = measure({ 'a.json': '{}' });
  const growthOf = (times: readonly number[], index: number): number =>
    Math.max(leastMs, (times[index] ?? Number.NaN) - empty) /
    Math.max(leastMs, (times[index - 1] ?? Number.NaN) - empty);
  const rows = generators.map(({ name, files }) => {
    let times = sizes.map((size) => measure(files(size)));
    // A machine that is busy gives worse figures, never better ones.
    if (growthOf(times, 1) > maxGrowth || growthOf(times, 2) > maxGrowth)
      times = times.map((ms, index) => Math.min(ms, measure(files(sizes[index] ?? 0))));
    return { name, times, growth: [growthOf(times, 1), growthOf(times, 2)] };
  });
  const folder = join(import.meta.dirname, '../../bench/results');
  writeFileSync(
    join(folder, 'growth.md'),
    [
      '# Time over size',
      '',
      'Processor time of one run of the built program, its start included (`npm run soak -- test/soak/growth.soak.ts`); growth:',
      `the time of four times the size over that of one, without the start (${empty.toFixed(0)} ms), differences below ${leastMs} ms left out.`,
      '',
      `- node ${process.version}, ${process.platform}, ${cpus().length} cores, a load of ${loadavg()[1]?.toFixed(0)} at the end`,
      '',
      `| | ${sizes.map((size) => `${size / 1000} kB, ms`).join(' | ')} | growth | growth |`,
      '| --- | --- | --- | --- | --- | --- |',
      ...rows.map(
        ({ name, times, growth }) =>
          `| ${name} | ${times.map((ms) => ms.toFixed(0)).join(' | ')} | ${growth.map((one) => one.toFixed(1)).join(' | ')} |`,
      ),
      '',
    ].join('\n'),
  );
  expect(rows.filter(({ growth }) => !growth.every((one) => one <= maxGrowth))).toEqual([]);
});

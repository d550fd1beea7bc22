// What does not fit on a screen: a directory of 50,000 entries, 2,000 levels, a baseline of 50 MB, names that nobody types.
// What a run takes, and that the secret among them is found. Figures go to bench/results/large-trees.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runAndMeasure, type Used } from '../used.ts';

const maxMs = 2_000;
const maxMb = 512;

interface Tree {
  readonly name: string;
  /** Arguments of the run. */
  readonly args?: readonly string[];
  /** Default: the bars for what is under a megabyte. */
  readonly most?: { readonly ms: number; readonly mb: number };
  /** keylint says what is wrong, and does nothing. */
  readonly isRefused?: boolean;
  build(root: string): void;
}

/** Found in every tree: the run has not given up. */
const weak = 'JWT_SECRET=weaksecret1\n';

const oddNames: readonly (string | Buffer)[] = [
  'line\nbreak.env',
  'escape\x1b[31mred.env',
  'carriage\rreturn.env',
  'tab\tstop.env',
  'right\u202eto-left.env',
  'zero\u200bwidth.env',
  '-rf.env',
  '--fix.env',
  '$(touch ran).env',
  '`touch ran`.env',
  '%0A%00.env',
  'quote\'".env',
  'back\\slash.env',
  ' .env',
  '...env',
  '[id].env',
  '{a,b}.env',
  '*.env',
  '<script>.env',
  '::error::.env',
  Buffer.from([0xff, 0xfe, 0x2e, 0x65, 0x6e, 0x76]),
  `${'é'.repeat(100)}.env`,
  `${'n'.repeat(250)}.env`,
];

const entries = (count: number, name: (n: number) => string) => (root: string) => {
  for (let n = 0; n < count; n++) writeFileSync(join(root, name(n)), '');
};

const trees: readonly Tree[] = [
  { name: '50,000 empty scripts in a directory', build: entries(50_000, (n) => `file-${n}.js`) },
  { name: '50,000 empty env files in a directory', build: entries(50_000, (n) => `${n}.env`) },
  { name: '50,000 files of no kind in a directory', build: entries(50_000, (n) => `${n}.bin`) },
  {
    name: '50,000 directories in a directory',
    most: { ms: 4_000, mb: maxMb },
    build(root) {
      for (let n = 0; n < 50_000; n++) mkdirSync(join(root, `directory-${n}`));
    },
  },
  {
    name: '2,000 levels',
    build(root) {
      const path = join(root, ...Array.from({ length: 1_990 }, () => 'a'));
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'b.js'), '');
    },
  },
  {
    name: '2,000 levels and globs for them',
    args: ['--exclude', '**/b/**/c/**/d/**/e', '--exclude', '**/a/**/b/**/a/**/b/**'],
    build(root) {
      const path = join(root, ...Array.from({ length: 1_990 }, () => 'a'));
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'b.js'), '');
      const lines = Array.from({ length: 100 }, (_, n) => `**/a/**/b/**/${n}`);
      writeFileSync(join(root, '.gitignore'), `${lines.join('\n')}\n`);
    },
  },
  {
    name: 'odd names',
    build(root) {
      for (const name of oddNames) {
        const path = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name)]);
        writeFileSync(path, weak);
      }
    },
  },
  {
    name: 'a baseline of 50 MB is refused',
    args: ['--baseline', 'keylint.baseline.json'],
    isRefused: true,
    build: baselineOf(345_000),
  },
  {
    name: 'a baseline of 15 MB',
    args: ['--baseline', 'keylint.baseline.json'],
    build: baselineOf(100_000),
  },
];

function baselineOf(count: number): Tree['build'] {
  return (root) => {
    const entry = (n: number) => ({
      rule: 'short-secret',
      path: `src/services/payments/module-${n}/config.ts`,
      fingerprint: `k1:${n.toString(16).padStart(40, '0')}`,
      count: 1,
    });
    const findings = Array.from({ length: count }, (_, n) => entry(n));
    const text = JSON.stringify({ version: 1, findings });
    expect(text.length).toBeGreaterThan(count * 145);
    writeFileSync(join(root, 'keylint.baseline.json'), text);
  };
}

function measure({ args = [], build }: Tree): Used {
  const root = mkdtempSync(join(tmpdir(), 'keylint-large-'));
  try {
    build(root);
    writeFileSync(join(root, '.env'), weak);
    return runAndMeasure(['--no-progress', '--no-config', '--format', 'json', ...args, '.'], root);
  } finally {
    // Node's own way to remove a tree calls itself for every level.
    execFileSync('rm', ['-rf', root]);
  }
}

test('large trees', () => {
  const rows = trees.map((tree) => ({ tree, used: measure(tree) }));
  const folder = join(import.meta.dirname, '../../bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'large-trees.md'),
    [
      '# Large trees and odd names',
      '',
      'One run each (`npm run soak -- test/soak/large-trees.soak.ts`), a weak secret among them. Processor time, the start of',
      'node and of keylint included.',
      '',
      `- node ${process.version}, ${process.platform}, ${cpus().length} cores`,
      '',
      '| | ms | MB |',
      '| --- | --- | --- |',
      ...rows.map(
        ({ tree, used }) =>
          `| ${tree.name} | ${used.processorMs.toFixed(0)} | ${used.peakMb.toFixed(0)} |`,
      ),
      '',
    ].join('\n'),
  );
  for (const { tree, used } of rows) {
    expect([tree.name, used.exitCode, used.stdout.includes('JWT_SECRET')]).toEqual([
      tree.name,
      tree.isRefused ? 2 : 1,
      !tree.isRefused,
    ]);
  }
  const tooMuch = rows.filter(
    ({ tree: { most = { ms: maxMs, mb: maxMb } }, used }) =>
      used.processorMs > most.ms || used.peakMb > most.mb,
  );
  expect(tooMuch.map(({ tree, used }) => [tree.name, used])).toEqual([]);
});

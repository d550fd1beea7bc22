// Listing, reading and filtering a large tree against ripgrep with the same words (the bar: 3 times as long).
// Run: KEYLINT_BENCH_TREE=/path/to/linux npm run bench -- prefilter; writes bench/results/prefilter.json.
// Without the variable it takes this project's node_modules, which is small: the ratio then says little and is only
// printed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openWorkTree } from '../src/input/work-tree.ts';
import { createPrefilter } from '../src/prefilter/prefilter.ts';
import { prefilterWords } from '../src/scan/searches.ts';

const large = process.env.KEYLINT_BENCH_TREE;
const root = large ?? resolve('node_modules');
const rounds = 5;

interface Round {
  readonly ms: number;
  /** Files that hold a word. */
  readonly matches: number;
}

async function runKeylint(): Promise<Round> {
  const startedMs = performance.now();
  const mayMatter = createPrefilter(prefilterWords);
  const options = { cwd: root, paths: ['.'], exclude: [], respectGitignore: false };
  const tree = await openWorkTree(options);
  let matches = 0;
  for (const { path } of tree.sources) {
    const result = tree.read(path);
    if ('bytes' in result && mayMatter(result.bytes)) matches++;
  }
  return { ms: performance.now() - startedMs, matches };
}

function runRipgrep(): Round {
  const startedMs = performance.now();
  const args = ['-i', '-l', '--no-ignore', '--hidden', prefilterWords.join('|'), '.'];
  const { status, stdout } = spawnSync('rg', args, { cwd: root, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error('ripgrep is not installed or found nothing');
  const matches = stdout.toString('latin1').split('\n').length - 1;
  return { ms: performance.now() - startedMs, matches };
}

/** Medians; the two take turns, so that a busy machine slows both alike. The first round warms the disk's cache. */
async function compare(): Promise<void> {
  const keylint: Round[] = [];
  const ripgrep: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair = [runRipgrep(), await runKeylint()] as const;
    if (round === 0) continue;
    ripgrep.push(pair[0]);
    keylint.push(pair[1]);
  }
  const [ours, theirs] = [median(keylint), median(ripgrep)];
  const result = {
    machine: { node: process.version, cores: cpus().length, platform: process.platform },
    tree: basename(root),
    rounds,
    keylint: { medianMs: Math.round(ours), files: keylint[0]?.matches },
    ripgrep: { medianMs: Math.round(theirs), files: ripgrep[0]?.matches },
    ratio: Number((ours / theirs).toFixed(2)),
  };
  const results = 'bench/results';
  mkdirSync(results, { recursive: true });
  if (large !== undefined)
    writeFileSync(join(results, 'prefilter.json'), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(
    `${root}: keylint ${ours.toFixed(0)} ms (${keylint[0]?.matches} files), ` +
      `ripgrep ${theirs.toFixed(0)} ms (${ripgrep[0]?.matches} files), ` +
      `ratio ${(ours / theirs).toFixed(2)}\n`,
  );
}

function median(all: readonly Round[]): number {
  const sorted = all.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

await compare();

// keylint against the scanners that people would pick instead, on the same bytes, in turns: time, memory, and how many of
// the weak signing secrets that were put there each tells of. Run: npm run bench -- peers; installs the others from their
// registries into node_modules/.cache (KEYLINT_BENCH_CACHE), writes bench/results/peers.json. KEYLINT_BENCH_TREES names
// more trees, separated by `:`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type Corpus, makeDenseTree, takeTree } from './peers/corpora.ts';
import { installPeers, type Peer } from './peers/install.ts';
import { describeMachine, timeInTurns } from './timing.ts';

const cache = resolve(process.env.KEYLINT_BENCH_CACHE ?? 'node_modules/.cache/keylint-bench');
const rounds = Number(process.env.KEYLINT_BENCH_ROUNDS ?? 10);
const trees = (process.env.KEYLINT_BENCH_TREES ?? '').split(':').filter((path) => path !== '');
const bin = resolve('dist/src/cli/bin.js');

const keylint: Peer = {
  name: 'keylint',
  version: String(JSON.parse(readFileSync('package.json', 'utf8')).version),
  argv: (root) => [process.execPath, bin, '--no-cache', '--no-config', '-f', 'json', root],
  statuses: [0, 1, 2],
};

/** The same behind a run that remembers: round 0 of the turns. */
const again: Peer = {
  ...keylint,
  name: 'keylint again',
  argv: (root) => [
    ...['env', `XDG_CACHE_HOME=${join(cache, 'memory')}`],
    ...[process.execPath, bin, '--no-config', '-f', 'json', root],
  ],
};

interface Row {
  readonly tool: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Times keylint's wall time: above 1 it is slower. */
  readonly ratio: number;
  readonly megabytes: number | null;
  /** Of the planted secrets, how many it tells of; `null` where none were planted. */
  readonly found: number | null;
}

function compare(corpus: Corpus, tools: readonly Peer[], report: string): Row[] {
  const medians = timeInTurns(
    tools.map((tool) => ({
      name: tool.name,
      argv: tool.argv(corpus.root, report),
      cwd: corpus.root,
      statuses: tool.statuses,
    })),
    rounds,
  );
  const own = medians.keylint?.wallMs ?? Number.NaN;
  return tools.map((tool) => {
    const { wallMs = Number.NaN, cpuMs = Number.NaN } = medians[tool.name] ?? {};
    const { megabytes, output } = look(tool, corpus, report);
    return {
      tool: tool.name,
      wallMs,
      cpuMs,
      ratio: Number((wallMs / own).toFixed(2)),
      megabytes,
      found:
        corpus.planted.length === 0
          ? null
          : corpus.planted.filter((path) => output.includes(path)).length,
    };
  });
}

/** One more run, for what it says and the memory that it takes. */
function look(
  tool: Peer,
  { root }: Corpus,
  report: string,
): { readonly megabytes: number | null; readonly output: string } {
  writeFileSync(report, '');
  const argv = ['-c', '/usr/bin/time -f "peak %M" "$@"', 'bash', ...tool.argv(root, report)];
  const { stdout, stderr } = spawnSync('bash', argv, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  });
  const peak = /peak (\d+)/.exec(stderr)?.[1];
  return {
    megabytes: peak === undefined ? null : Math.round(Number(peak) / 1024),
    output: stdout + readFileSync(report, 'utf8'),
  };
}

const { peers, missing } = installPeers(join(cache, 'peers'));
const tools = [keylint, again, ...peers];
const directory = mkdtempSync(join(tmpdir(), 'keylint-peers-'));
try {
  const corpora = [
    makeDenseTree(join(cache, 'corpora')),
    ...trees.map((root) => takeTree(resolve(root), basename(resolve(root)))),
  ];
  const result = {
    machine: describeMachine(),
    rounds,
    versions: Object.fromEntries(tools.map(({ name, version }) => [name, version])),
    missing,
    corpora: corpora.map((corpus) => ({
      name: corpus.name,
      files: corpus.files,
      bytes: corpus.bytes,
      planted: corpus.planted.length,
      rows: compare(corpus, tools, join(directory, 'report.json')),
    })),
  };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/peers.json', `${JSON.stringify(result, null, 2)}\n`);
  for (const { name, files, bytes, planted, rows } of result.corpora) {
    process.stdout.write(`\n${name}: ${files} files, ${Math.round(bytes / 1e6)} MB\n`);
    for (const { tool, wallMs, ratio, megabytes, found } of rows) {
      const told = found === null ? '' : `, ${found} of ${planted} planted secrets`;
      process.stdout.write(
        `  ${tool.padEnd(15)} ${(wallMs / 1000).toFixed(2).padStart(7)} s  ${ratio.toFixed(2).padStart(6)} x  ${megabytes} MB${told}\n`,
      );
    }
  }
  for (const { name, reason } of missing) process.stdout.write(`  ${name}: not here (${reason})\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

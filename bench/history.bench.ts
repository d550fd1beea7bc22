// What the history costs: `keylint --history` against the two git calls that read all blobs, and gitleaks where it is
// installed, on a history of 12,000 commits that is made here (and on repositories named in KEYLINT_BENCH_REPOSITORIES,
// separated by `:`). The bar: twice the two calls, and five times faster than gitleaks. Run: npm run bench -- history;
// writes bench/results/history.json.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { describeMachine, type Times, timeInTurns } from './timing.ts';

const bin = resolve('dist/src/cli/bin.js');
const rounds = Number(process.env.KEYLINT_BENCH_ROUNDS ?? 5);
const commitCount = 12_000;
const fileCount = 600;

/** Text of a file after it was changed `version` times: 6 kB, of which a commit changes a few lines. */
function textOf(file: number, version: number): string {
  const lines = Array.from(
    { length: 120 },
    (_, line) =>
      `export const value${line} = compute(${file}, ${line % 40 === version % 40 ? version : line}, 'item-${line}');\n`,
  );
  // One file in twelve speaks of tokens, one in sixty signs them.
  if (file % 60 === 0) {
    lines.unshift(
      "import jwt from 'jsonwebtoken';\n",
      `export const issue = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET_${file}, { expiresIn: '${1 + (version % 9)}h' });\n`,
    );
  } else if (file % 12 === 0)
    lines.push(`export const read = (request) => request.headers.token ?? ${version};\n`);
  return lines.join('');
}

/** A stream for `git fast-import`: a commit changes two files; every fiftieth an env file; every hundredth is a merge. */
function* stream(): Generator<string> {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  for (let number = 1; number <= commitCount; number++) {
    const who = `a <a@example.org> ${1_600_000_000 + number * 600} +0000`;
    yield `commit refs/heads/main\nmark :${number}\nauthor ${who}\ncommitter ${who}\n${data(`change ${number}`)}`;
    if (number > 1) yield `from :${number - 1}\n`;
    if (number % 100 === 0 && number > 200) yield `merge :${number - 150}\n`;
    for (const file of [(number * 7) % fileCount, (number * 13) % fileCount]) {
      yield `M 100644 inline src/part${file % 20}/file${file}.js\n${data(textOf(file, number))}`;
    }
    if (number % 50 === 0) {
      const value = `bench-${number}-${'k7Qx'.repeat(8)}`;
      const name = `JWT_SECRET_${((number / 50) % 10) * 60}`;
      yield `M 100644 inline deploy/.env.${number % 500}\n${data(`PORT=80\n${name}=${value}\n`)}`;
    }
  }
}

function createRepository(): string {
  const root = mkdtempSync(join(tmpdir(), 'keylint-history-'));
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', root]);
  execFileSync('git', ['fast-import', '--quiet'], { cwd: root, input: [...stream()].join('') });
  execFileSync('git', ['repack', '-adq', '--window=50', '--depth=50'], { cwd: root });
  return root;
}

/** The two calls by themselves: every blob of up to 1 MB, in the order of the packs. */
const twoCalls = `git cat-file --batch-all-objects --unordered --batch-check |
  awk '$2 == "blob" && $3 <= 1048576 { print $1 }' | git cat-file --batch --buffer | wc -c`;

const hasGitleaks = spawnSync('gitleaks', ['version']).status === 0;

/** Objects that a clone lacks: gitleaks ends at the first of them, so that it is not asked there. */
function countMissing(cwd: string): number {
  const argv = ['rev-list', '--objects', '--all', '--missing=print'];
  const listed = execFileSync('git', argv, { cwd, encoding: 'latin1', maxBuffer: 1 << 30 });
  return listed.match(/^\?/gm)?.length ?? 0;
}

interface Measured {
  readonly commits: number;
  readonly missingObjects: number;
  readonly medians: Record<string, Times>;
  /** Wall time of `--history`, the audit of HEAD included, by that of the two calls. */
  readonly ratio: number;
  /** The same of the processor's time. */
  readonly cpuRatio: number;
  /** Largest resident size of `keylint --history`, megabytes. */
  readonly megabytes: number;
}

function measure(cwd: string): Measured {
  const missingObjects = countMissing(cwd);
  const keylint = [process.execPath, bin, '--at', 'HEAD', '--no-cache', '--exit-zero'];
  // 2: snapshots of public repositories lack what is large.
  const statuses = [0, 2];
  const medians = timeInTurns(
    [
      { name: 'two git calls', argv: ['bash', '-c', twoCalls], cwd, statuses },
      { name: 'keylint', argv: keylint, cwd, statuses },
      { name: 'keylint --history', argv: [...keylint, '--history'], cwd, statuses },
      ...(hasGitleaks && missingObjects === 0
        ? [
            {
              name: 'gitleaks git',
              argv: ['gitleaks', 'git', '--no-banner', '--log-level=error', '--exit-code=0', cwd],
              ...{ cwd, statuses: [0, 1] },
            },
          ]
        : []),
    ],
    rounds,
  );
  const calls = medians['two git calls'];
  const own = medians['keylint --history'];
  const round = (number: number): number => Math.round(number * 100) / 100;
  return {
    commits: Number(execFileSync('git', ['rev-list', '--all', '--count'], { cwd })),
    missingObjects,
    medians,
    ratio: round((own?.wallMs ?? Number.NaN) / (calls?.wallMs ?? Number.NaN)),
    cpuRatio: round((own?.cpuMs ?? Number.NaN) / (calls?.cpuMs ?? Number.NaN)),
    megabytes: measureMemory([...keylint, '--history'], cwd),
  };
}

/** By the process's own word at its end: a preload prints it. */
function measureMemory([node = '', ...args]: readonly string[], cwd: string): number {
  const report =
    "process.on('exit', () => require('node:fs').writeSync(2, `\\nrss=${process.resourceUsage().maxRSS}\\n`))";
  const directory = mkdtempSync(join(tmpdir(), 'keylint-memory-'));
  const preload = join(directory, 'report.cjs');
  writeFileSync(preload, report);
  try {
    const { stderr } = spawnSync(node, ['--require', preload, ...args], { cwd, encoding: 'utf8' });
    const kilobytes = Number(/\nrss=(?<size>\d+)\n/.exec(stderr)?.groups?.size);
    return Math.round(kilobytes / 1024);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const named = (process.env.KEYLINT_BENCH_REPOSITORIES ?? '')
  .split(':')
  .filter((path) => path !== '');
const repositories: Record<string, Measured> = {};
const made = createRepository();
try {
  repositories['12,000 commits made here'] = measure(made);
} finally {
  rmSync(made, { recursive: true, force: true });
}
for (const path of named) {
  const name = basename(path) === 'repo' ? basename(dirname(path)) : basename(path);
  repositories[name] = measure(path);
}
const results = 'bench/results';
mkdirSync(results, { recursive: true });
const report = { machine: describeMachine(), rounds, gitleaks: hasGitleaks, repositories };
writeFileSync(join(results, 'history.json'), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

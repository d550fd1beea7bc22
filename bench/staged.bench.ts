// What a commit hook costs: `keylint --staged` on a commit of 5 files in a repository of 10,000 (the bar: 500 ms),
// against `git status` and `node -e 0`: the first commit of a clone, which remembers nothing, and those after it. Run:
// npm run bench -- staged; writes bench/results/staged.json.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve('dist/src/cli/bin.js');
const caches = mkdtempSync(join(tmpdir(), 'keylint-caches-'));
const fileCount = 10_000;
const rounds = 7;

/** How many files speak of tokens, read variables whose names say "secret", and sign tokens. */
interface Mix {
  readonly mentions: number;
  readonly reads: number;
  readonly calls: number;
}

/** As in large real repositories, and one that has nothing else to do: the worst that 10,000 files can be. */
const mixes: Readonly<Record<string, Mix>> = {
  'as in large real repositories': { mentions: 500, reads: 1_000, calls: 25 },
  'one file in twenty signs tokens': { mentions: 0, reads: 0, calls: 500 },
};

function textOf(index: number, { mentions, reads, calls }: Mix): string {
  const filler = Array.from(
    { length: 40 },
    (_, line) =>
      `export const value${line} = compute(${index}, ${line}, 'item-${index * line}');\n`,
  ).join('');
  const every = (count: number): boolean =>
    count > 0 && index % Math.floor(fileCount / count) === 0;
  const mention = `export const read${index} = (request) => request.headers.token ?? request.session;\n`;
  if (!every(calls)) {
    const text = `import { compute } from '../compute.js';\n${filler}`;
    const read = `export const client${index} = { secret: process.env.CLIENT_${index}_SECRET };\n`;
    return text + (every(mentions) ? mention : '') + (every(reads) ? read : '');
  }
  return `import jwt from 'jsonwebtoken';\nimport { config } from '../config.js';\n${filler}export const issue${index} = (user) =>\n  jwt.sign({ sub: user.id }, config.jwt.secret, { algorithm: 'HS512', expiresIn: '1h' });\n`;
}

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  execFileSync('git', [...identity, '-c', 'commit.gpgSign=false', ...args], { cwd });
}

/** 10,000 committed files in 200 folders; staged: an env file, its reader, two that matter and one that does not. */
function createRepository(mix: Mix): string {
  const root = mkdtempSync(join(tmpdir(), 'keylint-staged-'));
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
  mkdirSync(join(root, 'src'));
  write('package.json', '{ "name": "harborline", "type": "module" }\n');
  write('src/compute.js', 'export const compute = (...all) => all.join();\n');
  write('src/config.js', 'export const config = { jwt: { secret: process.env.JWT_SECRET } };\n');
  const paths = Array.from({ length: fileCount - 3 }, (_, index) => {
    const folder = `src/part${index % 200}`;
    mkdirSync(join(root, folder), { recursive: true });
    const path = `${folder}/file${index}.js`;
    write(path, textOf(index, mix));
    return path;
  });
  git(root, 'init', '-q');
  git(root, 'config', 'gc.auto', '0');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'first');
  git(root, 'repack', '-adq');
  write('.env.production', 'PORT=8080\nJWT_SECRET=mysecretkey\n');
  const staged = [0, 20, 7].map((index) => paths[index] ?? '');
  for (const path of staged) write(path, `${textOf(0, mix)}// changed\n`);
  write(
    'src/config.js',
    'export const config = { jwt: { secret: process.env.JWT_SECRET } };\n//\n',
  );
  git(root, 'add', '-f', '.env.production', 'src/config.js', ...staged);
  return root;
}

interface Times {
  readonly wallMs: number;
  /** Of the program and all programs it started. */
  readonly cpuMs: number;
}

/** Runs a program to its end and holds the times that bash has of it; all else that bash does is left out. */
function time(argv: readonly string[], cwd: string, expectedStatus: number): Times {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...argv], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', XDG_CACHE_HOME: caches },
  });
  const [real = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr
    .trim()
    .split(' ')
    .map((seconds) => Number(seconds) * 1_000);
  if (status !== expectedStatus) throw new Error(`${argv.join(' ')} exits with ${status}`);
  return { wallMs: real, cpuMs: user + system };
}

const median = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;

/** Medians; the commands take turns, so that a busy machine slows all of them alike. Round 0 warms the caches of disk and program. */
function measure(mix: Mix): Record<string, Times> {
  const root = createRepository(mix);
  const commands = [
    { name: 'node -e 0', argv: [process.execPath, '-e', '0'], status: 0, times: [] as Times[] },
    { name: 'git status', argv: ['git', 'status'], status: 0, times: [] as Times[] },
    // 1: the weak secret that is staged was found.
    ...['keylint --staged', 'keylint --staged --no-cache'].map((name) => ({
      name,
      argv: [process.execPath, bin, ...name.split(' ').slice(1)],
      status: 1,
      times: [] as Times[],
    })),
  ];
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const { argv, status, times } of commands) {
        const taken = time(argv, root, status);
        if (round > 0) times.push(taken);
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return Object.fromEntries(
    commands.map(({ name, times }) => [
      name,
      {
        wallMs: Math.round(median(times.map(({ wallMs }) => wallMs))),
        cpuMs: Math.round(median(times.map(({ cpuMs }) => cpuMs))),
      },
    ]),
  );
}

const results = 'bench/results';
mkdirSync(results, { recursive: true });
const machine = {
  node: process.version,
  cores: cpus().length,
  platform: process.platform,
  load: Number(loadavg()[0]?.toFixed(1)),
};
const repositories = Object.fromEntries(
  Object.entries(mixes).map(([name, mix]) => [name, { ...mix, medians: measure(mix) }]),
);
writeFileSync(
  join(results, 'staged.json'),
  `${JSON.stringify({ machine, files: fileCount, staged: 5, rounds, repositories }, null, 2)}\n`,
);
rmSync(caches, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(repositories, null, 2)}\n`);

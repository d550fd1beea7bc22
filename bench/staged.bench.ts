// What a commit hook costs: `keylint --staged` on a commit of 5 files in a repository of 10,000 (the bar: 500 ms),
// against `git status` and `node -e 0`: the first commit of a clone, which remembers nothing, those after it, and the same
// once more. Run: npm run bench -- staged; writes bench/results/staged.json.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeMachine, type Times, timeInTurns } from './timing.ts';

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
function createRepository(mix: Mix): { readonly root: string; change(): void } {
  let changes = 0;
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
  const staged = [0, 20, 7].map((index) => paths[index] ?? '');
  write(
    'src/config.js',
    'export const config = { jwt: { secret: process.env.JWT_SECRET } };\n//\n',
  );
  const change = (): void => {
    changes++;
    for (const path of staged) write(path, `${textOf(0, mix)}// change ${changes}\n`);
    write('.env.production', `PORT=${8080 + changes}\nJWT_SECRET=mysecretkey\n`);
    git(root, 'add', '-f', '.env.production', 'src/config.js', ...staged);
  };
  change();
  return { root, change };
}

function measure(mix: Mix): Record<string, Times> {
  const { root: cwd, change } = createRepository(mix);
  const env = { XDG_CACHE_HOME: caches };
  try {
    return timeInTurns(
      [
        { name: 'node -e 0', argv: [process.execPath, '-e', '0'], cwd, statuses: [0] },
        { name: 'git status', argv: ['git', 'status'], cwd, statuses: [0] },
        // 1: the weak secret that is staged was found.
        ...[
          { name: 'keylint --staged', argv: ['--staged'], prepare: change },
          { name: 'keylint --staged, once more', argv: ['--staged'] },
          { name: 'keylint --staged --no-cache', argv: ['--staged', '--no-cache'] },
        ].map(({ argv, ...more }) => ({
          ...{ argv: [process.execPath, bin, ...argv], cwd, env, statuses: [1] },
          ...more,
        })),
      ],
      rounds,
    );
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const results = 'bench/results';
mkdirSync(results, { recursive: true });
const machine = describeMachine();
const repositories = Object.fromEntries(
  Object.entries(mixes).map(([name, mix]) => [name, { ...mix, medians: measure(mix) }]),
);
writeFileSync(
  join(results, 'staged.json'),
  `${JSON.stringify({ machine, files: fileCount, staged: 5, rounds, repositories }, null, 2)}\n`,
);
rmSync(caches, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(repositories, null, 2)}\n`);

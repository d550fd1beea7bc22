// Commands that write, run on a small repository again and again, and what must hold of it whatever happens to them.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { bin } from '../cli/run-cli.ts';

/** Every command that writes; `undo` needs a fix before it. */
export const commands = {
  fix: ['--fix=unsafe', '--no-config', '--no-progress'],
  undo: ['undo'],
  // The one that git tracks has to stay as it is.
  rotate: ['rotate', 'JWT_SECRET', '--environment', 'staging'],
  baseline: ['baseline', '--no-progress'],
  'hook install': ['hook', 'install'],
  generate: ['generate', '--env-name', 'JWT_SECRET', '--write', '.env', '--force'],
  init: ['init'],
  report: ['-f', 'json', '-o', 'report.json', '--no-progress'],
} as const;
export type Name = keyof typeof commands;

const weak = 'weaksecret1';
const env = `PORT=1\nJWT_SECRET=${weak}\nLAST=1\n`;
const files = {
  '.gitignore': '.env\n.env.staging\n',
  '.env.production': `A=1\nJWT_SECRET=${weak}2\n`,
  'a.js': `const jwt = require('jsonwebtoken');\nexports.a = (u) => jwt.sign({ u }, process.env.JWT_SECRET, { expiresIn: '1h' });\nexports.b = (u) => jwt.sign({ u }, '${weak}3', { expiresIn: '1h' });\n`,
  'application.yml': `jwt:\n  secret: ${weak}4\n`,
} as const;

export interface World {
  readonly root: string;
  readonly state: string;
  /** Puts the repository, and what undo has kept, back to the beginning. */
  reset(): void;
  run(
    argv: readonly string[],
    more?: RunOptions,
  ): { code: number | null; signal: string | null; stderr: string };
  git(...args: readonly string[]): string;
  remove(): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly preload?: boolean;
}

/** `under`: the directory it is made in. */
export function createWorld(under: string = tmpdir()): World {
  const home = realpathSync.native(mkdtempSync(join(under, 'keylint-writing-')));
  const root = join(home, 'project');
  const state = join(home, 'state');
  const pristine = join(home, 'pristine');
  const clean = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_STATE_HOME: state,
    XDG_CACHE_HOME: join(home, 'cache'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(home, 'none'),
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.test', ...args], {
      cwd: root,
      env: clean,
      encoding: 'utf8',
    });
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  for (const path of ['.env', '.env.staging']) writeFileSync(join(root, path), env);
  cpSync(root, pristine, { recursive: true });
  return {
    root,
    state,
    git,
    reset() {
      rmSync(state, { recursive: true, force: true });
      rmSync(root, { recursive: true, force: true });
      cpSync(pristine, root, { recursive: true });
    },
    run(argv, more = {}) {
      const preload = more.preload ? ['--import', killer] : [];
      const run = spawnSync(execPath, [...preload, bin, ...argv], {
        cwd: root,
        env: { ...clean, ...more.env },
        encoding: 'utf8',
        timeout: 120_000,
      });
      return { code: run.status, signal: run.signal, stderr: run.stderr };
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

const killer = fileURLToPath(new URL('kill-at-call.mjs', import.meta.url));

const value = /^[\w-]{43}$/;

/** The secret of each place: `old`, `new` or `gone`; `torn` where the file is none that anybody wrote. */
export function look({ root }: World): Record<string, string> {
  const read = (path: string): string =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
  const kind = (path: string, pattern: RegExp, old: string): string => {
    const found = pattern.exec(read(path))?.[1];
    if (found === undefined) return 'torn';
    return found === old
      ? 'old'
      : value.test(found)
        ? 'new'
        : found.includes('JWT') || found.includes('process')
          ? 'gone'
          : 'torn';
  };
  const lines = String.raw`(?:JWT_SECRET_PREVIOUS=\S+\n)?`;
  const own = new RegExp(
    String.raw`^PORT=1\nJWT_SECRET=(\S+)\n${lines}LAST=1\n(?:\w*JWT_SECRET\w*=\S+\n)?$`,
  );
  return {
    '.env': kind('.env', own, weak),
    '.env.staging': kind('.env.staging', own, weak),
    '.env.production': kind(
      '.env.production',
      new RegExp(String.raw`^A=1\nJWT_SECRET=(\S+)\n${lines}$`),
      `${weak}2`,
    ),
    'a.js': kind(
      'a.js',
      /jwt\.sign\(\{ u \}, '?(weaksecret3|weaksecret13|process\.env\.\w*JWT_SECRET\w* \|\| missingVariable\('\w*JWT_SECRET\w*'\))'?, \{ expiresIn: '1h' \}\);\n(?:\nfunction missingVariable[\s\S]*\}\n)?$/,
      `${weak}3`,
    ),
    'application.yml': kind('application.yml', /^jwt:\n {2}secret: (\S+)\n$/, `${weak}4`),
  };
}

/** Files of ours that git would take, or that stay where they waited. */
export function strays(
  world: World,
  { isAfterRecovery }: { readonly isAfterRecovery: boolean },
): string[] {
  const seen = world
    .git('status', '--porcelain', '--untracked-files=all')
    .split('\n')
    .map((line) => line.slice(3))
    .filter((path) => /keylint-|\.tmp$|\.new$|\.old$/.test(path));
  const waiting = join(world.root, '.git/keylint');
  const left = isAfterRecovery && existsSync(waiting) ? readdirSync(waiting) : [];
  const folder = join(world.state, 'keylint/transactions');
  const pending =
    isAfterRecovery && existsSync(folder)
      ? readdirSync(folder).filter((name) => !name.endsWith('.done'))
      : [];
  return [...seen, ...left, ...pending];
}

// Temporary directories and real git repositories for the tests of this folder.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Tree, TreeOptions } from '../../src/input/tree.ts';

/** A directory that goes away with the test, filled with `files` (path to content). */
export function scratch(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-input-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(root, files);
  return root.replaceAll('\\', '/');
}

export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Runs the real git as a developer would, apart from this machine's settings. */
export function git(cwd: string, ...args: readonly string[]): string {
  return runGit(cwd, args);
}

/** Several commands of git, started by one: each process that tests start costs what they hold in memory. */
function gitInTurn(
  cwd: string,
  commands: readonly string[],
  more?: Readonly<Record<string, string>>,
): void {
  const script = commands.map((command) => `git ${command}`).join(' && ');
  runGit(cwd, ['-c', `alias.in-turn=!cd "$START" && ${script}`, 'in-turn'], {
    ...more,
    START: cwd,
  });
}

function runGit(
  cwd: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  return execFileSync('git', ['-c', 'commit.gpgSign=false', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      SYSTEMROOT: process.env.SYSTEMROOT,
      HOME: tmpdir(),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      // No samples of hooks.
      GIT_TEMPLATE_DIR: '',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.org',
      ...more,
    },
  });
}

/** What a commit claims of its time, seconds since 1970; who merged it need not be who wrote it. */
export interface CommitTimes {
  readonly author: number;
  readonly committer?: number;
}

/** Commits all there is. */
export function commitAt(cwd: string, { author, committer = author }: CommitTimes): void {
  gitInTurn(cwd, ['add -A -f', 'commit -q --allow-empty -m x'], {
    GIT_AUTHOR_DATE: `@${author} +0000`,
    GIT_COMMITTER_DATE: `@${committer} +0000`,
  });
}

/** A repository with `files` committed. */
export function repository(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = scratch(files);
  gitInTurn(root, ['init -q -b main', 'add -A', 'commit -q --allow-empty -m first']);
  return root;
}

export function optionsFor(cwd: string, ...paths: readonly string[]): TreeOptions {
  return { cwd, paths, exclude: [], respectGitignore: true };
}

export function pathsOf(tree: Tree): string[] {
  return tree.sources.map(({ path }) => path);
}

/** Text of a file of the tree, or the reason why there is none. */
export function textOf(tree: Tree, path: string): string {
  const result = tree.read(path);
  return 'bytes' in result
    ? Buffer.from(result.bytes).toString('utf8')
    : `(${result.skipped.reason})`;
}

export const isWindows = process.platform === 'win32';

/** Root may read everything, and only root may give files away. */
export const isRoot = process.getuid?.() === 0;

// Temporary directories and real git repositories for the tests of this folder.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Tree, TreeOptions } from '../../src/input/tree.ts';
import { writeHistory, writeRepository } from './make-history.ts';

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

/** Nobody is asked for a signature, and no commit starts a second git that looks for something to tidy up. */
const settings = ['-c', 'commit.gpgSign=false', '-c', 'maintenance.auto=false'] as const;

/** Runs the real git as a developer would, apart from this machine's settings. */
export function git(cwd: string, ...args: readonly string[]): string {
  return runIn(cwd, 'git', [...settings, ...args]);
}

/** Several commands of git, started by a shell: each process that tests start costs what they hold in memory. */
function gitInTurn(
  cwd: string,
  commands: readonly string[],
  more?: Readonly<Record<string, string>>,
): void {
  const script = commands.map((command) => `git ${settings.join(' ')} ${command}`).join(' && ');
  // Where there is no shell but git's own, git starts it.
  const [file, args] = isWindows
    ? (['git', ['-c', `alias.in-turn=!cd "$START" && ${script}`, 'in-turn']] as const)
    : (['sh', ['-c', script]] as const);
  runIn(cwd, file, args, { ...more, START: cwd });
}

function runIn(
  cwd: string,
  file: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  return execFileSync(file, args, {
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
  commitFirst(root, files);
  return root;
}

/** Makes `root`, in which `files` stand and nothing else, a repository whose branch `main` has them all. */
export function commitFirst(
  root: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  writeRepository(root);
  const paths = Object.keys(files);
  const isIgnoring = (path: string): boolean => /(?:^|\/)\.gitignore$/.test(path);
  if (!isPlain(paths.filter((path) => !isIgnoring(path)))) {
    gitInTurn(root, ['add -A', 'commit -q --allow-empty -m first']);
    return;
  }
  const now = Math.floor(Date.now() / 1000);
  // Which of them are ignored, git knows.
  const added = paths.some(isIgnoring)
    ? new Set(git(root, 'ls-files', '-z', '--others', '--exclude-standard').split('\0'))
    : new Set(paths);
  const tracked = new Map(
    Object.entries(files)
      .filter(([path]) => added.has(path))
      .map(([path, text]) => [path, Buffer.from(text)]),
  );
  writeHistory(root, [{ files: tracked, author: now, committer: now, message: 'first' }]);
}

/** One commit: what is written, and when. */
export interface DatedFiles {
  /** Seconds since 1970. */
  readonly author: number;
  readonly files: Readonly<Record<string, string>>;
}

/** A repository with a commit for each of these; files stay as they are until one of them says otherwise. */
export function historyOf(commits: readonly DatedFiles[]): string {
  const root = scratch();
  const all: Record<string, string> = {};
  const written = commits.map(({ author, files }) => {
    write(root, files);
    Object.assign(all, files);
    const tracked = new Map(Object.entries(all).map(([path, text]) => [path, Buffer.from(text)]));
    return { files: tracked, author, committer: author, message: 'x' };
  });
  if (isPlain(Object.keys(all))) writeHistory(root, written);
  else {
    writeRepository(root);
    for (const { author, files } of commits) {
      write(root, files);
      commitAt(root, { author });
    }
  }
  return root;
}

/** Whether git takes all these files as they are: none says what to ignore or how to read the others. */
function isPlain(paths: readonly string[]): boolean {
  return paths.every(
    (path) => /^[\w.+@-]+(?:\/[\w.+@-]+)*$/.test(path) && !/(?:^|\/)\.git/.test(path),
  );
}

/** A diff of many files, taken apart: git tells all of them in the order of `--raw`. Lines of files have a sign before them. */
export function diffsByFile(diff: string): readonly string[] {
  return diff.split(/^(?=diff --git )/m).map((text) => text.trimEnd());
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

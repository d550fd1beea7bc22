// Runs git so that a hostile repository cannot make it run anything: no hooks, monitors, pagers, diff programs,
// filters, helpers or transports, and no configuration but the repository's own. See DESIGN.md, "Secrets stay inside".
import { Buffer, isUtf8 } from 'node:buffer';
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import process from 'node:process';
import {
  type Environment,
  findGit,
  type GitSettings,
  gitEnvironment,
  hardening,
  passedOn,
  searchPath,
  unspeakable,
} from './git-environment.ts';
import { decodeName } from './paths.ts';

export type { Environment, GitSettings } from './git-environment.ts';

/** Why git gave no answer. `missing`: not installed; `owner`: git refuses a directory of another user. */
export type GitProblem = 'missing' | 'owner' | 'not-a-repository' | 'failed';

/** What git printed, or why it did not. `detail` is git's first line of complaint, for a person; mostly empty if `ok`. */
export type GitResult =
  | { readonly ok: true; readonly stdout: Buffer; readonly detail: string }
  | { readonly ok: false; readonly problem: GitProblem; readonly detail: string };

export interface GitOptions {
  readonly cwd: string;
  readonly env?: Environment | undefined;
  /**
   * Keep `GIT_DIR`, `GIT_INDEX_FILE` and their like, which git sets for hooks: `git commit -a` and
   * `git commit file` stage into an index of their own. Only for the repository the caller stands in.
   */
  readonly inHook?: boolean;
}

/** Git, bound to one directory. */
export interface Git {
  /** Runs one command to its end. Never throws and never waits for a terminal. */
  run(args: readonly string[], options?: GitRunOptions): GitResult;
  /** The same beside other work; `signal` ends it early. Never rejects. */
  ask(args: readonly string[], options?: GitAskOptions): Promise<GitResult>;
  /** Starts one command; the caller writes and reads. `undefined` where git is not installed. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams | undefined;
}

export interface GitRunOptions {
  readonly input?: string | Buffer;
  readonly settings?: GitSettings;
}

export interface GitAskOptions extends GitRunOptions {
  readonly signal?: AbortSignal;
}

/** Output of `git ls-files` on the largest public repositories stays well below this. */
const maxOutputBytes = 1 << 30;

/** Binds git to a directory; runs nothing yet. */
export function openGit({ cwd, env = process.env, inHook = false }: GitOptions): Git {
  let declaredSafe: GitSettings = [];
  const prepare = (args: readonly string[], settings: GitSettings) => {
    const all = [...hardening, ...declaredSafe, ...settings];
    const config = all
      .filter(([key]) => !key.includes('='))
      .flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const childEnv = { ...gitEnvironment(env, inHook), ...unspeakable(all) };
    return {
      program: findGit(env),
      args: ['--no-pager', ...config, ...args],
      options: { cwd, env: childEnv, windowsHide: true, shell: false },
    };
  };
  const runOnce = (args: readonly string[], { input = '', settings = [] }: GitRunOptions) => {
    const { program, args: all, options } = prepare(args, settings);
    if (program === undefined) return missing;
    return toResult(spawnSync(program, all, { ...options, input, maxBuffer: maxOutputBytes }));
  };
  const askOnce = (args: readonly string[], asked: GitAskOptions): Promise<GitResult> => {
    const { program, args: all, options } = prepare(args, asked.settings ?? []);
    if (program === undefined) return Promise.resolve(missing);
    return finish(spawn(program, all, { ...options, signal: asked.signal }), asked.input ?? '');
  };
  /** Our empty global configuration hides the directories that the user declared safe; asks for those alone. */
  const mayTryAgain = (result: GitResult): boolean => {
    if (result.ok || result.problem !== 'owner') return false;
    if (declaredSafe.length === 0) declaredSafe = readDeclaredSafe(cwd, env);
    return declaredSafe.length > 0;
  };
  return {
    run(args, options = {}) {
      const result = runOnce(args, options);
      return mayTryAgain(result) ? runOnce(args, options) : result;
    },
    async ask(args, options = {}) {
      const result = await askOnce(args, options);
      return mayTryAgain(result) ? askOnce(args, options) : result;
    },
    start(args) {
      const { program, args: all, options } = prepare(args, []);
      return program === undefined ? undefined : spawn(program, all, options);
    },
  };
}

const missing: GitResult = { ok: false, problem: 'missing', detail: 'git is not installed' };

/** One command in `cwd`; see `Git.run`. */
export function runGit(
  cwd: string,
  args: readonly string[],
  options: GitRunOptions & Omit<GitOptions, 'cwd'> = {},
): GitResult {
  return openGit({ ...options, cwd }).run(args, options);
}

/** How a child ended, whether it was waited for or not. */
interface Ended {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly error?: NodeJS.ErrnoException | undefined;
}

function finish(child: ChildProcessWithoutNullStreams, input: string | Buffer): Promise<GitResult> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let error: NodeJS.ErrnoException | undefined;
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A child that died is told of by `close`.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('error', (problem) => {
      error = problem;
    });
    child.on('close', (status) => {
      const whole = { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
      resolve(toResult({ ...whole, status, error }));
    });
  });
}

function toResult({ status, stdout, stderr, error }: Ended): GitResult {
  if (error !== undefined && status !== 0) {
    const problem = error.code === 'ENOENT' ? 'missing' : 'failed';
    return { ok: false, problem, detail: error.code ?? 'could not be started' };
  }
  const complaint = stderr.toString('utf8');
  if (status === 0) return { ok: true, stdout, detail: firstLine(complaint) };
  return { ok: false, problem: problemOf(complaint), detail: firstLine(complaint) };
}

function problemOf(complaint: string): GitProblem {
  if (complaint.includes('dubious ownership') || complaint.includes('is owned by someone else')) {
    return 'owner';
  }
  return complaint.includes('not a git repository') ? 'not-a-repository' : 'failed';
}

function firstLine(complaint: string): string {
  const line = complaint.split('\n', 1)[0] ?? '';
  return line.replace(/^(?:fatal|error): /, '').slice(0, 200);
}

/** Splits the output of a `-z` command into names or lines; names that are not UTF-8 come out escaped. */
export function splitNul(output: Buffer): string[] {
  const parts = isUtf8(output)
    ? output.toString('utf8').split('\0')
    : output
        .toString('latin1')
        .split('\0')
        .map((part) => decodeName(Buffer.from(part, 'latin1')));
  // Every entry ends with NUL.
  parts.pop();
  return parts;
}

/** `safe.directory` of the user's and the machine's own configuration; reading it runs nothing. */
function readDeclaredSafe(cwd: string, env: Environment): GitSettings {
  const program = findGit(env);
  if (program === undefined) return [];
  const own: Record<string, string> = { LC_ALL: 'C', PATH: searchPath(env).join(delimiter) };
  for (const name of [...passedOn, 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'GIT_CONFIG_GLOBAL']) {
    const value = env[name];
    if (value !== undefined) own[name] = value;
  }
  return ['--system', '--global'].flatMap((scope) => {
    const args = ['config', scope, '-z', '--get-all', 'safe.directory'];
    const child = spawnSync(program, args, { cwd, env: own, windowsHide: true });
    if (child.status !== 0) return [];
    return splitNul(child.stdout).map((value) => ['safe.directory', value] as const);
  });
}

// Runs git so that a hostile repository cannot make it run or read anything: git gets a directory of ours in the place
// of `.git`, with a configuration that says what keylint has chosen; every call ends in time; and what git complains of
// is told in our words. See ARCHITECTURE.md, "What keeps it right".
import { Buffer } from 'node:buffer';
import {
  type ChildProcessWithoutNullStreams,
  type SpawnOptionsWithoutStdio,
  spawn,
  spawnSync,
} from 'node:child_process';
import type { Environment, GitSettings } from './git-environment.ts';
import type { GitPlace } from './git-place.ts';
import {
  type Ended,
  type GitFailure,
  type GitResult,
  isTimeout,
  maxComplaintBytes,
  tooManyNames,
  toResult,
} from './git-result.ts';
import { isSession, openSession } from './git-session.ts';
import { bytesOfNames, fewBytesOfNames, filesWorth } from './object-bytes.ts';
import { hasTreeBeyond } from './tree-sizes.ts';

export type { Environment, GitSettings } from './git-environment.ts';
export { type GitFailure, type GitProblem, type GitResult, splitNul } from './git-result.ts';

export interface GitOptions {
  readonly cwd: string;
  readonly env?: Environment | undefined;
  /**
   * Heed `GIT_DIR`, `GIT_INDEX_FILE` and their like, which git sets for hooks: `git commit -a` and
   * `git commit file` stage into an index of their own. Only for the repository the caller stands in.
   */
  readonly inHook?: boolean;
  /** Asked about commits alone: a clone that nothing was checked out of has no index, and needs none. */
  readonly isOfCommits?: boolean;
  /** How long one call may take; the first that takes longer is the last one. For tests. */
  readonly limitMs?: number;
  /** How much one answer may hold. For tests. */
  readonly limitBytes?: number;
}

/** Git, bound to one directory. */
export interface Git {
  /** Runs one command to its end. Never throws and never waits for a terminal. */
  run(args: readonly string[], options?: GitRunOptions): GitResult;
  /** The same beside other work; `signal` ends it early. Never rejects. */
  ask(args: readonly string[], options?: GitAskOptions): Promise<GitResult>;
  /** Starts one command; the caller writes, reads, and sees to it that it ends. `undefined` where it cannot be. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams | undefined;
  /** The repository that commands are about, or why there is none. */
  place(): GitPlace | GitFailure;
  /** Whether trees name more files than the repository has room for: git would make a list of all of them. */
  isOverfull(): boolean;
  /** Addresses of its remotes, to read names from. */
  remoteUrls(): readonly string[];
}

export interface GitRunOptions {
  readonly input?: string | Buffer;
  readonly settings?: GitSettings;
}

export interface GitAskOptions extends GitRunOptions {
  readonly signal?: AbortSignal;
}

/** Output of `git ls-files` on the largest public repositories is a quarter of it; a few trees can name a billion files. */
const maxOutputBytes = 256 << 20;

/** How much a command may answer with. */
interface OutputLimits {
  /** What is held whatever else is true. */
  readonly few: number;
  /** Looks at the repository: asked for when there is more. */
  most(): number;
}

const namesFiles: ReadonlySet<string> = new Set(['ls-tree', 'diff']);

/** Searching the largest public repositories takes a third of it; a pipe in the place of an object takes for ever. */
export const longestCallMs = 60_000;

/** Comparing trees takes longer where there are very many files, or where a few trees are made to name billions. */
export const patienceMs = 1_500;

function comparesTrees(command: string): boolean {
  return command === 'diff';
}

/** Binds git to a directory; runs nothing yet. */
export function openGit(options: GitOptions): Git {
  const { limitMs = longestCallMs, limitBytes = maxOutputBytes } = options;
  let opened: ReturnType<typeof openSession> | undefined;
  let hung: GitFailure | undefined;
  const session = () => {
    opened ??= openSession({ ...options, env: options.env ?? process.env, limitMs });
    return hung ?? opened;
  };
  let namesBytes: number | undefined;
  /** Of what names all files of a tree, no more than there is room for in the repository. */
  const limitsOf = (command: string, { objectDirectory }: GitPlace): OutputLimits => {
    if (!namesFiles.has(command)) return { few: limitBytes, most: () => limitBytes };
    return {
      few: Math.min(limitBytes, fewBytesOfNames),
      most() {
        namesBytes ??= bytesOfNames(objectDirectory);
        return Math.min(limitBytes, namesBytes);
      },
    };
  };
  let overfull: boolean | undefined;
  const isOverfull = (): boolean => {
    const current = session();
    if (!isSession(current)) return false;
    overfull ??= hasTreeBeyond({ run }, filesWorth(current.place.objectDirectory));
    return overfull;
  };
  const noteHanging = (result: GitResult): GitResult => {
    if (!result.ok && result.problem === 'timeout') hung = result;
    return result;
  };
  const run: Git['run'] = (args, { input = '', settings = [] } = {}) => {
    const current = session();
    if (!isSession(current)) return current;
    const begun = current.begin(args, settings);
    if ('problem' in begun) return begun;
    const { program, all, spawnOptions, end } = begun;
    const [command = ''] = args;
    const { few, most } = limitsOf(command, current.place);
    const attemptWith = (maxBuffer: number, timeout: number) => {
      const limits = { maxBuffer, timeout, killSignal: 'SIGKILL' } as const;
      return spawnSync(program, all, { ...spawnOptions, ...limits, input });
    };
    const attempt = (timeout: number) => {
      const ended = attemptWith(few, timeout);
      const isMore = ended.error && 'code' in ended.error && ended.error.code === 'ENOBUFS';
      return isMore && most() > few ? attemptWith(most(), timeout) : ended;
    };
    try {
      const isSuspect = comparesTrees(command) && patienceMs < limitMs;
      let ended = attempt(isSuspect ? patienceMs : limitMs);
      if (isSuspect && isTimeout(ended.error)) {
        if (isOverfull()) return tooManyNames(command);
        ended = attempt(limitMs);
      }
      return noteHanging(toResult(command, { ...ended, limitMs }));
    } finally {
      end();
    }
  };
  return {
    run,
    async ask(args, { input = '', settings = [], signal } = {}) {
      const current = session();
      if (!isSession(current)) return current;
      const begun = current.begin(args, settings);
      if ('problem' in begun) return begun;
      const { program, all, spawnOptions, end } = begun;
      const child = startChild(program, all, { ...spawnOptions, ...(signal && { signal }) }, end);
      const [command = ''] = args;
      let isStopped = false;
      const limits = { limitMs, ...limitsOf(command, current.place) };
      const suspicion = setTimeout(() => {
        isStopped = comparesTrees(command) && isOverfull();
        if (isStopped) child.kill('SIGKILL');
      }, patienceMs);
      const ended = await finish(child, input, limits);
      clearTimeout(suspicion);
      return isStopped ? tooManyNames(command) : noteHanging(toResult(command, ended));
    },
    start(args) {
      const current = session();
      const begun = isSession(current) ? current.begin(args, []) : undefined;
      if (begun === undefined || 'problem' in begun) return undefined;
      const child = startChild(begun.program, begun.all, begun.spawnOptions, begun.end);
      // Once it answers it knows its repository; it may wait for questions to the end of the run.
      child.stdout.once('data', begun.end);
      return child;
    },
    place() {
      const current = session();
      return isSession(current) ? current.place : current;
    },
    isOverfull,
    remoteUrls() {
      const current = session();
      return isSession(current) ? current.remoteUrls : [];
    },
  };
}

/** `end` is called once, when the child has ended, or has not even begun. */
function startChild(
  program: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio,
  end: () => void,
): ChildProcessWithoutNullStreams {
  try {
    return spawn(program, args, options).once('close', end);
  } catch (error) {
    end();
    throw error;
  }
}

/** One command in `cwd`; see `Git.run`. */
export function runGit(
  cwd: string,
  args: readonly string[],
  options: GitRunOptions & Omit<GitOptions, 'cwd'> = {},
): GitResult {
  return openGit({ ...options, cwd }).run(args, options);
}

function finish(
  child: ChildProcessWithoutNullStreams,
  input: string | Buffer,
  { limitMs, few, most }: OutputLimits & { readonly limitMs: number },
): Promise<Ended> {
  const fits = (bytes: number): boolean => bytes <= few || bytes <= most();
  let stdout: Buffer[] = [];
  let outputBytes = 0;
  const stderr: Buffer[] = [];
  let complaintBytes = 0;
  let error: NodeJS.ErrnoException | undefined;
  const timer = setTimeout(() => {
    error = Object.assign(new Error('git took too long'), { code: 'ETIMEDOUT' });
    child.kill('SIGKILL');
  }, limitMs);
  child.stdout.on('data', (chunk: Buffer) => {
    outputBytes += chunk.length;
    if (fits(outputBytes)) stdout.push(chunk);
    else {
      stdout = [];
      error ??= Object.assign(new Error('git says too much'), { code: 'ENOBUFS' });
      child.kill('SIGKILL');
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaintBytes += chunk.length;
    if (complaintBytes <= maxComplaintBytes) stderr.push(chunk);
  });
  // A child that died is told of by `close`.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('error', (problem) => {
      error ??= problem;
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      const whole = { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
      resolve({ ...whole, status, error, limitMs });
    });
  });
}

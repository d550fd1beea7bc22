// Runs git so that a hostile repository cannot make it run anything: no hooks, monitors, pagers, diff programs,
// filters, helpers or transports, and no configuration but the repository's own. See DESIGN.md, "Secrets stay inside".
import { Buffer, isUtf8 } from 'node:buffer';
import {
  type ChildProcessWithoutNullStreams,
  type SpawnSyncReturns,
  spawn,
  spawnSync,
} from 'node:child_process';
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import process from 'node:process';
import { decodeName } from './paths.ts';

/** The variables a caller passes on; `process.env` unless a test says otherwise. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Why git gave no answer. `missing`: not installed; `owner`: git refuses a directory of another user. */
export type GitProblem = 'missing' | 'owner' | 'not-a-repository' | 'failed';

/** What git printed, or why it did not. `detail` is git's first line of complaint, for a person. */
export type GitResult =
  | { readonly ok: true; readonly stdout: Buffer }
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

/** More settings for one call, as `[key, value]`. */
export type GitSettings = readonly (readonly [string, string])[];

/** Git, bound to one directory. */
export interface Git {
  /** Runs one command to its end. Never throws and never waits for a terminal. */
  run(args: readonly string[], options?: GitRunOptions): GitResult;
  /** Starts one command; the caller writes and reads. `undefined` where git is not installed. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams | undefined;
}

export interface GitRunOptions {
  readonly input?: string | Buffer;
  readonly settings?: GitSettings;
}

/** Output of `git ls-files` on the largest public repositories stays well below this. */
const maxOutputBytes = 1 << 30;

/** Overrides that hold whatever `.git/config` says. An empty value is "no program" for each of them. */
const hardening: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', ''],
  ['core.hooksPath', devNull],
  ['core.attributesFile', devNull],
  ['core.excludesFile', devNull],
  ['core.pager', 'cat'],
  ['core.sshCommand', 'false'],
  ['core.gitProxy', ''],
  ['core.askPass', ''],
  ['core.editor', 'false'],
  ['core.alternateRefsCommand', ''],
  ['core.untrackedCache', 'false'],
  ['core.quotePath', 'false'],
  ['credential.helper', ''],
  ['diff.external', ''],
  ['diff.relative', 'false'],
  ['diff.autoRefreshIndex', 'false'],
  ['diff.ignoreSubmodules', 'all'],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['log.showSignature', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

/** What a child needs to start at all; everything else of the environment stays out. */
const passedOn = ['SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

const setByHooks = [
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];

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
  return {
    run(args, options = {}) {
      const result = runOnce(args, options);
      if (result.ok || result.problem !== 'owner' || declaredSafe.length > 0) return result;
      // Our empty global configuration hides the directories that the user declared safe; ask for those alone.
      declaredSafe = readDeclaredSafe(cwd, env);
      return declaredSafe.length === 0 ? result : runOnce(args, options);
    },
    start(args) {
      const { program, args: all, options } = prepare(args, []);
      return program === undefined ? undefined : spawn(program, all, options);
    },
  };
}

/** Settings whose key holds a `=`, which `-c` would take for its end. Git before 2.31 does not read them. */
function unspeakable(settings: GitSettings): Record<string, string> {
  const odd = settings.filter(([key]) => key.includes('='));
  if (odd.length === 0) return {};
  return {
    GIT_CONFIG_COUNT: String(odd.length),
    ...Object.fromEntries(
      odd.flatMap(([key, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, key],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
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

/** `PATH` without relative parts: they would mean a directory of the repository. */
function searchPath(env: Environment): string[] {
  const path = env.PATH ?? env.Path ?? '';
  return path.split(delimiter).filter((directory) => isAbsolute(directory));
}

/** Windows looks into the working directory before `PATH`, so the program is named in full there. */
function findGit(env: Environment): string | undefined {
  if (sep === '/') return 'git';
  return searchPath(env)
    .map((directory) => join(directory, 'git.exe'))
    .find((path) => existsSync(path));
}

/** The whole environment git gets. */
export function gitEnvironment(env: Environment, inHook: boolean): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of inHook ? [...passedOn, ...setByHooks] : passedOn) {
    const value = env[name];
    if (value !== undefined) kept[name] = value;
  }
  return {
    ...kept,
    PATH: searchPath(env).join(delimiter),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    // Beats every `protocol.<name>.allow` of the repository: a promisor remote may not be asked for objects.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_PAGER: 'cat',
  };
}

function toResult(child: SpawnSyncReturns<Buffer>): GitResult {
  const error = child.error as NodeJS.ErrnoException | undefined;
  if (error !== undefined && child.status === null) {
    const problem = error.code === 'ENOENT' ? 'missing' : 'failed';
    return { ok: false, problem, detail: error.code ?? 'could not be started' };
  }
  if (child.status === 0) return { ok: true, stdout: child.stdout };
  const complaint = child.stderr.toString('utf8');
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

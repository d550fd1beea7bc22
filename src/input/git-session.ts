// What has to be known before git can be started for a directory: where the repository is, whose it is, and what of
// its configuration counts.
import { type SpawnOptionsWithoutStdio, spawnSync } from 'node:child_process';
import { type BigIntStats, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter } from 'node:path';
import { readText } from '../read/read-file.ts';
import {
  type ConfigEntry,
  chooseConfig,
  parsePlainConfig,
  type RepositoryConfig,
} from './git-config.ts';
import {
  type Environment,
  findGit,
  type GitSettings,
  gitEnvironment,
  passedOn,
  searchPath,
} from './git-environment.ts';
import { problemOfParts, readsObjects } from './git-parts.ts';
import { findPlace, findPlaceOfHook, type GitPlace, isOwn } from './git-place.ts';
import { type GitFailure, type GitResult, missing, splitNul, toResult } from './git-result.ts';
import { realPath } from './paths.ts';
import { makePrivateGitDirectory, type PrivateGitDirectory } from './private-git-directory.ts';

export interface SessionOptions {
  readonly cwd: string;
  readonly env?: Environment | undefined;
  readonly inHook?: boolean;
  readonly isOfCommits?: boolean;
  readonly limitMs: number;
}

export interface Session {
  readonly place: GitPlace;
  readonly remoteUrls: readonly string[];
  /** What to start for a command; `end` has to be called when it is over. */
  begin(args: readonly string[], settings: GitSettings): Begun | GitFailure;
}

export interface Begun {
  readonly program: string;
  /** The arguments, ours included. */
  readonly all: readonly string[];
  readonly spawnOptions: SpawnOptionsWithoutStdio;
  end(): void;
}

export function isSession(opened: Session | GitFailure): opened is Session {
  return 'begin' in opened;
}

/** Looks around in `cwd` and asks git as much as it must. Never throws. */
export function openSession(options: SessionOptions): Session | GitFailure {
  const { cwd, env = {}, inHook = false } = options;
  const program = findGit(env);
  if (program === undefined) return missing;
  const place = inHook
    ? findPlaceOfHook(realPath(cwd) ?? cwd, env)
    : findPlace(realPath(cwd) ?? cwd);
  if (place === undefined) {
    return { ok: false, problem: 'not-a-repository', detail: 'not in a git repository' };
  }
  if (typeof place === 'string') return unsound(place);
  const ask = { ...options, env, program };
  // Where git says by its variables what to work on, it has made sure of that itself.
  const isTrusted = inHook && env.GIT_DIR !== undefined;
  const refused = isTrusted || isOwn(place, env) === true ? undefined : askWhetherSafe(ask);
  if (refused) return refused;
  const config = readConfig(place, ask);
  return 'ok' in config ? config : createSession(place, config, ask);
}

interface Ask extends SessionOptions {
  readonly env: Environment;
  readonly program: string;
}

function createSession(place: GitPlace, config: RepositoryConfig, ask: Ask): Session {
  const { program, cwd, env, inHook = false, isOfCommits = false } = ask;
  const alternates = inHook ? env.GIT_ALTERNATE_OBJECT_DIRECTORIES : undefined;
  let made: PrivateGitDirectory | undefined;
  /** Commands that run at the same time share the directory; it goes with the last of them. */
  let users = 0;
  let areSound = false;
  return {
    place,
    remoteUrls: config.remoteUrls,
    begin(args, settings) {
      if (!areSound && readsObjects(args)) {
        const problem = problemOfParts(place);
        if (problem !== undefined) return unsound(problem);
        areSound = true;
      }
      if (users === 0) {
        const directory = makePrivateGitDirectory(place, config.allowed, { isOfCommits });
        if (typeof directory === 'string') return unsound(directory);
        made = directory;
      }
      users++;
      const { env: names } = made as PrivateGitDirectory;
      const childEnv = {
        ...gitEnvironment(env),
        ...names,
        ...(alternates !== undefined && { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates }),
      };
      let isOver = false;
      return {
        program,
        all: [
          '--no-pager',
          ...settings.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
          ...args,
        ],
        spawnOptions: { cwd, env: childEnv, windowsHide: true, shell: false },
        end() {
          if (isOver) return;
          isOver = true;
          users--;
          if (users === 0) made?.remove();
        },
      };
    },
  };
}

/** A configuration of megabytes is nobody's. */
const maxConfigBytes = 4 << 20;

/** One audit opens its repository half a dozen times: what the file said is kept for as long as it is the same file. */
const known = new Map<string, { readonly stamp: string; readonly config: RepositoryConfig }>();
const mostKnown = 8;
/** A file that was just written can change once more within the same moment of the clock. */
const unsettledNs = 50_000_000n;

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

function keepConfig(file: string, found: BigIntStats, config: RepositoryConfig): void {
  if (BigInt(Date.now()) * 1_000_000n - found.ctimeNs < unsettledNs) return;
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= mostKnown) known.delete(oldest);
  known.set(file, { stamp: stampOf(found), config });
}

/** The file is read as one that has nothing to do with a repository, so that it is obeyed in nothing, includes least. */
function readConfig(
  { commonDirectory }: GitPlace,
  { program, env, limitMs }: Ask,
): RepositoryConfig | GitFailure {
  const file = `${commonDirectory}/config`;
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (!found) return chooseConfig([]);
  if (!found.isFile() || found.size > maxConfigBytes)
    return unsound('its configuration is damaged');
  const before = known.get(file);
  if (before?.stamp === stampOf(found)) return before.config;
  const plain = readText(file, { links: 'anywhere', limitBytes: 1 << 16 });
  const entries = 'text' in plain ? parsePlainConfig(plain.text) : undefined;
  if (entries) return settleConfig(file, found, entries);
  const listed = runAside(program, ['config', '--no-includes', '--file', file, '-z', '--list'], {
    cwd: commonDirectory,
    env: { ...gitEnvironment(env), GIT_DIR: devNull },
    limitMs,
  });
  if (!listed.ok) {
    return listed.problem === 'failed' ? unsound('its configuration is damaged') : listed;
  }
  return settleConfig(file, found, splitNul(listed.stdout).map(toEntry));
}

function settleConfig(
  file: string,
  found: BigIntStats,
  entries: readonly ConfigEntry[],
): RepositoryConfig | GitFailure {
  const config = chooseConfig(entries);
  if (config.unknownExtension !== undefined)
    return unsound('it is of a format that keylint does not know');
  keepConfig(file, found, config);
  return config;
}

function toEntry(line: string): ConfigEntry {
  const end = line.indexOf('\n');
  // A key without a value means yes.
  return end === -1 ? [line, 'true'] : [line.slice(0, end), line.slice(end + 1)];
}

/**
 * Git refuses to look into what belongs to somebody else, unless the user declared it safe. That is git's own rule to
 * apply; the question alone runs nothing that a repository configures.
 */
function askWhetherSafe(ask: Ask): GitFailure | undefined {
  const { cwd, env, limitMs } = ask;
  const rule = (safe: GitSettings): GitResult =>
    runAside(
      ask.program,
      [...safe.flatMap(([key, value]) => ['-c', `${key}=${value}`]), 'rev-parse', '--git-dir'],
      { cwd, env: gitEnvironment(env), limitMs },
    );
  const asked = rule([]);
  const again = !asked.ok && asked.problem === 'owner' ? rule(readDeclaredSafe(ask)) : asked;
  // What else it may find wrong shows when it is asked for something.
  return !again.ok && ['owner', 'missing', 'timeout'].includes(again.problem) ? again : undefined;
}

/** `safe.directory` of the user's and the machine's own configuration, which ours hides; reading it runs nothing. */
function readDeclaredSafe({ program, env, cwd, limitMs }: Ask): GitSettings {
  const own: Record<string, string> = { LC_ALL: 'C', PATH: searchPath(env).join(delimiter) };
  for (const name of [...passedOn, 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'GIT_CONFIG_GLOBAL']) {
    const value = env[name];
    if (value !== undefined) own[name] = value;
  }
  return ['--system', '--global'].flatMap((scope) => {
    const args = ['config', scope, '-z', '--get-all', 'safe.directory'];
    const asked = runAside(program, args, { cwd, env: own, limitMs });
    if (!asked.ok) return [];
    return splitNul(asked.stdout).map((value) => ['safe.directory', value] as const);
  });
}

interface AsideOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly limitMs: number;
}

/** Git without the repository's content: it is asked about files of configuration, or about whose directory it is. */
function runAside(
  program: string,
  args: readonly string[],
  { cwd, env, limitMs }: AsideOptions,
): GitResult {
  const ended = spawnSync(program, args, {
    cwd,
    env,
    windowsHide: true,
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  return toResult(args.find((arg) => /^[a-z][a-z-]+$/.test(arg)) ?? '', { ...ended, limitMs });
}

function unsound(detail: string): GitFailure {
  return { ok: false, problem: 'unsound', detail };
}

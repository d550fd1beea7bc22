// What git itself says of hooks, with the user's own configuration in force: `core.hooksPath` is often set there.
// src/input/git.ts hides just that, since it reads hostile repositories; here nothing but paths is asked.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { missing, toResult } from '../../input/git-result.ts';
import { gitFailure } from '../../input/repository.ts';
import { UserError } from '../../model/errors.ts';
import { isInside, realPathOf } from '../../write/target.ts';
import type { Io } from '../io.ts';

export interface HookPlace {
  /** Root of the work tree. */
  readonly root: string;
  /** The directory git runs hooks from; it need not exist. */
  readonly hooks: string;
  /** Whether other repositories use it too: `core.hooksPath`, or a link, leads out of this one. */
  readonly isShared: boolean;
  /** Directories that a hook may be written below. */
  readonly within: readonly string[];
}

/** The configuration is the repository's too: what it names may be a pipe that nobody writes to. */
const longestAnswerMs = 10_000;

/** Asks git in `io.cwd`. Throws a UserError outside of a work tree, or where git does not answer within `limitMs`. */
export function findHookPlace(io: Io, limitMs = longestAnswerMs): HookPlace {
  const [root, hooks, common] = [
    ['--show-toplevel'],
    // Knows work trees and core.hooksPath.
    ['--git-path', 'hooks'],
    ['--git-common-dir'],
  ].map((args) => resolve(io.cwd, ask(['rev-parse', ...args], io, limitMs)));
  if (root === undefined || hooks === undefined || common === undefined) throw noRepository();
  const real = realPathOf(hooks);
  const isShared = ![root, common].some((directory) => isInside(realPathOf(directory), real));
  return { root, hooks, isShared, within: isShared ? [hooks] : [root, common] };
}

function ask(args: readonly string[], { cwd, env }: Io, limitMs: number): string {
  const git = findGit(env);
  if (git === undefined) throw gitFailure(missing);
  const ended = spawnSync(git, args, {
    cwd,
    // What git complains of is told by its English words, and never quoted: they hold what it read.
    env: { ...env, LC_ALL: 'C', LANGUAGE: 'C' },
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const result = toResult('rev-parse', { ...ended, limitMs });
  if (result.ok) return result.stdout.toString('utf8').replace(/\r?\n$/, '');
  if (result.problem === 'not-a-repository') throw noRepository();
  if (/must be run in a work tree/.test(ended.stderr.toString('latin1'))) throw noRepository();
  throw gitFailure(result);
}

/** In full, because Windows would look into the working directory first. */
function findGit(env: Io['env']): string | undefined {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  return (env.PATH ?? env.Path ?? '')
    .split(delimiter)
    .filter((directory) => isAbsolute(directory))
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));
}

function noRepository(): UserError {
  return new UserError('There is no git work tree here.', {
    hint: 'Run it in a repository, or `git init` first.',
  });
}

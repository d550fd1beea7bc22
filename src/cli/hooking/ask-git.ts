// What git itself says of hooks, with the user's own configuration in force: `core.hooksPath` is often set there.
// src/input/git.ts hides just that, since it reads hostile repositories; here nothing but paths is asked.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
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

/** Asks git in `io.cwd`. Throws a UserError outside of a work tree. */
export function findHookPlace(io: Io): HookPlace {
  const [root, hooks, common] = [
    ['--show-toplevel'],
    // Knows work trees and core.hooksPath.
    ['--git-path', 'hooks'],
    ['--git-common-dir'],
  ].map((args) => resolve(io.cwd, ask(['rev-parse', ...args], io)));
  if (root === undefined || hooks === undefined || common === undefined) throw noRepository('');
  const real = realPathOf(hooks);
  const isShared = ![root, common].some((directory) => isInside(realPathOf(directory), real));
  return { root, hooks, isShared, within: isShared ? [hooks] : [root, common] };
}

function ask(args: readonly string[], io: Io): string {
  const git = findGit(io.env);
  const run = git && spawnSync(git, args, { cwd: io.cwd, env: io.env, encoding: 'utf8' });
  if (!run || run.error) throw new UserError('git is not installed.');
  if (run.status !== 0) throw noRepository(run.stderr.split('\n')[0] ?? '');
  return run.stdout.replace(/\r?\n$/, '');
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

function noRepository(complaint: string): UserError {
  const detail = complaint.replace(/^fatal: /, '').slice(0, 200);
  return new UserError(`There is no git work tree here${detail ? `: ${detail}` : ''}.`, {
    hint: 'Run it in a repository, or `git init` first.',
  });
}

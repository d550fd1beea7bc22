// Where this user's journals, old values and remembered contents are, seen from a command.
import { homedir, platform } from 'node:os';
import { userDirectory } from '../model/user-directory.ts';
import { findWorkTree, isInside } from '../write/target.ts';
import type { Io } from './io.ts';

export function stateDirectoryOf(io: Pick<Io, 'env'>): string {
  return userDirectory('state', optionsOf(io));
}

/**
 * `undefined` below a checkout: whoever writes there decides what is not looked at, and what the program does. A repository
 * may bring such a directory with it, and jobs keep caches below what they have checked out.
 */
export function cacheDirectoryOf({ env, cwd }: Pick<Io, 'env' | 'cwd'>): string | undefined {
  const directory = userDirectory('cache', optionsOf({ env }));
  const isBrought = isInside(cwd, directory) || findWorkTree(directory) !== undefined;
  return isBrought ? undefined : directory;
}

function optionsOf({ env }: Pick<Io, 'env'>) {
  const home = (platform() === 'win32' ? env.USERPROFILE : env.HOME) ?? homedir();
  return { platform: platform(), env, home };
}

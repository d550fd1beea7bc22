// Where this user's journals, old values and remembered contents are, seen from a command.
import { homedir, platform } from 'node:os';
import { userDirectory } from '../model/user-directory.ts';
import type { Io } from './io.ts';

export function stateDirectoryOf(io: Pick<Io, 'env'>): string {
  return userDirectory('state', optionsOf(io));
}

export function cacheDirectoryOf(io: Pick<Io, 'env'>): string {
  return userDirectory('cache', optionsOf(io));
}

function optionsOf({ env }: Pick<Io, 'env'>) {
  const home = (platform() === 'win32' ? env.USERPROFILE : env.HOME) ?? homedir();
  return { platform: platform(), env, home };
}

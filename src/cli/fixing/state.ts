// Where this user's journals and old values are, seen from a command.
import { homedir, platform } from 'node:os';
import { stateDirectory } from '../../fix/state-directory.ts';
import type { Io } from '../io.ts';

export function stateDirectoryOf({ env }: Pick<Io, 'env'>): string {
  const home = (platform() === 'win32' ? env.USERPROFILE : env.HOME) ?? homedir();
  return stateDirectory({ platform: platform(), env, home });
}

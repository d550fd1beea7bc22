// Where keylint keeps what must survive a crash and must not lie in a repository: journals and old values.
import { posix, win32 } from 'node:path';

export interface StateDirectoryOptions {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the home directory. */
  readonly home: string;
}

/** $XDG_STATE_HOME/keylint, or the platform's equal. Relative values count as unset (XDG base directory spec). */
export function stateDirectory({ platform, env, home }: StateDirectoryOptions): string {
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA;
    const base = local && win32.isAbsolute(local) ? local : win32.join(home, 'AppData', 'Local');
    return win32.join(base, 'keylint', 'state');
  }
  const xdg = env.XDG_STATE_HOME;
  return posix.join(
    xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local/state'),
    'keylint',
  );
}

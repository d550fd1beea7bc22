// Where keylint keeps what belongs to a user and must not lie in a repository: journals and old values, which have to
// survive a crash, and what it learned of contents, which may go at any time.
import { posix, win32 } from 'node:path';

export interface UserDirectoryOptions {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the home directory. */
  readonly home: string;
}

const places = {
  state: { variable: 'XDG_STATE_HOME', below: '.local/state' },
  cache: { variable: 'XDG_CACHE_HOME', below: '.cache' },
} as const;

/**
 * $XDG_STATE_HOME/keylint or $XDG_CACHE_HOME/keylint, or the platform's equal. Relative values count as unset (XDG
 * base directory spec).
 */
export function userDirectory(
  kind: keyof typeof places,
  { platform, env, home }: UserDirectoryOptions,
): string {
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA;
    const base = local && win32.isAbsolute(local) ? local : win32.join(home, 'AppData', 'Local');
    return win32.join(base, 'keylint', kind);
  }
  const { variable, below } = places[kind];
  const xdg = env[variable];
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, below), 'keylint');
}

// Git commands that read the work tree clean files through the programs that `filter.*` names, and git has no switch
// for it. Every such program is overridden by name.
import { type Git, type GitSettings, splitNul } from './git.ts';

const pattern = '^filter\\..*\\.(clean|smudge|process|required)$';

/** Settings that keep git from running filters; `undefined` where that cannot be had: then do not run the command. */
export function disarmFilters(git: Git): GitSettings | undefined {
  const result = git.run(['config', '-z', '--name-only', '--get-regexp', pattern]);
  if (!result.ok) return [];
  const settings = [...new Set(splitNul(result.stdout))].map((key) =>
    key.endsWith('.required') ? ([key, 'false'] as const) : ([key, ''] as const),
  );
  return isDisarmed(git, settings) ? settings : undefined;
}

/** Names are the repository's to choose, so what git makes of the overrides is asked and not assumed. */
function isDisarmed(git: Git, settings: GitSettings): boolean {
  const result = git.run(['config', '-z', '--get-regexp', pattern], { settings });
  if (!result.ok) return false;
  // The last value of a key is the one in force. A key without a value (`[filter "x"] required`) has no line.
  const inForce = new Map<string, string>();
  for (const entry of splitNul(result.stdout)) {
    const end = entry.indexOf('\n');
    inForce.set(end === -1 ? entry : entry.slice(0, end), end === -1 ? '' : entry.slice(end + 1));
  }
  return settings.every(([key, value]) => inForce.get(key) === value);
}

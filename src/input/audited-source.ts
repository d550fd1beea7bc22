// Which state of a repository a run looked at: commit, its date, branch, and whether there is more than it holds. For
// people; no finding depends on it.
import { type Environment, openGit } from './git.ts';
import { factsOfCommit } from './revision.ts';
import type { AuditedCommit } from './tree.ts';

export interface SourceState {
  /** The whole id. */
  readonly commit: string;
  /** When it was committed, ISO 8601: what the commit claims. */
  readonly date: string;
  /** `null` where none is checked out. */
  readonly branch: string | null;
  /** There are changes of tracked files that no commit holds. */
  readonly isDirty: boolean;
  /** Addresses of the remotes, as git has them. */
  readonly remotes: readonly string[];
}

/** `undefined` where there is no repository or no commit. Never throws. */
export function readSource(
  root: string,
  audited: AuditedCommit | undefined,
  env?: Environment,
): SourceState | undefined {
  const isOfCommits = audited !== undefined;
  const git = openGit({ cwd: audited?.directory ?? root, env, isOfCommits });
  const ask = (...args: string[]): string | undefined => {
    const result = git.run(args);
    return result.ok ? result.stdout.toString('utf8').trimEnd() : undefined;
  };
  const facts = factsOfCommit(git, audited?.id ?? 'HEAD');
  if (!facts) return undefined;
  const { id: commit, date } = facts;
  const remotes = git.remoteUrls();
  if (audited) return { commit, date, branch: null, isDirty: false, remotes };
  const changed = ask('diff', '--name-only', '--no-ext-diff', '--no-textconv', '-z', 'HEAD');
  return {
    commit,
    date,
    branch: ask('symbolic-ref', '--quiet', '--short', 'HEAD') ?? null,
    isDirty: changed !== undefined && changed !== '',
    remotes,
  };
}

/**
 * The address of a place on the host of the first remote that is on one that is known, with `{path}`, `{line}` and
 * `{commit}` to be filled in. User names and passwords of the remote stay out.
 */
export function hostedLink(remotes: readonly string[]): string | undefined {
  for (const remote of remotes) {
    const [, host = '', path = ''] =
      /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|(?:[\w.-]+@)?)([\w.-]+)(?::\d+)?[:/]([\w./~-]+?)(?:\.git)?\/?$/.exec(
        remote,
      ) ?? [];
    if (!path.includes('/')) continue;
    const base = `https://${host}/${path}`;
    if (/(?:^|\.)github\./.test(host)) return `${base}/blob/{commit}/{path}#L{line}`;
    if (/(?:^|\.)gitlab\./.test(host)) return `${base}/-/blob/{commit}/{path}#L{line}`;
    if (host === 'bitbucket.org') return `${base}/src/{commit}/{path}#lines-{line}`;
    if (host === 'codeberg.org') return `${base}/src/commit/{commit}/{path}#L{line}`;
  }
  return undefined;
}

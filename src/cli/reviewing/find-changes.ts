// What a pull request changes: as GitHub's API says it, else as the clone says it, else unknown.
import type { Changes } from '../../github/changes.ts';
import type { GithubClient } from '../../github/client.ts';
import type { PullRequest, RunContext } from '../../github/run-context.ts';
import { changedLinesSince, findBase } from '../../input/changed-lines.ts';
import { type Git, openGit } from '../../input/git.ts';
import { findTopLevel } from '../../input/index-tree.ts';
import { UserError } from '../../model/errors.ts';
import type { Io } from '../io.ts';

export interface FoundChanges {
  /** `undefined`: nobody can tell, so everything counts. */
  readonly changes: Changes | undefined;
  /** What went wrong on the way, for the log. */
  readonly error: unknown;
}

/** Asks GitHub, then git. Never throws. */
export async function findChanges(
  client: GithubClient | undefined,
  { run, pull, io }: { readonly run: RunContext; readonly pull: PullRequest; readonly io: Io },
): Promise<FoundChanges> {
  let error: unknown;
  if (client) {
    try {
      const { listChanges, mostListedFiles } = await import('../../github/changes.ts');
      const changes = await listChanges(client, run, pull.number);
      if (changes.size < mostListedFiles) return { changes, error };
    } catch (thrown) {
      error = thrown;
    }
  }
  return { changes: changesInClone(pull, io), error };
}

/** Without a server to ask. `undefined` where the clone does not have the base. */
export function changesInClone(
  { baseSha }: Pick<PullRequest, 'baseSha'>,
  io: Io,
): Changes | undefined {
  try {
    const cwd = findTopLevel(openGit({ cwd: io.cwd, env: io.env }));
    const git = openGit({ cwd, env: io.env });
    const base = mergedInto(git) ?? baseSha;
    if (base === undefined) return undefined;
    const changed = changedLinesSince(git, findBase(git, base));
    return new Map(
      [...changed].map(([path, touched]) => [
        path,
        { touched, shown: new Map<number, string>(), blobId: undefined },
      ]),
    );
  } catch (error) {
    // A shallow clone does not have the base.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The first parent of a merge: what GitHub has merged the pull request into. */
function mergedInto(git: Git): string | undefined {
  const listed = git.run(['rev-list', '--parents', '--max-count=1', 'HEAD']);
  if (!listed.ok) return undefined;
  const [, base, head] = listed.stdout.toString('latin1').trim().split(' ');
  return head === undefined ? undefined : base;
}

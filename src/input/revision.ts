// Which commit a revision names, and where git has to be asked about it: in a work tree, a bare repository or a git
// directory.
import { UserError } from '../model/errors.ts';
import { type Environment, type Git, openGit } from './git.ts';
import { isInside, printableName, realPath, relativeTo, withSlash } from './paths.ts';
import { gitFailure } from './repository.ts';

/** A repository as git knows it from one directory. */
export interface OpenedRepository {
  /** Bound to `directory`. */
  readonly git: Git;
  /** Root of the work tree, or the git directory where there is none; absolute with `/`. */
  readonly directory: string;
  /** From there to the directory that was asked about: `/`-ended or ''. */
  readonly prefix: string;
  readonly isBare: boolean;
}

/** Opens the repository around `cwd`, which has to exist. Throws a UserError where there is none. */
export function openRepositoryAt(cwd: string, env?: Environment): OpenedRepository {
  const asked = { env, inHook: true, isOfCommits: true } as const;
  const git = openGit({ ...asked, cwd });
  const place = git.place();
  if ('ok' in place) throw gitFailure(place);
  const directory = realPath(place.root ?? place.gitDirectory);
  if (directory === undefined) throw new UserError('the repository cannot be read');
  const prefix = isInside(directory, cwd) ? relativeTo(directory, cwd) : '';
  return {
    git: directory === cwd ? git : openGit({ ...asked, cwd: directory }),
    directory,
    prefix: place.root !== undefined && prefix !== '' ? withSlash(prefix) : '',
    isBare: place.root === undefined,
  };
}

/** What a commit says of itself. */
export interface CommitFacts {
  /** The whole id. */
  readonly id: string;
  /** Id of its tree. */
  readonly tree: string;
  /** When it was committed, ISO 8601: what the commit claims. */
  readonly date: string;
}

/** An audit comes back to its commit four times, and what an id names never changes. */
const known = new Map<string, CommitFacts>();
const mostKnown = 8;

/**
 * What `rev`, which is `HEAD` or a whole id, says of itself, of one process of git for an audit. `undefined`: it is another
 * kind of name, or git cannot tell; `resolveCommit` finds out why.
 */
export function factsOfCommit(git: Git, rev: string): CommitFacts | undefined {
  const place = git.place();
  if ('ok' in place || !/^(?:HEAD|[0-9a-f]{40}|[0-9a-f]{64})$/.test(rev)) return undefined;
  const keyOf = (id: string): string => `${place.objectDirectory}\0${id}`;
  const before = known.get(keyOf(rev));
  if (before) return before;
  const format = '--format=%H %T %cI';
  // `git show -s` compares all trees of the commit all the same, and only then prints nothing of it.
  const shown = git.run(['log', '-1', '--no-show-signature', format, `${rev}^{commit}`]);
  if (!shown.ok) return undefined;
  const [, id, tree, date] =
    /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([\dT:+Z-]+)\n$/.exec(shown.stdout.toString('latin1')) ??
    [];
  if (id === undefined || tree === undefined || date === undefined) return undefined;
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= mostKnown) known.delete(oldest);
  known.set(keyOf(id), { id, tree, date });
  return { id, tree, date };
}

/** The id of the commit that `rev` names. Throws a UserError where git knows none. */
export function resolveCommit(git: Git, rev: string): string {
  const facts = factsOfCommit(git, rev);
  if (facts) return facts.id;
  const commit = rev.startsWith('-')
    ? undefined
    : git.run(['rev-parse', '--verify', '--quiet', `${rev}^{commit}`]);
  if (commit !== undefined && !commit.ok && commit.problem !== 'failed') throw gitFailure(commit);
  const id = commit?.ok ? commit.stdout.toString('latin1').trim() : '';
  // What stands for all but a commit has a name as well.
  if (!/^[0-9a-f]{40,64}$/.test(id)) {
    throw new UserError(`git knows no commit ${printableName(rev)}`, {
      hint: 'Fetch it first; in a GitHub workflow, check out with `fetch-depth: 0`.',
    });
  }
  return id;
}

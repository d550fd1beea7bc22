// What git knows of a work tree: its tracked files and the names of its remotes.
import type { Buffer } from 'node:buffer';
import { UserError } from '../model/errors.ts';
import {
  type Environment,
  type Git,
  type GitFailure,
  type GitProblem,
  type GitResult,
  openGit,
  splitNul,
} from './git.ts';
import { relativeTo } from './paths.ts';

/** What the index holds under a path. The content of a link is where it leads to, not what is there. */
export type TrackedKind = 'file' | 'link' | 'submodule';

/** A repository that was found on disk. Paths are absolute with `/`. */
export interface Repository {
  readonly root: string;
  /** Tracked paths, relative to `root`; `undefined` where git could not tell. */
  readonly tracked: ReadonlyMap<string, TrackedKind> | undefined;
  /** Those of them that a sparse checkout leaves out of the work tree, unless somebody has put them back. */
  readonly leftOut: readonly string[];
  /** Directories that hold a tracked file, relative to `root`, computed when first asked for. */
  readonly hasTrackedUnder: (directory: string) => boolean;
  /** What all work trees of the repository share; `undefined` where it was not found. */
  readonly commonDirectory: string | undefined;
  readonly problem: { readonly kind: GitProblem; readonly detail: string } | undefined;
}

const listing = ['ls-files', '-s', '-t', '-z'];

/** Asks git for the tracked files of the repository at `root`. */
export function openRepository(root: string, env: Environment | undefined): Repository {
  const git = openGit({ cwd: root, env });
  return toRepository(root, git, git.run(listing));
}

/** The same, while others have their turn. */
export async function askRepository(
  root: string,
  env: Environment | undefined,
): Promise<Repository> {
  const git = openGit({ cwd: root, env });
  return toRepository(root, git, await git.ask(listing));
}

function toRepository(root: string, git: Git, listed: GitResult): Repository {
  const place = git.place();
  const entries = listed.ok ? readEntries(listed.stdout) : undefined;
  const tracked = entries?.tracked;
  let problem: Repository['problem'];
  if (!listed.ok) problem = { kind: listed.problem, detail: listed.detail };
  else if (!tracked) problem = { kind: 'failed', detail: damagedIndex };
  return {
    root,
    tracked,
    leftOut: entries?.leftOut ?? [],
    hasTrackedUnder: createDirectoryTest(tracked),
    commonDirectory: 'ok' in place ? undefined : place.commonDirectory,
    problem,
  };
}

/** Git reads an index that was cut off as far as it goes, and says nothing: its last entry is nonsense then. */
export function isSoundEntry(line: string): boolean {
  return /^(?:100|120|160|040)\d{3} [\da-f]{40,64} [0-3]\t(?!\.{0,2}\/).*[^/]$/s.test(line);
}

const damagedIndex = 'its index is damaged';

/** `H 100644 <id> <stage>\t<path>` each, `S` for `H` where it is left out; `undefined`: the index is damaged. */
function readEntries(output: Buffer):
  | (Pick<Repository, 'leftOut'> & {
      readonly tracked: Map<string, TrackedKind>;
    })
  | undefined {
  const tracked = new Map<string, TrackedKind>();
  const leftOut: string[] = [];
  for (const tagged of splitNul(output)) {
    const line = tagged.slice(2);
    if (tagged[1] !== ' ' || !isSoundEntry(line)) return undefined;
    const path = line.slice(line.indexOf('\t') + 1);
    const kind = line.startsWith('120') ? 'link' : line.startsWith('160') ? 'submodule' : 'file';
    tracked.set(path, kind);
    if (tagged[0] === 'S') leftOut.push(path);
  }
  return { tracked, leftOut };
}

function createDirectoryTest(tracked: ReadonlyMap<string, TrackedKind> | undefined) {
  let directories: Set<string> | undefined;
  return (directory: string): boolean => {
    if (tracked === undefined) return false;
    directories ??= directoriesOf(tracked.keys());
    return directories.has(directory);
  };
}

function directoriesOf(paths: Iterable<string>): Set<string> {
  const directories = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const directory = path.slice(0, end);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return directories;
}

/** Owner and repository of every remote: `acme` and `shop` of `git@host:acme/shop.git`. Sorted, without repeats. */
export function namesOfRemotes(git: Git): string[] {
  return [...new Set(git.remoteUrls().flatMap(namesOfUrl))].sort();
}

/** What to tell the user when a mode that needs git gets no answer from it. */
export function gitFailure(result: GitFailure): UserError {
  switch (result.problem) {
    case 'missing':
      return new UserError('git is not installed', { hint: 'This mode reads the git index.' });
    case 'not-a-repository':
      return new UserError('not in a git repository', {
        hint: 'Without git, name files or directories to audit.',
      });
    case 'owner':
      return new UserError('git refuses a repository that belongs to another user', {
        hint: 'Allow it with `git config --global --add safe.directory <directory>`.',
      });
    default:
      return new UserError(`git cannot tell: ${result.detail}`);
  }
}

/** The last two parts of the path of a remote; never its host, its user or a password. */
export function namesOfUrl(url: string): string[] {
  const isLocal = /^(?:file:|[./~\\]|[A-Za-z]:[\\/])/.test(url) || !url.includes(':');
  const path = url
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/^[^/]*:/, '')
    .replace(/[?#].*$/s, '')
    .replace(/\.git\/?$/, '');
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '..' && part !== '.');
  // A local remote is a path on somebody's disk; only its last part is a name.
  return parts.slice(isLocal ? -1 : -2);
}

/** What the index holds at an absolute path. macOS hands out decomposed names where git keeps composed ones. */
export function trackedKindOf(
  { root, tracked }: Repository,
  path: string,
): TrackedKind | undefined {
  const relative = relativeTo(root, path);
  return tracked?.get(relative) ?? tracked?.get(relative.normalize('NFC'));
}

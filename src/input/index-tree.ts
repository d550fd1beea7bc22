// What a commit would hold: the git index, never the disk. Findings are for the staged files; the rest of the index is
// there for linking, and is only read when a staged file can matter at all.
import { UserError } from '../model/errors.ts';
import type { Skipped, Source } from '../model/source.ts';
import { type Blob, readBlobs } from './blobs.ts';
import { createExclusion } from './exclusion.ts';
import { isLeftOutDirectory, isMinifiedName } from './file-names.ts';
import { type Environment, type Git, openGit, splitNul } from './git.ts';
import { baseName, comparePaths, printableName, realPath, withSlash } from './paths.ts';
import { gitFailure, namesOfRemotes } from './repository.ts';
import { createScope } from './scope.ts';
import type { Tree, TreeOptions } from './tree.ts';

export interface IndexTreeOptions extends TreeOptions {
  /** Paths that anything reads; the content of others is not loaded and reads as empty. Default: all. */
  readonly isWanted?: (path: string) => boolean;
  /**
   * The prefilter. Where it says no to every staged file there is nothing to find or to link, and the rest of the
   * index reads as empty; so do files it says no to in an index too large for memory.
   */
  readonly mayMatter?: (path: string, bytes: Uint8Array) => boolean;
  readonly env?: Environment | undefined;
}

/** A file of the index and the id of its content. */
interface IndexEntry {
  readonly path: string;
  readonly id: string;
}

/** Opens the index of the repository around `cwd`; the root is that of the repository. */
export async function openIndexTree(options: IndexTreeOptions): Promise<Tree> {
  const cwd = realPath(options.cwd);
  if (cwd === undefined) throw new UserError(`no such directory: ${printableName(options.cwd)}`);
  const git = openGit({ cwd, env: options.env, inHook: true });
  const root = findTopLevel(git);
  // Both commands answer for the directory they run in, and names count from there.
  const atRoot = openGit({ cwd: root, env: options.env, inHook: true });
  const { entries, skipped } = selectEntries(listIndex(atRoot), root, options, cwd);
  const staged = listStaged(atRoot);
  const isAskedFor = createScope(cwd, options.paths);
  const prefix = withSlash(root);
  const reported = entries.filter(({ path }) => staged.has(path) && isAskedFor(prefix + path));
  const blobs = await loadBlobs(atRoot, entries, reported, options);
  const ids = new Map(entries.map(({ path, id }) => [path, id]));
  return {
    root,
    name: baseName(root),
    sources: entries.map(({ path }): Source => ({ path, tracked: 'tracked' })),
    skipped: skipped.filter(({ path }) => staged.has(path) && isAskedFor(prefix + path)),
    warnings: reported.length === 0 ? ['no staged files to audit'] : [],
    reportOn: new Map(reported.map(({ path }) => [path, 'all' as const])),
    remoteNames: namesOfRemotes(atRoot),
    read(path) {
      const blob = blobs.get(ids.get(path) ?? '');
      if (blob instanceof Uint8Array) return { bytes: blob };
      const reason = blob === 'too-large' ? 'too-large' : 'unreadable';
      const entry = { path, reason, isFailure: reason === 'unreadable' } as const;
      return { skipped: blob === 'missing' ? { ...entry, detail: 'object is missing' } : entry };
    },
  };
}

/** Root of the work tree around `git`'s directory. Throws a UserError where there is none. */
export function findTopLevel(git: Git): string {
  const result = git.run(['rev-parse', '--show-toplevel']);
  if (!result.ok) throw gitFailure(result);
  const path = result.stdout.toString('utf8').replace(/\r?\n$/, '');
  const root = path === '' ? undefined : realPath(path);
  if (root === undefined) throw new UserError('the repository has no work tree');
  return root;
}

function listIndex(git: Git): IndexEntry[] {
  const result = git.run(['ls-files', '-s', '-z']);
  if (!result.ok) throw gitFailure(result);
  const entries: IndexEntry[] = [];
  for (const line of splitNul(result.stdout)) {
    const tab = line.indexOf('\t');
    const [mode, id, stage] = line.slice(0, tab).split(' ');
    // Links and submodules have no text; in a conflict stage 2 is what the branch itself has.
    const isFile = mode?.startsWith('100') === true;
    if (!isFile || id === undefined || (stage !== '0' && stage !== '2')) continue;
    entries.push({ path: line.slice(tab + 1), id });
  }
  return entries.sort(comparePaths);
}

function listStaged(git: Git): Set<string> {
  const result = git.run([
    'diff',
    '--cached',
    '--name-only',
    '-z',
    '--diff-filter=ACMRT',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=all',
  ]);
  if (!result.ok) throw gitFailure(result);
  return new Set(splitNul(result.stdout));
}

function selectEntries(
  all: readonly IndexEntry[],
  root: string,
  { exclude, ignorePath }: TreeOptions,
  cwd: string,
) {
  const paths = new Set(all.map(({ path }) => path));
  const isExcluded = createExclusion({ cwd, root, patterns: exclude, ignorePath });
  const isLeftOut = createDirectoryTest(paths);
  const prefix = withSlash(root);
  const skipped: Skipped[] = [];
  const entries = all.filter(({ path }) => {
    if (isLeftOut(path) || isExcluded(prefix + path, false)) return false;
    if (!isMinifiedName(baseName(path))) return true;
    skipped.push({ path, reason: 'minified', isFailure: false });
    return false;
  });
  return { entries, skipped };
}

/** Whether a path lies in a directory that the walk of a disk would leave out. */
function createDirectoryTest(paths: ReadonlySet<string>) {
  const answers = new Map<string, boolean>();
  const isLeftOut = (path: string): boolean => {
    const slash = path.lastIndexOf('/');
    if (slash === -1) return false;
    const directory = path.slice(0, slash);
    const known = answers.get(directory);
    if (known !== undefined) return known;
    const above = directory.slice(0, directory.lastIndexOf('/') + 1);
    const siblings = function* () {
      if (above === '') yield '.git';
      for (const name of ['go.mod', 'composer.json', 'Gemfile', 'Cargo.toml', 'package.json']) {
        if (paths.has(above + name)) yield name;
      }
    };
    const answer = isLeftOutDirectory(baseName(directory), siblings) || isLeftOut(directory);
    answers.set(directory, answer);
    return answer;
  };
  return isLeftOut;
}

/** Content by object id, of the staged files first. */
async function loadBlobs(
  git: Git,
  entries: readonly IndexEntry[],
  reported: readonly IndexEntry[],
  { isWanted = () => true, mayMatter = () => true }: IndexTreeOptions,
): Promise<Map<string, Blob>> {
  const blobs = new Map<string, Blob>(entries.map(({ id }) => [id, new Uint8Array(0)]));
  const load = async (some: readonly IndexEntry[]) => {
    const paths = groupById(some.filter(({ path }) => isWanted(path)));
    const matters = (id: string, bytes: Uint8Array) =>
      paths.get(id)?.some((path) => mayMatter(path, bytes)) === true;
    for (const [id, blob] of await readBlobs(git, [...paths.keys()], { matters }))
      blobs.set(id, blob);
  };
  const canMatter = ({ id, path }: IndexEntry) => {
    const blob = blobs.get(id);
    return blob instanceof Uint8Array && isWanted(path) && mayMatter(path, blob);
  };
  try {
    await load(reported);
    const staged = new Set(reported.map(({ id }) => id));
    if (reported.some(canMatter)) await load(entries.filter(({ id }) => !staged.has(id)));
  } catch (error) {
    throw new UserError('git could not read the content of the index', { cause: error });
  }
  return blobs;
}

function groupById(entries: readonly IndexEntry[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { id, path } of entries) {
    const same = paths.get(id);
    if (same === undefined) paths.set(id, [path]);
    else same.push(path);
  }
  return paths;
}

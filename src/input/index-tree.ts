// What a commit would hold: the git index, never the disk. Findings are for the staged files; the rest of the index is
// there for linking, and is read as far as somebody asks for it.
import { UserError } from '../model/errors.ts';
import type { Skipped, Source } from '../model/source.ts';
import { type Blob, type BlobReader, openBlobs, readBlobsNow } from './blobs.ts';
import { type ChangedFiles, stagedLines } from './changed-lines.ts';
import { createExclusion } from './exclusion.ts';
import { isLeftOutDirectory, isVersionControlName } from './file-names.ts';
import { type Environment, type Git, openGit, splitNul } from './git.ts';
import {
  type IndexEntry,
  type IndexListing,
  isSure,
  readIndexFile,
  stampOf,
} from './index-file.ts';
import { createIndexSearches } from './index-searches.ts';
import type { MemoryOptions } from './memory-file.ts';
import { baseName, comparePaths, printableName, realPath, withSlash } from './paths.ts';
import { gitFailure, isSoundEntry, namesOfRemotes } from './repository.ts';
import { createScope } from './scope.ts';
import type { Search, Tree, TreeOptions } from './tree.ts';

export interface IndexTreeOptions extends TreeOptions {
  /** Searches to begin at once: they are over when the program is loaded and asks for them. */
  readonly likely?: readonly Search[];
  /** What searches are told is kept from run to run. */
  readonly memory?: MemoryOptions;
  /** Report on staged files as a whole; default: on the lines that the commit changes. */
  readonly wholeFiles?: boolean;
  readonly env?: Environment | undefined;
}

/** Opens the index of the repository around `cwd`; the root is that of the repository. */
export async function openIndexTree(options: IndexTreeOptions): Promise<Tree> {
  const cwd = realPath(options.cwd);
  if (cwd === undefined) throw new UserError(`no such directory: ${printableName(options.cwd)}`);
  const git = openGit({ cwd, env: options.env, inHook: true });
  const root = findTopLevel(git);
  // Commands answer for the directory they run in, and names count from there.
  const atRoot = root === cwd ? git : openGit({ cwd: root, env: options.env, inHook: true });
  const listing = listIndex(atRoot);
  // A failure is told of below.
  const contents = listing.catch((): IndexListing => ({ entries: [] }));
  const blobs = openBlobs(atRoot);
  const store = createStore(atRoot, blobs);
  const { load } = store;
  const searches = createIndexSearches(atRoot, { ...options, root, contents, load });
  const close = () => {
    searches.end();
    blobs.end();
  };
  try {
    const [indexed, staged] = await Promise.all([
      listing,
      options.wholeFiles ? listStaged(atRoot) : stagedLines(atRoot),
    ]);
    const isConfiguration = (await options.isConfiguration) ?? (() => false);
    const { entries, leftOut } = selectEntries(indexed.entries, {
      ...options,
      root,
      cwd,
      isConfiguration,
    });
    const isAskedFor = createScope(cwd, options.paths);
    const prefix = withSlash(root);
    const isReported = ({ path }: { readonly path: string }): boolean =>
      staged.has(path) && isAskedFor(prefix + path);
    const reported = entries.filter(isReported);
    return {
      root,
      name: baseName(root),
      sources: inOrder(entries).map(({ path }): Source => ({ path, tracked: 'tracked' })),
      skipped: vendoredDirectories(leftOut.filter(isReported)),
      warnings: reported.length === 0 ? ['no staged files to audit'] : [],
      reportOn: new Map(reported.map(({ path }) => [path, staged.get(path) ?? 'all'])),
      reportsStories: !options.wholeFiles,
      remoteNames: namesOfRemotes(atRoot),
      ...createContent(store, indexed),
      search: searches.search,
      dismiss: searches.dismiss,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Contents by their ids. Each is asked for once, whoever asks. */
interface ContentStore {
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Blob>>;
  /** What was loaded, or is read now. */
  read(id: string): Blob;
  /** What was loaded or read before. */
  recall(id: string): Blob | undefined;
}

function createStore(git: Git, reader: BlobReader): ContentStore {
  const blobs = new Map<string, Blob>();
  const add = (ids: readonly string[], read: ReadonlyMap<string, Blob>): void => {
    for (const id of ids) blobs.set(id, read.get(id) ?? 'missing');
  };
  return {
    async load(ids) {
      const wanted = ids.filter((id) => !blobs.has(id));
      try {
        if (wanted.length > 0) add(wanted, await reader.load(wanted));
      } catch (error) {
        throw new UserError('git could not read the content of the index', { cause: error });
      }
      return blobs;
    },
    read(id) {
      if (!blobs.has(id)) add([id], readBlobsNow(git, [id]));
      return blobs.get(id) ?? 'missing';
    },
    recall: (id) => blobs.get(id),
  };
}

/** Content by path, fetched by object id: many at once by `load`, one by one by `read`. */
function createContent(
  store: ContentStore,
  { entries, stamps }: IndexListing,
): Pick<Tree, 'read' | 'stampOf'> & Required<Pick<Tree, 'load'>> {
  const numbers = new Map(entries.map(({ path }, entry) => [path, entry]));
  const idOf = (path: string): string | undefined => entries[numbers.get(path) ?? -1]?.id;
  return {
    async load(paths) {
      await store.load(paths.flatMap((path) => idOf(path) ?? []));
    },
    read(path) {
      const id = idOf(path);
      const blob = id === undefined ? 'missing' : store.read(id);
      if (blob instanceof Uint8Array) return { bytes: blob };
      const reason = blob === 'too-large' ? 'too-large' : 'unreadable';
      const entry = { path, reason, isFailure: reason === 'unreadable' } as const;
      return { skipped: blob === 'missing' ? { ...entry, detail: 'object is missing' } : entry };
    },
    stampOf(path) {
      const entry = numbers.get(path);
      if (!stamps || entry === undefined || !isSure(stamps, entry)) return undefined;
      const { sizeBytes, text } = stampOf(stamps, entry);
      const blob = store.recall(entries[entry]?.id ?? '');
      // What git converts when it is added is another text than the one on the disk.
      if (!(blob instanceof Uint8Array) || blob.length !== sizeBytes) return undefined;
      return { sizeBytes, text: `${text}\0${stamps.attributes}` };
    },
  };
}

/** Root of the work tree around `git`'s directory. Throws a UserError where there is none. */
export function findTopLevel(git: Git): string {
  const place = git.place();
  if ('ok' in place) throw gitFailure(place);
  if (place.root === undefined) throw new UserError('the repository has no work tree');
  return place.root;
}

async function listIndex(git: Git): Promise<IndexListing> {
  const place = git.place();
  const read = 'ok' in place ? undefined : readIndexFile(place.indexFile);
  return read ?? { entries: inOrder(await askForIndex(git)) };
}

async function askForIndex(git: Git): Promise<IndexEntry[]> {
  const result = await git.ask(['ls-files', '-s', '-z']);
  if (!result.ok) throw gitFailure(result);
  const entries: IndexEntry[] = [];
  for (const line of splitNul(result.stdout)) {
    if (!isSoundEntry(line)) throw new UserError('git cannot tell: its index is damaged');
    // `100644 <id> <stage>\t<path>`. Links and submodules have no text; in a conflict stage 2 is what the branch has.
    const tab = line.indexOf('\t');
    const stage = line[tab - 1];
    if (!line.startsWith('100') || (stage !== '0' && stage !== '2')) continue;
    const id = line.slice(line.indexOf(' ') + 1, tab - 2);
    entries.push({ path: line.slice(tab + 1), id, isConflict: stage !== '0' });
  }
  return entries;
}

/** Git sorts by bytes, we by code units: mostly the same. */
export function inOrder(entries: IndexEntry[]): IndexEntry[] {
  const isSorted = entries.every(
    ({ path }, at) => at === 0 || (entries[at - 1]?.path ?? '') < path,
  );
  return isSorted ? entries : entries.sort(comparePaths);
}

async function listStaged(git: Git): Promise<ChangedFiles> {
  const result = await git.ask([
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
  return new Map(splitNul(result.stdout).map((path) => [path, 'all']));
}

interface Selection extends Pick<TreeOptions, 'exclude' | 'ignorePath'> {
  readonly root: string;
  readonly cwd: string;
  readonly isConfiguration: (path: string) => boolean;
}

/** A file that lies in a directory with other people's code and is none of its configuration. */
interface LeftOut {
  readonly path: string;
  readonly directory: string;
}

/** What the walk of a disk would list of `all`, whose paths count from `root`. */
export function selectEntries(all: readonly IndexEntry[], options: Selection) {
  const { root, cwd, exclude, ignorePath, isConfiguration } = options;
  const paths = new Set(all.map(({ path }) => path));
  const isExcluded = createExclusion({ cwd, root, patterns: exclude, ignorePath });
  const vendoredDirectoryOf = createDirectoryLookup(paths);
  const prefix = withSlash(root);
  const leftOut: LeftOut[] = [];
  const entries = all.filter(({ path }) => {
    if (isExcluded(prefix + path, false)) return false;
    const directory = vendoredDirectoryOf(path);
    if (directory === undefined || isConfiguration(path)) return true;
    leftOut.push({ path, directory });
    return false;
  });
  return { entries, leftOut };
}

/** One line a directory. */
export function vendoredDirectories(leftOut: readonly LeftOut[]): Skipped[] {
  const directories = new Set(leftOut.map(({ directory }) => directory));
  return [...directories]
    .filter((path) => !isVersionControlName(baseName(path)))
    .map((path) => ({
      path,
      reason: 'vendored',
      detail: 'only configuration that git tracks was read',
      isFailure: false,
    }));
}

/** The topmost directory above a path that the walk of a disk would take for other people's code. */
function createDirectoryLookup(paths: ReadonlySet<string>) {
  const answers = new Map<string, string | undefined>();
  const lookUp = (path: string): string | undefined => {
    const slash = path.lastIndexOf('/');
    if (slash === -1) return undefined;
    const directory = path.slice(0, slash);
    if (answers.has(directory)) return answers.get(directory);
    const above = directory.slice(0, directory.lastIndexOf('/') + 1);
    const siblings = function* () {
      if (above === '') yield '.git';
      for (const name of ['go.mod', 'composer.json', 'Gemfile', 'Cargo.toml', 'package.json']) {
        if (paths.has(above + name)) yield name;
      }
    };
    const isOurs = isLeftOutDirectory(baseName(directory), siblings) ? directory : undefined;
    const answer = lookUp(directory) ?? isOurs;
    answers.set(directory, answer);
    return answer;
  };
  return lookUp;
}

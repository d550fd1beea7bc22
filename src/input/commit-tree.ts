// The files of a commit, read from git's objects: no checkout, so no filter, hook or attribute of the repository has a
// say, and a bare repository is as good as any. Lists what the walk of a checkout would list.
import { Buffer } from 'node:buffer';
import { UserError } from '../model/errors.ts';
import type { Source } from '../model/source.ts';
import { readBlobs } from './blobs.ts';
import { createContent } from './commit-content.ts';
import { settleCommitLinks } from './commit-links.ts';
import { beyondDetail, beyondRoom } from './content-room.ts';
import { type Environment, type Git, splitNul } from './git.ts';
import type { IndexEntry } from './index-file.ts';
import { searchCommit } from './index-search.ts';
import { inOrder, selectEntries, vendoredDirectories } from './index-tree.ts';
import { bytesOfContent } from './object-bytes.ts';
import {
  baseName,
  comparePaths,
  isInside,
  printableName,
  realPath,
  resolvePosix,
} from './paths.ts';
import { gitFailure, namesOfRemotes } from './repository.ts';
import { openRepositoryAt, resolveCommit } from './revision.ts';
import { createScope } from './scope.ts';
import type { Tree, TreeOptions } from './tree.ts';

export interface CommitTreeOptions extends TreeOptions {
  /** Any name of a commit that git understands. */
  readonly rev: string;
  readonly env?: Environment | undefined;
}

/** Opens a commit of the repository around `cwd`, or of the bare repository that `cwd` is. */
export async function openCommitTree(options: CommitTreeOptions): Promise<Tree> {
  const cwd = realPath(options.cwd);
  if (cwd === undefined) throw new UserError(`no such directory: ${printableName(options.cwd)}`);
  const { git, directory, prefix: below } = openRepositoryAt(cwd, options.env);
  const id = resolveCommit(git, options.rev);
  const held = await listCommit(git, id);
  const remoteNames = namesOfRemotes(git);
  const top = { directory, start: below === '' ? directory : `${directory}/${below}`.slice(0, -1) };
  const { root, isAskedFor } = readPaths(options, held, top);
  const prefix = root === directory ? '' : `${root.slice(directory.length + 1)}/`;
  const listed = [...held.files.keys(), ...held.links.keys()].flatMap((path): IndexEntry[] =>
    path.startsWith(prefix) && isAskedFor(`${directory}/${path}`)
      ? [{ path: path.slice(prefix.length), id: '', isConflict: false }]
      : [],
  );
  const isConfiguration = (await options.isConfiguration) ?? (() => false);
  const selection = { ...options, root, cwd: top.start, isConfiguration };
  const { entries, leftOut } = selectEntries(inOrder(listed), selection);
  const links = await settleLinks(git, held, entries, prefix);
  const isLink = ({ path }: { readonly path: string }) => held.links.has(prefix + path);
  const files = entries.flatMap(({ path }) => {
    const file = held.files.get(links.followed.get(prefix + path) ?? prefix + path);
    return file ? [{ path, ...file }] : [];
  });
  const place = git.place();
  const beyond = beyondRoom(files, () =>
    'ok' in place ? 0 : bytesOfContent(place.objectDirectory),
  );
  const content = createContent(
    git,
    files.filter(({ path }) => !beyond.has(path)),
  );
  const unlinked = links.skipped.map((entry) => ({
    ...entry,
    path: entry.path.slice(prefix.length),
  }));
  return {
    root,
    name: baseName(root).replace(/\.git$/, '') || baseName(root),
    sources: files.map(({ path, sizeBytes }): Source => ({ path, sizeBytes, tracked: 'tracked' })),
    skipped: [...vendoredDirectories(leftOut), ...unlinked].sort(comparePaths),
    warnings: describeModules(held.modules.filter((path) => path.startsWith(prefix))),
    remoteNames,
    commit: { id, directory, prefix, holds: (path) => held.files.has(path) },
    load: content.load,
    read: (path) => {
      if (!beyond.has(path)) return content.read(path);
      return { skipped: { path, reason: 'too-large', detail: beyondDetail, isFailure: true } };
    },
    close: content.close,
    async search(search) {
      const found = await searchCommit(git, id, search);
      if (!found) return undefined;
      const paths = [...found].flatMap((path) =>
        path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
      );
      // Git searches the text of a link, not the file behind it.
      return new Set([...paths, ...files.filter(isLink).map(({ path }) => path)]);
    },
  };
}

interface HeldFile {
  readonly id: string;
  readonly sizeBytes: number;
}

/** What a commit holds; paths count from its top. */
interface Held {
  readonly files: ReadonlyMap<string, HeldFile>;
  /** Object ids by path. */
  readonly links: ReadonlyMap<string, string>;
  readonly directories: ReadonlySet<string>;
  readonly modules: readonly string[];
}

async function listCommit(git: Git, commit: string): Promise<Held> {
  const result = await git.ask(['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
  if (!result.ok) throw gitFailure(result);
  const files = new Map<string, HeldFile>();
  const links = new Map<string, string>();
  const modules: string[] = [];
  for (const line of splitNul(result.stdout)) {
    // `100644 blob <id>    <size>\t<path>`; submodules and missing objects have no size.
    const tab = line.indexOf('\t');
    const path = line.slice(tab + 1);
    const [mode = '', , id = '', size] = line.slice(0, tab).split(/ +/);
    if (mode.startsWith('100')) files.set(path, { id, sizeBytes: Number(size) || 0 });
    else if (mode.startsWith('120')) links.set(path, id);
    else if (mode.startsWith('160')) modules.push(path);
  }
  return { files, links, directories: directoriesOf(files.keys()), modules };
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

/** The root that the requested paths make, as for the disk: a single directory is the root itself. */
function readPaths(
  { paths, rev }: CommitTreeOptions,
  { files, links, directories }: Held,
  { directory, start }: { readonly directory: string; readonly start: string },
): { readonly root: string; isAskedFor(path: string): boolean } {
  const within = (path: string): string | undefined => {
    const absolute = resolvePosix(start, path);
    if (!isInside(directory, absolute)) return undefined;
    return absolute.slice(directory.length + 1);
  };
  const isDirectory = (path: string) => path === '' || directories.has(path);
  const wanted = paths.filter((path) => !path.startsWith('!'));
  for (const path of wanted) {
    const own = within(path);
    const isThere = own !== undefined && (isDirectory(own) || files.has(own) || links.has(own));
    if (isThere || (own !== undefined && /[*?[{]/.test(path))) continue;
    throw new UserError(
      `no such file or directory in ${printableName(rev)}: ${printableName(path)}`,
      {
        hint: 'Paths are taken relative to the working directory.',
      },
    );
  }
  const only = wanted.length === 1 ? within(wanted[0] ?? '') : undefined;
  const root = only !== undefined && isDirectory(only) ? resolvePosix(directory, only) : start;
  const isOutside = wanted.some((path) => !isInside(root, resolvePosix(start, path)));
  const asked = createScope(start, wanted);
  return { root: isOutside ? directory : root, isAskedFor: asked };
}

async function settleLinks(
  git: Git,
  held: Held,
  entries: readonly IndexEntry[],
  prefix: string,
): Promise<ReturnType<typeof settleCommitLinks>> {
  const listed = new Set(entries.map(({ path }) => prefix + path));
  const asked = [...listed].filter((path) => held.links.has(path));
  if (asked.length === 0) return { followed: new Map(), skipped: [] };
  const blobs = await readBlobs(git, [...held.links.values()], { limitBytes: 4096 });
  const targets = new Map<string, string>();
  for (const [path, id] of held.links) {
    const blob = blobs.get(id);
    if (blob instanceof Uint8Array) targets.set(path, Buffer.from(blob).toString('utf8'));
  }
  const { files, directories } = held;
  const isListed = (path: string) => listed.has(path);
  return settleCommitLinks(asked, {
    targets,
    files: new Set(files.keys()),
    directories,
    prefix,
    isListed,
  });
}

/** More submodules than these are counted. */
const maxNamed = 3;

function describeModules(modules: readonly string[]): string[] {
  if (modules.length === 0) return [];
  const named = modules.slice(0, maxNamed).map(printableName).join(', ');
  const more = modules.length > maxNamed ? ` and ${modules.length - maxNamed} more` : '';
  const [verb, their] =
    modules.length === 1 ? ['is a submodule', 'its'] : ['are submodules', 'their'];
  return [`${named}${more} ${verb}: a commit does not hold ${their} files`];
}

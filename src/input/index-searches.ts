// The searches of one run through the git index: begun early where they are likely, and spared where earlier runs
// have seen the contents.
import { type ContentMemory, type MemoryOptions, openContentMemory } from './content-memory.ts';
import type { Git } from './git.ts';
import { searchIndex } from './index-search.ts';
import { isElsewhere } from './paths.ts';
import type { Search, Tree } from './tree.ts';

/** A file of the index and the id of its content. */
export interface IndexEntry {
  readonly path: string;
  readonly id: string;
  readonly isConflict: boolean;
}

export interface IndexSearchOptions {
  readonly root: string;
  /** What the index holds; never rejects. */
  readonly contents: Promise<readonly IndexEntry[]>;
  /** To begin at once. */
  readonly likely?: readonly Search[];
  readonly memory?: MemoryOptions & { readonly of: Search };
}

/** More contents than these are left to git, which searches them faster than we can read them. */
const maximumUnknown = 1_000;

/** `end` has to be called: it stops what still runs, and keeps what was learned. */
export function createIndexSearches(
  git: Git,
  { root, contents, likely = [], memory: options }: IndexSearchOptions,
): Required<Pick<Tree, 'search' | 'dismiss'>> & { end(): void } {
  const stop = new AbortController();
  const memory =
    options && isElsewhere(options.directory, root) ? openContentMemory(options, root) : undefined;
  let listed: readonly IndexEntry[] = [];
  const run = async (search: Search): Promise<ReadonlySet<string> | undefined> => {
    const isRemembered = memory !== undefined && search === options?.of;
    const found = isRemembered
      ? await searchUnknown(git, search, { memory, contents, signal: stop.signal })
      : await searchIndex(git, search, stop.signal);
    listed = await contents;
    // Git does not search what is in conflict.
    const conflicts = listed.filter(({ isConflict }) => isConflict);
    return found && new Set([...found, ...conflicts.map(({ path }) => path)]);
  };
  const begun = new Map(likely.map((search) => [search, run(search)]));
  return {
    search: (search) => begun.get(search) ?? run(search),
    dismiss(search, paths) {
      if (search !== options?.of) return;
      const dismissed = new Set(paths);
      memory?.learn(listed.filter(({ path }) => dismissed.has(path)).map(({ id }) => id));
    },
    end() {
      stop.abort();
      memory?.save(listed.map(({ id }) => id));
    },
  };
}

interface Unknown {
  readonly memory: ContentMemory;
  readonly contents: Promise<readonly IndexEntry[]>;
  readonly signal: AbortSignal;
}

/** Few contents that nobody has seen count as found; of many, git tells. */
async function searchUnknown(
  git: Git,
  search: Search,
  { memory, contents, signal }: Unknown,
): Promise<ReadonlySet<string> | undefined> {
  const isAsked = createEndingTest(search.endings ?? []);
  // The first time there is nothing to wait for.
  const early = memory.known.size === 0 ? searchIndex(git, search, signal) : undefined;
  const asked = (await contents).filter(({ path, isConflict }) => !isConflict && isAsked(path));
  const unknown = asked.filter(({ id }) => !memory.known.has(id));
  if (!early && unknown.length <= maximumUnknown) return new Set(unknown.map(({ path }) => path));
  const found = await (early ?? searchIndex(git, search, signal));
  if (!found) return undefined;
  memory.learn(unknown.filter(({ path }) => !found.has(path)).map(({ id }) => id));
  return new Set(unknown.map(({ path }) => path).filter((path) => found.has(path)));
}

function createEndingTest(endings: readonly string[]): (path: string) => boolean {
  const wanted = new Set(endings);
  return (path) => wanted.has(path.slice(path.lastIndexOf('.')).toLowerCase());
}

// The searches of one run through the git index: begun early where they are likely, and spared where earlier runs have asked
// the same of the same files.
import { Buffer } from 'node:buffer';
import type { Blob } from './blobs.ts';
import type { Git } from './git.ts';
import type { IndexEntry, IndexListing } from './index-file.ts';
import { type KnownSearch, openIndexMemory } from './index-memory.ts';
import { searchIndex } from './index-search.ts';
import type { MemoryOptions } from './memory-file.ts';
import { isElsewhere } from './paths.ts';
import type { Search, Tree } from './tree.ts';

export interface IndexSearchOptions {
  readonly root: string;
  /** What the index holds; never rejects. */
  readonly contents: Promise<IndexListing>;
  /** Reads contents, by their ids. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, Blob>>;
  /** To begin at once. */
  readonly likely?: readonly Search[];
  readonly memory?: MemoryOptions;
}

/** More files than these are left to git, which searches them faster than we can read them. */
const maximumUnknown = 300;

/** `end` has to be called: it stops what still runs, and keeps what was learned. */
export function createIndexSearches(
  git: Git,
  { root, contents, load, likely = [], memory: options }: IndexSearchOptions,
): Required<Pick<Tree, 'search' | 'dismiss'>> & { end(): void } {
  const stop = new AbortController();
  const isKept = options && isElsewhere(options.directory, root);
  const opening = contents.then(({ entries, stamps }) => ({
    entries,
    memory: isKept && stamps ? openIndexMemory(options, root, stamps) : undefined,
  }));
  let opened: Awaited<typeof opening> | undefined;
  const run = async (search: Search): Promise<ReadonlySet<string> | undefined> => {
    opened ??= await opening;
    const { entries, memory } = opened;
    const known = memory?.question(textOf(search));
    const found = known
      ? await searchUnknown(git, search, { entries, known, load, signal: stop.signal })
      : await searchIndex(git, search, stop.signal);
    // Git does not search what is in conflict.
    const conflicts = entries.filter(({ isConflict }) => isConflict);
    return found && new Set([...found, ...conflicts.map(({ path }) => path)]);
  };
  const begun = new Map(likely.map((search) => [search, run(search)]));
  return {
    search: (search) => begun.get(search) ?? run(search),
    dismiss(search, paths) {
      const known = opened?.memory?.question(textOf(search));
      if (!opened || !known) return;
      const dismissed = new Set(paths);
      for (const [entry, { path }] of opened.entries.entries())
        if (dismissed.has(path)) known.learn(entry, false);
    },
    end() {
      stop.abort();
      opened?.memory?.save();
    },
  };
}

/** What is asked of a file; of which files is another matter. */
function textOf({ words, isExact = false }: Search): string {
  return [isExact ? 'exact' : '', ...words].join('\0');
}

interface Unknown {
  readonly entries: readonly IndexEntry[];
  readonly known: KnownSearch;
  readonly load: IndexSearchOptions['load'];
  readonly signal: AbortSignal;
}

/** Few files that nobody has asked yet are read; of many, git tells. */
async function searchUnknown(
  git: Git,
  search: Search,
  { entries, known, load, signal }: Unknown,
): Promise<ReadonlySet<string> | undefined> {
  const isAsked = createEndingTest(search);
  const found = new Set<string>();
  const unknown: number[] = [];
  for (const [entry, { path, isConflict }] of entries.entries()) {
    if (isConflict || !isAsked(path)) continue;
    const answer = known.recall(entry);
    if (answer === undefined) unknown.push(entry);
    else if (answer) found.add(path);
  }
  const isFound =
    unknown.length > maximumUnknown
      ? await askGit(git, search, signal)
      : await askContents(
          search,
          unknown.map((entry) => entries[entry]?.id ?? ''),
          load,
        );
  if (!isFound) return undefined;
  for (const entry of unknown) {
    const { path = '', id = '' } = entries[entry] ?? {};
    const answer = isFound(path, id);
    if (answer !== undefined) known.learn(entry, answer);
    if (answer !== false) found.add(path);
  }
  return found;
}

/** `undefined`: nobody can tell. */
type Answers = (path: string, id: string) => boolean | undefined;

async function askGit(git: Git, search: Search, signal: AbortSignal): Promise<Answers | undefined> {
  const found = await searchIndex(git, search, signal);
  return found && ((path) => found.has(path));
}

async function askContents(
  { words }: Search,
  ids: readonly string[],
  load: IndexSearchOptions['load'],
): Promise<Answers> {
  const contents = ids.length > 0 ? await load(ids) : undefined;
  const folded = words.map((word) => word.toLowerCase());
  return (_, id) => {
    const content = contents?.get(id);
    return content instanceof Uint8Array ? mayHold(content, folded) : undefined;
  };
}

/** Says yes too often, never no: in any case, and wherever letters may lie as in UTF-16. */
function mayHold(bytes: Uint8Array, words: readonly string[]): boolean {
  if (bytes.includes(0)) return true;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1').toLowerCase();
  return words.some((word) => text.includes(word));
}

function createEndingTest({ endings, otherThan = [] }: Search): (path: string) => boolean {
  const wanted = endings && new Set(endings);
  const others = new Set(otherThan);
  return (path) => {
    const ending = path.slice(path.lastIndexOf('.')).toLowerCase();
    return wanted?.has(ending) !== false && !others.has(ending);
  };
}

// Which files of the git index, or of a commit, hold a word: git searches its own objects several times faster than it can hand them
// over, so only what was found has to be read.
import { Buffer } from 'node:buffer';
import { availableParallelism } from 'node:os';
import { type Git, splitNul } from './git.ts';
import type { Search } from './tree.ts';

/** Text in UTF-16 hides the words from git; what begins so is found whatever it holds. */
const utf16Marks = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

const lineFeed = Buffer.from('\n');

/** `*.js` in any case; a pattern without a slash holds for every directory. */
function pathspecs({ endings = [], otherThan = [] }: Search): string[] {
  return [
    ...endings.map((ending) => `:(icase)*${ending}`),
    ...otherThan.map((ending) => `:(exclude,icase)*${ending}`),
  ];
}

/**
 * Paths whose content holds one of the words, among the entries without a conflict. `git` must be bound to the root
 * of the repository. `undefined` where git cannot tell of every file: an object is missing, or it is too old.
 */
export function searchIndex(
  git: Git,
  search: Search,
  signal?: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  return searchObjects(git, search, { scope: ['--cached'], commit: [], ...(signal && { signal }) });
}

/** The same for the files of a commit. */
export async function searchCommit(
  git: Git,
  commit: string,
  search: Search,
): Promise<ReadonlySet<string> | undefined> {
  const found = await searchObjects(git, search, { scope: [], commit: [commit] });
  // Each name comes as `<commit>:<path>`.
  return found && new Set([...found].map((name) => name.slice(commit.length + 1)));
}

interface Where {
  readonly scope: readonly string[];
  readonly commit: readonly string[];
  readonly signal?: AbortSignal;
}

async function searchObjects(
  git: Git,
  search: Search,
  { scope, commit, signal }: Where,
): Promise<ReadonlySet<string> | undefined> {
  // `-a`: what attributes call binary is searched as well; `-f -` takes bytes that are no UTF-8.
  const letters = search.isExact === true ? [] : ['-i'];
  const args = ['grep', ...scope, '--no-textconv', '-a', ...letters, '-F', '-l', '-z', '-f', '-'];
  const lines = [...search.words.map((word) => Buffer.from(word)), ...utf16Marks];
  // Our patterns are patterns; paths that others name never are.
  const patterns = ['--no-literal-pathspecs', ...args, ...commit, '--', ...pathspecs(search)];
  const result = await git.ask(patterns, {
    input: Buffer.concat(lines.flatMap((line) => [line, lineFeed])),
    settings: [
      ['grep.threads', String(Math.max(1, availableParallelism() - 1))],
      ['grep.fullName', 'true'],
    ],
    ...(signal && { signal }),
  });
  // Git complains of an object that it cannot read, and goes on without it.
  if (result.ok) return result.complained ? undefined : new Set(splitNul(result.stdout));
  // Without a match git grep ends as if it had failed, and says nothing.
  return result.isSilent === true ? new Set() : undefined;
}

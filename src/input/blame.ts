// Since when lines have been as they are: git blame. Only times are read; authors and commit messages stay where they
// are.
import { type Environment, type Git, type GitFailure, openGit } from './git.ts';
import type { AuditedCommit } from './tree.ts';

/** A line of a file of the work tree, 1-based. */
export interface BlamedLine {
  readonly path: string;
  readonly line: number;
}

/** A line with the time of the commit that last changed it, seconds since 1970. */
export interface LineAge extends BlamedLine {
  readonly changedAt: number;
}

export interface BlameOptions {
  /** Directory that paths are relative to, inside a work tree. */
  readonly root: string;
  readonly lines: readonly BlamedLine[];
  /** Files asked about at most: blame walks history and is slow. Default 200. */
  readonly maxFiles?: number;
  /** What the lines are of, where they are not of the work tree; `root` does not count then. */
  readonly commit?: AuditedCommit | undefined;
  readonly env?: Environment;
}

/** Ages of the lines that git knows; uncommitted lines and untracked files are left out. Never throws. */
export function blameLines({ root, lines, maxFiles = 200, commit, env }: BlameOptions): LineAge[] {
  const git = openGit({ cwd: commit?.directory ?? root, ...(env ? { env } : {}) });
  const byPath = new Map<string, number[]>();
  for (const { path, line } of lines) {
    const known = byPath.get(path);
    if (known) known.push(line);
    else if (byPath.size < maxFiles) byPath.set(path, [line]);
  }
  return [...byPath].flatMap(([path, numbers]) => {
    const ranges = [...new Set(numbers)].map((line) => ({ from: line, to: line }));
    const of = commit && { commit: commit.id };
    const blamed = blameFile(git, { path: (commit?.prefix ?? '') + path, ranges, ...of });
    if (!blamed.ok) return [];
    return blamed.origins
      .filter(({ commit }) => commit !== undefined)
      .map(({ line, changedAt }) => ({ path, line, changedAt }));
  });
}

/** Where a line comes from. */
export interface LineOrigin {
  /** 1-based, in the content that was asked about. */
  readonly line: number;
  /** `undefined`: it is not committed. */
  readonly commit: string | undefined;
  /** When it was written, seconds since 1970: what the commit claims, true or not. */
  readonly changedAt: number;
  /** The file before that commit; its path counts from the root of the repository. */
  readonly previous?: { readonly commit: string; readonly path: string };
}

export interface FileBlame {
  /** Seen from the directory that git is bound to. */
  readonly path: string;
  /** Lines as git counts them, by LF alone; 1-based, both ends included. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** What the lines are of; default: the file on disk. */
  readonly content?: Buffer;
  /** What the lines are of instead: the file in this commit. */
  readonly commit?: string;
}

export type Blamed = { readonly ok: true; readonly origins: readonly LineOrigin[] } | GitFailure;

/** Asks git about some lines of one file. A line that moved, was copied or indented anew keeps its origin. */
export function blameFile(git: Git, request: FileBlame): Blamed {
  const { path, ranges, content, commit } = request;
  const result = git.run(
    [
      'blame',
      '--no-textconv',
      '--line-porcelain',
      // CRLF that git would convert on its way into the repository is white space, too.
      '-w',
      '-M',
      '-C',
      ...ranges.flatMap(({ from, to }) => ['-L', `${from},${to}`]),
      ...(content ? ['--contents', '-'] : []),
      ...(commit === undefined ? [] : [commit]),
      '--',
      path,
    ],
    content ? { input: content } : {},
  );
  if (!result.ok) return result;
  return { ok: true, origins: readPorcelain(result.stdout.toString('utf8')) };
}

/** `--line-porcelain`: a header of commit and line numbers, then fields, then the line after a tab. */
function readPorcelain(output: string): LineOrigin[] {
  const origins: LineOrigin[] = [];
  let fields = new Map<string, string>();
  let header: RegExpExecArray | null = null;
  for (const row of output.split('\n')) {
    if (row.startsWith('\t')) {
      if (header) origins.push(toOrigin(header, fields));
      header = null;
      fields = new Map();
    } else if (header) {
      const space = row.indexOf(' ');
      fields.set(row.slice(0, space), row.slice(space + 1));
    } else header = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(row);
  }
  return origins;
}

function toOrigin(header: RegExpExecArray, fields: ReadonlyMap<string, string>): LineOrigin {
  const [, commit = '', line] = header;
  const isCommitted = !/^0+$/.test(commit);
  // A path in quotes has characters that would have to be unescaped; such a file is not followed back.
  const previous = /^([0-9a-f]{40,64}) ([^"].*)$/.exec(fields.get('previous') ?? '');
  return {
    line: Number(line),
    commit: isCommitted ? commit : undefined,
    changedAt: timeOf(fields),
    ...(isCommitted && previous?.[1] && previous[2]
      ? { previous: { commit: previous[1], path: previous[2] } }
      : {}),
  };
}

/**
 * The author's time: the committer's moves with every rebase, squash and cherry-pick, which would make an old secret
 * look new. Nobody writes a line after it was committed, though; then the author's clock was wrong, or the date made up.
 */
function timeOf(fields: ReadonlyMap<string, string>): number {
  const [author, committer] = ['author-time', 'committer-time'].map((name) =>
    Number(fields.get(name) ?? Number.NaN),
  ) as [number, number];
  return author > 0 && author <= committer ? author : committer;
}

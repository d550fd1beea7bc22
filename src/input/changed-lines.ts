// Which lines of the work tree a branch added or touched, from `git diff`. Reads the patch by its line counts, never
// by what its lines look like: the text of a file can look like a patch.
import { Buffer } from 'node:buffer';
import { type Git, splitNul } from './git.ts';
import { decodeName } from './paths.ts';
import { gitFailure } from './repository.ts';
import { resolveCommit } from './revision.ts';
import type { ChangedLines } from './tree.ts';

/** Changed lines by path; `all` where git shows no lines (binary by its rules, UTF-16). */
export type ChangedFiles = Map<string, 'all' | readonly ChangedLines[]>;

/**
 * What changed between the commit `base` and the work tree; paths are relative to the root of the repository, where
 * `git` must be bound. Untracked files are not known to a diff.
 */
export function changedLinesSince(git: Git, base: string): ChangedFiles {
  const result = git.run([
    'diff',
    '-U0',
    '-M',
    '--inter-hunk-context=0',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    // The user's `core.autocrlf` is not known here; a line end alone is no change worth a finding.
    '--ignore-cr-at-eol',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    '--ignore-submodules=all',
    '--submodule=short',
    '--diff-filter=d',
    base,
  ]);
  if (!result.ok) throw gitFailure(result);
  return parsePatch(result.stdout);
}

/**
 * Lines of the index that differ from the last commit; new and renamed files as a whole. `git` is bound to the root.
 */
export async function stagedLines(git: Git): Promise<ChangedFiles> {
  const base = ['diff', '--cached', '--no-renames', '--no-ext-diff', '--no-textconv'];
  const [patch, added] = await Promise.all([
    git.ask([
      ...base,
      '-U0',
      '--inter-hunk-context=0',
      '--no-color',
      '--ignore-cr-at-eol',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      '--ignore-submodules=all',
      '--submodule=short',
      '--diff-filter=MT',
    ]),
    git.ask([...base, '--name-only', '-z', '--diff-filter=A', '--ignore-submodules=all']),
  ]);
  if (!patch.ok) throw gitFailure(patch);
  if (!added.ok) throw gitFailure(added);
  const files = parsePatch(patch.stdout);
  for (const path of splitNul(added.stdout)) files.set(path, 'all');
  return files;
}

/** The point where `ref` and HEAD parted. Throws a UserError where git knows no such commit. */
export function findBase(git: Git, ref: string): string {
  const id = resolveCommit(git, ref);
  const merged = git.run(['merge-base', id, 'HEAD']);
  // Histories without a common commit, or a shallow clone: the commit itself is what is known.
  return merged.ok ? merged.stdout.toString('latin1').trim() : id;
}

/** Reads the output of `git diff -U0`. */
export function parsePatch(patch: Buffer): ChangedFiles {
  const files: ChangedFiles = new Map();
  let name: string | undefined;
  let lines: ChangedLines[] = [];
  let at = 0;
  const nextLine = (): string => {
    const end = patch.indexOf(10, at);
    const line = patch.toString('latin1', at, end === -1 ? patch.length : end);
    at = end === -1 ? patch.length : end + 1;
    return line;
  };
  while (at < patch.length) {
    const line = nextLine();
    if (line.startsWith('diff --git ')) {
      name = nameOfHeader(line);
      lines = [];
      continue;
    }
    if (line.startsWith('rename to ')) name = unquote(line.slice('rename to '.length));
    else if (line.startsWith('+++ ')) name = unquote(line.slice('+++ '.length)).slice('b/'.length);
    else if (line.startsWith('Binary files ') && name !== undefined) files.set(name, 'all');
    const hunk = hunkHeader.exec(line)?.groups;
    if (hunk === undefined || name === undefined) continue;
    const added = Number(hunk.added ?? 1);
    for (let skip = Number(hunk.removed ?? 1) + added; skip > 0; skip--) {
      // "\ No newline at end of file" counts for nothing.
      if (nextLine().startsWith('\\')) skip++;
      if (at >= patch.length) break;
    }
    lines.push(toLines(Number(hunk.start), added));
    files.set(name, lines);
  }
  return files;
}

const hunkHeader =
  /^@@ -\d{1,10}(?:,(?<removed>\d{1,10}))? \+(?<start>\d{1,10})(?:,(?<added>\d{1,10}))? @@/;

/** Where lines only went away, their neighbours changed: a call lost its `algorithms`. */
function toLines(start: number, added: number): ChangedLines {
  if (added === 0) return { from: Math.max(1, start), to: start + 1 };
  return { from: start, to: start + added - 1 };
}

/** `diff --git a/x b/x`: without a rename both halves are one name, whatever blanks it holds. */
function nameOfHeader(line: string): string | undefined {
  const names = line.slice('diff --git '.length);
  const second = names.slice((names.length >> 1) + 1);
  const name = unquote(second);
  return name.startsWith('b/') ? name.slice('b/'.length) : undefined;
}

const escapes = new Map([
  ['a', 7],
  ['b', 8],
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
]);

/** A name of a patch line, given as latin1: git writes odd ones as C strings and ends blank ones with a tab. */
function unquote(text: string): string {
  const bare = text.endsWith('\t') ? text.slice(0, -1) : text;
  if (!bare.startsWith('"')) return decodeName(Buffer.from(bare, 'latin1'));
  const plain = bare
    .slice(1, -1)
    .replace(/\\(?:(?<octal>[0-7]{3})|(?<letter>.))/gs, (_, octal?: string, letter = '') =>
      String.fromCharCode(
        octal === undefined ? (escapes.get(letter) ?? letter.charCodeAt(0)) : parseInt(octal, 8),
      ),
    );
  return decodeName(Buffer.from(plain, 'latin1'));
}

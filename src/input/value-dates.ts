// When values were written, as git knows it: blame finds the commit of their lines, and from there the value is
// followed back through commits that changed what stands around it (a formatter, another name, a comment).
import { dirname } from 'node:path';
import { readText } from '../read/read-file.ts';
import { blameFile, type LineOrigin } from './blame.ts';
import { type Environment, type Git, openGit, splitNul } from './git.ts';
import { findRepositoryRoot } from './git-place.ts';
import { realPath, relativeTo } from './paths.ts';
import type { AuditedCommit } from './tree.ts';

/** A value of a file of the work tree. */
export interface PlacedValue {
  /** Relative to the root of the run. */
  readonly path: string;
  /** Lines as git counts them, by LF alone; 1-based, both ends included. */
  readonly from: number;
  readonly to: number;
  /** The value as the file holds it. It is compared in memory and given to no program. */
  readonly stored: string;
}

/**
 * `written`: since then it has stood as it is, or longer where the history ends before it is told (`isAtLeast`).
 * `new`: it is not committed. `unknown`: git cannot tell; `reason` is for people.
 */
export type ValueDate =
  | { readonly kind: 'written'; readonly changedAt: number; readonly isAtLeast: boolean }
  | { readonly kind: 'new' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface ValueDateOptions {
  /** Root of the run, absolute. */
  readonly root: string;
  readonly values: readonly PlacedValue[];
  /** The content that the values were found in; it need not be what is on disk. */
  contentOf(path: string): Buffer | undefined;
  /** Whether a value from then is old enough, so that nothing earlier need be looked for. */
  isOldEnough(changedAt: number): boolean;
  /** Files asked about at most: blame walks history and is slow. Default 1,000. */
  readonly maxFiles?: number;
  /** What the values are of, where they are not of the work tree. */
  readonly commit?: AuditedCommit | undefined;
  readonly env?: Environment;
}

/** The date of each of `values`, in their order. Never throws. */
export function dateValues(options: ValueDateOptions): ValueDate[] {
  const { root, values, maxFiles = 1_000 } = options;
  const repositories = new Map<string, OpenRepository>();
  const dates = new Map<PlacedValue, ValueDate>();
  const files = [...groupByPath(values)];
  for (const [path, own] of files.slice(0, maxFiles)) {
    const place = options.commit ? placeIn(options.commit, path) : placeOnDisk(`${root}/${path}`);
    if (!place) continue;
    const repository = repositories.get(place.top) ?? openRepository(place.top, options.env);
    repositories.set(place.top, repository);
    const found = dateFile({ repository, path: place.path, values: own, options });
    own.forEach((value, index) => {
      dates.set(value, found[index] ?? { kind: 'new' });
    });
  }
  const unasked = new Set(files.slice(maxFiles).map(([path]) => path));
  return values.map(
    (value): ValueDate =>
      dates.get(value) ?? {
        kind: 'unknown',
        reason: unasked.has(value.path)
          ? `git is asked about ${maxFiles.toLocaleString('en-US')} files at most`
          : 'git does not know the file',
      },
  );
}

/** A file and where git is to be asked about it. */
interface FilePlace {
  readonly top: string;
  /** Seen from there. */
  readonly path: string;
}

function placeOnDisk(location: string): FilePlace | undefined {
  const file = realPath(location);
  const top = file === undefined ? undefined : findRepositoryRoot(dirname(file));
  return file === undefined || top === undefined ? undefined : { top, path: relativeTo(top, file) };
}

function placeIn({ directory, prefix }: AuditedCommit, path: string): FilePlace {
  return { top: directory, path: prefix + path };
}

function groupByPath(values: readonly PlacedValue[]): Map<string, PlacedValue[]> {
  const byPath = new Map<string, PlacedValue[]>();
  for (const value of values) {
    const known = byPath.get(value.path);
    if (known) known.push(value);
    else byPath.set(value.path, [value]);
  }
  return byPath;
}

interface OpenRepository {
  readonly git: Git;
  /** Commits whose parents were not cloned; `undefined`: git did not say. */
  readonly shallow: ReadonlySet<string> | undefined;
}

function openRepository(root: string, env: Environment | undefined): OpenRepository {
  const git = openGit({ cwd: root, ...(env && { env }) });
  return { git, shallow: shallowCommits(git) };
}

/** A commit a line; the longest there are belong to clones of many branches, each cut off. */
const maxShallowBytes = 16 << 20;

/** Commits whose parents were not cloned; `undefined`: git did not say. */
export function shallowCommits(git: Git): ReadonlySet<string> | undefined {
  const place = git.place();
  if ('ok' in place) return undefined;
  const path = `${place.commonDirectory}/shallow`;
  const read = readText(path, { links: 'anywhere', limitBytes: maxShallowBytes });
  if ('text' in read) return new Set(read.text.split('\n'));
  return read.problem === 'missing' ? new Set() : undefined;
}

interface FileRequest {
  readonly repository: OpenRepository;
  /** From the root of the repository. */
  readonly path: string;
  /** All of one file. */
  readonly values: readonly PlacedValue[];
  readonly options: ValueDateOptions;
}

/** The dates of all values of one file, in their order. */
function dateFile({ repository, path, values, options }: FileRequest): ValueDate[] {
  const all = (date: ValueDate): ValueDate[] => values.map(() => date);
  const { git, shallow } = repository;
  const content = options.contentOf(values[0]?.path ?? '');
  if (!shallow || !content) {
    return all({ kind: 'unknown', reason: 'git could not be asked' });
  }
  const { commit } = options;
  const of = commit ? { commit: commit.id } : { content };
  const blamed = blameFile(git, { path, ranges: values, ...of });
  if (!blamed.ok) {
    // Before the first commit everything is new.
    const isUnborn = !git.run(['rev-parse', '--quiet', '--verify', 'HEAD']).ok;
    return all(
      isUnborn ? { kind: 'new' } : { kind: 'unknown', reason: `git cannot tell: ${blamed.detail}` },
    );
  }
  let isFiltered: boolean | undefined;
  return values.map((value): ValueDate => {
    const origin = youngest(blamed.origins, value);
    if (origin) return follow({ git, shallow }, origin, value, options);
    isFiltered ??= hasFilter(git, path);
    // git-crypt and its like: what git holds is not what the file holds, so that every line looks new.
    return isFiltered
      ? { kind: 'unknown', reason: 'git keeps the file in another form (a filter)' }
      : { kind: 'new' };
  });
}

/** Where the value was last touched; `undefined` where a line of it is not committed. */
function youngest(
  origins: readonly LineOrigin[],
  { from, to }: Pick<PlacedValue, 'from' | 'to'>,
): LineOrigin | undefined {
  const own = origins.filter(({ line }) => line >= from && line <= to);
  if (own.some(({ commit }) => commit === undefined)) return undefined;
  return own.reduce<LineOrigin | undefined>(
    (last, next) => (last && last.changedAt >= next.changedAt ? last : next),
    undefined,
  );
}

function hasFilter(git: Git, path: string): boolean {
  const asked = git.run(['check-attr', '-z', 'filter', '--', path]);
  const value = asked.ok ? splitNul(asked.stdout)[2] : undefined;
  return value !== undefined && value !== 'unspecified' && value !== 'unset';
}

/** Shorter values stand in many a file by chance, or as a part of something else. */
const minFollowedLength = 16;

/** More commits than these do not leave a value alone and change the line around it. */
const maxSteps = 50;

/** From the commit of the line to the one that brought the value. */
function follow(
  { git, shallow }: { [K in keyof OpenRepository]: NonNullable<OpenRepository[K]> },
  first: LineOrigin,
  { stored }: PlacedValue,
  { isOldEnough }: ValueDateOptions,
): ValueDate {
  let origin = first;
  const dated = (isAtLeast: boolean): ValueDate => ({
    kind: 'written',
    changedAt: origin.changedAt,
    isAtLeast,
  });
  for (let step = 0; step < maxSteps; step++) {
    if (shallow.has(origin.commit ?? '')) return dated(true);
    const { previous } = origin;
    const isDone = stored.length < minFollowedLength || isOldEnough(origin.changedAt);
    if (!previous || isDone) return dated(false);
    const { commit, path } = previous;
    const read = git.run(['cat-file', 'blob', `${commit}:${path}`]);
    // A clone without all objects, or a broken one.
    if (!read.ok) return dated(true);
    const range = linesOf(read.stdout, Buffer.from(stored));
    if (!range) return dated(false);
    const blamed = blameFile(git, { path, ranges: [range], commit });
    const earlier = blamed.ok ? youngest(blamed.origins, range) : undefined;
    if (!earlier) return dated(true);
    origin = earlier;
  }
  return dated(true);
}

/** The lines of `content` that hold `stored`, not as a part of a longer text. */
function linesOf(content: Buffer, stored: Buffer): { from: number; to: number } | undefined {
  const isOf = (bytes: RegExp, byte: number | undefined): boolean =>
    byte !== undefined && bytes.test(String.fromCharCode(byte));
  for (let at = content.indexOf(stored); at !== -1; ) {
    const end = at + stored.length;
    if (!isOf(/[\w+/-]/, content[at - 1]) && !isOf(/[\w+/=-]/, content[end])) {
      const from = 1 + countLineFeeds(content, 0, at);
      return { from, to: from + countLineFeeds(content, at, end) };
    }
    at = content.indexOf(stored, end);
  }
  return undefined;
}

function countLineFeeds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(10, from); at !== -1 && at < to; at = bytes.indexOf(10, at + 1)) {
    count++;
  }
  return count;
}

// What git remembers of the secrets of a run: every version of every file that is looked at, read once, and for each
// value that was found what commits did with it. Loaded when a history is asked for.
import type { HistoryGap, HistorySource } from '../../input/history/history.ts';
import { openHistory } from '../../input/history/source.ts';
import type { Tree } from '../../input/tree.ts';
import { decodeText } from '../../model/decode.ts';
import { UserError } from '../../model/errors.ts';
import type { Facts } from '../../model/facts.ts';
import { isFileSetting } from '../../model/file-setting.ts';
import type { HistorySummary, PastValue, ProjectHistory } from '../../model/history.ts';
import type { Project, Secret, SecretValue } from '../../model/secret.ts';
import type { Settings } from '../../model/settings.ts';
import type { Strength } from '../../model/strength.ts';
import { createTextScanner } from '../text-scanner.ts';
import { callWitnesses, readNames } from './ghosts.ts';
import { createPastLinker, type FoundValue } from './link-past.ts';
import { addVerbatim, findOccurrences } from './occurrences.ts';
import { type Present, readPresent } from './present.ts';
import { addFound, readPast, type Versions } from './read-past.ts';
import { mergeLive, tellStories } from './stories.ts';
import { createContentTests, type Survey, surveyHistory } from './survey.ts';
import { findHolders } from './tips.ts';

export interface HistoryRequest {
  readonly tree: Tree;
  readonly project: Project;
  readonly facts: ReadonlyMap<string, Facts>;
  readonly configs: ReadonlyMap<string, string>;
  readonly settings: Settings;
  readonly hasAuthors: boolean;
  /** In how many threads versions are scanned, this one included. */
  readonly threads: number;
  /** Called for each version of a file that was looked at. */
  onVersion(): void;
  /** Whether content at a path of the run is looked at: asked for, not left out, read by somebody. */
  isScanned(path: string): boolean;
  /** The same for content of any kind that holds a value in use. */
  isAskedFor(path: string): boolean;
  rate(secret: Secret, value: SecretValue): Strength | undefined;
  /** Values of the past that are worth a word, by how sure linking is of them. */
  isWanted(found: FoundValue): boolean;
  /** Opens the histories another way than by git: tests bring their own. */
  readonly openSources?: ((tree: Tree) => readonly (PlacedSource | HistoryGap)[]) | undefined;
}

/** A history and where its paths lie in the run. */
export interface PlacedSource {
  readonly source: HistorySource;
  /** From a path of the repository to one of the run; `undefined` where it lies outside of the root. */
  toRunPath(path: string): string | undefined;
}

export interface FoundHistory {
  readonly history: ProjectHistory;
  readonly summary: HistorySummary;
}

/** How a run finds the history. */
export type FindHistory = (request: HistoryRequest) => Promise<FoundHistory>;

/** Looks everything up. Never throws; what could not be read is among the gaps. */
export async function findHistory(request: HistoryRequest): Promise<FoundHistory> {
  const present = readPresent(request.project, request.rate);
  const values: PastValue[] = [];
  const gaps: HistoryGap[] = [];
  const totals = { commits: 0, blobs: 0, bytes: 0 };
  for (const opened of openAll(request)) {
    if ('kind' in opened) {
      gaps.push(opened);
      continue;
    }
    gaps.push(...opened.source.gaps);
    try {
      const found = await readOne(opened, present, request);
      values.push(...found.values);
      gaps.push(...found.gaps);
      totals.commits += found.survey.totals.commits;
      totals.blobs += found.survey.totals.blobs;
      totals.bytes += found.survey.totals.bytes;
    } catch (error) {
      gaps.push({ kind: 'broken', detail: describe(error) });
    }
  }
  return {
    history: { values },
    summary: {
      complete: gaps.every(({ kind }) => kind === 'borrowed' || kind === 'left-out'),
      ...totals,
      gaps: [...new Set(gaps.map(({ detail }) => detail))],
      values: values.length,
    },
  };
}

/** Messages of git and of the system may quote what nobody should read. */
function describe(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof Error && error.name !== 'Error') {
    return `keylint failed over the history (${error.name}): this is a bug of keylint`;
  }
  return 'git could not read the history to its end';
}

/** A history that git has begun to read. */
export interface BegunHistory {
  find: FindHistory;
  /** Has to be called, whatever became of the run. */
  end(): void;
}

/** Of a directory of a thousand repositories, git would begin with all at once. */
const maxBegun = 4;

/** Lets git begin while the files of today are read: what it says first does not depend on them. */
export function beginHistory(
  request: Pick<HistoryRequest, 'tree' | 'hasAuthors' | 'openSources'>,
): BegunHistory {
  const opened = openAll(request);
  const sources = opened.flatMap((one) => ('source' in one ? one.source : [])).slice(0, maxBegun);
  for (const source of sources) source.begin();
  return {
    find: (asked) => findHistory({ ...asked, openSources: () => opened }),
    end() {
      for (const source of sources) source.end();
    },
  };
}

function openAll({
  tree,
  hasAuthors,
  openSources,
}: Pick<HistoryRequest, 'tree' | 'hasAuthors' | 'openSources'>): (PlacedSource | HistoryGap)[] {
  if (openSources) return [...openSources(tree)];
  const { commit } = tree;
  const directories = commit ? [commit.directory] : (tree.repositories ?? []);
  if (directories.length === 0) return [{ kind: 'missing', detail: 'this is no git repository' }];
  return directories.map((directory): PlacedSource | HistoryGap => {
    try {
      const source = openHistory({ directory, commit: commit?.id, hasAuthors });
      return { source, toRunPath: createPathMapping(tree, directory) };
    } catch (error) {
      return { kind: 'missing', detail: describe(error) };
    }
  });
}

/** A repository may hold the root of the run, or lie below it. */
function createPathMapping({ root, commit }: Tree, directory: string): PlacedSource['toRunPath'] {
  if (directory !== root && directory.startsWith(`${root}/`) && !commit) {
    const below = `${directory.slice(root.length + 1)}/`;
    return (path) => below + path;
  }
  const prefix =
    commit?.prefix ?? (root === directory ? '' : `${root.slice(directory.length + 1)}/`);
  return (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : undefined);
}

interface ReadHistory {
  readonly values: readonly PastValue[];
  readonly gaps: readonly HistoryGap[];
  readonly survey: Survey;
}

async function readOne(
  { source, toRunPath }: PlacedSource,
  present: Present,
  request: HistoryRequest,
): Promise<ReadHistory> {
  const tests = createContentTests(present);
  const pending = await surveyHistory({
    source,
    present,
    tests,
    isScanned: request.isScanned,
    onVersion: request.onVersion,
    toRunPath(path) {
      const own = toRunPath(path);
      return own !== undefined && request.isAskedFor(own) ? own : undefined;
    },
  });
  const { pool, gone } = await callWitnesses({ source, tests, survey: pending }, request);
  const linker = createPastLinker({
    present,
    pool,
    configs: request.configs,
    paths: new Set([...request.tree.sources.map(({ path }) => path), ...gone]),
    settings: request.settings,
  });
  const { names } = present;
  const { isWanted, onVersion } = request;
  const isPassed = (path: string): boolean => present.files.has(path) || linker.isReached(path);
  const scanner = createTextScanner(request.threads, patienceMs);
  const { entries, unreadable } = await readPast({
    ...{ source, survey: pending, tests, onVersion, linker, names, isPassed, isWanted, scanner },
    usedNames: [...names.filter((name) => !isFileSetting(name)), ...readNames(pool)],
    patterns: request.settings.secretNames,
  }).finally(() => scanner.end());
  const survey = pending.finish(unreadable);
  const { ids } = survey;
  const versions = collectVersions(survey, request);
  addPresent(entries, present, request.tree);
  const occurring = await findOccurrences(entries.values(), {
    ...{ source, versions },
    idOf: (number) => ids[number] ?? '',
    changes: survey.changes,
  });
  addVerbatim(occurring, survey);
  const merged = mergeLive(occurring, present).filter(({ blobs }) => blobs.size > 0);
  const found = findHolders(merged, source, survey);
  const holders = found.then(({ of }) => of);
  const values = await tellStories(merged, { source, survey, present, holders });
  return { values, survey, gaps: describeGaps(survey, (await found).leftOut) };
}

/** Scanning versions takes this long before other threads are started. */
const patienceMs = 1_200;

/** The versions of each file that is looked at, oldest first; paths in order, so that two runs do the same. */
function collectVersions({ changes }: Survey, { isScanned }: HistoryRequest): Versions {
  const versions = new Map<string, Set<number>>();
  for (const { path, before, after } of changes.toReversed()) {
    if (!isScanned(path)) continue;
    const known = versions.get(path) ?? new Set<number>();
    for (const number of [...before, after]) if (number !== -1) known.add(number);
    versions.set(path, known);
  }
  return new Map(
    [...versions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, numbers]) => [path, [...numbers]]),
  );
}

/** Values of files that git tracks are looked for in the versions of these files, however linking came upon them. */
function addPresent(
  entries: Parameters<typeof addFound>[0],
  { byText, unique }: Present,
  tree: Tree,
): void {
  for (const found of [...byText.values()].flat()) {
    if (found.value.file.tracked !== 'tracked') continue;
    const read = tree.read(found.value.at.path);
    const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
    if (decoded && 'text' in decoded) addFound(entries, found, decoded.text);
  }
  for (const found of unique) {
    const key = `${found.secret.name ?? found.secret.label}\0${found.value.text}`;
    if (!entries.has(key))
      entries.set(key, { found, text: found.value.text ?? '', needles: new Map() });
  }
}

function describeGaps({ totals, problems }: Survey, treesLeftOut: number): HistoryGap[] {
  const gaps = problems.map((detail): HistoryGap => ({ kind: 'broken', detail }));
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  if (totals.unreadable > 0) {
    const detail = `${count(totals.unreadable, 'object')} of the repository could not be read`;
    gaps.push({ kind: 'broken', detail });
  }
  if (totals.tooLarge > 0) {
    const detail = `${count(totals.tooLarge, 'blob')} over 1 MB not read`;
    gaps.push({ kind: 'left-out', detail });
  }
  if (treesLeftOut > 0) {
    const detail = `${count(treesLeftOut, 'ref')} beyond those that were looked into for values in use elsewhere`;
    gaps.push({ kind: 'left-out', detail });
  }
  return gaps;
}

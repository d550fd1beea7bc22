// The first pass over a history: every blob once, as bytes. Keeps the ids of those that may matter, which commits
// brought them to which paths, and no content.
import { Buffer } from 'node:buffer';
import type {
  BlobTotals,
  HistorySource,
  LoggedCommit,
  PendingLog,
  TakeChange,
} from '../../input/history/history.ts';
import { createPrefilter } from '../../prefilter/prefilter.ts';
import { prefilterWords } from '../../scan/searches.ts';
import type { LiveValue, Present } from './present.ts';

/** A file that a commit changed. Blobs are numbers of `Survey.ids`; -1 is one of no interest, or none. */
export interface Change {
  readonly commit: LoggedCommit;
  /** Seen from the root of the run. */
  readonly path: string;
  /** Seen from the top of the repository. */
  readonly ownPath: string;
  readonly before: readonly number[];
  readonly after: number;
  /** No ref reaches the commit. */
  readonly isLost: boolean;
}

export interface Survey {
  readonly totals: BlobTotals;
  /** Of blobs that may matter. Never leaves the process. */
  readonly ids: readonly string[];
  /** Newest first, those that no ref reaches last. */
  readonly changes: readonly Change[];
  /** Values in use that stand in a blob, byte for byte, by its number. */
  readonly verbatim: ReadonlyMap<number, readonly LiveValue[]>;
  /** Blobs that no commit names. */
  readonly dangling: readonly number[];
  /** What could not be read, for people. */
  readonly problems: readonly string[];
}

export interface SurveyOptions {
  readonly source: HistorySource;
  readonly present: Present;
  /** From a path of the repository to one of the run; `undefined` where it was not asked for. */
  toRunPath(path: string): string | undefined;
  /** Whether content at a path of the run is looked at closer. */
  isScanned(path: string): boolean;
  /** Called for each version that was looked at. */
  onVersion(): void;
}

export async function surveyHistory(options: SurveyOptions): Promise<Survey> {
  const { source } = options;
  const ids = new Map<string, number>();
  const verbatim = new Map<number, LiveValue[]>();
  const changes: Change[] = [];
  const problems: string[] = [];
  const read = async (log: PendingLog, isLost: boolean): Promise<void> => {
    try {
      await log.read(collector.wanted, collector.takes(isLost));
    } catch {
      problems.push('git could not read all of the commits');
    }
  };
  const collector = createCollector(options, { ids, verbatim, changes });
  const log = source.startLog();
  try {
    const totals = await source.readAll(createTaker(options, ids, verbatim));
    await read(log, false);
    let dangling: readonly number[] = [];
    // Objects of another repository are reached by refs of that one, if at all.
    const isBorrowing = source.gaps.some(({ kind }) => kind === 'borrowed');
    if (collector.unplaced().length > 0 && !isBorrowing) {
      await read(source.startLostLog(), true);
      const staged = collector.unplaced().length > 0 ? await source.staged() : new Set();
      const list = [...ids.keys()];
      dangling = collector.unplaced().filter((number) => !staged.has(list[number] ?? ''));
    }
    return { totals, ids: [...ids.keys()], changes, verbatim, dangling, problems };
  } finally {
    log.end();
  }
}

/** The test that most blobs end at. */
function createTaker(
  { present, onVersion }: SurveyOptions,
  ids: Map<string, number>,
  verbatim: Map<number, LiveValue[]>,
): (id: string, bytes: Buffer) => void {
  const unique = present.unique.flatMap((live) => {
    const word = wordOf(live.value.text ?? '');
    return word === undefined ? [] : [{ live, word, needle: Buffer.from(word) }];
  });
  const words = unique.map(({ word }) => word);
  const mayMatter = createPrefilter([...prefilterWords, ...present.names, ...words]);
  const mayHold = words.length > 0 ? createPrefilter(words) : () => false;
  return (id, bytes) => {
    onVersion();
    if (!mayMatter(bytes)) return;
    const number = ids.size;
    ids.set(id, number);
    if (!mayHold(bytes)) return;
    const held = unique.filter(({ needle }) => bytes.includes(needle)).map(({ live }) => live);
    if (held.length > 0) verbatim.set(number, held);
  };
}

/** The longest part of a text that every format writes as it is; shorter ones stand somewhere by chance. */
function wordOf(text: string): string | undefined {
  const parts = text.match(/[A-Za-z\d+/=_.,:;@#%^*()-]{14,}/g) ?? [];
  return parts.sort((a, b) => b.length - a.length)[0];
}

interface Collected {
  readonly ids: Map<string, number>;
  readonly verbatim: ReadonlyMap<number, unknown>;
  readonly changes: Change[];
}

function createCollector(
  { toRunPath, isScanned, present }: SurveyOptions,
  { ids, verbatim, changes }: Collected,
) {
  const paths = new Map<string, { readonly path: string; readonly isScanned: boolean } | null>();
  const placed = new Set<number>();
  const lookAt = (ownPath: string) => {
    const known = paths.get(ownPath);
    if (known !== undefined) return known;
    const path = toRunPath(ownPath);
    const made = path === undefined ? null : { path, isScanned: isScanned(path) };
    paths.set(ownPath, made);
    return made;
  };
  /** What a key passes through matters in each of its versions, though no word of signing stands in them. */
  const isPassed = (ownPath: string): boolean => {
    const place = lookAt(ownPath);
    return place?.isScanned === true && present.files.has(place.path);
  };
  const numberOf = (id: string, isWanted: boolean): number => {
    if (isWanted && !ids.has(id) && !/^0+$/.test(id)) ids.set(id, ids.size);
    const number = ids.get(id) ?? -1;
    if (number !== -1) placed.add(number);
    return number;
  };
  const takes =
    (isLost: boolean): TakeChange =>
    (commit, { path: ownPath, before, after, isFile }) => {
      const isWanted = isFile && isPassed(ownPath);
      const numbers = before.map((id) => numberOf(id, isWanted));
      const now = numberOf(after, isWanted);
      const place = lookAt(ownPath);
      if (!place || !isFile) return;
      if (!place.isScanned && ![...numbers, now].some((number) => verbatim.has(number))) return;
      changes.push({ commit, path: place.path, ownPath, before: numbers, after: now, isLost });
    };
  return {
    takes,
    wanted: { hasId: (id: string) => ids.has(id), hasPath: isPassed },
    unplaced: () => [...ids.values()].filter((number) => !placed.has(number)),
  };
}

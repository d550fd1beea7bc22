// What there is to be read of a history: which commits brought which blobs to which paths. Blobs that no commit names are
// looked at here, as bytes; those that commits name are read as versions of a file (read-versions.ts).
import { Buffer } from 'node:buffer';
import type {
  BlobTotals,
  HistorySource,
  LoggedCommit,
  PendingLog,
} from '../../input/history/history.ts';
import { UserError } from '../../model/errors.ts';
import { createPrefilter } from '../../prefilter/prefilter.ts';
import { prefilterWords } from '../../scan/searches.ts';
import { type Collector, createCollector, type PlaceVersions } from './collect-changes.ts';
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
  readonly tests: ContentTests;
  /** From a path of the repository to one of the run; `undefined` where it was not asked for. */
  toRunPath(path: string): string | undefined;
  /** Whether content at a path of the run is looked at closer. */
  isScanned(path: string): boolean;
  /** Called for each version that was looked at. */
  onVersion(): void;
}

/** A survey that is complete once all versions were looked at. */
export interface PendingSurvey {
  readonly collector: Collector;
  /** What stood at each place where anything is looked for, oldest first, as numbers of the collector. */
  readonly versions: readonly PlaceVersions[];
  /** `unreadable`: blobs that turned out to be broken, beside those that are known. */
  finish(unreadable: number): Survey;
}

export async function surveyHistory(options: SurveyOptions): Promise<PendingSurvey> {
  const { source, tests, onVersion } = options;
  const problems: string[] = [];
  const collector = createCollector(options);
  const read = async (log: PendingLog, isLost: boolean): Promise<void> => {
    try {
      await log.read(collector.takes(isLost));
    } catch (error) {
      problems.push(
        error instanceof UserError ? error.message : 'git could not read all of the commits',
      );
    }
  };
  const look = (id: string, bytes: Buffer): void => {
    onVersion();
    if (tests.mayMatter(bytes)) collector.keepUnnamed(id, tests.heldIn(bytes));
  };
  const log = source.startLog();
  try {
    // What commits changed comes first: it tells which blobs nobody has to look at.
    await read(log, false);
    const totals = await source.readAll(look, collector.meet);
    let dangling: readonly string[] = [];
    // Objects of another repository are reached by refs of that one, if at all.
    const isBorrowing = source.gaps.some(({ kind }) => kind === 'borrowed');
    if (collector.unplaced().length > 0 && !isBorrowing) {
      await read(source.startLostLog(), true);
      const staged = collector.unplaced().length > 0 ? await source.staged() : new Set();
      dangling = collector.unplaced().filter((id) => !staged.has(id));
    }
    return {
      collector,
      versions: collector.versions(),
      finish: (unreadable) => ({
        totals: {
          ...totals,
          blobs: totals.blobs - unreadable,
          unreadable: totals.unreadable + unreadable,
        },
        problems,
        ...collector.finish(dangling),
      }),
    };
  } finally {
    log.end();
  }
}

/** The tests of bytes that most blobs end at. */
export interface ContentTests {
  /** A word of signing, a name that calls use, or a value in use. */
  mayMatter(bytes: Buffer): boolean;
  /** A value in use, perhaps. */
  mayHold(bytes: Buffer): boolean;
  /** Values in use that stand there byte for byte. */
  heldIn(bytes: Buffer): readonly LiveValue[];
  /** How many bytes what is looked for takes at most. */
  readonly longest: number;
}

export function createContentTests(present: Present): ContentTests {
  const unique = present.unique.flatMap((live) => {
    const word = wordOf(live.value.text ?? '');
    return word === undefined ? [] : [{ live, word, needle: Buffer.from(word) }];
  });
  const words = unique.map(({ word }) => word);
  const all = [...prefilterWords, ...present.names, ...words];
  const mayHold = words.length > 0 ? createPrefilter(words) : () => false;
  return {
    mayMatter: createPrefilter(all),
    mayHold,
    heldIn: (bytes) =>
      mayHold(bytes)
        ? unique.filter(({ needle }) => bytes.includes(needle)).map(({ live }) => live)
        : [],
    longest: Math.max(...all.map(({ length }) => length)),
  };
}

/** The longest part of a text that every format writes as it is; shorter ones stand somewhere by chance. */
function wordOf(text: string): string | undefined {
  const parts = text.match(/[A-Za-z\d+/=_.,:;@#%^*()-]{14,}/g) ?? [];
  return parts.sort((a, b) => b.length - a.length)[0];
}

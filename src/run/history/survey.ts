// The first pass over a history: every blob once, as bytes. Keeps the ids of those that may matter, which commits
// brought them to which paths, and no content.
import { Buffer } from 'node:buffer';
import type {
  BlobTotals,
  HistorySource,
  LoggedCommit,
  PendingLog,
} from '../../input/history/history.ts';
import { createPrefilter } from '../../prefilter/prefilter.ts';
import { prefilterWords } from '../../scan/searches.ts';
import { type Collector, createCollector } from './collect-changes.ts';
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
  const problems: string[] = [];
  const collector = createCollector(options);
  const read = async (log: PendingLog, isLost: boolean): Promise<void> => {
    try {
      await log.read(collector.takes(isLost));
    } catch {
      problems.push('git could not read all of the commits');
    }
  };
  const log = source.startLog();
  try {
    // What commits changed comes first: it tells which blobs nobody has to look at.
    await read(log, false);
    const totals = await source.readAll(createTaker(options, collector), collector.isWanted);
    let dangling: readonly string[] = [];
    // Objects of another repository are reached by refs of that one, if at all.
    const isBorrowing = source.gaps.some(({ kind }) => kind === 'borrowed');
    if (collector.unplaced().length > 0 && !isBorrowing) {
      await read(source.startLostLog(), true);
      const staged = collector.unplaced().length > 0 ? await source.staged() : new Set();
      dangling = collector.unplaced().filter((id) => !staged.has(id));
    }
    return { totals, problems, ...collector.finish(dangling) };
  } finally {
    log.end();
  }
}

/** The test that most blobs end at. */
function createTaker(
  { present, onVersion }: SurveyOptions,
  { keep }: Pick<Collector, 'keep'>,
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
    const held = mayHold(bytes)
      ? unique.filter(({ needle }) => bytes.includes(needle)).map(({ live }) => live)
      : [];
    keep(id, held);
  };
}

/** The longest part of a text that every format writes as it is; shorter ones stand somewhere by chance. */
function wordOf(text: string): string | undefined {
  const parts = text.match(/[A-Za-z\d+/=_.,:;@#%^*()-]{14,}/g) ?? [];
  return parts.sort((a, b) => b.length - a.length)[0];
}

// What commits changed, and which of the blobs that they name may matter. Histories name a hundred times more blobs than
// are kept: a change is four numbers until it is known that it matters.

import { isMediaName } from '../../input/file-names.ts';
import type { LoggedCommit, TakeChange } from '../../input/history/history.ts';
import { baseName } from '../../input/paths.ts';
import { isTranslationPath } from '../../model/translation-paths.ts';
import type { LiveValue } from './present.ts';
import type { Change, Survey, SurveyOptions } from './survey.ts';

export interface Collector {
  takes(isLost: boolean): TakeChange;
  /** Whether a blob has to be read: no commit says that it stands where nobody looks. */
  isWanted(id: string): boolean;
  /** Notes that a blob may matter, and the values in use that stand in it byte for byte. */
  keep(id: string, held: readonly LiveValue[]): void;
  /** Blobs that may matter and that no commit names so far. */
  unplaced(): string[];
  finish(dangling: readonly string[]): Pick<Survey, 'ids' | 'changes' | 'verbatim' | 'dangling'>;
}

/** A path of the repository, as the run sees it. */
interface Place {
  readonly path: string;
  readonly ownPath: string;
  readonly isScanned: boolean;
  /** What a key passes through matters in each of its versions, though no word of signing stands in them. */
  readonly isPassed: boolean;
}

const none = -1;

export function createCollector({
  toRunPath,
  isScanned,
  present,
}: Pick<SurveyOptions, 'toRunPath' | 'isScanned' | 'present'>): Collector {
  /** Values that are looked for wherever they may stand: then all that can hold a text is read. */
  const hasUnique = present.unique.length > 0;
  const places = new Map<string, Place | null>();
  /** Numbers of blobs that may matter, by their ids; and of all that a commit names, the beginnings of their ids. */
  const numbers = new Map<string, number>();
  const named = new Set<number>();
  const kept = new Set<number>();
  const verbatim = new Map<number, readonly LiveValue[]>();
  const commits: LoggedCommit[] = [];
  const changed: Place[] = [];
  /** Number of the commit, after, how many before, these: for each of `changed`. */
  const rows: number[] = [];
  /** Blobs that may matter and that no commit had named when they were read. */
  const unnamed: string[] = [];
  let lostFrom = Number.POSITIVE_INFINITY;

  const placeOf = (ownPath: string): Place | null => {
    const known = places.get(ownPath);
    if (known !== undefined) return known;
    const path = toRunPath(ownPath);
    const isRead = path !== undefined && isScanned(path);
    const mayHold =
      isRead || (hasUnique && !isMediaName(baseName(ownPath)) && !isTranslationPath(ownPath));
    const made =
      path === undefined || !mayHold
        ? null
        : { path, ownPath, isScanned: isRead, isPassed: isRead && present.files.has(path) };
    places.set(ownPath, made);
    return made;
  };
  const numberOf = (id: string, place: Place): number => {
    if (isNothing(id)) return none;
    const known = numbers.get(id);
    const number = known ?? numbers.size;
    if (known === undefined) numbers.set(id, number);
    if (place.isPassed) kept.add(number);
    return number;
  };
  const takes =
    (isLost: boolean): TakeChange =>
    (commit, { path, before, after, isFile }) => {
      for (const id of before) named.add(beginningOf(id));
      named.add(beginningOf(after));
      const place = isFile ? placeOf(path) : null;
      if (!place) return;
      if (commits.at(-1) !== commit) commits.push(commit);
      if (isLost) lostFrom = Math.min(lostFrom, changed.length);
      changed.push(place);
      rows.push(commits.length - 1, numberOf(after, place), before.length);
      for (const id of before) rows.push(numberOf(id, place));
    };
  return {
    takes,
    isWanted: (id) => {
      const number = numbers.get(id);
      if (number === undefined) return !named.has(beginningOf(id));
      return hasUnique || !kept.has(number);
    },
    keep(id, held) {
      const known = numbers.get(id);
      const number = known ?? numbers.size;
      if (known === undefined) {
        numbers.set(id, number);
        unnamed.push(id);
      }
      kept.add(number);
      if (held.length > 0) verbatim.set(number, held);
    },
    unplaced: () => unnamed.filter((id) => !named.has(beginningOf(id))),
    finish(dangling) {
      const ids: string[] = [];
      /** Numbers among those that are kept. */
      const own = new Map<number, number>();
      for (const [id, number] of numbers) {
        if (kept.has(number)) own.set(number, ids.push(id) - 1);
      }
      const ownOf = (number: number | undefined): number => own.get(number ?? none) ?? none;
      const held = new Map([...verbatim].map(([number, values]) => [ownOf(number), values]));
      const isOfInterest = ({ isPassed, isScanned: isRead }: Place, all: readonly number[]) =>
        isPassed || all.some((number) => (isRead ? number !== none : held.has(number)));
      const changes: Change[] = [];
      for (let row = 0, at = 0; row < changed.length; row++) {
        const commit = commits[rows[at] ?? none];
        const place = changed[row];
        const end = at + 3 + (rows[at + 2] ?? 0);
        const after = ownOf(rows[at + 1]);
        const before = rows.slice(at + 3, end).map(ownOf);
        at = end;
        if (!commit || !place || !isOfInterest(place, [after, ...before])) continue;
        const { path, ownPath } = place;
        changes.push({ commit, path, ownPath, before, after, isLost: row >= lostFrom });
      }
      return {
        ids,
        changes,
        verbatim: held,
        dangling: dangling.map((id) => ownOf(numbers.get(id))),
      };
    },
  };
}

/** No file. */
function isNothing(id: string): boolean {
  return id.startsWith('00000000') && /^0+$/.test(id);
}

/** 52 bits of an id, which a number holds: enough to tell the blobs of a repository apart. */
function beginningOf(id: string): number {
  return Number.parseInt(id.slice(0, 13), 16);
}

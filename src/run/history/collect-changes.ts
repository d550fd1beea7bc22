// What commits changed, and which of the blobs that they name may matter. Histories name a hundred times more blobs than
// are kept: a change is four numbers until it is known that it matters.

import { isMediaName } from '../../input/file-names.ts';
import type { LoggedCommit, TakeChange } from '../../input/history/history.ts';
import { baseName } from '../../input/paths.ts';
import { isTranslationPath } from '../../model/translation-paths.ts';
import { withoutHash } from './built-names.ts';
import type { LiveValue } from './present.ts';
import type { Change, Survey, SurveyOptions } from './survey.ts';

export interface Collector {
  takes(isLost: boolean): TakeChange;
  /** Notes that a blob is there and can be read. Whether no commit names it, so that it has to be read by itself. */
  meet(id: string): boolean;
  /** Notes that such a blob may matter, and the values in use that stand in it byte for byte. */
  keepUnnamed(id: string, held: readonly LiveValue[]): void;
  /** Blobs that may matter and that no commit names so far. */
  unplaced(): string[];
  /** What stood at each place where anything is looked for, oldest first, as numbers; places in the order of their files. */
  versions(): readonly PlaceVersions[];
  idOf(number: number): string;
  /** Whether it is known of a blob that it may matter. */
  isKept(number: number): boolean;
  /** Notes that a blob may matter, and the values in use that stand in it byte for byte. */
  keep(number: number, held: readonly LiveValue[]): void;
  finish(dangling: readonly string[]): Pick<Survey, 'ids' | 'changes' | 'verbatim' | 'dangling'>;
}

export type PlaceVersions = readonly [place: Place, numbers: readonly number[]];

/** A path of the repository, as the run sees it. */
export interface Place {
  readonly path: string;
  readonly ownPath: string;
  /** The path, but for what a build adds to the name: places of one file are versions of it, the oldest first. */
  readonly file: string;
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
  const ids: string[] = [];
  /** Numbers of those that can be read. */
  const there = new Set<number>();
  const kept = new Set<number>();
  const verbatim = new Map<number, readonly LiveValue[]>();
  const commits: LoggedCommit[] = [];
  const changed: Place[] = [];
  /** Number of the commit, after, how many before, these: for each of `changed`. */
  const rows: number[] = [];
  /** Where each of `changed` begins there. */
  const starts: number[] = [];
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
        : {
            path,
            ownPath,
            file: withoutHash(path),
            isScanned: isRead,
            isPassed: isRead && present.files.has(path),
          };
    places.set(ownPath, made);
    return made;
  };
  const numberOf = (id: string): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, ids.length);
    return ids.push(id) - 1;
  };
  const numberAt = (id: string, place: Place): number => {
    if (isNothing(id)) return none;
    const number = numberOf(id);
    if (place.isPassed) kept.add(number);
    return number;
  };
  const keep = (number: number, held: readonly LiveValue[]): void => {
    kept.add(number);
    if (held.length > 0) verbatim.set(number, held);
  };
  const addIfThere = (known: Set<number>, number = none): void => {
    if (there.has(number)) known.add(number);
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
      starts.push(rows.length);
      rows.push(commits.length - 1, numberAt(after, place), before.length);
      for (const id of before) rows.push(numberAt(id, place));
    };
  return {
    takes,
    meet(id) {
      const number = numbers.get(id);
      if (number !== undefined) there.add(number);
      return number === undefined && !named.has(beginningOf(id));
    },
    keepUnnamed(id, held) {
      const number = numberOf(id);
      there.add(number);
      unnamed.push(id);
      keep(number, held);
    },
    unplaced: () => unnamed.filter((id) => !named.has(beginningOf(id))),
    versions() {
      const found = new Map<Place, Set<number>>();
      for (let row = changed.length - 1, end = rows.length; row >= 0; row--) {
        const place = changed[row];
        const start = starts[row] ?? 0;
        const known = (place && found.get(place)) ?? new Set();
        if (place) found.set(place, known);
        for (let at = start + 3; at < end; at++) addIfThere(known, rows[at]);
        addIfThere(known, rows[start + 1]);
        end = start;
      }
      return [...found]
        .sort(([{ file: a }], [{ file: b }]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([place, own]) => [place, [...own]] as const);
    },
    idOf: (number) => ids[number] ?? '',
    isKept: (number) => kept.has(number),
    keep,
    finish(dangling) {
      const keptIds: string[] = [];
      /** Numbers among those that are kept. */
      const own = new Map<number, number>();
      for (const [number, id] of ids.entries()) {
        // One that is too large is not read, and says nothing of what it held.
        if (kept.has(number) && there.has(number)) own.set(number, keptIds.push(id) - 1);
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
        ids: keptIds,
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

// Whether a version of a file can hold a secret that the versions before it did not, and whether the next one takes
// something of that away: what stays needs to be parsed once. Versions of a file differ in a few lines, and most of these
// say nothing of signing. Works on raw bytes, line by line; a line counts once a file, wherever it stands.
import type { Buffer } from 'node:buffer';
import {
  type ChangedPart,
  changedPart,
  linesAfter,
  linesBefore,
  linesOf,
  withContext,
} from './changed-part.ts';
import { type DifferingLines, differingLines } from './differing-lines.ts';
import { gistsOfLong, maxLineLength, mayTellInLong } from './long-line.ts';
import { createCodeReader, gistOf, type Line } from './read-line.ts';

/** How a line begins that goes on with a statement which could have ended before. */
const goesOn = /^(?:[.?:|&+,]|or\b|and\b)/;

/** Lines around a change that are looked at with it at most. */
const farthest = 40;

/** Lines of a file that what was read of them is kept of. */
const maxKnown = 20_000;

export interface Novelty {
  /** Takes the next version. `part`: where it differs from the one before, if that is known. */
  take(bytes: Buffer, part?: ChangedPart): Change;
  /** What of a version's text has to be parsed, with all lines where they are. */
  partOf?(text: string): string;
}

/** What a version changed of the lines that matter. */
export interface Change {
  /** It has some that no version before it had. */
  readonly isGain: boolean;
  /** Among these is one that names a secret, or belongs to one that does: it counts though nothing in the file uses a key. */
  readonly isNamed: boolean;
  /**
   * Something that came since the last loss may be gone, or what it means may have changed: the version just before this
   * is the last that tells.
   */
  readonly isLoss: boolean;
}

export interface NoveltyOptions {
  /** A key passes through the file, though it may hold no word of signing: its first version is new in any case. */
  readonly isPassed?: boolean;
  /** Words of this project that tell as well. */
  readonly more?: RegExp | undefined;
}

/** For the versions of one file of code, one after the other. */
export function createCodeNovelty({ isPassed = false, more }: NoveltyOptions): Novelty {
  const readLine = createCodeReader({ more });
  const seen = new Set<string>();
  /** Lines that came since the last loss. */
  const recent = new Set<string>();
  /** Names that telling lines speak of, and names that are given texts, in any version. */
  const spoken = new Set<string>();
  const given = new Set<string>();
  /** Of the first, those whose values have the name of a secret. */
  const named = new Set<string>();
  /** Versions have most of their lines in common. */
  const known = new Map<string, Line>();
  let before: Buffer | undefined;
  /** Nothing was lost yet: all that the first version holds is new, whatever it says. */
  let isFirst = true;

  const gists = new Map<string, string>();
  const gistOfLine = (text: string): string => {
    const found = gists.get(text);
    if (found !== undefined) return found;
    const gist = gistOf(text);
    if (gists.size >= maxKnown) gists.clear();
    gists.set(text, gist);
    return gist;
  };

  /** Whether the line was not there before, but for the way it is laid out; it is from now on. */
  const add = (text: string): boolean => addGist(gistOfLine(text));
  const addGist = (gist: string): boolean => {
    if (seen.has(gist)) return false;
    seen.add(gist);
    recent.add(gist);
    return true;
  };

  const read = (text: string): Line => {
    const found = known.get(text);
    if (found) return found;
    const line = readLine(text);
    if (known.size >= maxKnown) known.clear();
    known.set(text, line);
    for (const name of line.given) given.add(name);
    return line;
  };

  /** A telling line counts where it holds a text, or speaks of a name that is given one. */
  const addTelling = (text: string, line: Line): boolean => {
    const says = line.holdsText || line.spoken.some((name) => given.has(name));
    for (const name of line.spoken) {
      spoken.add(name);
      if (!line.isUse) named.add(name);
    }
    return says && add(text);
  };

  /** Whether there is anything new in lines. */
  const look = (lines: readonly string[]): Pick<Change, 'isGain' | 'isNamed'> => {
    let isGain = false;
    let isNamed = false;
    const note = (names: boolean): void => {
      isGain = true;
      isNamed ||= names;
    };
    let near = 0;
    /** The telling line that is near has no value of its own, or is no whole statement. */
    let isOpen = false;
    let isNearNamed = false;
    const above: string[] = [];
    // A name may be given its text below the line that speaks of it.
    for (const raw of lines) if (raw.length <= maxLineLength) read(raw.trim());
    for (const raw of lines) {
      const text = raw.trim();
      if (text === '') continue;
      // A bundle, or data: looked at closely it would take longer than it is worth.
      if (text.length > maxLineLength) {
        if (mayTellInLong(text, more) && gistsOfLong(text).filter(addGist).length > 0) note(true);
        continue;
      }
      const line = read(text);
      near--;
      if (!isOpen && !goesOn.test(text)) near = 0;
      const isNear = near > 0;
      const isNamedNear = isNearNamed;
      if (line.isTelling) {
        near = linesAfter;
        isOpen = line.isOpen;
        isNearNamed = line.isNamed;
      }
      if (line.isUse || line.isNaming) {
        for (const other of above.splice(0)) if (add(other)) note(line.isNamed);
        if (addTelling(text, line)) note(line.isNamed);
      } else if (line.mayBelong) {
        if (isNear || line.given.some((name) => spoken.has(name))) {
          const isForName = line.given.some((name) => named.has(name));
          if (add(text)) note(isForName || (isNear && isNamedNear));
        } else if (!line.isClosed) {
          above.push(text);
          if (above.length > linesBefore) above.shift();
        }
      } else if (line.isClosed) above.length = 0;
    }
    return { isGain, isNamed };
  };

  /** What a line says of keys, where it says anything. */
  const gistIfAny = (raw: string): string[] => {
    const text = raw.trim();
    if (text === '' || text.length > maxLineLength) return [];
    const line = read(text);
    return line.isTelling || line.mayBelong ? [gistOfLine(text)] : [];
  };

  /** Whether a line that goes may be what recent ones are, belong to or lead to. */
  const isMissed = (gone: readonly string[], now: readonly string[]): boolean => {
    const stays = new Set(now.map((raw) => raw.trim()));
    let left: Set<string> | undefined;
    return gone.some((raw) => {
      const text = raw.trim();
      if (text === '' || stays.has(text)) return false;
      if (text.length > maxLineLength) return true;
      const line = read(text);
      if (!line.isTelling && !line.mayBelong) return false;
      left ??= new Set(now.flatMap(gistIfAny));
      const gist = gistOfLine(text);
      if (left.has(gist)) return false;
      if (recent.has(gist) || (isFirst && line.mayBelong)) return true;
      return line.isUse || line.given.some((name) => spoken.has(name));
    });
  };

  /** A line that ends whatever lines above it might belong to. */
  const isBreak = (text: string): boolean => {
    if (text.length > maxLineLength) return false;
    const { isClosed, isTelling, mayBelong } = read(text);
    return isClosed && !isTelling && !mayBelong;
  };

  /** Where the lines begin, or end, that those beside them can belong to; `step` is -1 for those above. */
  const reach = (lines: readonly string[], from: number, step: 1 | -1): number => {
    let others = 0;
    for (let at = from, left = farthest; left > 0; at += step, left--) {
      const text = (lines[step === 1 ? at : at - 1] ?? '').trim();
      if (step === 1 ? at >= lines.length : at <= 0) return at;
      if (text === '') continue;
      others++;
      if (others > linesAfter && isBreak(text)) return at;
    }
    return from + step * farthest;
  };

  /** The lines that differ, with those beside them that may belong together; `isOld` for those that went. */
  const around = (
    lines: readonly string[],
    runs: readonly DifferingLines[],
    isOld: boolean,
  ): string[][] => {
    const parts: (readonly [from: number, to: number])[] = [];
    for (const run of runs) {
      const from = reach(lines, isOld ? run.fromOld : run.from, -1);
      const to = reach(lines, isOld ? run.toOld : run.to, 1);
      const last = parts.at(-1);
      if (last && last[1] >= from) parts[parts.length - 1] = [last[0], Math.max(to, last[1])];
      else parts.push([from, to]);
    }
    return parts.map(([from, to]) => lines.slice(Math.max(0, from), to));
  };

  const isLost = (
    gone: readonly string[],
    now: readonly string[],
    runs: readonly DifferingLines[],
  ): boolean =>
    isMissed(around(gone, runs, true).flat(), around(now, runs, false).flat()) &&
    // A line may have gone to another place.
    isMissed(gone, now);

  return {
    take(bytes, part) {
      const old = before;
      before = bytes;
      // Text in UTF-16 has no lines here.
      if (bytes.subarray(0, 512).includes(0)) return { isGain: true, isNamed: true, isLoss: true };
      if (!old) {
        const { isGain, isNamed } = look(linesOf(bytes, 0, bytes.length));
        return { isGain: isGain || isPassed, isNamed: isNamed || isPassed, isLoss: false };
      }
      const [from, to, toOld] = part ?? changedPart(old, bytes);
      if (from === to && from === toOld) return { isGain: false, isNamed: false, isLoss: false };
      const now = linesOf(bytes, ...withContext(bytes, from, to));
      const gone = linesOf(old, ...withContext(old, from, toOld));
      const runs = differingLines(gone, now);
      const isLoss = (isFirst || recent.size > 0) && isLost(gone, now, runs);
      if (isLoss) {
        recent.clear();
        isFirst = false;
      }
      const found = around(now, runs, false).map(look);
      const isNamed = isPassed || found.some((one) => one.isNamed);
      return { isGain: found.some(({ isGain }) => isGain), isNamed, isLoss };
    },
  };
}

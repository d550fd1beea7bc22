// Which lines of a changed part are others than before. Two changes far apart make most of a file the changed part, and
// comparing lines costs a tenth of reading them.

/** Lines `from` to `to` stand where `fromOld` to `toOld` stood; half-open, either may be empty. */
export interface DifferingLines {
  readonly from: number;
  readonly to: number;
  readonly fromOld: number;
  readonly toOld: number;
}

/** Most changes are smaller: so many lines, of both texts, are compared one by one. */
const fewLines = 6;

/** How many lines are looked through for one that stands in both texts, at first and at most. */
const firstLook = 32;
const longestLook = 512;

/** More differences than these are another text. */
const maxRuns = 60;

/** A line that stands here and there by chance says nothing of where two texts meet again. */
const minTellingLength = 12;

/** In order; what lies between them is the same in both. */
export function differingLines(old: readonly string[], now: readonly string[]): DifferingLines[] {
  const runs: DifferingLines[] = [];
  let at = 0;
  let atOld = 0;
  while (true) {
    while (at < now.length && atOld < old.length && now[at] === old[atOld]) {
      at++;
      atOld++;
    }
    if (at === now.length && atOld === old.length) return runs;
    const [to, toOld] =
      runs.length < maxRuns ? nextMeeting(old, now, atOld, at) : [now.length, old.length];
    runs.push({ from: at, to, fromOld: atOld, toOld });
    at = to;
    atOld = toOld;
  }
}

/** Where both texts go on alike, as indexes of both. */
type Meeting = readonly [to: number, toOld: number];

/** Their ends where that is not found. */
function nextMeeting(
  old: readonly string[],
  now: readonly string[],
  atOld: number,
  at: number,
): Meeting {
  const meets = (index: number, there: number): boolean => {
    const line = now[index];
    if (line === undefined || line !== old[there]) return false;
    return line.length >= minTellingLength || now[index + 1] === old[there + 1];
  };
  for (let passed = 1; passed <= fewLines; passed++) {
    for (let above = 0; above <= passed; above++) {
      if (meets(at + above, atOld + passed - above)) return [at + above, atOld + passed - above];
    }
  }
  for (let look = firstLook; look <= longestLook; look *= 4) {
    const [end, endOld] = [Math.min(now.length, at + look), Math.min(old.length, atOld + look)];
    const found = nearestIn({ old, now, at, atOld, end, endOld }, meets);
    if (found) return found;
    if (end === now.length && endOld === old.length) break;
  }
  return [now.length, old.length];
}

interface Parts {
  readonly old: readonly string[];
  readonly now: readonly string[];
  readonly at: number;
  readonly end: number;
  readonly atOld: number;
  readonly endOld: number;
}

/** The meeting in two parts that fewest lines stand before. */
function nearestIn(
  { old, now, at, end, atOld, endOld }: Parts,
  meets: (index: number, there: number) => boolean,
): Meeting | undefined {
  const places = new Map<string, number>();
  for (let index = endOld - 1; index >= atOld; index--) places.set(old[index] ?? '', index);
  let nearest: Meeting | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (let index = at; index < end && index - at < fewest; index++) {
    const there = places.get(now[index] ?? '');
    if (there === undefined || !meets(index, there)) continue;
    const passed = index - at + there - atOld;
    if (passed >= fewest) continue;
    fewest = passed;
    nearest = [index, there];
  }
  return nearest;
}

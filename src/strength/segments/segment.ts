// The cheapest way to describe a text as words, dates, walks, repeats and random stretches: dynamic programming
// over its characters, linear in its length.
import { wordKinds } from '../lists/collect-words.ts';
import type { Bundle } from '../lists/layout.ts';
import { characterKinds, kindOf } from './alphabets.ts';
import { costs, type NextCosts, numberLengths } from './costs.ts';
import { findCounting } from './find-counting.ts';
import { findCycle } from './find-cycle.ts';
import { findEmoji } from './find-emoji.ts';
import { type FormatName, findFormats } from './find-formats.ts';
import { findHosts, type HostMatch } from './find-hosts.ts';
import { findNamedDates } from './find-named-dates.ts';
import { findSeries } from './find-series.ts';
import { createWordFinder, type FoundWords, type WordFinder } from './find-words.ts';
import { habitsOf } from './habits.ts';
import { kindNumber } from './kinds.ts';
import { type Lattice, newLattice, type Piece, relax, tracePieces } from './lattice.ts';
import { otherScriptWords } from './other-scripts.ts';
import { matchProject, type ProjectPattern } from './project-names.ts';
import { newRandomRuns, stepRandom } from './random-runs.ts';
import { newRun, type Run, stepMirror, stepRepeat, stepSequence, stepWalk } from './runs.ts';
import { wordStyle } from './word-style.ts';

export interface Segmentation {
  readonly bits: number;
  readonly pieces: readonly Piece[];
}

/** What there is to know besides the text. */
export interface SegmentContext {
  readonly bundle: Bundle;
  readonly projects: readonly ProjectPattern[];
  /** False for bytes that are no text. */
  readonly hasWords: boolean;
  /** The text is a part of an address and is not searched for addresses again. */
  readonly isPart?: boolean;
}

const kinds = {
  reversed: kindNumber('reversed word'),
  project: kindNumber('project name'),
  separator: kindNumber('separator'),
  repeat: kindNumber('repeat'),
  mirror: kindNumber('mirror'),
  sequence: kindNumber('sequence'),
  cycle: kindNumber('generator cycle'),
  number: kindNumber('number'),
  walk: kindNumber('keyboard walk'),
  otherScript: kindNumber('word of another script'),
  series: kindNumber('well-known number'),
  emoji: kindNumber('emoji'),
};

/** Hexadecimal digits are digits: reading them as letters would only cost time. */
const hexadecimal = /^[0-9a-fA-F]{16,}$/;

/** Shortest reversed word that is worth a look. */
const shortestReversed = 4;
/** Lengths of words that are looked for twice in a row. */
const shortestDoubled = 3;
const longestDoubled = 24;

/** Segments `text`. */
export function segmentText(text: string, context: SegmentContext): Segmentation {
  const { bundle, projects, hasWords } = context;
  const { length } = text;
  // Before the table is taken: the parts of an address are described in the same one.
  const hosts = hasWords && !context.isPart ? hostsIn(text, context) : noHosts;
  const dates = hasWords ? findNamedDates(text) : [];
  let host = 0;
  let date = 0;
  const lattice = newLattice(length);
  const finder = finderFor(bundle);
  const style = wordStyle(text);
  const hasLeet = !hexadecimal.test(text);
  const { next, signBits, leetBits } = habitsOf(text, hosts, hasLeet);
  const random = newRandomRuns(text);
  const seen = newSeen(length);
  const repeat = newRun();
  const mirror = newRun();
  const sequence = newRun();
  const walk = newRun();
  const wordCosts = bundle.automaton.costs;
  const kindOfWord = bundle.automaton.kinds;

  const relaxWords = (at: number, here: number, found: FoundWords): void => {
    for (let k = 0; k < found.count; k++) {
      const end = found.edge[k] as number;
      const index = found.index[k] as number;
      const leet = leetBits[found.substitutions[k] as number] as number;
      const total = here + next.word + (wordCosts[index] as number) / 8 + leet;
      if (total >= (lattice.cost[end] as number)) continue;
      relax(lattice, at, end, total + style.cost(text, at, end), kindOfWord[index] as number);
    }
  };
  const relaxReversed = (at: number, found: FoundWords): void => {
    for (let k = 0; k < found.count; k++) {
      const start = found.edge[k] as number;
      if (at - start < shortestReversed) continue;
      const total =
        (lattice.cost[start] as number) +
        next.rare +
        (wordCosts[found.index[k] as number] as number) / 8;
      if (total >= (lattice.cost[at] as number)) continue;
      relax(lattice, start, at, total + style.cost(text, start, at), kinds.reversed);
    }
  };

  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const characterKind = kindOf(code);
    // Pieces that end here must be in before the cost up to here is read.
    if (hasWords && at >= shortestReversed) relaxReversed(at, finder.backwards(text, at));
    const here = lattice.cost[at] as number;

    if (hasWords) relaxWords(at, here, finder.forwards(text, at, hasLeet));
    if (hasWords && code > 255) relaxOtherScript(lattice, text, at, here + next.word);
    if (characterKind === characterKinds.digit || canStartFormat(code)) {
      findFormats(text, at, (match) => {
        const total = here + choiceBits(match.what, next) + match.bits;
        relax(lattice, at, match.end, total, kindNumber(match.what));
      });
    }
    const address = hosts[host];
    if (address?.start === at) {
      relax(lattice, at, address.end, here + next.host + address.bits, kindNumber(address.what));
      host++;
    }
    const named = dates[date];
    if (named?.start === at) {
      relax(lattice, at, named.end, here + next.date + named.bits, kindNumber(named.what));
      date++;
    }
    relaxDoubling(lattice, text, at, here + next.repeat);
    if (characterKind === characterKinds.digit) {
      relaxNumbers(lattice, text, at, here + next.number);
      const counting = findCounting(text, at);
      if (counting) {
        relax(lattice, at, counting.end, here + next.sequence + counting.bits, kinds.sequence);
      }
    }
    const cycle = hasWords ? findCycle(text, at) : undefined;
    if (cycle) relax(lattice, at, cycle.end, here + next.sequence + cycle.bits, kinds.cycle);
    const series = hasWords ? findSeries(text, at) : undefined;
    if (series) relax(lattice, at, series.end, here + next.sequence + series.bits, kinds.series);
    if (code > 255) {
      const emoji = findEmoji(text, at);
      if (emoji) relax(lattice, at, emoji.end, here + next.word + emoji.bits, kinds.emoji);
    }
    for (const project of projects) {
      const end = matchProject(text, at, project);
      if (end > 0) relax(lattice, at, end, here + next.project + project.bits, kinds.project);
    }
    if (characterKind === characterKinds.symbol || characterKind === characterKinds.other) {
      relax(lattice, at, at + 1, here + signBits(code, at), kinds.separator);
    }
    const end = at + 1 < length ? costs.end : 0;
    stepRandom(lattice, at, code, here, random, next, end);
    stepRepeat(text, at, here, repeat, seen, next);
    endRun(lattice, repeat, at + 1, end, kinds.repeat);
    stepMirror(text, at, here, mirror, next);
    endRun(lattice, mirror, at + 1, end, kinds.mirror);
    if (at === 0) continue;
    const before = lattice.cost[at - 1] as number;
    stepSequence(text, at, before, sequence, next);
    endRun(lattice, sequence, at + 1, end, kinds.sequence);
    stepWalk(text, at, before, walk, next);
    endRun(lattice, walk, at + 1, end, kinds.walk);
  }
  if (hasWords && length >= shortestReversed) relaxReversed(length, finder.backwards(text, length));
  return { bits: lattice.cost[length] as number, pieces: tracePieces(lattice, length) };
}

/** Whether formats begin with this sign or letter: a plus sign, a hexadecimal digit, a capital. */
function canStartFormat(code: number): boolean {
  return code === 43 || (code >= 97 && code <= 102) || (code >= 65 && code <= 90);
}

/** Bits of saying that a format comes next, and which. */
function choiceBits(what: FormatName, next: NextCosts): number {
  if (what === 'year') return next.year;
  return what === 'date' || what === 'Unix time' ? next.date : next.format + costs.whichFormat;
}

const noHosts: readonly HostMatch[] = [];

function hostsIn(text: string, context: SegmentContext): readonly HostMatch[] {
  return findHosts(text, (part) => segmentText(part, { ...context, isPart: true }));
}

const finders = new WeakMap<Bundle, WordFinder>();

function finderFor(bundle: Bundle): WordFinder {
  let finder = finders.get(bundle);
  if (!finder) {
    finder = createWordFinder(bundle);
    finders.set(bundle, finder);
  }
  return finder;
}

const sharedSeen = new Int32Array(1024);

/** Where three characters were last seen, by hash. */
function newSeen(length: number): Int32Array {
  return length <= 1024 ? sharedSeen.fill(0) : new Int32Array(4096);
}

/** A few digits: a counter, a house number, `007`. */
function relaxNumbers(lattice: Lattice, text: string, at: number, here: number): void {
  for (let k = 0; k < numberLengths.length && at + k < text.length; k++) {
    if (kindOf(text.charCodeAt(at + k)) !== characterKinds.digit) return;
    const total = here + (numberLengths[k] as number) + digitBits * (k + 1);
    relax(lattice, at, at + k + 1, total, kinds.number);
  }
}

const digitBits = Math.log2(10);

function relaxOtherScript(lattice: Lattice, text: string, at: number, here: number): void {
  for (const word of otherScriptWords(text, at)) {
    relax(lattice, at, word.end, here + word.bits, kinds.otherScript);
  }
}

/** The word before, once more: `falconfalcon`, `token_token`. */
function relaxDoubling(lattice: Lattice, text: string, at: number, here: number): void {
  if (at < shortestDoubled) return;
  const kind = kindOf(text.charCodeAt(at - 1));
  const isApart = kind === characterKinds.symbol || kind === characterKinds.other;
  const end = isApart ? at - 1 : at;
  if ((lattice.kind[end] as number) >= wordKinds.length) return;
  const start = lattice.from[end] as number;
  const length = end - start;
  if (length < shortestDoubled || length > longestDoubled) return;
  if (text.charCodeAt(start) !== text.charCodeAt(at)) return;
  if (!text.startsWith(text.slice(start, end), at)) return;
  relax(lattice, at, at + length, here + costs.doubling, kinds.repeat);
}

function endRun(lattice: Lattice, run: Run, end: number, endCost: number, kind: number): void {
  if (run.cost === Number.POSITIVE_INFINITY) return;
  relax(lattice, run.start, end, run.cost + endCost, kind);
}

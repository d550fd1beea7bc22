// The cheapest way to describe a text as words, dates, walks, repeats and random stretches: dynamic programming
// over its characters, linear in its length.
import type { Bundle } from '../lists/layout.ts';
import { characterKinds, kindOf } from './alphabets.ts';
import { costs } from './costs.ts';
import { findFormats } from './find-formats.ts';
import { createWordFinder, type FoundWords, type WordFinder } from './find-words.ts';
import { kindNumber } from './kinds.ts';
import { type Lattice, newLattice, type Piece, relax, tracePieces } from './lattice.ts';
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
}

const kinds = {
  reversed: kindNumber('reversed word'),
  project: kindNumber('project name'),
  separator: kindNumber('separator'),
  repeat: kindNumber('repeat'),
  mirror: kindNumber('mirror'),
  sequence: kindNumber('sequence'),
  number: kindNumber('number'),
  walk: kindNumber('keyboard walk'),
};

/** Hexadecimal digits are digits: reading them as letters would only cost time. */
const hexadecimal = /^[0-9a-fA-F]{16,}$/;

/** Shortest reversed word that is worth a look. */
const shortestReversed = 4;

/** Segments `text`. */
export function segmentText(text: string, context: SegmentContext): Segmentation {
  const { bundle, projects, hasWords } = context;
  const { length } = text;
  const lattice = newLattice(length);
  const finder = finderFor(bundle);
  const style = wordStyle(text);
  const separator = commonSeparator(text);
  const random = newRandomRuns();
  const hasLeet = !hexadecimal.test(text);
  const seen = newSeen(length);
  const repeat = newRun();
  const mirror = newRun();
  const sequence = newRun();
  const walk = newRun();
  const wordCosts = bundle.automaton.costs;
  const wordKinds = bundle.automaton.kinds;

  const relaxWords = (at: number, here: number, found: FoundWords): void => {
    for (let k = 0; k < found.count; k++) {
      const end = found.edge[k] as number;
      const index = found.index[k] as number;
      const substitutions = found.substitutions[k] as number;
      const leet =
        substitutions === 0 ? costs.noLeet : costs.leet + costs.substitution * substitutions;
      const total = here + costs.word + (wordCosts[index] as number) / 8 + leet;
      if (total >= (lattice.cost[end] as number)) continue;
      relax(lattice, at, end, total + style.cost(text, at, end), wordKinds[index] as number);
    }
  };
  const relaxReversed = (at: number, found: FoundWords): void => {
    for (let k = 0; k < found.count; k++) {
      const start = found.edge[k] as number;
      if (at - start < shortestReversed) continue;
      const total =
        (lattice.cost[start] as number) +
        costs.other +
        costs.reversed +
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
    if (characterKind === characterKinds.digit || (code | 32) <= 102) {
      findFormats(text, at, (match) => {
        const choice =
          match.what === 'year'
            ? costs.year
            : match.what === 'date'
              ? costs.date
              : costs.other + costs.format;
        const total = here + choice + match.bits;
        relax(lattice, at, match.end, total, kindNumber(match.what));
      });
    }
    if (characterKind === characterKinds.digit) relaxNumbers(lattice, text, at, here);
    for (const project of projects) {
      const end = matchProject(text, at, project);
      if (end > 0) relax(lattice, at, end, here + costs.project + project.bits, kinds.project);
    }
    if (characterKind === characterKinds.symbol || characterKind === characterKinds.other) {
      const bits = code === separator ? costs.sameSeparator : costs.otherSeparator + signBits(code);
      relax(lattice, at, at + 1, here + bits, kinds.separator);
    }
    stepRandom(lattice, at, code, here, random);
    stepRepeat(text, at, here, repeat, seen);
    endRun(lattice, repeat, at + 1, kinds.repeat);
    stepMirror(text, at, here, mirror);
    endRun(lattice, mirror, at + 1, kinds.mirror);
    if (at === 0) continue;
    const before = lattice.cost[at - 1] as number;
    stepSequence(text, at, before, sequence);
    endRun(lattice, sequence, at + 1, kinds.sequence);
    stepWalk(text, at, before, walk);
    endRun(lattice, walk, at + 1, kinds.walk);
  }
  if (hasWords && length >= shortestReversed) relaxReversed(length, finder.backwards(text, length));
  return { bits: lattice.cost[length] as number, pieces: tracePieces(lattice, length) };
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
  const start = here + costs.number + costs.numberLength;
  for (let end = at + 1; end <= at + 4 && end <= text.length; end++) {
    if (kindOf(text.charCodeAt(end - 1)) !== characterKinds.digit) return;
    relax(lattice, at, end, start + digitBits * (end - at), kinds.number);
  }
}

const digitBits = Math.log2(10);

function endRun(lattice: Lattice, run: Run, end: number, kind: number): void {
  if (run.cost === Number.POSITIVE_INFINITY) return;
  relax(lattice, run.start, end, run.cost + costs.end, kind);
}

function signBits(code: number): number {
  if (code < 128) return 5;
  return code < 256 ? 8 : 16;
}

/** The sign that occurs most often in the text: the likely separator of its words; 0 for none. */
function commonSeparator(text: string): number {
  let counts: Uint16Array | undefined;
  let best = 0;
  for (let i = 0; i < text.length && i < 512; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) continue;
    const kind = kindOf(code);
    if (kind !== characterKinds.symbol && kind !== characterKinds.other) continue;
    counts ??= new Uint16Array(128);
    const count = (counts[code] as number) + 1;
    counts[code] = count;
    if (best === 0 || count > (counts[best] as number)) best = code;
  }
  return best;
}

// The cheapest way to describe a text as words, dates, walks, repeats and random stretches: dynamic programming
// over its characters, linear in its length.
import type { Bundle } from '../lists/layout.ts';
import { alphabets, alphabetsOf, characterKinds, isHandZone, kindOf } from './alphabets.ts';
import { costs } from './costs.ts';
import { findFormats } from './find-formats.ts';
import { createWordFinder, type FoundWords, type WordFinder } from './find-words.ts';
import { kindNumber, type SegmentKind, segmentKinds } from './kinds.ts';
import { matchProject, type ProjectPattern } from './project-names.ts';
import { newRun, type Run, stepMirror, stepRepeat, stepSequence, stepWalk } from './runs.ts';
import { wordStyle } from './word-style.ts';

/** One piece of the cheapest description; offsets into the text that was read. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly what: SegmentKind;
  readonly bits: number;
}

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

/** The cheapest description of each beginning of the text: its cost, and where and what its last piece is. */
interface Lattice {
  readonly cost: Float64Array;
  readonly from: Int32Array;
  readonly kind: Uint8Array;
}

const kinds = {
  reversed: kindNumber('reversed word'),
  project: kindNumber('project name'),
  separator: kindNumber('separator'),
  repeat: kindNumber('repeat'),
  mirror: kindNumber('mirror'),
  sequence: kindNumber('sequence'),
  walk: kindNumber('keyboard walk'),
  random: kindNumber('random'),
  mashed: kindNumber('mashed keys'),
};

/** Hexadecimal digits are digits: reading them as letters would only cost time. */
const hexadecimal = /^[0-9a-fA-F]{16,}$/;

/** Shortest reversed word that is worth a look. */
const shortestReversed = 4;

function relax(lattice: Lattice, start: number, end: number, total: number, kind: number): void {
  if (total >= (lattice.cost[end] as number)) return;
  lattice.cost[end] = total;
  lattice.from[end] = start;
  lattice.kind[end] = kind;
}

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
        const total = here + costs.other + costs.format + match.bits;
        relax(lattice, at, match.end, total, kindNumber(match.what));
      });
    }
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

/** Texts up to this length share one set of arrays: nearly all secrets, and no garbage for them. */
const sharedLength = 1024;
const sharedLattice = makeLattice(sharedLength);
const sharedSeen = new Int32Array(1024);

function makeLattice(length: number): Lattice {
  return {
    cost: new Float64Array(length + 1),
    from: new Int32Array(length + 1),
    kind: new Uint8Array(length + 1),
  };
}

function newLattice(length: number): Lattice {
  const lattice = length <= sharedLength ? sharedLattice : makeLattice(length);
  lattice.cost.fill(Number.POSITIVE_INFINITY, 0, length + 1);
  lattice.cost[0] = 0;
  return lattice;
}

/** Where three characters were last seen, by hash. */
function newSeen(length: number): Int32Array {
  return length <= sharedLength ? sharedSeen.fill(0) : new Int32Array(4096);
}

/** The random stretch under way in each alphabet. */
interface RandomRuns {
  readonly cost: Float64Array;
  readonly start: Int32Array;
}

const alphabetBits = Float64Array.from(alphabets, ({ bits }) => bits);

function newRandomRuns(): RandomRuns {
  return {
    cost: new Float64Array(alphabets.length).fill(Number.POSITIVE_INFINITY),
    start: new Int32Array(alphabets.length),
  };
}

/** Lets each random stretch go on or start anew, and ends the cheapest after this character. */
function stepRandom(
  lattice: Lattice,
  at: number,
  code: number,
  here: number,
  { cost, start }: RandomRuns,
): void {
  const mask = alphabetsOf(code);
  let best = Number.POSITIVE_INFINITY;
  let bestAlphabet = 0;
  for (let k = 0; k < cost.length; k++) {
    if ((mask & (1 << k)) === 0) {
      cost[k] = Number.POSITIVE_INFINITY;
      continue;
    }
    const bits = code > 255 ? 16 : (alphabetBits[k] as number);
    const goOn = (cost[k] as number) + costs.stay;
    const anew = here + costs.random;
    if (anew < goOn) start[k] = at;
    const total = Math.min(anew, goOn) + bits;
    cost[k] = total;
    if (total < best) {
      best = total;
      bestAlphabet = k;
    }
  }
  const kind = isHandZone(bestAlphabet) ? kinds.mashed : kinds.random;
  relax(lattice, start[bestAlphabet] as number, at + 1, best + costs.end, kind);
}

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

/** The pieces of the cheapest path, in order; neighbouring random stretches and separators are joined. */
function tracePieces({ cost, from, kind }: Lattice, length: number): Piece[] {
  const pieces: Piece[] = [];
  for (let end = length; end > 0; ) {
    const start = from[end] as number;
    const what = segmentKinds[kind[end] as number] ?? 'random';
    const bits = (cost[end] as number) - (cost[start] as number);
    const next = pieces[pieces.length - 1];
    if (next?.what === what && (what === 'random' || what === 'separator')) {
      pieces[pieces.length - 1] = { ...next, start, bits: next.bits + bits };
    } else {
      pieces.push({ start, end, what, bits });
    }
    end = start;
  }
  return pieces.reverse();
}

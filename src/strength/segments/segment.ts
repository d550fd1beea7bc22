// The cheapest way to describe a text as words, dates, walks, repeats and random stretches: dynamic programming
// over its characters, linear in its length. The costs are code lengths in the sense of Kraft, so random text
// comes out cheaper than its capacity by s bits with a chance of about 2^-s.
import { wordKinds } from '../lists/collect-words.ts';
import type { Bundle } from '../lists/layout.ts';
import { alphabets, alphabetsOf, kindOf } from './alphabets.ts';
import { type FormatName, findFormats } from './find-formats.ts';
import { createWordFinder, type WordFinder } from './find-words.ts';
import { directionCount, directions, isShifted } from './keyboard.ts';
import { matchProject, type ProjectPattern } from './project-names.ts';
import { wordStyle } from './word-style.ts';

/** What a segment is, for explanations and reasons. */
export type SegmentKind =
  | (typeof wordKinds)[number]
  | FormatName
  | 'reversed word'
  | 'project name'
  | 'separator'
  | 'repeat'
  | 'mirror'
  | 'sequence'
  | 'keyboard walk'
  | 'random'
  | 'known value';

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

// What comes next, in bits; the shares sum to one (0.38 + 0.33 + 0.03 + 0.06 + 0.11 + 6 x 0.0145).
const costWord = 1.4;
const costSameSeparator = 1.6;
const costOtherSeparator = 5;
const costProject = 4;
const costRandom = 6.5;
const costOther = 6.1;
/** One more character of a run, and its end: 0.9 and 0.098. */
const costStay = 0.15;
const costEnd = 3.35;

const costReversed = 3;
const costFormatChoice = 3.5;
const costFirstOfSequence = Math.log2(95);
const costSameDirection = 0.6;
const costOtherDirection = 4.9;
const costShiftChange = 3;
const layoutCosts = [0.5, 4.2, 4.2, 4.2, 4.2];

/** A structured run that is under way: one per kind, the cheapest. */
interface Run {
  cost: number;
  start: number;
  /** Distance of a repeat, sum of a mirror's places, step of a sequence, direction of a walk. */
  detail: number;
  /** Layout of a walk. */
  layout: number;
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

/** Segments `text`; `hasWords` false leaves the word lists out, for bytes that are no text. */
export function segmentText(
  text: string,
  bundle: Bundle,
  projects: readonly ProjectPattern[] = [],
  hasWords = true,
): Segmentation {
  const length = text.length;
  const cost = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(length + 1);
  const what: SegmentKind[] = new Array(length + 1);
  cost[0] = 0;

  const relax = (start: number, end: number, total: number, kind: SegmentKind): void => {
    if (total < (cost[end] as number)) {
      cost[end] = total;
      from[end] = start;
      what[end] = kind;
    }
  };

  const finder = finderFor(bundle);
  const { costs, kinds } = bundle.automaton;
  const style = wordStyle(text);
  const separator = commonSeparator(text);
  const random = new Float64Array(alphabets.length).fill(Number.POSITIVE_INFINITY);
  const randomStart = new Int32Array(alphabets.length);
  const repeat = newRun();
  const mirror = newRun();
  const sequence = newRun();
  const walk = newRun();
  const seen = new Int32Array(4096).fill(-1);

  let at = 0;
  const onWord = (end: number, index: number, substitutions: number): void => {
    const leetCost = substitutions === 0 ? 0.2 : 3 + 1.2 * substitutions;
    const bits = costWord + (costs[index] ?? 0) / 8 + leetCost + style.cost(text, at, end);
    relax(at, end, (cost[at] as number) + bits, wordKinds[kinds[index] ?? 0] ?? 'word');
  };
  const onReversed = (start: number, index: number): void => {
    if (at - start < 4) return;
    const bits = costOther + costReversed + (costs[index] ?? 0) / 8 + style.cost(text, start, at);
    relax(start, at, (cost[start] as number) + bits, 'reversed word');
  };
  const onFormat = (match: { end: number; what: FormatName; bits: number }): void => {
    relax(
      at,
      match.end,
      (cost[at] as number) + costOther + costFormatChoice + match.bits,
      match.what,
    );
  };

  for (at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const kind = kindOf(code);
    const next = at + 1;

    // Edges that end here must be in before `cost[at]` is read.
    if (hasWords && at >= 4) finder.backwards(text, at, onReversed);
    const here = cost[at] as number;

    if (hasWords) finder.forwards(text, at, onWord);
    findFormats(text, at, onFormat);
    for (const project of projects) {
      const end = matchProject(text, at, project);
      if (end > 0) relax(at, end, here + costProject + project.bits, 'project name');
    }
    if (kind === 'symbol' || kind === 'other') {
      const bits =
        code === separator ? costSameSeparator : costOtherSeparator + characterBits(code);
      relax(at, next, here + bits, 'separator');
    }

    const mask = alphabetsOf(code);
    for (let k = 0; k < random.length; k++) {
      if ((mask & (1 << k)) === 0) {
        random[k] = Number.POSITIVE_INFINITY;
        continue;
      }
      const bits = code > 255 ? 16 : (alphabets[k]?.bits ?? 8);
      const stay = (random[k] as number) + costStay + bits;
      const start = here + costRandom + bits;
      if (start < stay) {
        random[k] = start;
        randomStart[k] = at;
      } else {
        random[k] = stay;
      }
      relax(randomStart[k] as number, next, (random[k] as number) + costEnd, 'random');
    }

    stepRepeat(text, at, here, repeat, seen);
    endRun(repeat, next, relax, 'repeat');
    stepMirror(text, at, here, mirror);
    endRun(mirror, next, relax, 'mirror');
    if (at > 0) {
      const before = cost[at - 1] as number;
      stepSequence(text, at, before, sequence);
      endRun(sequence, next, relax, 'sequence');
      stepWalk(text, at, before, walk);
      endRun(walk, next, relax, 'keyboard walk');
    }
  }
  if (hasWords && length >= 4) finder.backwards(text, length, onReversed);
  return { bits: cost[length] as number, pieces: tracePieces(cost, from, what) };
}

function newRun(): Run {
  return { cost: Number.POSITIVE_INFINITY, start: 0, detail: 0, layout: 0 };
}

function endRun(
  run: Run,
  end: number,
  relax: (start: number, end: number, total: number, kind: SegmentKind) => void,
  kind: SegmentKind,
): void {
  if (run.cost < Number.POSITIVE_INFINITY) relax(run.start, end, run.cost + costEnd, kind);
}

/** Continues a copy of earlier text or starts one where the next three characters were seen before. */
function stepRepeat(text: string, at: number, here: number, run: Run, seen: Int32Array): void {
  const continues =
    run.cost < Number.POSITIVE_INFINITY && text.charCodeAt(at) === text.charCodeAt(at - run.detail);
  run.cost = continues ? run.cost + costStay : Number.POSITIVE_INFINITY;
  if (at + 2 >= text.length) return;
  const a = text.charCodeAt(at);
  const b = text.charCodeAt(at + 1);
  const c = text.charCodeAt(at + 2);
  const slot = ((a * 2654435 + b * 40503 + c * 131) >>> 0) & (seen.length - 1);
  const earlier = seen[slot] ?? -1;
  seen[slot] = at;
  if (earlier < 0) return;
  const isSame =
    text.charCodeAt(earlier) === a &&
    text.charCodeAt(earlier + 1) === b &&
    text.charCodeAt(earlier + 2) === c;
  if (!isSame) return;
  const start = here + costOther + Math.log2(at) + costStay;
  if (start < run.cost) {
    run.cost = start;
    run.start = at;
    run.detail = at - earlier;
  }
}

/** Continues a mirror image of the text before it or starts one around the last character or gap. */
function stepMirror(text: string, at: number, here: number, run: Run): void {
  const partner = run.detail - at;
  const continues =
    run.cost < Number.POSITIVE_INFINITY &&
    partner >= 0 &&
    text.charCodeAt(at) === text.charCodeAt(partner);
  run.cost = continues ? run.cost + costStay : Number.POSITIVE_INFINITY;
  for (const sum of [2 * at - 1, 2 * at - 2]) {
    const first = sum - at;
    if (first < 1 || text.charCodeAt(at) !== text.charCodeAt(first)) continue;
    if (text.charCodeAt(at + 1) !== text.charCodeAt(first - 1)) continue;
    const start = here + costOther + 1 + costStay;
    if (start >= run.cost) continue;
    run.cost = start;
    run.start = at;
    run.detail = sum;
  }
}

/** Continues an arithmetic sequence of characters (`abcd`, `9753`, `aaaa`) or starts one with the last two. */
function stepSequence(text: string, at: number, before: number, run: Run): void {
  const step = sequenceStep(text.charCodeAt(at - 1), text.charCodeAt(at));
  const continues = run.cost < Number.POSITIVE_INFINITY && step === run.detail;
  run.cost = continues ? run.cost + costStay : Number.POSITIVE_INFINITY;
  if (step === undefined) return;
  const stepBits = Math.abs(step) <= 1 ? 2 : 4;
  const start = before + costOther + costFirstOfSequence + stepBits + 2 * costStay;
  if (start >= run.cost) return;
  run.cost = start;
  run.start = at - 1;
  run.detail = step;
}

/** Step from one character to the next, -3 to 3, `undefined` where there is none; 9 is followed by 0. */
function sequenceStep(a: number, b: number): number | undefined {
  if (a === b) return 0;
  const kind = kindOf(a);
  if (kind !== kindOf(b) || kind === 'symbol' || kind === 'other') return undefined;
  const size = kind === 'digit' ? 10 : 26;
  const step = (b - a + size) % size;
  if (step <= 3) return step;
  return size - step <= 3 ? step - size : undefined;
}

/** Continues a walk over neighbouring keys or starts one with the last two. */
function stepWalk(text: string, at: number, before: number, run: Run): void {
  const a = text.charCodeAt(at - 1);
  const b = text.charCodeAt(at);
  if (a > 127 || b > 127) {
    run.cost = Number.POSITIVE_INFINITY;
    return;
  }
  const pair = a * 128 + b;
  const shiftBits = isShifted(a) === isShifted(b) ? 0 : costShiftChange;
  const direction = directions[run.layout]?.[pair] ?? 0;
  if (run.cost < Number.POSITIVE_INFINITY && direction > 0) {
    run.cost += shiftBits + (direction === run.detail ? costSameDirection : costOtherDirection);
    run.detail = direction;
  } else {
    run.cost = Number.POSITIVE_INFINITY;
  }
  for (let layout = 0; layout < directions.length; layout++) {
    const first = directions[layout]?.[pair] ?? 0;
    if (first === 0) continue;
    const start =
      before +
      costOther +
      costFirstOfSequence +
      (layoutCosts[layout] ?? 4.2) +
      Math.log2(directionCount) +
      shiftBits;
    if (start >= run.cost) continue;
    run.cost = start;
    run.start = at - 1;
    run.detail = first;
    run.layout = layout;
  }
}

function characterBits(code: number): number {
  if (code < 128) return 5;
  return code < 256 ? 8 : 16;
}

/** The sign that occurs most often in the text: the likely separator of its words; 0 for none. */
function commonSeparator(text: string): number {
  const counts = new Uint16Array(128);
  let best = 0;
  for (let i = 0; i < text.length && i < 512; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128 || kindOf(code) === 'lower' || kindOf(code) === 'upper') continue;
    if (kindOf(code) === 'digit') continue;
    const count = (counts[code] ?? 0) + 1;
    counts[code] = count;
    if (best === 0 || count > (counts[best] ?? 0)) best = code;
  }
  return best;
}

/** The pieces of the cheapest path, in order; neighbouring random stretches and separators are joined. */
function tracePieces(cost: Float64Array, from: Int32Array, what: readonly SegmentKind[]): Piece[] {
  const pieces: Piece[] = [];
  for (let end = cost.length - 1; end > 0; ) {
    const start = from[end] as number;
    const kind = what[end] ?? 'random';
    const bits = (cost[end] as number) - (cost[start] as number);
    const next = pieces[pieces.length - 1];
    if (next && next.what === kind && (kind === 'random' || kind === 'separator')) {
      pieces[pieces.length - 1] = { ...next, start, bits: next.bits + bits };
    } else {
      pieces.push({ start, end, what: kind, bits });
    }
    end = start;
  }
  return pieces.reverse();
}

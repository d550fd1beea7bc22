// Stretches that go on character by character: copies of earlier text, mirror images, arithmetic sequences and
// keyboard walks. Of each kind the cheapest run under way is kept, so each step costs the same.
import { characterKinds, kindOf } from './alphabets.ts';
import { costs } from './costs.ts';
import { directionCount, directions, isShifted, neighbourLayouts } from './keyboard.ts';

/** A run under way. Its cost includes everything before its start; infinite where there is none. */
export interface Run {
  cost: number;
  start: number;
  /** Distance of a repeat, sum of a mirror's places, step of a sequence, direction of a walk. */
  detail: number;
  /** Layout of a walk. */
  layout: number;
}

/** No run yet. */
export function newRun(): Run {
  return { cost: Number.POSITIVE_INFINITY, start: 0, detail: 0, layout: 0 };
}

const sequenceStart = costs.other + costs.firstOfSequence + 2 * costs.stay;
const walkStart = costs.other + costs.firstOfSequence + Math.log2(directionCount);

/** Continues a copy of earlier text or starts one where the next three characters were seen before. */
export function stepRepeat(
  text: string,
  at: number,
  here: number,
  run: Run,
  seen: Int32Array,
): void {
  const a = text.charCodeAt(at);
  if (run.cost !== Number.POSITIVE_INFINITY) {
    run.cost =
      a === text.charCodeAt(at - run.detail) ? run.cost + costs.stay : Number.POSITIVE_INFINITY;
  }
  if (at + 2 >= text.length) return;
  const b = text.charCodeAt(at + 1);
  const c = text.charCodeAt(at + 2);
  const slot = (a * 1327 + b * 211 + c * 37) & (seen.length - 1);
  // Places are kept plus one, so that a fresh table is all zero.
  const earlier = (seen[slot] as number) - 1;
  seen[slot] = at + 1;
  if (earlier < 0 || text.charCodeAt(earlier) !== a) return;
  if (text.charCodeAt(earlier + 1) !== b || text.charCodeAt(earlier + 2) !== c) return;
  const start = here + costs.other + Math.log2(at) + costs.stay;
  if (start >= run.cost) return;
  run.cost = start;
  run.start = at;
  run.detail = at - earlier;
}

/** Continues a mirror image of the text before it or starts one around the last character or gap. */
export function stepMirror(text: string, at: number, here: number, run: Run): void {
  const code = text.charCodeAt(at);
  if (run.cost !== Number.POSITIVE_INFINITY) {
    const partner = run.detail - at;
    const goesOn = partner >= 0 && code === text.charCodeAt(partner);
    run.cost = goesOn ? run.cost + costs.stay : Number.POSITIVE_INFINITY;
  }
  for (let first = at - 1; first >= at - 2 && first >= 1; first--) {
    if (code !== text.charCodeAt(first)) continue;
    if (text.charCodeAt(at + 1) !== text.charCodeAt(first - 1)) continue;
    const start = here + costs.other + 1 + costs.stay;
    if (start >= run.cost) continue;
    run.cost = start;
    run.start = at;
    run.detail = at + first;
  }
}

/** Continues an arithmetic sequence of characters (`abcd`, `9753`, `aaaa`) or starts one with the last two. */
export function stepSequence(text: string, at: number, before: number, run: Run): void {
  const step = sequenceStep(text.charCodeAt(at - 1), text.charCodeAt(at));
  if (run.cost !== Number.POSITIVE_INFINITY) {
    run.cost = step === run.detail ? run.cost + costs.stay : Number.POSITIVE_INFINITY;
  }
  if (step === noStep) return;
  const start = before + sequenceStart + (step >= -1 && step <= 1 ? 2 : 4);
  if (start >= run.cost) return;
  run.cost = start;
  run.start = at - 1;
  run.detail = step;
}

const noStep = 99;

/** Step from one character to the next, -3 to 3, `noStep` where there is none; 9 is followed by 0. */
function sequenceStep(a: number, b: number): number {
  if (a === b) return 0;
  const kind = kindOf(a);
  const isNamed = kind !== characterKinds.symbol && kind !== characterKinds.other;
  if (kind !== kindOf(b) || !isNamed) return b - a >= -3 && b - a <= 3 ? b - a : noStep;
  const size = kind === characterKinds.digit ? 10 : 26;
  const step = (b - a + size) % size;
  if (step <= 3) return step;
  return size - step <= 3 ? step - size : noStep;
}

/** Continues a walk over neighbouring keys or starts one with the last two. */
export function stepWalk(text: string, at: number, before: number, run: Run): void {
  const a = text.charCodeAt(at - 1);
  const b = text.charCodeAt(at);
  const pair = a * 128 + b;
  const layouts = a < 128 && b < 128 ? (neighbourLayouts[pair] as number) : 0;
  if (layouts === 0) {
    run.cost = Number.POSITIVE_INFINITY;
    return;
  }
  const shift = isShifted(a) === isShifted(b) ? 0 : costs.shiftChange;
  if (run.cost !== Number.POSITIVE_INFINITY) {
    const direction = directions[run.layout]?.[pair] ?? 0;
    const turn = direction === run.detail ? costs.sameDirection : costs.otherDirection;
    run.cost = direction === 0 ? Number.POSITIVE_INFINITY : run.cost + turn + shift;
    run.detail = direction;
  }
  for (let layout = 0; layout < directions.length; layout++) {
    if ((layouts & (1 << layout)) === 0) continue;
    const start = before + walkStart + (layout === 0 ? costs.qwerty : costs.otherLayout) + shift;
    if (start >= run.cost) continue;
    run.cost = start;
    run.start = at - 1;
    run.detail = directions[layout]?.[pair] ?? 0;
    run.layout = layout;
  }
}

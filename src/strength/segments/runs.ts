// Stretches that go on character by character: copies of earlier text, mirror images, arithmetic sequences and
// keyboard walks. Of each kind the cheapest run under way is kept, so each step costs the same.
import { characterKinds, kindOf } from './alphabets.ts';
import { costs, type NextCosts } from './costs.ts';
import { directions, isShifted, neighbourLayouts } from './keyboard.ts';

/** A run under way. Its cost includes everything before its start; infinite where there is none. */
export interface Run {
  cost: number;
  start: number;
  /** Distance of a repeat, sum of a mirror's places, step of a sequence, direction of a walk. */
  detail: number;
  /** Layout of a walk; 1 for a repeat in another case. */
  layout: number;
}

/** No run yet. */
export function newRun(): Run {
  return { cost: Number.POSITIVE_INFINITY, start: 0, detail: 0, layout: 0 };
}

/** Where a walk begins: 6 x 0.13 + 89 x 0.0024 = 0.99 */
const firstOfWalk = Float64Array.from({ length: 128 }, (_, code) =>
  '1qaz!Q'.includes(String.fromCharCode(code)) ? 2.95 : 8.7,
);
/** To the right, as most walks begin, 0.5; each of the five others 0.1. */
const walkDirection = (direction: number): number => (direction === 2 ? 1 : 3.3);

/** What a repeated character is: 15 x 0.044 + 80 x 0.0039 = 0.97 */
const firstOfRepeated = Float64Array.from({ length: 128 }, (_, code) =>
  '0x1aXA.*-_=!#z9'.includes(String.fromCharCode(code)) ? 4.5 : 8,
);
/** Where a sequence begins: 4 x 0.14 + 8 x 0.02 + 25 x 0.008 + 58 x 0.0014 = 1.0 */
const firstOfSequence = Float64Array.from({ length: 128 }, (_, code) => {
  if ('01aA'.includes(String.fromCharCode(code))) return 2.85;
  if (code >= 48 && code <= 57) return 5.6;
  return code >= 97 && code <= 122 ? 7 : 9.5;
});
/** A repeated character 0.5, one step up or down 0.18 each, two or three 0.03 each. */
const stepBits = [5, 5, 2.5, 1, 2.5, 5, 5];

/** Continues a copy of earlier text or starts one where the next three characters were seen before, in any case. */
export function stepRepeat(
  text: string,
  at: number,
  here: number,
  run: Run,
  seen: Int32Array,
  next: NextCosts,
): void {
  const a = folded(text.charCodeAt(at));
  if (run.cost !== Number.POSITIVE_INFINITY) {
    const code = text.charCodeAt(at - run.detail);
    const goesOn = run.layout === 0 ? text.charCodeAt(at) === code : a === folded(code);
    run.cost = goesOn ? run.cost + costs.stay : Number.POSITIVE_INFINITY;
  }
  if (at + 2 >= text.length) return;
  const b = folded(text.charCodeAt(at + 1));
  const c = folded(text.charCodeAt(at + 2));
  const slot = (Math.imul(a + 131 * b + 17161 * c, 0x9e3779b1) >>> 20) & (seen.length - 1);
  // Places are kept plus one, so that a fresh table is all zero.
  const earlier = (seen[slot] as number) - 1;
  seen[slot] = at + 1;
  if (earlier < 0 || folded(text.charCodeAt(earlier)) !== a) return;
  if (folded(text.charCodeAt(earlier + 1)) !== b || folded(text.charCodeAt(earlier + 2)) !== c)
    return;
  const isSame = [0, 1, 2].every((k) => text.charCodeAt(at + k) === text.charCodeAt(earlier + k));
  // All that was written so far comes again, or something else within it.
  const distance = earlier === 0 ? costs.allAgain : costs.partAgain + Math.log2(at);
  const start =
    here + next.repeat + distance + (isSame ? costs.sameCase : costs.otherCase) + costs.stay;
  if (start >= run.cost) return;
  run.cost = start;
  run.start = at;
  run.detail = at - earlier;
  run.layout = isSame ? 0 : 1;
}

/** A letter in lower case; anything else as it is. */
function folded(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Continues a mirror image of the text before it or starts one around the last character or gap. */
export function stepMirror(
  text: string,
  at: number,
  here: number,
  run: Run,
  next: NextCosts,
): void {
  const code = text.charCodeAt(at);
  if (run.cost !== Number.POSITIVE_INFINITY) {
    const partner = run.detail - at;
    const goesOn = partner >= 0 && code === text.charCodeAt(partner);
    run.cost = goesOn ? run.cost + costs.stay : Number.POSITIVE_INFINITY;
  }
  for (let first = at - 1; first >= at - 2 && first >= 1; first--) {
    if (code !== text.charCodeAt(first)) continue;
    if (text.charCodeAt(at + 1) !== text.charCodeAt(first - 1)) continue;
    const start = here + next.rare + 1 + costs.stay;
    if (start >= run.cost) continue;
    run.cost = start;
    run.start = at;
    run.detail = at + first;
  }
}

/** Continues an arithmetic sequence of characters (`abcd`, `9753`, `aaaa`) or starts one with the last two. */
export function stepSequence(
  text: string,
  at: number,
  before: number,
  run: Run,
  next: NextCosts,
): void {
  const step = sequenceStep(text.charCodeAt(at - 1), text.charCodeAt(at));
  if (run.cost !== Number.POSITIVE_INFINITY) {
    run.cost = step === run.detail ? run.cost + costs.stay : Number.POSITIVE_INFINITY;
  }
  if (step === noStep) return;
  const first = text.charCodeAt(at - 1);
  const table = step === 0 ? firstOfRepeated : firstOfSequence;
  const firstBits = first < 128 ? (table[first] as number) : 14;
  const start =
    before + next.sequence + firstBits + (stepBits[step + 3] as number) + 2 * costs.stay;
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
export function stepWalk(
  text: string,
  at: number,
  before: number,
  run: Run,
  next: NextCosts,
): void {
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
    const direction = directions[layout]?.[pair] ?? 0;
    const start =
      before +
      next.walk +
      (firstOfWalk[a] as number) +
      walkDirection(direction) +
      (layout === 0 ? costs.qwerty : costs.otherLayout) +
      shift;
    if (start >= run.cost) continue;
    run.cost = start;
    run.start = at - 1;
    run.detail = directions[layout]?.[pair] ?? 0;
    run.layout = layout;
  }
}

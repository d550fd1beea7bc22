// Predicts what hands that roll over a keyboard hit next: letters of the middle row, keys near the last two, what they hit
// before and the pairs that they fall back into. The four are multiplied and scaled to a distribution over the class, which
// says more than each of them does in its turn.
import { classAlphabets, upper } from './classes.ts';
import { placeOfKey } from './tables.ts';

/** How often resting hands hit the rows from the top, whose first are digits; the middle one lies under the fingers. */
const rowShares = [1, 1, 2.2, 0.45];
/** What of a letter's or digit's habit is known before the first key: so many keys. */
const priorKeys = 10;
/** Pairs that were hit before, beside what chance makes of them. */
const pairPrior = 0.6;
const pairScale = 0.08;
/** What followed the last two keys before. */
const followsAgain = 4;
/** How far the key before the last one counts, beside the last one. */
const nearness = 0.8;
const nearnessBefore = 0.5;

/** By distance of two keys, for keys of one row more: the same key seldom, its neighbours most. */
function nearWeight(from: string, to: string): number {
  const a = placeOfKey(from);
  const b = placeOfKey(to);
  if (!a || !b) return 1;
  const distance = Math.hypot(a.x - b.x, a.y - b.y);
  if (distance < 0.1) return 0.7;
  const near = distance < 1.3 ? 3 : distance < 2.3 ? 2.2 : distance < 3.3 ? 1.4 : 0.8;
  return a.y === b.y ? near * 1.6 : near;
}

interface Tables {
  /** By class, digits and letters: the codes of its characters, letters in small. */
  readonly codes: readonly Uint8Array[];
  readonly priors: Float64Array;
  /** After the last key, and after the one before it. */
  readonly last: Float64Array;
  readonly before: Float64Array;
}

let made: Tables | undefined;

function tables(): Tables {
  made ??= makeTables();
  return made;
}

function makeTables(): Tables {
  const codes = [0, 1].map((kind) =>
    Uint8Array.from(classAlphabets[kind]?.[0] ?? '', (char) => char.charCodeAt(0)),
  );
  const priors = new Float64Array(128);
  const last = new Float64Array(128 * 128).fill(1);
  const before = new Float64Array(128 * 128).fill(1);
  for (const list of codes) {
    const shares = Array.from(list, (code) => {
      const place = placeOfKey(String.fromCharCode(code));
      return rowShares[place?.y ?? 0] ?? 1;
    });
    const sum = shares.reduce((total, share) => total + share, 0);
    list.forEach((code, i) => {
      priors[code] = (priorKeys * (shares[i] ?? 0)) / sum;
      for (let from = 32; from < 127; from++) {
        const weight = nearWeight(String.fromCharCode(from), String.fromCharCode(code));
        last[from * 128 + code] = weight ** nearness;
        before[from * 128 + code] = weight ** nearnessBefore;
      }
    });
  }
  return { codes, priors, last, before };
}

// Scratch space that all texts share; what a text touched is cleared before the next one.
const uses = new Float64Array(128);
const pairs = new Uint16Array(128 * 128);
const firsts = new Uint16Array(128);
const touched = new Int32Array(1024);
let touchedCount = 0;

/** Forgets the text before. */
export function newMash(): void {
  for (let i = 0; i < touchedCount; i++) pairs[touched[i] as number] = 0;
  touchedCount = 0;
  uses.fill(0);
  firsts.fill(0);
}

/** A key, letters in small; 0 stands for none. */
export interface MashedKey {
  readonly code: number;
  /** Its class: 0 for digits, else letters. */
  readonly kind: number;
  /** The two keys before it, and what came after these two when they were last hit. */
  readonly last: number;
  readonly before: number;
  readonly follower: number;
}

/** Probability of the key among those of its class; it is then known. */
export function predictMash({ code, kind, last, before, follower }: MashedKey): number {
  const { codes, priors, last: lastWeights, before: beforeWeights } = tables();
  const group = kind === 0 ? 0 : 1;
  const list = codes[group] as Uint8Array;
  const scale = pairScale * (firsts[last] as number) + pairPrior;
  let sum = 0;
  let own = 0;
  for (let i = 0; i < list.length; i++) {
    const to = list[i] as number;
    const weight =
      ((priors[to] as number) + (uses[to] as number)) *
      (lastWeights[last * 128 + to] as number) *
      (beforeWeights[before * 128 + to] as number) *
      (((pairs[last * 128 + to] as number) + pairPrior) / scale) *
      (to === follower ? followsAgain : 1);
    sum += weight;
    if (to === code) own = weight;
  }
  uses[code] = (uses[code] as number) + 1;
  const pair = last * 128 + code;
  if (pairs[pair] === 0 && touchedCount < touched.length) touched[touchedCount++] = pair;
  pairs[pair] = (pairs[pair] as number) + 1;
  firsts[last] = (firsts[last] as number) + 1;
  return own / sum;
}

/** Whether the mash predictor speaks of a class: not of signs, and not of letters that are hexadecimal digits. */
export function canBeMashed(kind: number, size: number): boolean {
  return kind <= upper && size > 6;
}

// Predicts the next character within its class: makers do not repeat one soon, use all of them in turn, step up and down,
// hit neighbouring keys and come back to what they wrote before.
import { lower, type TextClasses, upper } from './classes.ts';
import { canBeMashed, newMash, predictMash } from './mash.ts';
import { type Transitions, transitionsFor } from './tables.ts';

/** Weight of a character that was used 0, 1, 2 ... characters of its class ago. */
const recencyWeights = Float64Array.of(1, 0.02, 0.08, 0.2, 0.4, 0.6, 0.75, 0.85, 0.95);
/** Who uses each character in turn has most of the alphabet behind them before one comes again. */
const evenness = 0.8;
/** The character that followed the same ones before follows again. */
const followsAgain = 0.5;
/** Predictors that were wrong get this share of the weight again. */
const share = 0.03;

const predictorCount = 12;
/** Rolling hands have a count of their own; here they begin with little. */
const mash = 11;
const rareWeight = 0.02;
const longestMemory = 26;
const classCount = 4;
const hashSize = 1024;

/** How often a letter is hit by hands that rest on the middle row; the shares of all letters sum to one. */
const middleRow = 0.08;
const restShare = (1 - 9 * middleRow) / 17;
const handShares: Float64Array = Float64Array.from({ length: 128 }, (_, code) =>
  'asdfghjkl'.includes(String.fromCharCode(code)) ? middleRow : restShare,
);
/** Characters that were used before are used again: each use counts for this much beside one of each. */
const habit = 2;

/** By size of the alphabet and age. */
const evenWeights: readonly Float64Array[] = Array.from({ length: 40 }, (_, size) =>
  Float64Array.from({ length: longestMemory + 1 }, (_unused, age) =>
    Math.min(1, (age / (evenness * Math.max(1, size))) ** 1.5),
  ),
);

/** The predictors under way; one text at a time. */
export interface Symbols {
  readonly text: string;
  readonly read: TextClasses;
  readonly transitions: readonly Transitions[];
  /** What hands that roll over the keys gave the last character that was asked about. */
  mashed: number;
}

// Scratch space that all texts share. Places are kept with an offset that grows from text to text, so that nothing needs
// to be cleared: what is below the offset was another text's.
const weights = new Float64Array(predictorCount);
const predicted = new Float64Array(predictorCount);
const lastUse = new Int32Array(128);
const afterSame = new Int32Array(128);
const afterOne = new Int32Array(128 * classCount);
const afterTwo = new Int32Array(hashSize);
const history = Array.from({ length: classCount }, () => new Int32Array(1024));
const used = new Int32Array(classCount);
const uses = new Int32Array(128);
let offset = 1;

/** For one text. */
export function newSymbols(text: string, read: TextClasses): Symbols {
  offset += 1024;
  if (offset > 2 ** 30) {
    for (const table of [lastUse, afterSame, afterOne, afterTwo]) table.fill(0);
    offset = 1;
  }
  weights.fill((1 - rareWeight) / (predictorCount - 1));
  weights[mash] = rareWeight;
  used.fill(0);
  uses.fill(0);
  newMash();
  const transitions = [...read.isHex].map((isHex) => transitionsFor(isHex === 1));
  return { text, read, transitions, mashed: 0 };
}

/** Probability of the character at `at` within its class; the predictors then know it. */
export function predictSymbol(symbols: Symbols, at: number): number {
  const { text, read, transitions } = symbols;
  const code = text.charCodeAt(at);
  const kind = read.kinds[at] as number;
  const size = read.sizes[kind] as number;
  // A letter is the same to its maker in either case.
  const group = kind === upper ? lower : kind;
  const folded = foldedCode(code);
  const past = history[group] as Int32Array;
  const count = used[group] as number;
  predictByAge(text, folded, past, count, size);
  const before = at > 0 ? text.charCodeAt(at - 1) : 0;
  const same = count > 0 ? (past[count - 1] as number) : -1;
  const sameCode = same < 0 ? 0 : foldedCode(text.charCodeAt(same));
  const one = before * classCount + kind;
  const two = at > 1 ? hash(before, text.charCodeAt(at - 2), kind) : 0;
  const recent = predicted[0] as number;
  predicted[2] = again(text, afterSame[sameCode] as number, folded, recent);
  predicted[3] = again(text, afterOne[one] as number, folded, recent);
  predicted[4] = again(text, afterTwo[two] as number, folded, recent);
  const table = transitions[kind] as Transitions;
  predicted[5] = same < 0 ? 1 / size : (table.steps[sameCode * 128 + folded] as number);
  predicted[6] = at === 0 ? 1 / size : (table.keys[before * 128 + code] as number);
  predicted[7] = ((uses[folded] as number) * habit + 1) / (count * habit + size);
  predicted[9] = at === 0 ? 1 / size : (table.mashed[before * 128 + code] as number);
  const earlier = at > 1 && read.kinds[at - 2] === kind ? text.charCodeAt(at - 2) : -1;
  predicted[10] = earlier < 0 ? 1 / size : (table.strides[earlier * 128 + code] as number);
  predicted[8] = group === lower && size > 6 ? (handShares[folded] as number) : 1 / size;
  const beforeThat = at > 1 ? foldedCode(text.charCodeAt(at - 2)) : 0;
  const after = afterTwo[two] as number;
  const follower = after < offset ? 0 : foldedCode(text.charCodeAt(after - offset));
  symbols.mashed = canBeMashed(kind, size)
    ? predictMash({ code: folded, kind, last: foldedCode(before), before: beforeThat, follower })
    : 1 / size;
  predicted[mash] = symbols.mashed;
  uses[folded] = (uses[folded] as number) + 1;
  afterSame[sameCode] = offset + at;
  afterOne[one] = offset + at;
  afterTwo[two] = offset + at;
  lastUse[folded] = offset + at;
  past[count] = at;
  used[group] = count + 1;
  return mix();
}

/** The predictors that go by how long ago a character was used. */
function predictByAge(
  text: string,
  code: number,
  past: Int32Array,
  count: number,
  size: number,
): void {
  const even = evenWeights[size] as Float64Array;
  const most = Math.min(count, longestMemory, Math.max(recencyWeights.length - 1, size));
  let recentSum = size;
  let evenSum = size;
  let recent = 1;
  let turn = 1;
  for (let age = 1; age <= most; age++) {
    const place = past[count - age] as number;
    const other = foldedCode(text.charCodeAt(place));
    // Only the last use of a character counts.
    if (lastUse[other] !== offset + place) continue;
    const recentWeight = recencyWeights[age] ?? 1;
    const evenWeight = even[age] as number;
    recentSum -= 1 - recentWeight;
    evenSum -= 1 - evenWeight;
    if (other !== code) continue;
    recent = recentWeight;
    turn = evenWeight;
  }
  predicted[0] = recent / recentSum;
  predicted[1] = turn / Math.max(evenSum, 1e-9);
}

/** What came after the same before comes again, or else what has not been used lately. */
function again(text: string, stored: number, code: number, recent: number): number {
  if (stored < offset) return recent;
  const isSame = foldedCode(text.charCodeAt(stored - offset)) === code;
  return (1 - followsAgain) * recent + (isSame ? followsAgain : 0);
}

/** A letter in small; anything else as it is. */
function foldedCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function hash(before: number, earlier: number, kind: number): number {
  return (Math.imul((before * 128 + earlier) * classCount + kind, 0x9e3779b1) >>> 16) % hashSize;
}

/** Mixes the predictors by how well they did so far. */
function mix(): number {
  let sum = 0;
  for (let k = 0; k < predictorCount; k++) {
    sum += (weights[k] as number) * (predicted[k] as number);
  }
  const kept = (1 - share) / sum;
  for (let k = 0; k < predictorCount; k++) {
    weights[k] = kept * (weights[k] as number) * (predicted[k] as number) + share / predictorCount;
  }
  return sum;
}

// Predicts the class of the next character: makers take turns with letters and digits, and fall into a rhythm.

const classCount = 4;
/** Somebody who takes turns stays in a class with this probability. */
const staying = 0.07;
/** Somebody who mashes keys stays on the letters, or on the digits, for a while. */
const mashing = 0.75;
/** Who has a rhythm of two, three or four keeps it with this probability. */
const keeping = 0.9;
/** Three classes in a row that were followed by one before count for as much as this much of the prior. */
const priorCount = 1;
/** Predictors that were wrong get this share of the weight again. */
const share = 0.03;

const contexts = classCount ** 3;
const pasts = classCount ** 4;
const counts = new Float64Array(contexts * classCount);
const totals = new Float64Array(contexts);
const predictorCount = 7;
/** Most who make up a key take turns; who does not loses little. */
const chance = 6;
const chanceWeight = 0.05;
const used = new Float64Array(classCount);
const weights = new Float64Array(predictorCount);
const predicted = new Float64Array(predictorCount);

/** The predictors under way; one text at a time. */
export interface Order {
  readonly present: number;
  at: number;
  /** The last four classes, the last one in the lowest digit. */
  past: number;
}

/** For a text with `present` classes. */
export function newOrder(present: number): Order {
  counts.fill(0);
  totals.fill(0);
  used.fill(0);
  weights.fill((1 - chanceWeight) / (predictorCount - 1));
  weights[chance] = chanceWeight;
  return { present, at: 0, past: 0 };
}

/** Probability of `kind` as the next class; the predictors then know it. */
export function predictClass(order: Order, kind: number): number {
  const { present, at, past } = order;
  const last = past % classCount;
  const context = past % contexts;
  const changed = (1 - staying) / (present - 1);
  const turns = at < 1 ? 1 / present : kind === last ? staying : changed;
  predicted[0] = turns;
  for (let ago = 2; ago <= 4; ago++) {
    const before = ((past / classCount ** (ago - 1)) | 0) % classCount;
    const kept = kind === before ? keeping : (1 - keeping) / (present - 1);
    predicted[ago - 1] = at < ago ? turns : kept;
  }
  const slot = context * classCount + kind;
  const mashed = kind === last ? mashing : (1 - mashing) / (present - 1);
  predicted[4] = at < 1 ? turns : mashed;
  predicted[5] =
    ((counts[slot] as number) + priorCount * turns) / ((totals[context] as number) + priorCount);
  // Who has no habit draws each class as often as before (Krichevsky and Trofimov, 1981).
  predicted[chance] = ((used[kind] as number) + 0.5) / (at + present / 2);
  used[kind] = (used[kind] as number) + 1;
  counts[slot] = (counts[slot] as number) + 1;
  totals[context] = (totals[context] as number) + 1;
  order.at = at + 1;
  order.past = ((past * classCount) % pasts) + kind;
  return mix();
}

/** Mixes the predictors by how well they did so far. */
function mix(): number {
  let sum = 0;
  for (let k = 0; k < predictorCount; k++) {
    sum += (weights[k] as number) * (predicted[k] as number);
  }
  for (let k = 0; k < predictorCount; k++) {
    const posterior = ((weights[k] as number) * (predicted[k] as number)) / sum;
    weights[k] = (1 - share) * posterior + share / predictorCount;
  }
  return sum;
}

// How much likelier a text is from somebody who makes it up, character by character, than from a random generator.
//
// A maker is a predictor: at each place it gives every character a probability, so that the probabilities of all texts of
// one length sum to at most one. By Markov's inequality a random text is then 2^t times likelier from the maker than from
// its generator with a chance of at most 2^-t: whatever the predictors are, they cannot raise more false alarms than that.
// What is not known of the generator is granted to it: how often it draws each class is read off the text itself, which no
// other frequencies can beat, and each class is taken to be drawn from the smallest alphabet in use that holds it.
import { readClasses, type TextClasses } from './classes.ts';
import { newOrder, predictClass } from './order.ts';
import { newSymbols, predictSymbol } from './symbols.ts';

/** Evidence in bits: chance exceeds `bits` with a probability of at most 2^-bits. */
export interface Evidence {
  readonly bits: number;
  /** What of it lies in the order of the classes, and what in the characters within them. */
  readonly orderBits: number;
  readonly symbolBits: number;
  /** Whether hands that roll over a keyboard explain the characters best. */
  readonly isMashed: boolean;
}

/** Who makes up a key does not take turns worse than chance by so much: 19 of 20 random keys end here. */
const leastOrderBits = -8;
/** Hands that stay where they are hit a dozen keys. */
const narrowShare = 0.4;
/** Once so far behind, a text is given up. */
const hopelessBits = -16;
/** Most makers have many habits; some have none but that of taking turns, and some roll over the keys to the end. */
const makerBits = { many: -Math.log2(0.8), turns: -Math.log2(0.1), mashing: -Math.log2(0.1) };
/** Logarithms are taken now and then. */
const stride = 8;

/** The evidence that a text of printable ASCII was made up; `undefined` where there is none, or other characters. */
export function evidenceOf(text: string): Evidence | undefined {
  const read = readClasses(text);
  if (!read) return undefined;
  const orderBits = orderEvidence(read);
  if (orderBits < leastOrderBits && !isNarrow(text, read)) return undefined;
  const { symbolBits, isMashed } = symbolEvidence(text, read, orderBits);
  const bits = orderBits + Math.max(symbolBits, -makerBits.turns);
  return { bits, orderBits, symbolBits, isMashed };
}

/** Whether a text has few characters for its length, which chance leaves to hexadecimal digits: order says little there. */
function isNarrow(text: string, { isHex }: TextClasses): boolean {
  if (isHex.includes(1)) return false;
  return new Set(text).size <= narrowShare * text.length;
}

/** Evidence in the order of the classes, against a generator that draws each as often as the text has it. */
function orderEvidence({ kinds, counts, present, presenceBits }: TextClasses): number {
  if (present < 2) return -presenceBits;
  const order = newOrder(present);
  let bits = -presenceBits;
  let ratio = 1;
  for (let at = 0; at < kinds.length; at++) {
    const kind = kinds[at] as number;
    ratio *= (predictClass(order, kind) * kinds.length) / (counts[kind] as number);
    if (at % stride !== stride - 1 && at + 1 < kinds.length) continue;
    bits += Math.log2(ratio);
    ratio = 1;
  }
  return bits;
}

/** Evidence in the characters within their classes; cut off where it cannot make up for the rest any more. */
function symbolEvidence(
  text: string,
  read: TextClasses,
  orderBits: number,
): Pick<Evidence, 'symbolBits' | 'isMashed'> {
  const { kinds, drawnFrom } = read;
  const symbols = newSymbols(text, read);
  let bits = -read.alphabetBits;
  let mashedBits = bits;
  let ratio = 1;
  let mashed = 1;
  for (let at = 0; at < text.length; at++) {
    const size = drawnFrom[kinds[at] as number] as number;
    ratio *= predictSymbol(symbols, at) * size;
    mashed *= symbols.mashed * size;
    if (at % stride !== stride - 1 && at + 1 < text.length) continue;
    bits += Math.log2(ratio);
    mashedBits += Math.log2(mashed);
    ratio = 1;
    mashed = 1;
    if (orderBits + Math.max(bits, mashedBits) < hopelessBits) break;
  }
  const many = bits - makerBits.many;
  const mashing = mashedBits - makerBits.mashing;
  return { symbolBits: Math.max(many, mashing), isMashed: mashing > many };
}

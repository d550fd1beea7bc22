// Finds numbers that count on, written one after the other: `12345678910111213`, `246810121416`, `00010203`.
import { characterKinds, kindOf } from './alphabets.ts';

/** A stretch of counting from the place that was asked for. */
export interface Counting {
  readonly end: number;
  readonly bits: number;
}

/** Fewer digits are a number like any other, or a sequence of single digits. */
const fewestDigits = 7;
/** Fewer terms could be chance. */
const fewestTerms = 4;
/** Longest first term, and longest step: counting by more is no habit. */
const longestFirst = 4;
const largestStep = 1000;

/** Steps by how often people count by them: 0.5, 0.15 each for two more, 0.08 each for two, and 0.04 for all others. */
const usualSteps: Readonly<Record<number, number>> = { 1: 1, 2: 2.7, 10: 2.7, 5: 3.6, 100: 3.6 };
const otherStep = 4.6 + Math.log2(2 * largestStep);
/** A number that everybody begins to count with 0.7, or another 0.3 with its length. */
const usualFirst = 0.5 + 2;
const otherFirst = 1.7 + 2;
/** All terms in as many digits, and where it ends. */
const paddedBits = 2;
const endBits = 3;

/** The longest counting that starts at `start`; nothing within a number. At most a few places are looked at twice. */
export function findCounting(text: string, start: number): Counting | undefined {
  if (isDigitAt(text, start - 1)) return undefined;
  // Seven digits are rare in random text: this spares it the counting.
  for (let i = start + 1; i < start + fewestDigits; i++) if (!isDigitAt(text, i)) return undefined;
  let best: Counting | undefined;
  for (let length = 1; length <= longestFirst; length++) {
    for (const second of [length, length + 1]) {
      const found = countFrom(text, start, length, second);
      if (found && (!best || found.end > best.end)) best = found;
    }
  }
  return best;
}

/** Counts on with the step from the first term to the second, for as long as the text does. */
function countFrom(
  text: string,
  start: number,
  firstLength: number,
  secondLength: number,
): Counting | undefined {
  const first = numberAt(text, start, firstLength);
  const second = numberAt(text, start + firstLength, secondLength);
  if (first === undefined || second === undefined) return undefined;
  const step = second - first;
  if (step === 0 || Math.abs(step) > largestStep) return undefined;
  const isPadded = firstLength > 1 && (text[start] === '0' || text[start + firstLength] === '0');
  const spell = (value: number): string =>
    isPadded ? String(value).padStart(firstLength, '0') : String(value);
  if (spell(first).length !== firstLength || spell(second).length !== secondLength)
    return undefined;
  let at = start + firstLength + secondLength;
  let terms = 2;
  for (let value = second + step; value >= 0; value += step) {
    const term = spell(value);
    if (!text.startsWith(term, at)) {
      // The last term may be cut off, as where a length was wanted.
      if (terms >= fewestTerms) at += sharedLength(text, at, term);
      break;
    }
    at += term.length;
    terms++;
  }
  if (terms < fewestTerms || at - start < fewestDigits) return undefined;
  const usual = first <= 2 || first === Math.abs(step);
  const firstBits = usual ? usualFirst : otherFirst + firstLength * Math.log2(10);
  const stepBits = (usualSteps[Math.abs(step)] ?? otherStep) + (step < 0 ? 3 : 0.2);
  return { end: at, bits: firstBits + stepBits + (isPadded ? paddedBits : 0.4) + endBits };
}

function numberAt(text: string, start: number, length: number): number | undefined {
  for (let i = start; i < start + length; i++) if (!isDigitAt(text, i)) return undefined;
  return Number(text.slice(start, start + length));
}

function sharedLength(text: string, at: number, term: string): number {
  let length = 0;
  while (length < term.length && text[at + length] === term[length]) length++;
  return length;
}

function isDigitAt(text: string, index: number): boolean {
  return kindOf(text.charCodeAt(index)) === characterKinds.digit;
}

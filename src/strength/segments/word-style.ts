// How the words of a text are capitalised: the habit is read off the whole text once, so that a text in capitals
// pays for it once and not for each word.
import { characterKinds, kindOf } from './alphabets.ts';

/** Prices the capitals of one word. */
export interface WordStyle {
  cost(text: string, start: number, end: number): number;
}

// Bits for all lower, first letter upper, all upper, every other letter, anything else; each row sums to one.
const costs = {
  lower: { lower: 0.4, capital: 2.5, upper: 4.2, alternating: 8, mixed: 8 },
  camel: { lower: 1.6, capital: 0.8, upper: 3.6, alternating: 8, mixed: 8 },
  upper: { lower: 4.2, capital: 3, upper: 0.3, alternating: 8, mixed: 8 },
  alternating: { lower: 5, capital: 5, upper: 5, alternating: 0.3, mixed: 5 },
} as const;

/** The style of a text, from its share of capitals. */
export function wordStyle(text: string): WordStyle {
  let upper = 0;
  let letters = 0;
  let changes = 0;
  let previous = 0;
  for (let i = 0; i < text.length && i < 512; i++) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind !== previous) changes++;
    previous = kind;
    if (kind === characterKinds.upper) upper++;
    if (kind === characterKinds.upper || kind === characterKinds.lower) letters++;
  }
  const share = letters === 0 ? 0 : upper / letters;
  const row =
    changes > 0.8 * Math.min(text.length, 512) && share > 0.3
      ? costs.alternating
      : share > 0.7
        ? costs.upper
        : share > 0.06
          ? costs.camel
          : costs.lower;
  return {
    cost: (word, start, end) => {
      let upperCount = 0;
      let letterCount = 0;
      for (let i = start; i < end; i++) {
        const code = word.charCodeAt(i);
        const lower = code | 32;
        if (lower < 97 || lower > 122) continue;
        letterCount++;
        if (code < 97) upperCount++;
      }
      if (upperCount === 0) return row.lower;
      if (upperCount === letterCount && letterCount > 1) return row.upper;
      const first = word.charCodeAt(start);
      if (upperCount === 1 && first >= 65 && first <= 90) return row.capital;
      if (isAlternating(word, start, end)) return row.alternating;
      return row.mixed + letterCount;
    },
  };
}

/** Whether capitals and small letters take turns. */
function isAlternating(text: string, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) {
    if (kindOf(text.charCodeAt(i)) === kindOf(text.charCodeAt(i - 1))) return false;
  }
  return end - start > 1;
}

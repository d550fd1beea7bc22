// The price list of the segmentation, in bits. Choices that exclude each other have shares of probability that
// sum to at most one: that makes every total a code length, and a random text undercuts its own capacity by s bits
// with a chance of about 2^-s. Change a price only with its row in sight.

/** What comes next, in a text whose words have a sign between them and in one whose words run together. */
export interface NextCosts {
  readonly word: number;
  /** The sign that stands between the words of this text, again. */
  readonly sameSeparator: number;
  readonly otherSeparator: number;
  readonly project: number;
  readonly year: number;
  readonly date: number;
  readonly number: number;
  /** One of fourteen alphabets. */
  readonly random: number;
  /** Each of host name, e-mail address and URL. */
  readonly host: number;
  readonly sequence: number;
  readonly walk: number;
  readonly repeat: number;
  /** A format other than years, dates and Unix times, which share the price of dates. */
  readonly format: number;
  /** Each of mirror image and reversed word. */
  readonly rare: number;
}

/** 0.38 + 0.34 + 0.03 + 0.03 + 0.03 + 0.02 + 0.04 + 14 x 0.0055 + 3 x 0.0055 + 4 x 0.012 + 2 x 0.003 = 1.02 */
export const separatedCosts: NextCosts = {
  word: 1.4,
  sameSeparator: 1.55,
  otherSeparator: 5,
  project: 5,
  year: 5,
  date: 5.6,
  number: 4.6,
  random: 7.5,
  host: 7.5,
  sequence: 6.4,
  walk: 6.4,
  repeat: 6.4,
  format: 6.4,
  rare: 8.5,
};

/** 0.35 + 0.13 + 0.04 + 0.09 + 0.04 + 0.14 + 14 x 0.0055 + 3 x 0.0055 + 0.03 + 0.025 + 0.03 + 0.012 + 2 x 0.005 = 0.99 */
export const joinedCosts: NextCosts = {
  word: 1.5,
  sameSeparator: 2.95,
  otherSeparator: 2.95,
  project: 4.6,
  year: 3.5,
  date: 4.6,
  number: 2.85,
  random: 7.5,
  host: 7.5,
  sequence: 5,
  walk: 5.3,
  repeat: 5,
  format: 6.4,
  rare: 7.6,
};

/** A text of letters alone. 0.75 + 0.05 + 14 x 0.007 + 0.025 + 0.02 + 0.035 + 2 x 0.005 = 0.99 */
export const lettersCosts: NextCosts = {
  ...joinedCosts,
  word: 0.4,
  project: 4.3,
  random: 7.1,
  sequence: 5.3,
  walk: 5.6,
  repeat: 4.8,
};

export const costs = {
  // One more character of a run, or its end: 0.9 + 0.098
  stay: 0.15,
  end: 3.35,

  // Signs that stand for letters in a word: none 0.87; else by their number. In a text full of them: none 0.38
  noLeet: 0.2,
  leet: 3,
  substitution: 0.9,
  noLeetAmongLeet: 1.4,
  leetAmongLeet: 0.7,
  substitutionAmongLeet: 0.6,

  // Which format: 0.165 each for six
  whichFormat: 2.6,

  // What is repeated: the word before 0.5, all so far 0.3, a place before 0.2; in the same case 0.9 or another 0.09
  doubling: 1,
  allAgain: 1.7,
  partAgain: 2.3,
  sameCase: 0.15,
  otherCase: 3.5,

  // A walk goes on straight 0.66, turns 5 x 0.033, ends 0.098
  sameDirection: 0.6,
  otherDirection: 4.9,
  shiftChange: 3,
  // Layouts: 0.7 + 6 x 0.05
  qwerty: 0.5,
  otherLayout: 4.3,
} as const;

/** By number of digits in a row that are just a number: 0.2 0.2 0.17 0.14 0.07 0.08 0.035 0.045 0.025 0.035 0.016 0.016 */
export const numberLengths: readonly number[] = [
  2.3, 2.3, 2.6, 2.8, 3.8, 3.6, 4.8, 4.5, 5.3, 4.8, 6, 6,
];

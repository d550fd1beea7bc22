// The price list of the segmentation, in bits. Choices that exclude each other have shares of probability that
// sum to at most one: that makes every total a code length, and a random text undercuts its own capacity by s bits
// with a chance of about 2^-s. Change a price only with its row in sight.

export const costs = {
  // What comes next: 0.35 + 0.31 + 0.03 + 0.04 + 0.05 + 0.02 + 0.04 + 0.10 (fourteen alphabets) + 6 x 0.0127 = 1.02
  word: 1.5,
  sameSeparator: 1.7,
  otherSeparator: 5,
  project: 4.5,
  year: 4.4,
  date: 5.5,
  number: 4.6,
  random: 7.1,
  other: 6.3,

  // One more character of a run, or its end: 0.9 + 0.098
  stay: 0.15,
  end: 3.35,

  // Signs that stand for letters in a word: none 0.87; else by their number
  noLeet: 0.2,
  leet: 3,
  substitution: 0.9,

  // One to four digits in a row that are just a number: how many of them
  numberLength: 2,

  // Which format: 0.088 each for eleven
  format: 3.5,
  reversed: 3,
  firstOfSequence: Math.log2(95),

  // A walk goes on straight 0.66, turns 5 x 0.033, ends 0.098
  sameDirection: 0.6,
  otherDirection: 4.9,
  shiftChange: 3,
  // Layouts: 0.7 + 4 x 0.054
  qwerty: 0.5,
  otherLayout: 4.2,
} as const;

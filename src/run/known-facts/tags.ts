// What the next value is, in kept Facts.

export const tags = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  /** From 0 on. */
  whole: 4,
  float: 5,
  text: 6,
  /** A number that stands in the file. */
  written: 7,
  list: 8,
  object: 9,
  /** An object without a prototype: its names are those of the repository. */
  names: 10,
  /** An object that was there before. */
  again: 11,
  range: 12,
} as const;

/** What a piece of a text is. */
export const pieces = { place: 0, word: 1, number: 2, control: 3 } as const;

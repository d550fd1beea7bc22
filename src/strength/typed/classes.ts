// The classes of characters that typed keys take turns with, and the alphabets that generators draw each class from.

const digit = 0;
export const lower = 1;
export const upper = 2;
const sign = 3;
const classCount = 4;

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz';

/**
 * The alphabets that generators draw letters from: all of them, hexadecimal digits, base58, the same without look-alikes,
 * bech32, the base32 of Crockford, base32hex, those of nanoid-dictionary, all but the vowels.
 */
const letterAlphabets: readonly string[] = [
  letters,
  'abcdef',
  without('l'),
  without('io'),
  without('ilo'),
  without('bio'),
  without('ilou'),
  'abcdefghijklmnopqrstuv',
  without('losuv'),
  without('iosz'),
  'bcdfghjklmnpqrtw',
  without('aeiou'),
];

/** By class; digits are also drawn for base58, base32 and its kin, in octal, as dice and in binary. */
export const classAlphabets: readonly (readonly string[])[] = [
  [
    digits,
    '123456789',
    '023456789',
    '23456789',
    '13456789',
    '01234567',
    '234567',
    '123456',
    '346789',
    '6789',
    '01',
  ],
  letterAlphabets,
  letterAlphabets.map((alphabet) => alphabet.toUpperCase()),
  ['+/', '-_', '!@#$%^&*', '!@#$%^&*()', '!@#$%^&*()-_=+', ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
];
/** What makers are expected to take their signs from, by the alphabets above. */
const signShares: readonly number[] = [0.3, 0.2, 0.2, 0.1, 0.1, 0.1];
/** Letters are hexadecimal digits, or any: one bit. */
const hexBits = 1;

function without(left: string): string {
  return Array.from(letters)
    .filter((letter) => !left.includes(letter))
    .join('');
}

/** Class of a printable ASCII character. */
const classes: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return digit;
  if (code >= 97 && code <= 122) return lower;
  return code >= 65 && code <= 90 ? upper : sign;
});

/** Bit k set: the character is in alphabet k of its class. */
const memberships: Uint16Array = Uint16Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  const list = classAlphabets[classes[code] as number] ?? [];
  return list.reduce((mask, set, k) => mask | (set.includes(char) ? 1 << k : 0), 0);
});

/** Which classes a text is made of, as a bit mask: the shares of these and of the nine others sum to one. */
const presenceShares: Readonly<Record<number, number>> = {
  1: 0.05,
  2: 0.05,
  3: 0.2,
  5: 0.05,
  7: 0.35,
  15: 0.2,
};
const otherPresence = 0.1 / 9;

/** What a text is made of. */
export interface TextClasses {
  /** Class of each character. */
  readonly kinds: Uint8Array;
  /** By class: how many characters of it there are, and of how many a maker chooses. */
  readonly counts: readonly number[];
  readonly sizes: readonly number[];
  /** By class: of how many a generator may have drawn, which is the fewest that fit. */
  readonly drawnFrom: readonly number[];
  /** By class: 1 where its letters are hexadecimal digits. */
  readonly isHex: readonly number[];
  /** How many classes there are. */
  readonly present: number;
  /** Bits of naming the classes that there are, and the alphabet of each. */
  readonly presenceBits: number;
  readonly alphabetBits: number;
}

/** The classes of a text; `undefined` where it is no printable ASCII. */
export function readClasses(text: string): TextClasses | undefined {
  const kinds = new Uint8Array(text.length);
  const counts = [0, 0, 0, 0];
  const common = [0xffff, 0xffff, 0xffff, 0xffff];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code > 126) return undefined;
    const kind = classes[code] as number;
    kinds[i] = kind;
    counts[kind] = (counts[kind] as number) + 1;
    common[kind] = (common[kind] as number) & (memberships[code] as number);
  }
  const sizes = [digits.length, letters.length, letters.length, 0];
  const drawnFrom = [0, 0, 0, 0];
  const isHex = [0, 0, 0, 0];
  let presence = 0;
  let present = 0;
  let alphabetBits = (counts[lower] ?? 0) + (counts[upper] ?? 0) > 0 ? hexBits : 0;
  for (let kind = 0; kind < classCount; kind++) {
    if (counts[kind] === 0) continue;
    presence |= 1 << kind;
    present++;
    const smallest = smallestOf(kind, common[kind] as number);
    const length = classAlphabets[kind]?.[smallest]?.length ?? 0;
    drawnFrom[kind] = length;
    if (kind === sign) {
      sizes[kind] = length;
      alphabetBits -= Math.log2(signShares[smallest] ?? 1);
    }
  }
  const isHexText = [lower, upper].every((kind) => counts[kind] === 0 || drawnFrom[kind] === 6);
  for (const kind of isHexText ? [lower, upper] : []) {
    isHex[kind] = 1;
    sizes[kind] = 6;
  }
  const presenceBits = -Math.log2(presenceShares[presence] ?? otherPresence);
  return { kinds, counts, sizes, drawnFrom, isHex, present, presenceBits, alphabetBits };
}

/** Index of the smallest alphabet of the mask. */
function smallestOf(kind: number, mask: number): number {
  let smallest = -1;
  let least = Number.POSITIVE_INFINITY;
  (classAlphabets[kind] ?? []).forEach((alphabet, k) => {
    if ((mask & (1 << k)) === 0 || alphabet.length >= least) return;
    smallest = k;
    least = alphabet.length;
  });
  return smallest;
}

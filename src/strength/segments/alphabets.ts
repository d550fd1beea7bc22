// What single characters are: the alphabets random text is drawn from, the symbols of the word lists, leet.
import { foldWord, symbolOf } from '../lists/symbols.ts';

/** Alphabets that a random stretch can come from, with what one character of each is worth. */
export const alphabets: readonly { readonly name: string; readonly bits: number }[] = [
  { name: 'digits', bits: Math.log2(10) },
  { name: 'hex', bits: 4 },
  { name: 'HEX', bits: 4 },
  { name: 'lower case', bits: Math.log2(26) },
  { name: 'upper case', bits: Math.log2(26) },
  { name: 'lower case and digits', bits: Math.log2(36) },
  { name: 'upper case and digits', bits: Math.log2(36) },
  { name: 'base64', bits: Math.log2(66) },
  { name: 'printable', bits: Math.log2(95) },
  { name: 'home row', bits: Math.log2(10) },
  { name: 'top row', bits: Math.log2(10) },
  { name: 'left hand', bits: Math.log2(15) },
  { name: 'right hand', bits: Math.log2(11) },
  { name: 'any', bits: 8 },
];

/** Keys of QWERTY that a resting or mashing hand finds. */
const handKeys = ['asdfghjkl;', 'qwertyuiop', 'qwertasdfgzxcvb', 'yuiophjklnm'];

/** Whether `alphabets[index]` is a zone of the keyboard rather than an alphabet. */
export function isHandZone(index: number): boolean {
  return index >= alphabets.length - 1 - handKeys.length && index < alphabets.length - 1;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLower = (code: number): boolean => code >= 97 && code <= 122;
const isUpper = (code: number): boolean => code >= 65 && code <= 90;

/** Bit k set: the character belongs to `alphabets[k]`. Characters beyond Latin-1 belong to the last alone. */
const alphabetMasks = Uint16Array.from({ length: 256 }, (_, code) => {
  const letter = isLower(code) || isUpper(code);
  const members = [
    isDigit(code),
    isDigit(code) || (code >= 97 && code <= 102),
    isDigit(code) || (code >= 65 && code <= 70),
    isLower(code),
    isUpper(code),
    isLower(code) || isDigit(code),
    isUpper(code) || isDigit(code),
    letter || isDigit(code) || '+/-_'.includes(String.fromCharCode(code)),
    code >= 32 && code <= 126,
    ...handKeys.map((keys) => keys.includes(String.fromCharCode(code))),
    true,
  ];
  return members.reduce((mask, member, k) => (member ? mask | (1 << k) : mask), 0);
});

const beyondLatin = 1 << (alphabets.length - 1);

/** Set of alphabets, as bits, that hold the character. */
export function alphabetsOf(code: number): number {
  return code < 256 ? (alphabetMasks[code] ?? 0) : beyondLatin;
}

/** Bits of one character beyond Latin-1, by how many letters its script has; of others none is likelier. */
export function bitsBeyondLatin(code: number): number {
  if (code < 0x250) return 7;
  // Greek, Cyrillic, Armenian, Hebrew, Arabic; then the kana.
  if (code >= 0x370 && code < 0x700) return 6;
  if (code >= 0x3040 && code < 0x3100) return 6.5;
  if (code >= 0x4e00 && code < 0xa000) return 14;
  // Some 3,700 emoji, in two code units each; signs that style and join them.
  if (code >= 0xd83c && code <= 0xd83e) return 1;
  if (code >= 0xdc00 && code < 0xe000) return 10.8;
  if (code === 0xfe0f || code === 0x200d) return 1;
  return code >= 0xac00 && code < 0xd7a4 ? 13.5 : 16;
}

/** Kinds of characters, as small numbers for the inner loop. */
export const characterKinds = { other: 0, lower: 1, upper: 2, digit: 3, symbol: 4 } as const;

const kindTable = Uint8Array.from({ length: 128 }, (_, code) => {
  if (isLower(code)) return characterKinds.lower;
  if (isUpper(code)) return characterKinds.upper;
  if (isDigit(code)) return characterKinds.digit;
  return code > 32 && code < 127 ? characterKinds.symbol : characterKinds.other;
});

/** One of `characterKinds`: sequences stay within one kind, and case patterns look at letters only. */
export function kindOf(code: number): number {
  return code < 128 ? (kindTable[code] as number) : characterKinds.other;
}

const foldedLength = 0x180;

/** Symbols of letters with accents folded and of digits, by character code below 0x180. */
export const plainSymbols: Uint8Array = Uint8Array.from({ length: foldedLength }, (_, code) => {
  const folded = foldWord(String.fromCharCode(code));
  return folded.length === 1 ? symbolOf(folded.charCodeAt(0)) : 0;
});

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'il',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'il',
  '+': 't',
  '(': 'c',
};

/** Letters that a digit or sign can stand for, as symbols, at most two; `undefined` where there are none. */
export const leetSymbols: readonly (readonly number[] | undefined)[] = Array.from(
  { length: 128 },
  (_, code) => {
    const letters = leet[String.fromCharCode(code)];
    return letters === undefined
      ? undefined
      : Array.from(letters, (letter) => symbolOf(letter.charCodeAt(0)));
  },
);

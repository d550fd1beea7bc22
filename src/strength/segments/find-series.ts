// Finds digits that everybody can look up: mathematical constants, primes, Fibonacci numbers, powers of two one after the
// other, and the constants that hash functions begin with.
import { characterKinds, kindOf } from './alphabets.ts';

/** A stretch of such digits from the place that was asked for. */
export interface Series {
  readonly end: number;
  readonly bits: number;
}

/** Which series, and where it is cut off. */
const seriesBits = 4.5;
const lengthBits = 4;
/** As many digits could be chance, or a number of somebody's. */
const fewestDigits = 9;
const fewestHexadecimal = 12;
/** Nobody writes down more. */
const longestSeries = 200;

/** A hundred digits each of pi, e, the golden ratio, the roots of 2, 3 and 5, the logarithms of 2 and 10, 2 pi, gamma. */
const constants: readonly string[] = [
  '3141592653589793238462643383279502884197169399375105820974944592307816406286208998628034825342117067',
  '2718281828459045235360287471352662497757247093699959574966967627724076630353547594571382178525166427',
  '1618033988749894848204586834365638117720309179805762862135448622705260462818902449707207204189391137',
  '1414213562373095048801688724209698078569671875376948073176679737990732478462107038850387534327641572',
  '1732050807568877293527446341505872366942805253810380628055806979451933016908800037081146186757248575',
  '2236067977499789696409173668731276235440618359961152572427089724541052092563780489941441440837878227',
  '6931471805599453094172321214581765680755001343602552541206800094933936219696947156058633269964186875',
  '2302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298',
  '6283185307179586476925286766559005768394338798750211641949889184615632812572417999725606965068423413',
  '5772156649015328606065120900824024310421593359399235988057672348848677267776646709369470632917467495',
];

/** The first bits of pi and e after the point and with what stands before it, and what SHA-256, SHA-1 and MD5, SHA-512 begin with. */
const hexadecimal: readonly string[] = [
  '243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89',
  '3243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89',
  'b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef',
  '2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef',
  '6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19',
  '67452301efcdab8998badcfe10325476c3d2e1f0',
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5',
  '6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1',
];

const isPrime = (value: number): boolean => {
  for (let factor = 2; factor * factor <= value; factor++) if (value % factor === 0) return false;
  return value > 1;
};

function joined(next: (terms: readonly number[]) => number): string {
  const terms: number[] = [];
  let text = '';
  while (text.length < longestSeries) {
    const term = next(terms);
    terms.push(term);
    text += String(term);
  }
  return text;
}

const counted: readonly string[] = [
  joined((terms) => {
    let value = (terms.at(-1) ?? 1) + 1;
    while (!isPrime(value)) value++;
    return value;
  }),
  joined((terms) => (terms.length < 2 ? 1 : (terms.at(-1) ?? 0) + (terms.at(-2) ?? 0))),
  joined((terms) => 2 ** terms.length),
  joined((terms) => (terms.length + 1) ** 2),
  joined((terms) => (terms.length + 1) ** 3),
  joined((terms) => ((terms.length + 1) * (terms.length + 2)) / 2),
];

/** All of decimal digits, also without the digit before the point, and from the second term. */
const decimal: readonly string[] = [...constants, ...counted].flatMap((digits) => [
  digits,
  digits.slice(1),
  ...(digits.startsWith('1') ? [digits.slice(2)] : []),
]);

/** Numbers of four digits that one of them begins with: this spares random digits the search. */
const beginnings: Uint8Array = new Uint8Array(10_000);
for (const digits of decimal) beginnings[Number(digits.slice(0, 4))] = 1;

/** The longest series that starts at `start`, as it is or backwards. */
export function findSeries(text: string, start: number): Series | undefined {
  if (isDigitAt(text, start) && startsDecimal(text, start)) {
    const found = longestShared(text, start, decimal);
    if (found >= fewestDigits) return { end: start + found, bits: seriesBits + lengthBits };
  }
  // Hexadecimal ones stand for themselves: in the middle of a text they would cost a search at every letter.
  if (start > 0 || text.length < fewestHexadecimal) return undefined;
  const found = longestShared(text.slice(0, longestSeries).toLowerCase(), 0, hexadecimal);
  return found >= fewestHexadecimal ? { end: found, bits: seriesBits + lengthBits } : undefined;
}

function startsDecimal(text: string, start: number): boolean {
  let number = 0;
  for (let i = start; i < start + 4; i++) {
    if (!isDigitAt(text, i)) return false;
    number = number * 10 + text.charCodeAt(i) - 48;
  }
  return beginnings[number] === 1;
}

function longestShared(text: string, start: number, all: readonly string[]): number {
  let longest = 0;
  for (const digits of all) {
    let length = 0;
    while (length < digits.length && text[start + length] === digits[length]) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}

function isDigitAt(text: string, index: number): boolean {
  return index < text.length && kindOf(text.charCodeAt(index)) === characterKinds.digit;
}

// The form of a text: which alphabet it is written in, and what a text of that form and length can carry at most.
import { bitsBeyondLatin } from './segments/alphabets.ts';

export type Form =
  | 'empty'
  | 'decimal'
  | 'hex'
  | 'base32'
  | 'base64'
  | 'alphanumeric'
  | 'lower case and digits'
  | 'UUID'
  | 'printable'
  | 'any';

/** The form and its capacity in bits. */
export interface FormOfText {
  readonly form: Form;
  readonly capacityBits: number;
}

/**
 * A narrower alphabet is believed when random text of the wider one would fall into it with a chance below
 * 2^-24: 22 random base64 characters without a digit are still base64.
 */
const convincingBits = 24;

const digit = 1;
const hexLetter = 2;
const lower = 4;
const upper = 8;
const base64Sign = 16;
const base64UrlSign = 32;
const printableSign = 64;
const beyond = 128;
const base32Digit = 256;
const otherDigit = 512;

const uuid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

/** Reads the form off the characters. Linear. */
export function formOf(text: string): FormOfText {
  const body = withoutPadding(text);
  const { length } = body;
  if (length === 0) return { form: 'empty', capacityBits: text.length === 0 ? 0 : Math.log2(95) };
  if (length <= 38 && uuid.test(body)) return { form: 'UUID', capacityBits: 122 };
  const classes = classesOf(body);
  const isPadded = body.length < text.length;
  if (classes & beyond) return { form: 'any', capacityBits: anyBits(text) };
  if (classes & printableSign) return { form: 'printable', capacityBits: text.length * log95 };

  const hasSigns = (classes & (base64Sign | base64UrlSign)) !== 0;
  if (!isPadded && !hasSigns) {
    if ((classes & (lower | upper | hexLetter)) === 0) {
      return { form: 'decimal', capacityBits: length * Math.log2(10) };
    }
    if ((classes & (lower | upper)) === 0 && length >= 8) {
      return { form: 'hex', capacityBits: length * 4 };
    }
  }
  const oneCase = oneCaseForm(body, classes, hasSigns);
  if (oneCase) return oneCase;
  if ((classes & base64Sign) !== 0 && (classes & base64UrlSign) !== 0) {
    return { form: 'printable', capacityBits: text.length * log95 };
  }
  if (!hasSigns && !isPadded && length % 4 === 1) {
    return { form: 'alphanumeric', capacityBits: length * Math.log2(62) };
  }
  if (hasSigns && !isPadded && isPrintableByChance(length)) {
    return { form: 'printable', capacityBits: text.length * log95 };
  }
  // No number of whole bytes has that length in base64: signs of its alphabet drawn one by one, as nanoid draws 21.
  if (!isPadded && length % 4 === 1) return { form: 'base64', capacityBits: length * 6 };
  return { form: 'base64', capacityBits: 8 * Math.floor((length * 6) / 8) };
}

const log95 = Math.log2(95);

/**
 * 39 printable characters carry 256 bits, and one text in 2.4 million has none but those of base64: where base64 makes no
 * whole number of three bytes, the wider alphabet is believed until chance is out of the question.
 */
function isPrintableByChance(length: number): boolean {
  return length >= 32 && length % 4 !== 0 && length * (log95 - 6) < convincingBits;
}

/** Texts in one case: base32 where it has that length, else letters and digits of that case; or undecided. */
function oneCaseForm(body: string, classes: number, hasSigns: boolean): FormOfText | undefined {
  const { length } = body;
  if (hasSigns) return undefined;
  const [hasLower, hasUpper] = casesOf(body);
  if (hasLower && hasUpper) return undefined;
  const fitsBase32 = (classes & otherDigit) === 0;
  if (fitsBase32 && isBase32Length(length)) {
    return { form: 'base32', capacityBits: 8 * Math.floor((length * 5) / 8) };
  }
  // Short texts could be of a wider alphabet by chance; their capacity is counted generously.
  const isUndecided = !fitsBase32 && length >= 16 && length * (6 - log36) < convincingBits;
  return isUndecided ? undefined : { form: 'lower case and digits', capacityBits: length * log36 };
}

const log36 = Math.log2(36);

/**
 * Whether keys of a whole number of four bytes have that length in base32. Of 50 random letters and digits one text in
 * 360 has none of the four digits that base32 lacks; at these lengths it makes no difference to any algorithm which of
 * the two alphabets it was, since both carry what is needed or neither does.
 */
function isBase32Length(length: number): boolean {
  const bytes = Math.floor((length * 5) / 8);
  return bytes % 4 === 0 && length === Math.ceil((bytes * 8) / 5);
}

function casesOf(body: string): readonly [hasLower: boolean, hasUpper: boolean] {
  return [/[a-z]/.test(body), /[A-Z]/.test(body)];
}

function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.length - end < 6 && text.charCodeAt(end - 1) === 61) end--;
  return text.slice(0, end);
}

function anyBits(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bits += code > 255 ? bitsBeyondLatin(code) : code < 32 || code > 126 ? 8 : log95;
  }
  return bits;
}

function classesOf(text: string): number {
  let classes = 0;
  for (let i = 0; i < text.length; i++) classes |= classTable[text.charCodeAt(i)] ?? beyond;
  return classes;
}

const classTable: Uint16Array = Uint16Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[2-7]/.test(char)) return digit | base32Digit;
  if (/\d/.test(char)) return digit | otherDigit;
  if (/[a-fA-F]/.test(char)) return hexLetter;
  if (/[a-z]/.test(char)) return lower;
  if (/[A-Z]/.test(char)) return upper;
  if (char === '+' || char === '/') return base64Sign;
  if (char === '-' || char === '_') return base64UrlSign;
  return code >= 32 && code <= 126 ? printableSign : beyond;
});

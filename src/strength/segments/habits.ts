// What is read off a text as a whole before it is taken apart: whether its words stand apart or run together, which
// sign stands between them, and whether signs stand for letters. Paid for once, not with each word.
import { characterKinds, kindOf, leetSymbols } from './alphabets.ts';
import { costs, joinedCosts, lettersCosts, type NextCosts, separatedCosts } from './costs.ts';
import type { HostMatch } from './find-hosts.ts';

/** The prices that hold for one text. */
export interface Habits {
  readonly next: NextCosts;
  /** Bits of a sign that stands alone; `at` is where. */
  signBits(code: number, at: number): number;
  /** Bits of the way a word is spelled, by the number of signs in it that stand for letters. */
  readonly leetBits: readonly number[];
}

/** Most characters that are looked at; a habit shows by then. */
const longest = 512;
const lettersOnly = /^[A-Za-z]+$/;

/** Reads the habits of `text`; signs within its addresses are theirs. */
export function habitsOf(text: string, hosts: readonly HostMatch[], hasLeet: boolean): Habits {
  const { code: separator, isRepeated, first } = commonSeparator(text, hosts);
  const next = isRepeated ? separatedCosts : lettersOnly.test(text) ? lettersCosts : joinedCosts;
  return {
    next,
    signBits: (code, at) =>
      code === separator
        ? next.sameSeparator + (at === first ? namingBits(code) : 0)
        : next.otherSeparator + namingBits(code),
    leetBits: hasLeet && isLeet(text) ? leetAmongLeet : leetAmongWords,
  };
}

const substitutions = [1, 2, 3, 4];
const leetAmongWords = [
  costs.noLeet,
  ...substitutions.map((count) => costs.leet + count * costs.substitution),
];
const leetAmongLeet = [
  costs.noLeetAmongLeet,
  ...substitutions.map((count) => costs.leetAmongLeet + count * costs.substitutionAmongLeet),
];

interface Separator {
  /** The sign; 0 for none. */
  readonly code: number;
  readonly isRepeated: boolean;
  readonly first: number;
}

/** The sign that occurs most often, but for those within numbers and addresses: the likely separator of words. */
function commonSeparator(text: string, hosts: readonly HostMatch[]): Separator {
  let weights: Uint16Array | undefined;
  let best = 0;
  let isRepeated = false;
  let host = 0;
  for (let i = 0; i < text.length && i < longest; i++) {
    const address = hosts[host];
    if (address?.start === i) {
      i = address.end - 1;
      host++;
      continue;
    }
    const code = text.charCodeAt(i);
    if (code >= 128) continue;
    const kind = kindOf(code);
    if (kind !== characterKinds.symbol && kind !== characterKinds.other) continue;
    if (isDigitAt(text, i - 1) && isDigitAt(text, i + 1)) continue;
    weights ??= new Uint16Array(128);
    const before = weights[code] as number;
    // A sign that stands for a letter is half as likely to stand between words.
    weights[code] = before + (leetSymbols[code] === undefined ? 2 : 1);
    if (best !== 0 && best !== code && (weights[code] as number) <= (weights[best] as number))
      continue;
    best = code;
    isRepeated = before > 0;
  }
  if (best === 0) return { code: 0, isRepeated: false, first: -1 };
  return { code: best, isRepeated, first: firstOutside(text, best, hosts) };
}

/** Where the sign first stands outside of addresses. */
function firstOutside(text: string, code: number, hosts: readonly HostMatch[]): number {
  const sign = String.fromCharCode(code);
  let first = text.indexOf(sign);
  for (const { start, end } of hosts) {
    if (first >= start && first < end) first = text.indexOf(sign, end);
  }
  return first;
}

/** Whether signs that can stand for letters stand among letters, more than once. */
function isLeet(text: string): boolean {
  let count = 0;
  for (let i = 1; i + 1 < text.length && i < longest; i++) {
    const code = text.charCodeAt(i);
    if (code >= 65 && code !== 124) continue;
    if (leetSymbols[code] === undefined || !isLetterAt(text, i + 1)) continue;
    const follows = isLetterAt(text, i - 1) || leetSymbols[text.charCodeAt(i - 1)] !== undefined;
    if (follows && ++count === 2) return true;
  }
  return false;
}

const exclamationMark = 33;
const commonSigns = new Set(Array.from('-_. @#$&', (sign) => sign.charCodeAt(0)));

/** Which sign: "!" 0.19, eight others 0.067 each, 24 more 0.0127 each: 1.03. */
function namingBits(code: number): number {
  if (code === exclamationMark) return 2.4;
  if (code < 128) return commonSigns.has(code) ? 3.9 : 6.3;
  return code < 256 ? 8 : 16;
}

function isDigitAt(text: string, index: number): boolean {
  return kindOf(text.charCodeAt(index)) === characterKinds.digit;
}

function isLetterAt(text: string, index: number): boolean {
  const kind = kindOf(text.charCodeAt(index));
  return kind === characterKinds.lower || kind === characterKinds.upper;
}

// What is likelier after a character when somebody types: the steps between characters of one class, and neighbouring keys.
// Each row is a distribution over the class.
import { classAlphabets } from './classes.ts';

/** By distance within the class: never the same again, small steps rather than large ones. */
const stepWeights = [0.02, 1, 2, 2.5, 2, 1.5];

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl;', 'zxcvbnm,./'];
/** Rows of a keyboard are slanted by about a third of a key. */
const slant = 0.35;

const places = new Map(
  rows.flatMap((row, y) => Array.from(row, (key, x) => [key, { x: x + y * slant, y }] as const)),
);

/** Where the key of a character lies, in widths of a key; `y` counts the rows from the top. */
export function placeOfKey(char: string): { readonly x: number; readonly y: number } | undefined {
  return places.get(char.toLowerCase());
}

/** Keys beside the last one are hit next more often; the same one hardly ever. */
function keyWeight(from: string, to: string): number {
  const a = places.get(from.toLowerCase());
  const b = places.get(to.toLowerCase());
  if (!a || !b) return 1;
  const distance = Math.hypot(a.x - b.x, a.y - b.y);
  if (distance < 0.1) return 0.3;
  return distance < 1.6 ? 4 : distance < 2.6 ? 2 : distance < 4 ? 1 : 0.6;
}

function stepWeight(from: string, to: string): number {
  return stepWeights[Math.abs(to.charCodeAt(0) - from.charCodeAt(0))] ?? 1;
}

/** Rows of the keyboard that resting hands hit, and how often; the middle one lies under the fingers. */
const rowWeights = [0.6, 1.2, 3, 0.7];

/** Hands that mash roll over the middle row. */
function mashWeight(from: string, to: string): number {
  const place = places.get(to.toLowerCase());
  return (place ? (rowWeights[place.y] ?? 1) : 0.3) * keyWeight(from, to);
}

/** What sites that offer keys leave out, since it is misread. */
const clearLetters = 'abcdefghjkmnpqrstuvwxyz';
const clearDigits = '23456789';

/**
 * A site that many take their keys from lays every third letter of two alphabets, one in the even places and one in the
 * odd ones: `AbDeGhKm`.
 */
function strideWeight(from: string, to: string): number {
  const isDigit = clearDigits.includes(from);
  const ring = isDigit ? clearDigits : clearLetters;
  const distance = ring.indexOf(to.toLowerCase()) - ring.indexOf(from.toLowerCase());
  if (!ring.includes(from.toLowerCase()) || !ring.includes(to.toLowerCase())) return 0.3;
  return distance === 3 ? 60 : distance === 2 || distance === 4 ? 6 : 0.5;
}

type Weigh = (from: string, to: string) => number;

/** Probabilities of a character (low 7 bits) after another, over all the characters of its class or hexadecimal ones. */
function transitions(weigh: Weigh, isHex: boolean): Float64Array {
  const table = new Float64Array(128 * 128);
  classAlphabets.forEach((list, kind) => {
    const characters = Array.from(
      list[kind === 3 ? list.length - 1 : isHex && kind > 0 ? 1 : 0] ?? '',
    );
    for (let code = 32; code < 127; code++) {
      const from = String.fromCharCode(code);
      const weights = characters.map((to) => weigh(from, to));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      characters.forEach((to, i) => {
        table[code * 128 + to.charCodeAt(0)] = (weights[i] ?? 0) / sum;
      });
    }
  });
  return table;
}

export interface Transitions {
  /** After the last character of the same class. */
  readonly steps: Float64Array;
  /** After the last character, by its neighbours, and by those with the middle row before the others. */
  readonly keys: Float64Array;
  readonly mashed: Float64Array;
  /** After the last but one. */
  readonly strides: Float64Array;
}

let tables: readonly [all: Transitions, hex: Transitions] | undefined;

/** The tables for letters from the whole alphabet, or from A to F. Made on first use. */
export function transitionsFor(isHex: boolean): Transitions {
  tables ??= [tablesFor(false), tablesFor(true)];
  return tables[isHex ? 1 : 0];
}

function tablesFor(isHex: boolean): Transitions {
  return {
    steps: transitions(stepWeight, isHex),
    keys: transitions(keyWeight, isHex),
    mashed: transitions(mashWeight, isHex),
    strides: transitions(strideWeight, isHex),
  };
}

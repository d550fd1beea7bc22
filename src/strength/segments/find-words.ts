// Finds list words in a text through the automaton: from one place on, forwards with leet or backwards, calling
// back for each word. Bounded work per place, so a text is read in linear time.
import type { Bundle } from '../lists/layout.ts';
import { leetSymbols, plainSymbols } from './alphabets.ts';

/** Called for each word found: where it ends, its index, and how many characters stood for other letters. */
export type OnWord = (end: number, index: number, substitutions: number) => void;

/** Longest word that is looked for. */
const longestWord = 24;
/** Substitutions in one word; more is noise. */
const mostSubstitutions = 5;

const targetMask = (1 << 22) - 1;

/** A reader of words over one bundle. */
export interface WordFinder {
  forwards(text: string, start: number, onWord: OnWord): void;
  /** Words that read right to left and end (begin) just before `end`. */
  backwards(text: string, end: number, onWord: OnWord): void;
}

/** Makes the finder; the first edges of the root are indexed by symbol. */
export function createWordFinder({ automaton: { edges, skips } }: Bundle): WordFinder {
  const rootEdges = new Int32Array(64);
  for (let at = 1; ; at++) {
    const edge = edges[at] ?? 0;
    rootEdges[(edge >>> 22) & 63] = at;
    if (edge & (1 << 29)) break;
  }

  /** Offset of the edge for `symbol` in the state whose edges start at `first`; 0 for none. */
  const edgeFor = (first: number, symbol: number): number => {
    if (first === 1) return rootEdges[symbol] ?? 0;
    for (let at = first; ; at++) {
      const edge = edges[at] ?? 0;
      const found = (edge >>> 22) & 63;
      if (found === symbol) return at;
      if (found > symbol || edge & (1 << 29)) return 0;
    }
  };

  const walk = (
    text: string,
    at: number,
    start: number,
    state: number,
    index: number,
    substitutions: number,
    onWord: OnWord,
  ): void => {
    let position = at;
    let first = state;
    let words = index;
    const limit = Math.min(text.length, start + longestWord);
    while (position < limit && first !== 0) {
      const code = text.charCodeAt(position);
      if (code < 128 && substitutions < mostSubstitutions) {
        const options = leetSymbols[code];
        if (options && options.length > 0) {
          for (const option of options) {
            follow(text, position, start, first, words, substitutions + 1, option, onWord);
          }
        }
      }
      const symbol = code < plainSymbols.length ? (plainSymbols[code] ?? 0) : 0;
      if (symbol === 0) return;
      const edgeAt = edgeFor(first, symbol);
      if (edgeAt === 0) return;
      const edge = edges[edgeAt] ?? 0;
      words += skips[edgeAt] ?? 0;
      position++;
      if (edge & (1 << 28)) onWord(position, words++, substitutions);
      first = edge & targetMask;
    }
  };

  const follow = (
    text: string,
    position: number,
    start: number,
    first: number,
    words: number,
    substitutions: number,
    symbol: number,
    onWord: OnWord,
  ): void => {
    const edgeAt = edgeFor(first, symbol);
    if (edgeAt === 0) return;
    const edge = edges[edgeAt] ?? 0;
    let index = words + (skips[edgeAt] ?? 0);
    if (edge & (1 << 28)) onWord(position + 1, index++, substitutions);
    const next = edge & targetMask;
    if (next !== 0) walk(text, position + 1, start, next, index, substitutions, onWord);
  };

  return {
    forwards: (text, start, onWord) => walk(text, start, start, 1, 0, 0, onWord),
    backwards: (text, end, onWord) => {
      let first = 1;
      let words = 0;
      for (let at = end - 1; at >= 0 && end - at <= longestWord && first !== 0; at--) {
        const code = text.charCodeAt(at);
        const symbol = code < plainSymbols.length ? (plainSymbols[code] ?? 0) : 0;
        if (symbol === 0) return;
        const edgeAt = edgeFor(first, symbol);
        if (edgeAt === 0) return;
        const edge = edges[edgeAt] ?? 0;
        words += skips[edgeAt] ?? 0;
        if (edge & (1 << 28)) onWord(at, words++, 0);
        first = edge & targetMask;
      }
    },
  };
}

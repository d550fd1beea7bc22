// Finds list words in a text through the automaton: from one place on, forwards with leet or backwards. Bounded
// work per place, so a text is read in linear time.
import type { Bundle } from '../lists/layout.ts';
import { leetSymbols, plainSymbols } from './alphabets.ts';

/** Words found at one place. The arrays are reused: only the first `count` entries mean anything. */
export interface FoundWords {
  count: number;
  /** Where the word ends; for words read backwards, where it starts in the text. */
  readonly edge: Int32Array;
  /** Index of the word in the automaton. */
  readonly index: Int32Array;
  /** Characters that stand for other letters. */
  readonly substitutions: Uint8Array;
}

/** A reader of words over one bundle; what it returns is overwritten by the next call. */
export interface WordFinder {
  /** Words that start at `start`; `hasLeet`: signs may stand for letters. */
  forwards(text: string, start: number, hasLeet: boolean): FoundWords;
  /** Words that read right to left and begin just before `end`. */
  backwards(text: string, end: number): FoundWords;
}

/** Longest word that is looked for. */
const longestWord = 24;
/** Substitutions in one word; more is noise. */
const mostSubstitutions = 4;
/** Branches at one place: leet signs can stand for several letters, and hostile texts are made of them. */
const mostWords = 96;

const targetMask = (1 << 22) - 1;
const finalBit = 1 << 28;

/** Makes the finder. */
export function createWordFinder({ automaton: { edges } }: Bundle): WordFinder {
  const found: FoundWords = {
    count: 0,
    edge: new Int32Array(mostWords),
    index: new Int32Array(mostWords),
    substitutions: new Uint8Array(mostWords),
  };
  let budget = mostSubstitutions;

  /** Place of the edge for `symbol` in the state `base`; 0 for none. */
  const edgeFor = (base: number, symbol: number): number => {
    const at = 2 * (base + symbol);
    return (((edges[at] as number) >>> 22) & 63) === symbol ? at : 0;
  };

  const report = (edge: number, index: number, substitutions: number): void => {
    if (found.count === mostWords) return;
    found.edge[found.count] = edge;
    found.index[found.count] = index;
    found.substitutions[found.count++] = substitutions;
  };

  /** Follows plain symbols from a state on, branching off where a sign can stand for a letter. */
  const walk = (
    text: string,
    at: number,
    limit: number,
    state: number,
    index: number,
    substitutions: number,
  ): void => {
    let first = state;
    let words = index;
    for (let position = at; position < limit && first !== 0; position++) {
      const code = text.charCodeAt(position);
      if (code < 65 || code === 124) {
        const options = leetSymbols[code];
        if (options !== undefined && substitutions < budget) {
          for (let k = 0; k < options.length; k++) {
            const edgeAt = edgeFor(first, options[k] as number);
            if (edgeAt !== 0) take(text, position, limit, edgeAt, words, substitutions + 1);
          }
        }
      }
      const symbol = code < plainSymbols.length ? (plainSymbols[code] as number) : 0;
      if (symbol === 0) return;
      const edgeAt = edgeFor(first, symbol);
      if (edgeAt === 0) return;
      const edge = edges[edgeAt] as number;
      words += edges[edgeAt + 1] as number;
      if (edge & finalBit) report(position + 1, words++, substitutions);
      first = edge & targetMask;
    }
  };

  /** Takes one edge for the sign at `position` and walks on. */
  const take = (
    text: string,
    position: number,
    limit: number,
    edgeAt: number,
    words: number,
    substitutions: number,
  ): void => {
    const edge = edges[edgeAt] as number;
    let index = words + (edges[edgeAt + 1] as number);
    if (edge & finalBit) report(position + 1, index++, substitutions);
    const next = edge & targetMask;
    if (next !== 0 && found.count < mostWords) {
      walk(text, position + 1, limit, next, index, substitutions);
    }
  };

  return {
    forwards: (text, start, hasLeet) => {
      found.count = 0;
      const limit = Math.min(text.length, start + longestWord);
      budget = hasLeet ? mostSubstitutions : 0;
      walk(text, start, limit, 1, 0, 0);
      return found;
    },
    backwards: (text, end) => {
      found.count = 0;
      let first = 1;
      let words = 0;
      const limit = Math.max(0, end - longestWord);
      for (let at = end - 1; at >= limit && first !== 0; at--) {
        const code = text.charCodeAt(at);
        const symbol = code < plainSymbols.length ? (plainSymbols[code] as number) : 0;
        if (symbol === 0) break;
        const edgeAt = edgeFor(first, symbol);
        if (edgeAt === 0) break;
        const edge = edges[edgeAt] as number;
        words += edges[edgeAt + 1] as number;
        if (edge & finalBit) report(at, words++, 0);
        first = edge & targetMask;
      }
      return found;
    },
  };
}

// Merges the word lists of all languages into one: each word once, with what it costs to guess and what it is.
import { foldWord } from './symbols.ts';
import { fillerWords, placeholderWords, secretWords } from './vocabulary.ts';

/** What a word is, for explanations: an index into this list is stored in the binary. */
export const wordKinds = [
  'word',
  'name',
  'common password',
  'common number',
  'placeholder',
  'secret word',
  'function word',
] as const;
export type WordKind = (typeof wordKinds)[number];

export interface ListedWord {
  /** Letters a-z and digits only. */
  readonly word: string;
  /** Bits in eighths, at most 255. */
  readonly cost: number;
  /** Index into `wordKinds`. */
  readonly kind: number;
}

/** Packages the lists come from; build-time dependencies only. */
export const languagePackages = [
  'language-common',
  'language-en',
  'language-de',
  'language-es-es',
  'language-fr',
  'language-id',
  'language-it',
  'language-nl-be',
  'language-pl',
  'language-pt-br',
] as const;

/**
 * Bits added to log2(rank). A rank list spends 1/(r ln N) on rank r, which is 3.5 bits for N = 60,000 on top of
 * the rank, and the lists share one unit of probability: this keeps the whole lexicon a code in the sense of
 * Kraft, and that is what bounds the chance that random text looks like words.
 */
const listCost = 3.5;
const sharePassword = 2;
const shareEnglish = 1.7;
const shareEnglishName = 3.5;
const shareForeign = 5;
/** Sixty-nine words, one of which leads to the next. */
const fillerBits = 9;

/** What the lists say of one word: the sum of its shares of probability, and its kind in the list that has it first. */
interface Tally {
  share: number;
  most: number;
  kind: WordKind;
}

/** Merges all lists; `load` gives the module of a package. Sorted by word in code unit order. */
export function collectWords(load: (name: string) => unknown): ListedWord[] {
  const words = new Map<string, Tally>();
  const add = (raw: string, bits: number, kind: WordKind): void => {
    for (const word of foldWord(raw).split(/[^a-z0-9]+/)) {
      if (word === '' || word.length > 24) continue;
      const share = 2 ** -bits;
      const tally = words.get(word);
      if (!tally) words.set(word, { share, most: share, kind });
      else {
        tally.share += share;
        // The glue of sentences stays glue whichever list has it cheapest: prose is told by it.
        const isGlue = tally.kind === 'function word' || kind === 'function word';
        if (isGlue) tally.kind = 'function word';
        else if (share > tally.most) tally.kind = kind;
        tally.most = Math.max(tally.most, share);
      }
    }
  };
  for (const name of languagePackages) addPackage(name, dictionariesOf(load(name)), add);
  secretWords.forEach((word, rank) => {
    add(word, Math.log2(rank + 1) + 4.2, 'secret word');
  });
  for (const word of fillerWords) add(word, fillerBits, 'word');
  for (const word of placeholderWords) {
    words.delete(word);
    add(word, 9, 'placeholder');
  }
  const listed: ListedWord[] = [];
  for (const [word, { share, kind }] of words) {
    const bits = -Math.log2(share);
    const isNumber = /^\d+$/.test(word);
    if (!isUseful(word, bits, isNumber)) continue;
    const cost = Math.min(255, Math.round(bits * 8));
    listed.push({ word, cost, kind: wordKinds.indexOf(isNumber ? 'common number' : kind) });
  }
  return listed.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
}

function addPackage(
  name: string,
  dictionaries: ReadonlyMap<string, readonly string[]>,
  add: (raw: string, bits: number, kind: WordKind) => void,
): void {
  const english = name === 'language-en' || name === 'language-common';
  for (const [list, entries] of dictionaries) {
    const names = /names/i.test(list);
    const passwords = /^passwords/.test(list);
    const kind: WordKind = passwords ? 'common password' : names ? 'name' : 'word';
    const share = passwords
      ? sharePassword
      : english
        ? names
          ? shareEnglishName
          : shareEnglish
        : shareForeign;
    const isSorted = !(
      /^diceware/.test(list) ||
      (names && entries.slice(0, 40).every(isAscending))
    );
    entries.forEach((word, rank) => {
      // A list in alphabetical order has no ranks: every entry costs the same.
      const rankBits = isSorted ? Math.log2(rank + 1) + listCost : Math.log2(entries.length);
      const isFunction = /^commonWords/.test(list) && rank < 200;
      add(word, rankBits + share, isFunction ? 'function word' : kind);
    });
  }
}

function isAscending(word: string, index: number, all: readonly string[]): boolean {
  return index === 0 || (all[index - 1] ?? '') <= word;
}

/** Between other words a stretch of plain letters also costs its start and end; a word need only beat that. */
const stretchBits = 8;
/** Dearest words of one to three letters: rarer ones are more often chance than meant. */
const dearestShort = [0, 13, 14, 18];

/** Whether naming the word can be cheaper than spelling it; the others would only make the file larger. */
function isUseful(word: string, bits: number, digits: boolean): boolean {
  if (digits) return word.length >= 4 && bits + 2 < word.length * 3.4;
  const dearest = dearestShort[word.length];
  return dearest === undefined ? bits + 2 < word.length * 4.85 + stretchBits : bits < dearest;
}

function dictionariesOf(module: unknown): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (typeof module !== 'object' || module === null || !('dictionary' in module)) return found;
  const { dictionary } = module;
  if (typeof dictionary !== 'object' || dictionary === null) return found;
  for (const [name, list] of Object.entries(dictionary)) {
    if (Array.isArray(list))
      found.set(
        name,
        list.filter((word) => typeof word === 'string'),
      );
  }
  return found;
}

// zxcvbn-ts as the reference: as it comes, and with everything that keylint knows, so that the two differ in how they
// take a text apart and price its pieces and in nothing else.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectWords, languagePackages } from '../../src/strength/lists/collect-words.ts';
import { placeholderWords, secretWords } from '../../src/strength/lists/vocabulary.ts';
import { readingsOf } from '../../src/strength/readings.ts';
import { endings, firstLabels, mailDomains, schemes } from '../../src/strength/segments/hosts.ts';

/** What zxcvbn-ts makes of a text. */
export interface Estimate {
  readonly bits: number;
  /** Its pieces for people: `dictionary 9, bruteforce 20`. */
  readonly pieces: string;
}

type Estimator = (text: string) => Estimate;

interface Match {
  readonly pattern: string;
  readonly guesses: number;
}

interface Checked {
  readonly guessesLog10: number;
  readonly sequence: readonly Match[];
}

type Ranked = Record<string, number>;

/** The part of its options that is rearranged here; `ZxcvbnFactory` makes it from plain lists. */
interface RankedLists {
  rankedDictionaries: Record<string, Ranked>;
  rankedDictionariesMaxWordSize: Record<string, number>;
}

/** The directory of package.json, from wherever this is compiled to. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(join(root, 'package.json'));

function findRoot(from: string): string {
  let directory = from;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

type Lists = Record<string, readonly string[]>;

function languageLists(names: readonly string[]): Lists {
  const lists: Record<string, readonly string[]> = {};
  for (const name of names) {
    for (const [list, words] of Object.entries(require(`@zxcvbn-ts/${name}`).dictionary as Lists)) {
      lists[name === 'language-common' ? list : `${list}-${name}`] = words;
    }
  }
  return lists;
}

function factory(dictionary: Lists, isMerged: boolean): Estimator {
  const { ZxcvbnFactory } = require('@zxcvbn-ts/core');
  const { adjacencyGraphs: graphs } = require('@zxcvbn-ts/language-common');
  const { translations } = require('@zxcvbn-ts/language-en');
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs, translations });
  if (isMerged) mergeLists(zxcvbn.options as RankedLists);
  return (text) => {
    const { guessesLog10, sequence } = zxcvbn.check(text) as Checked;
    const pieces = sequence.map(
      (match) => `${match.pattern} ${Math.log2(match.guesses).toFixed(0)}`,
    );
    return { bits: guessesLog10 / Math.log10(2), pieces: pieces.join(', ') };
  };
}

/** Lists that zxcvbn-ts prices in a way of their own. */
const ownLists =
  /^(?:diceware|cardinal|ordinal|daysOf|months|seasons|timePer|rainbow|directions|inter|size|military|planets|zodiac|chinese|userInputs)/;

/**
 * Joins the lists into one in which a word has the best of its ranks. That is the rank zxcvbn-ts counts with in any
 * case, and it looks each part of a text up in each list, a hundred of them here.
 */
function mergeLists(options: RankedLists): void {
  const { rankedDictionaries, rankedDictionariesMaxWordSize } = options;
  const merged: Ranked = Object.create(null);
  const dictionaries: Record<string, Ranked> = { merged };
  const sizes: Record<string, number> = { merged: 0 };
  for (const [name, ranked] of Object.entries(rankedDictionaries)) {
    const size = rankedDictionariesMaxWordSize[name] ?? 0;
    if (ownLists.test(name) && !/language-(?!en)/.test(name)) {
      dictionaries[name] = ranked;
      sizes[name] = size;
      continue;
    }
    for (const [word, rank] of Object.entries(ranked)) {
      merged[word] = Math.min(rank, merged[word] ?? Number.POSITIVE_INFINITY);
    }
    sizes.merged = Math.max(sizes.merged ?? 0, size);
  }
  options.rankedDictionaries = dictionaries;
  options.rankedDictionariesMaxWordSize = sizes;
}

/** zxcvbn-ts as its documentation sets it up, with the common lists and English; or the same, somewhat faster. */
export function plainZxcvbn({ isMerged }: { readonly isMerged: boolean }): Estimator {
  return factory(languageLists(['language-common', 'language-en']), isMerged);
}

/** Common words whose MD5 keylint has as well; other digests are longer than the texts compared. */
const hashedWords = 20_000;

/** zxcvbn-ts with all lists that keylint has, asked about every reading that keylint finds: the cheapest counts. */
export function informedZxcvbn(): Estimator {
  const file = readFileSync(join(root, 'src/strength/known-secrets.json'), 'utf8');
  const entries = JSON.parse(file) as readonly { value: string; reversed?: boolean }[];
  const published = entries.map(({ value, reversed }) =>
    reversed ? [...value].reverse().join('') : value,
  );
  const common = collectWords((name) => require(`@zxcvbn-ts/${name}`))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, hashedWords)
    .map(({ word }) => word);
  const lists = {
    ...languageLists(languagePackages),
    published: published.map((value) => value.toLowerCase()),
    secretWords,
    placeholderWords,
    hosts: [...firstLabels, ...endings, ...schemes],
    mailDomains,
    digests: [...published, ...common].map((word) => createHash('md5').update(word).digest('hex')),
  };
  const estimate = factory(lists, true);
  return (text) => {
    let best: Estimate = { bits: Number.POSITIVE_INFINITY, pieces: '' };
    for (const reading of readingsOf(text)) {
      if (reading.isBinary || reading.text === '') continue;
      const { bits, pieces } = estimate(reading.text);
      if (bits + reading.bits < best.bits) best = { bits: bits + reading.bits, pieces };
    }
    return best;
  };
}

// What one reading of a text is worth to an attacker, and why: known, a digest of a known word, one of the formats,
// or the cheapest description that the segmentation finds.
import { assumedAlgorithm, hmacAlgorithms } from '../model/algorithms.ts';
import type { AssessOptions, PredictableReason } from '../model/strength.ts';
import { digestBits } from './find-digest.ts';
import { wholeDocument } from './find-document.ts';
import { passedOver, publishedSecrets } from './known-secrets.ts';
import { loadBundle } from './lists/load.ts';
import { adaptiveBits, looksRegular } from './low-entropy.ts';
import type { Reading } from './readings.ts';
import {
  explainedShare,
  formatReason,
  gluedShare,
  isCommand,
  isMarkedInsecure,
  isPlaceholder,
  isSlot,
  isWord,
  reasonOf,
  wordShare,
} from './reason.ts';
import { wholeFormat } from './segments/find-formats.ts';
import type { Piece } from './segments/lattice.ts';
import type { ProjectPattern } from './segments/project-names.ts';
import { type Segmentation, type SegmentContext, segmentText } from './segments/segment.ts';

/** Above this many bits guessing is out of reach (NIST SP 800-57); a text is predictable there where it is plain to see. */
export const unguessableBits = 128;
/** ... and when it is worth less than this share of what it could carry, */
const predictableShare = 0.6;
/** or falls short of that by so much that chance is out of the question (about 2^-40). */
const convincingSaving = 40;
/** Least saving for texts of some length; shorter ones are nobody's generated key. */
const leastSaving = 14;
/** A published value costs one guess out of a list of a few million. */
const knownBits = 8;
/** In another case, with other signs between its words: a few spellings each. */
const spellingBits = 4;
/** Reading the pieces backwards. */
const backwardsBits = 2;
/** Naming the adaptive code. */
const adaptiveCost = 6;
/** Under this share of the pieces' bits the unevenness of the characters tells more than any piece. */
const adaptiveMargin = 0.75;
/** What a word of prose is worth of its price in a list, once some words have set the scene: 6 bits instead of 11. */
const proseShare = 0.55;
/** Words at the beginning of prose that nothing predicts yet. */
const openingWords = 3;

/** What one reading of the text is worth. */
export interface Rating {
  readonly reading: Reading;
  readonly bits: number;
  readonly pieces: readonly Piece[];
  readonly predictable: PredictableReason | null;
  readonly source?: string;
  readonly isDigest: boolean;
}

/** Bytes that a key is held against: the table's, or what the options ask instead. */
export function wantedBytes({ algorithm = assumedAlgorithm, minBytes }: AssessOptions): number {
  return minBytes ?? hmacAlgorithms[algorithm].minBytes;
}

/** Rates one reading against the capacity of the text as a whole. */
export function rateReading(
  reading: Reading,
  capacityBits: number,
  options: AssessOptions,
  projects: readonly ProjectPattern[],
): Rating {
  const { text } = reading;
  const extra = reading.bits;
  if (!reading.isBinary && (isSlot(text) || isCommand(text))) {
    const pieces: Piece[] = [{ start: 0, end: text.length, what: 'placeholder', bits: knownBits }];
    return {
      reading,
      bits: knownBits + extra,
      pieces,
      predictable: 'placeholder',
      isDigest: false,
    };
  }
  if (!reading.isBinary) {
    const known = knownRating(reading, capacityBits, options, projects);
    if (known) return known;
  }
  const encoded = reading.bytes && publishedSecrets().findBytes(reading.bytes);
  if (encoded !== undefined) {
    const bits = knownBits + spellingBits + extra;
    const pieces: Piece[] = [{ start: 0, end: text.length, what: 'known value', bits }];
    return { reading, bits, pieces, predictable: 'known', source: encoded, isDigest: false };
  }
  const bundle = loadBundle();
  const hashed = reading.bytes && digestBits(reading.bytes, bundle);
  if (hashed !== undefined) {
    const pieces: Piece[] = [{ start: 0, end: text.length, what: 'known value', bits: hashed }];
    return { reading, bits: hashed, pieces, predictable: 'dictionary', isDigest: true };
  }
  const format = reading.isBinary ? undefined : (wholeDocument(text) ?? wholeFormat(text));
  if (format) {
    const bits = Math.min(format.bits, capacityBits);
    const pieces: Piece[] = [{ start: 0, end: text.length, what: format.what, bits }];
    const predictable = formatReason(format.what);
    return { reading, bits: bits + extra, pieces, predictable, isDigest: false };
  }
  return { reading, isDigest: false, ...describe(reading, extra, capacityBits, options, projects) };
}

/** Known values, and what digits stuck to one add to it; the text word by word may still be cheaper. */
function knownRating(
  reading: Reading,
  capacityBits: number,
  options: AssessOptions,
  projects: readonly ProjectPattern[],
): Rating | undefined {
  const { text } = reading;
  const extra = reading.bits;
  const published = publishedSecrets();
  for (const lookup of [options.knownSecrets, published]) {
    const source = lookup?.find(text);
    if (!lookup || source === undefined) continue;
    const spelling = lookup === published && !published.isLiteral(text) ? spellingBits : 0;
    const ends = passedOver(text, lookup);
    const bits = Math.min(capacityBits, knownBits + spelling + extra + endBits(ends));
    const least =
      ends.length === 0
        ? bits
        : Math.min(bits, describe(reading, extra, capacityBits, options, projects).bits);
    const pieces: Piece[] = [{ start: 0, end: text.length, what: 'known value', bits: least }];
    return { reading, bits: least, pieces, predictable: 'known', source, isDigest: false };
  }
  return undefined;
}

/** Bits of the digits and signs before and after a known value. */
function endBits(ends: readonly string[]): number {
  const context = { bundle: loadBundle(), projects: [], hasWords: true };
  return ends.reduce((sum, end) => sum + segmentText(end, context).bits, 0);
}

/** The cheapest description of a reading, and whether it gives the text away. */
function describe(
  { text, isBinary, bytes }: Reading,
  extra: number,
  capacityBits: number,
  options: AssessOptions,
  projects: readonly ProjectPattern[],
): Pick<Rating, 'bits' | 'pieces' | 'predictable'> {
  if (isBinary && bytes && !looksRegular(bytes)) {
    return { bits: capacityBits, pieces: [], predictable: null };
  }
  const context = { bundle: loadBundle(), projects, hasWords: !isBinary };
  const { bits: described, pieces } = bestDirection(text, context);
  const isSentence = isProse(described, capacityBits, pieces);
  const told = isSentence ? proseBits(described, pieces) : described;
  const adaptive = adaptiveBits(text, isBinary ? 256 : 95) + adaptiveCost;
  const bits = Math.min(told, adaptive) + extra;
  if (bits >= capacityBits || text.length === 0) {
    const random: Piece = { start: 0, end: text.length, what: 'random', bits: capacityBits };
    return { bits: capacityBits, pieces: text.length === 0 ? [] : [random], predictable: null };
  }
  const wanted = 8 * wantedBytes(options);
  if (!isPredictable(text, bits, capacityBits, wanted, explainedShare(pieces))) {
    const isNote =
      isMarkedInsecure(text) ||
      (text.length <= 64 && bits < capacityBits * 0.8 && isPlaceholder(text));
    return { bits, pieces, predictable: isNote ? 'placeholder' : null };
  }
  const isFarCheaper = adaptive < adaptiveMargin * told;
  const isMashed = adaptive < told && (isFarCheaper || explainedShare(pieces) < 0.5);
  return { bits, pieces, predictable: isMashed ? 'low-entropy' : reasonOf(text, pieces) };
}

/** Reads the text backwards as well where a part of it makes sense that way. */
function bestDirection(text: string, context: SegmentContext): Segmentation {
  const forwards = segmentText(text, context);
  if (!forwards.pieces.some(({ what }) => what === 'reversed word')) return forwards;
  const { bits, pieces } = segmentText(
    Array.from({ length: text.length }, (_, i) => text.charAt(text.length - 1 - i)).join(''),
    context,
  );
  if (bits + backwardsBits >= forwards.bits) return forwards;
  const { length } = text;
  const turned = pieces.map((piece) => ({
    ...piece,
    start: length - piece.end,
    end: length - piece.start,
    what: piece.what === 'word' ? ('reversed word' as const) : piece.what,
  }));
  return { bits: bits + backwardsBits, pieces: turned.reverse() };
}

/**
 * Sentences: mostly list words with the glue of sentences among them. Whoever models language guesses the next
 * word, so prose is worth less than its words one by one.
 */
function isProse(bits: number, capacityBits: number, pieces: readonly Piece[]): boolean {
  return (
    capacityBits - bits >= convincingSaving &&
    gluedShare(pieces) >= 0.15 &&
    wordShare(pieces) >= 0.7
  );
}

/** The sum of the pieces, those after the opening words at the price of prose. */
function proseBits(described: number, pieces: readonly Piece[]): number {
  let words = 0;
  let opening = 0;
  for (const { what, bits } of pieces) {
    if (isWord(what) && ++words > openingWords) break;
    opening += bits;
  }
  return opening + (described - opening) * proseShare;
}

/** Whether a text is worth so much less than its form promises that chance is no explanation. */
function isPredictable(
  text: string,
  bits: number,
  capacityBits: number,
  wantedBits: number,
  explained: number,
): boolean {
  if (bits >= Math.max(wantedBits, unguessableBits)) return false;
  const saving = capacityBits - bits;
  if (bits >= unguessableBits) return saving >= convincingSaving;
  const isFarBelow = bits < predictableShare * capacityBits;
  // Too short for a key anyway: here it is enough that most of it is explained and the rest is small.
  const isExplained =
    capacityBits < unguessableBits && bits < 0.85 * capacityBits && explained >= 0.6;
  return (
    (isFarBelow || isExplained || saving >= convincingSaving) &&
    (saving >= leastSaving || text.length <= 12)
  );
}

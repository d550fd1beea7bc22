// Rates one secret: what its bytes are, what a text of its form could carry, and what an attacker must really
// guess, with the reason. Pure but for the word lists, which load on first use.
import { assumedAlgorithm, type HmacAlgorithm } from '../model/algorithms.ts';
import { crackSeconds } from '../model/crack-time.ts';
import { daySeconds } from '../model/severity.ts';
import type { AssessOptions, Reason, Segment, Strength } from '../model/strength.ts';
import { explain, kindForPeople } from './explain.ts';
import { formOf } from './form.ts';
import { keyBytes } from './key-bytes.ts';
import { type Rating, rateReading, unguessableBits, wantedBytes } from './rate-reading.ts';
import { jwkKey, type Reading, readingsOf, withoutEncodingPrefix } from './readings.ts';
import { explainedShare } from './reason.ts';
import type { Piece } from './segments/lattice.ts';
import { projectPatterns } from './segments/project-names.ts';
import { findTyped } from './typed/find-typed.ts';

/** Rates `text`. Never throws, whatever the text; linear in its length. */
export function assess(text: string, options: AssessOptions = {}): Strength {
  const algorithm = options.algorithm ?? assumedAlgorithm;
  const requiredBytes = wantedBytes(options);
  const bytes = bytesOf(text, options);
  const capacityBits = capacityOf(text, bytes, options);
  const rating = weakestReading(text, capacityBits, options);
  const isShort = bytes < requiredBytes;
  const isThin = !isShort && capacityBits < requiredBytes * 8;
  const described = Math.max(0, Math.min(rating.bits, capacityBits));
  const predictable =
    rating.predictable ?? (isTriedOut(text, described, algorithm) ? 'low-entropy' : null);
  const isFine = predictable === null && !isShort && !isThin;
  // What chance explains says nothing against a text: no clean verdict comes with fewer bits than are needed.
  const bits = isFine ? Math.max(described, Math.min(capacityBits, requiredBytes * 8)) : described;
  const reason: Reason | null = predictable ?? (isShort ? 'short' : isThin ? 'thin' : null);
  return {
    bytes,
    capacityBits,
    bits,
    algorithm,
    requiredBytes,
    reason,
    predictable,
    isShort,
    isThin,
    explanation: explain({
      ...rating,
      reading: rating.reading.name,
      reason,
      isTriedOut: rating.predictable === null && predictable !== null,
      bytes,
      requiredBytes,
      capacityBits,
      source: rating.source,
    }),
    segments: rating.pieces.map(toSegment),
    reading: rating.reading.name,
    crackSeconds: crackSeconds(bits, algorithm),
  };
}

/** Whether all texts like this one are tried out within a day: it need not be known for anything. */
function isTriedOut(text: string, bits: number, algorithm: HmacAlgorithm): boolean {
  const seconds = crackSeconds(bits, algorithm);
  return text !== '' && seconds !== null && seconds < daySeconds;
}

function bytesOf(text: string, { encoding = 'utf8' }: AssessOptions): number {
  const key = jwkKey(text);
  return key === undefined ? keyBytes(text, encoding) : keyBytes(key, 'base64url');
}

/** Capacity of the form, but never more than the bytes can hold. */
function capacityOf(text: string, bytes: number, { encoding = 'utf8' }: AssessOptions): number {
  const { capacityBits } = formOf(jwkKey(text) ?? withoutEncodingPrefix(text));
  // An array of bytes is no text, and each of them may be anything.
  if (encoding === 'latin1' && isOfBytes(text)) return bytes * 8;
  return encoding === 'utf16' || encoding === 'latin1'
    ? capacityBits
    : Math.min(capacityBits, bytes * 8);
}

/** Whether a good part of the characters are such as nobody types: three in five of what is drawn are. */
function isOfBytes(text: string): boolean {
  const untyped = text.match(/[\0-\x08\x0e-\x1f\x7f-\xff]/g)?.length ?? 0;
  return untyped * 4 >= text.length;
}

function weakestReading(text: string, capacityBits: number, options: AssessOptions): Rating {
  const projects = projectPatterns(options.projectNames);
  const readings = readingsOf(text);
  let weakest: Rating | undefined;
  for (const reading of readings) {
    const rating = rateReading(reading, capacityBits, options, projects);
    if (!weakest || isWeaker(rating, weakest)) weakest = rating;
  }
  const rating = weakest ?? emptyRating(text);
  return isUnexplained(rating) ? typedRating(readings, capacityBits, rating) : rating;
}

/** Whether a text is none of the predictable kinds, or one whose larger part they leave to chance. */
function isUnexplained({ predictable, bits, pieces }: Rating): boolean {
  if (predictable === null) return true;
  const isPlain = predictable !== 'pattern' && predictable !== 'low-entropy';
  return !isPlain && bits >= unguessableBits && explainedShare(pieces) < 0.6;
}

/** A text that is none of the predictable kinds may still have been made up; what encodes a text is judged by that. */
function typedRating(readings: readonly Reading[], capacityBits: number, rating: Rating): Rating {
  const [asTyped] = readings;
  // Members of a JWK are written by no hand, and its key is a reading of its own.
  if (asTyped && /^\s*\{[\s\S]{0,400}"kty"/.test(asTyped.text)) return rating;
  const reading = readings.findLast(({ bytes, isBinary }) => bytes && !isBinary) ?? asTyped;
  const typed = reading && findTyped(reading.text);
  if (!typed) return rating;
  const bits = Math.max(leastTypedBits, Math.min(rating.bits, capacityBits - typed.savedBits));
  return { ...rating, reading, bits, pieces: [], predictable: 'typed', source: typed.sign };
}

/** What a text that somebody made up is worth at least, however regular it is: it was not copied from a list. */
const leastTypedBits = 40;

/** A known secret beats all; otherwise the fewer bits, and a reading with a reason before one without. */
function isWeaker(a: Rating, b: Rating): boolean {
  if ((a.predictable === 'known') !== (b.predictable === 'known')) return a.predictable === 'known';
  if ((a.predictable === null) !== (b.predictable === null)) return a.predictable !== null;
  return a.bits < b.bits;
}

function emptyRating(text: string): Rating {
  const reading = { name: 'as typed', text, isBinary: false, bits: 0 };
  return { reading, bits: 0, pieces: [], predictable: null, isDigest: false };
}

function toSegment({ start, end, what, bits }: Piece): Segment {
  return { start, end, what: kindForPeople(what), bits };
}

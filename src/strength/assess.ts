// Rates one secret: what its bytes are, what a text of its form could carry, and what an attacker must really
// guess, with the reason. Pure but for the word lists, which load on first use.
import { assumedAlgorithm } from '../model/algorithms.ts';
import { crackSeconds } from '../model/crack-time.ts';
import type { AssessOptions, Reason, Segment, Strength } from '../model/strength.ts';
import { explain, kindForPeople } from './explain.ts';
import { formOf } from './form.ts';
import { keyBytes } from './key-bytes.ts';
import { type Rating, rateReading, wantedBytes } from './rate-reading.ts';
import { jwkKey, readingsOf, withoutEncodingPrefix } from './readings.ts';
import type { Piece } from './segments/lattice.ts';
import { projectPatterns } from './segments/project-names.ts';

/** Rates `text`. Never throws, whatever the text; linear in its length. */
export function assess(text: string, options: AssessOptions = {}): Strength {
  const algorithm = options.algorithm ?? assumedAlgorithm;
  const requiredBytes = wantedBytes(options);
  const bytes = bytesOf(text, options);
  const capacityBits = capacityOf(text, bytes, options);
  const rating = weakestReading(text, capacityBits, options);
  const bits = Math.max(0, Math.min(rating.bits, capacityBits));
  const isShort = bytes < requiredBytes;
  const isThin = !isShort && capacityBits < requiredBytes * 8;
  const { predictable } = rating;
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

function bytesOf(text: string, { encoding = 'utf8' }: AssessOptions): number {
  const key = jwkKey(text);
  return key === undefined ? keyBytes(text, encoding) : keyBytes(key, 'base64url');
}

/** Capacity of the form, but never more than the bytes can hold. */
function capacityOf(text: string, bytes: number, { encoding = 'utf8' }: AssessOptions): number {
  const { capacityBits } = formOf(jwkKey(text) ?? withoutEncodingPrefix(text));
  return encoding === 'utf16' || encoding === 'latin1'
    ? capacityBits
    : Math.min(capacityBits, bytes * 8);
}

function weakestReading(text: string, capacityBits: number, options: AssessOptions): Rating {
  const projects = projectPatterns(options.projectNames);
  let weakest: Rating | undefined;
  for (const reading of readingsOf(text)) {
    const rating = rateReading(reading, capacityBits, options, projects);
    if (!weakest || isWeaker(rating, weakest)) weakest = rating;
  }
  return weakest ?? emptyRating(text);
}

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

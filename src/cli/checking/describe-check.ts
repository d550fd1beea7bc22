// What `keylint check` says of a rating: as lines for people, or as JSON with the field names of `strength` in reports.
import { crackRig, describeCrackTime } from '../../model/crack-time.ts';
import type { Encoding } from '../../model/expression.ts';
import type { Segment, Strength } from '../../model/strength.ts';
import { readingsOf } from '../../strength/readings.ts';

/** The rating as plain data. Holds lengths and kinds of the pieces, never their text. */
export function checkJson(strength: Strength, encoding: Encoding) {
  const { algorithm, bytes, requiredBytes, reason, explanation, reading, crackSeconds } = strength;
  return {
    version: 1,
    algorithm,
    encoding,
    bytes,
    requiredBytes,
    capacityBits: Math.floor(strength.capacityBits),
    bits: Math.floor(strength.bits),
    reason,
    explanation,
    reading,
    segments: strength.segments.map(({ start, end, what, bits }) => ({
      length: end - start,
      what,
      bits: Math.round(bits * 10) / 10,
    })),
    crackSeconds,
    crackRig: crackRig.name,
  };
}

/** The rating as lines; `text` is the secret where it may be shown. */
export function describeCheck(strength: Strength, encoding: Encoding, text?: string): string {
  const { algorithm, bytes, requiredBytes, capacityBits, bits } = strength;
  const lines = [
    verdict(strength),
    '',
    `Key        ${bytes} bytes (${encoding}); ${algorithm} needs ${requiredBytes}`,
    `Capacity   ${Math.floor(capacityBits)} bits at most in a text of this form and length`,
    `To guess   ${Math.floor(bits)} bits: ${describeCrackTime(strength.crackSeconds)}`,
  ];
  if (strength.segments.length > 0 && strength.predictable !== null) {
    lines.push(`Read as    ${strength.reading}`, ...segmentLines(strength, text));
  }
  return `${lines.join('\n')}\n`;
}

function verdict({ reason, explanation, algorithm }: Strength): string {
  if (reason === null) return `Strong for ${algorithm}.`;
  if (reason === 'thin') {
    return `Thin for ${algorithm}: ${explanation}. \`keylint generate --alg ${algorithm}\` makes one that carries all it needs.`;
  }
  return `Weak for ${algorithm}: ${explanation}.`;
}

const mostSegments = 20;
const widest = 16;

function segmentLines({ segments, reading }: Strength, text: string | undefined): string[] {
  const read =
    text === undefined ? undefined : readingsOf(text).find(({ name }) => name === reading)?.text;
  const lines = segments.slice(0, mostSegments).map((segment) => {
    const shown = read === undefined ? mask(segment) : visible(read, segment);
    return `  ${shown.padEnd(widest)}  ${segment.what}, ${Math.round(segment.bits)} bits`;
  });
  const more = segments.length - mostSegments;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}

/** One dot for each character, so that the line shows how long a piece is and nothing else. */
function mask({ start, end }: Segment): string {
  const length = end - start;
  return length <= widest ? '\u2022'.repeat(length) : `${'\u2022'.repeat(widest - 1)}\u2026`;
}

/** The piece with its control characters shown: they must not steer the terminal. */
function visible(text: string, { start, end }: Segment): string {
  return text.slice(start, end).replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => {
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

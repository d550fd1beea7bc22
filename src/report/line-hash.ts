// GitHub tells alerts apart by a hash of 100 characters from the start of the line
// (`partialFingerprints.primaryLocationLineHash`). This computes the same hash as the upload action does from a
// checkout, except where that would publish a hash of a secret: the digest of a weak secret is the secret.
import type { LineHashes } from './reporter.ts';

const windowLength = 100;
const multiplier = 37;
/** Stands after the last character; the window is then filled with zeros. */
const endOfFile = 0xffff;
const twoTo32 = 2 ** 32;

/** Half-open UTF-16 offsets into the text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface LineHashOptions {
  /**
   * Where the text holds values of secrets, in any order; offsets as everywhere in the model, that is after a byte
   * order mark.
   */
  readonly secrets: readonly TextRange[];
  /**
   * `omit` (default): a line whose window touches a secret has no hash, and the upload action fills it in from its
   * checkout. `skip-value`: it is hashed as if the value were not there; stable, but not GitHub's own number, so
   * only for uploads through the REST API, which fills in nothing.
   */
  readonly nearSecrets?: 'omit' | 'skip-value';
}

/**
 * Hashes the lines of `text`, which must be the file as it is on disk (with its byte order mark), and answers
 * `<hex>:<n>` for a 1-based line, `n` counting equal lines from the top.
 */
export function createLineHashes(text: string, options: LineHashOptions): LineHashes {
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  const secrets = mergeRanges(
    options.secrets.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  );
  const skipValues = options.nearSecrets === 'skip-value';
  const { units, offsets, lineStarts } = readUnits(text, skipValues ? secrets : []);
  const seen = new Map<string, number>();
  let nextSecret = 0;
  const byLine = hashWindows(units, lineStarts).map((hash, index) => {
    const ordinal = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, ordinal);
    const first = lineStarts[index] ?? 0;
    const start = offsets[first] ?? text.length;
    const end = offsets[first + windowLength] ?? text.length;
    // Windows start later from line to line, so one walk over the ranges serves all lines.
    while ((secrets[nextSecret]?.end ?? Number.POSITIVE_INFINITY) <= start) nextSecret++;
    const isNearSecret = (secrets[nextSecret]?.start ?? Number.POSITIVE_INFINITY) < end;
    return isNearSecret && !skipValues ? undefined : `${hash}:${ordinal}`;
  });
  return (line) => byLine[line - 1];
}

/** The same offsets as ranges that are sorted and do not touch. */
function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) merged.push({ start, end });
  }
  return merged;
}

interface Units {
  /** UTF-16 units without blanks, every line end as one LF, the end of the file as 65535. */
  readonly units: number[];
  /** Where each unit stood in the text. */
  readonly offsets: number[];
  /** Index in `units` of the first unit of each line. */
  readonly lineStarts: number[];
}

function readUnits(text: string, skipped: readonly TextRange[]): Units {
  const units: number[] = [];
  const offsets: number[] = [];
  const lineStarts: number[] = [];
  let isLineStart = true;
  let isAfterReturn = false;
  let nextSkipped = 0;
  const push = (unit: number, offset: number): void => {
    if (isLineStart) lineStarts.push(units.length);
    isLineStart = unit === 10;
    units.push(unit);
    offsets.push(offset);
  };
  for (let offset = 0; offset < text.length; offset++) {
    while ((skipped[nextSkipped]?.end ?? Number.POSITIVE_INFINITY) <= offset) nextSkipped++;
    const range = skipped[nextSkipped];
    if (range && range.start <= offset) {
      offset = range.end - 1;
      continue;
    }
    const unit = text.charCodeAt(offset);
    const isSecondHalf = isAfterReturn && unit === 10;
    isAfterReturn = unit === 13;
    if (unit === 9 || unit === 32 || isSecondHalf) continue;
    push(unit === 13 ? 10 : unit, offset);
  }
  push(endOfFile, text.length);
  return { units, offsets, lineStarts };
}

/**
 * The hash of each window, 64 bits in hex without leading zeros: h = h * 37 + unit modulo 2^64, with the unit that
 * leaves the window taken out again. Held as two halves, which is several times faster than BigInt.
 */
function hashWindows(units: readonly number[], lineStarts: readonly number[]): string[] {
  const [outHigh, outLow] = powerOfMultiplier();
  const hashes: string[] = [];
  let high = 0;
  let low = 0;
  let nextLine = 0;
  const end = (lineStarts.at(-1) ?? 0) + windowLength;
  for (let index = 0; index < end; index++) {
    const leaving = units[index - windowLength] ?? 0;
    const sum = low * multiplier + (units[index] ?? 0) - leaving * outLow;
    const carry = Math.floor(sum / twoTo32);
    low = sum - carry * twoTo32;
    high = modulo(high * multiplier - leaving * outHigh + carry);
    if (index === (lineStarts[nextLine] ?? -1) + windowLength - 1) {
      hashes.push(toHex(high, low));
      nextLine++;
    }
  }
  return hashes;
}

/** 37^100 modulo 2^64, high and low half: the weight of the unit that leaves the window. */
function powerOfMultiplier(): readonly [number, number] {
  const power = BigInt.asUintN(64, BigInt(multiplier) ** BigInt(windowLength));
  return [Number(power >> 32n), Number(power & 0xffffffffn)];
}

function modulo(number: number): number {
  return number - Math.floor(number / twoTo32) * twoTo32;
}

function toHex(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}

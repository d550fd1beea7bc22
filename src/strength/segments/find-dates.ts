// Finds years, dates, times of day and Unix times that start at a given digit. What they cost follows the year: this one
// is guessed before that of somebody's birth, and that before any other.
import type { FormatMatch, FormatName } from './find-formats.ts';
import { matches } from './matches.ts';

const year = '(?:19\\d\\d|20\\d\\d)';
const month = '(?:0?[1-9]|1[0-2])';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month2 = '(?:0[1-9]|1[0-2])';
const day2 = '(?:0[1-9]|[12]\\d|3[01])';
/** A time of day as a pattern, with or without seconds; and how far that is from UTC, or nothing. */
export const clock = '(?:[01]\\d|2[0-3])[:.]?[0-5]\\d(?:[:.]?[0-5]\\d(?:[.,]\\d{1,9})?)?';
export const zone = '(?:Z|[+-]\\d\\d:?\\d\\d)?';

/** Bits of a day in a year, of a second and of a minute in a day. */
export const dayOfYear = 8.5;
export const secondOfDay = 16.4;
const minuteOfDay = 10.5;

interface DatePattern {
  readonly pattern: RegExp;
  readonly what: FormatName;
  /** Bits but for the year: the day and which of the spellings. */
  readonly bits: number;
  /** Where the year stands; `short`: in two digits. */
  readonly year: 'first' | 'last' | 'short' | 'none';
}

const date = (spelling: string, years: DatePattern['year'], spellingBits: number): DatePattern => ({
  pattern: new RegExp(spelling, 'y'),
  what: 'date',
  bits: dayOfYear + spellingBits,
  year: years,
});

/** Spellings; all anchored at `lastIndex` and without nested repeats. */
const datePatterns: readonly DatePattern[] = [
  {
    pattern: new RegExp(`${year}([-/._ ]?)${month2}\\1${day2}[T_ -]?${clock}${zone}(?!\\d)`, 'y'),
    what: 'date and time',
    bits: dayOfYear + secondOfDay + 1.5,
    year: 'first',
  },
  date(`${year}([-/._ ])${month}\\1${day}(?!\\d)`, 'first', 1.5),
  date(`${day}([-/._ ])${month}\\1${year}(?!\\d)`, 'last', 1.5),
  date(`${month}([-/._ ])${day}\\1${year}(?!\\d)`, 'last', 2),
  date(`${day}([-/._ ])${month}\\1\\d\\d(?!\\d)`, 'short', 2),
  date(`${year}${month2}${day2}`, 'first', 1),
  date(`${day2}${month2}${year}`, 'last', 1),
  date(`${month2}${day2}${year}`, 'last', 1.5),
  date(`${day2}${month2}\\d\\d(?!\\d)`, 'short', 1.5),
  date(`\\d\\d${month2}${day2}(?!\\d)`, 'short', 1.5),
  {
    pattern: /(?:[01]\d|2[0-3]):[0-5]\d/y,
    what: 'time of day',
    bits: minuteOfDay,
    year: 'none',
  },
  {
    pattern: /(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d/y,
    what: 'time of day',
    bits: secondOfDay,
    year: 'none',
  },
];

/** Calls back for each year, date and time that starts at the digit at `start`. */
export function findDates(
  text: string,
  start: number,
  onMatch: (match: FormatMatch) => void,
): void {
  if (start > 0 && isDigitAt(text, start - 1)) {
    // The digit before may stand for a letter: `uncl31998`.
    if (isYear(text, start) && !isDigitAt(text, start + 4)) {
      onMatch({ end: start + 4, what: 'year', bits: yearBits(text.slice(start, start + 4)) });
    }
    return;
  }
  let end = start + 1;
  while (end < text.length && end - start <= 20 && isDigitAt(text, end)) end++;
  const unixBits = unixTimeBits(text, start, end - start);
  if (unixBits > 0) onMatch({ end, what: 'Unix time', bits: unixBits });
  // Fewer than four digits are no date unless a separator follows: this spares random text the patterns.
  if (end - start < 4 && !'-/._ :'.includes(text.charAt(end) || 'x')) return;
  if (isYear(text, start)) {
    onMatch({ end: start + 4, what: 'year', bits: yearBits(text.slice(start, start + 4)) });
  }
  for (const spelling of datePatterns) {
    if (!matches(spelling.pattern, text, start)) continue;
    const found = text.slice(start, spelling.pattern.lastIndex);
    const bits = spelling.bits + dateYearBits(found, spelling.year);
    onMatch({ end: start + found.length, what: spelling.what, bits });
  }
}

/** Whether 19.. or 20.. stands there. */
function isYear(text: string, start: number): boolean {
  const code = text.charCodeAt(start);
  const second = text.charCodeAt(start + 1);
  const isCentury = (code === 49 && second === 57) || (code === 50 && second === 48);
  return isCentury && isDigitAt(text, start + 2) && isDigitAt(text, start + 3);
}

function dateYearBits(found: string, place: DatePattern['year']): number {
  if (place === 'none') return 0;
  if (place === 'short') return 6.5;
  return yearBits(place === 'first' ? found.slice(0, 4) : found.slice(-4));
}

/** Bits of a year in four digits: 21 recent ones 0.024 each, 25 x 0.012, 35 x 0.005, and 119 x 0.0002: 0.99. */
export function yearBits(digits: string): number {
  const value = Number(digits);
  if (value >= 2010 && value <= 2030) return 5.4;
  if (value >= 1985 && value < 2010) return 6.4;
  return value >= 1950 && value < 1985 ? 7.6 : 12;
}

/** A moment in a span of twenty years. */
const twentyYearBits = { s: 29.2, ms: 39.2, us: 49.1, ns: 59.1 };

/** Bits of a count of seconds, milliseconds, micro- or nanoseconds since 1970, between 2001 and 2033; or 0. */
function unixTimeBits(text: string, start: number, length: number): number {
  if (text.charCodeAt(start) !== 49) return 0;
  if (length === 10) return twentyYearBits.s;
  if (length === 13) return twentyYearBits.ms;
  if (length === 16) return twentyYearBits.us;
  return length === 19 ? twentyYearBits.ns : 0;
}

function isDigitAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

// Finds dates, times, identifiers and addresses that start at a given place: everything that has a spelling of
// its own and fewer possibilities than its characters suggest.

/** What a stretch is, with the bits that are really free in it. */
export interface FormatMatch {
  readonly end: number;
  readonly what: FormatName;
  readonly bits: number;
}

export const formatNames = [
  'year',
  'date',
  'date and time',
  'time of day',
  'Unix time',
  'UUID',
  'ULID',
  'ObjectId',
  'IP address',
  'MAC address',
] as const;
export type FormatName = (typeof formatNames)[number];

/** A moment known to the day (git history shows it): bits for the second, millisecond ... within it. */
const dayBits = { seconds: 16.4, milliseconds: 26.4, ticks: 39.7 };
/** A moment in a span of twenty years. */
const twentyYearBits = { s: 29.2, ms: 39.2, us: 49.1, ns: 59.1 };

const year = '(?:19\\d\\d|20\\d\\d)';
const month = '(?:0?[1-9]|1[0-2])';
const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month2 = '(?:0[1-9]|1[0-2])';
const day2 = '(?:0[1-9]|[12]\\d|3[01])';
const clock = '(?:[01]\\d|2[0-3])[:.]?[0-5]\\d(?:[:.]?[0-5]\\d(?:[.,]\\d{1,9})?)?';
const zone = '(?:Z|[+-]\\d\\d:?\\d\\d)?';

/** Spellings of dates; all anchored at `lastIndex` and without nested repeats. */
const datePatterns: readonly { pattern: RegExp; what: FormatName; bits: number }[] = [
  {
    pattern: new RegExp(`${year}([-/._ ]?)${month2}\\1${day2}[T_ -]?${clock}${zone}(?!\\d)`, 'y'),
    what: 'date and time',
    bits: 16 + 16.4,
  },
  { pattern: new RegExp(`${year}([-/._ ])${month}\\1${day}(?!\\d)`, 'y'), what: 'date', bits: 17 },
  { pattern: new RegExp(`${day}([-/._ ])${month}\\1${year}(?!\\d)`, 'y'), what: 'date', bits: 17 },
  {
    pattern: new RegExp(`${month}([-/._ ])${day}\\1${year}(?!\\d)`, 'y'),
    what: 'date',
    bits: 17.5,
  },
  { pattern: new RegExp(`${day}([-/._ ])${month}\\1\\d\\d(?!\\d)`, 'y'), what: 'date', bits: 17.5 },
  { pattern: new RegExp(`${year}${month2}${day2}`, 'y'), what: 'date', bits: 16.5 },
  { pattern: new RegExp(`${day2}${month2}${year}`, 'y'), what: 'date', bits: 16.5 },
  { pattern: new RegExp(`${month2}${day2}${year}`, 'y'), what: 'date', bits: 17 },
  { pattern: new RegExp(`${day2}${month2}\\d\\d(?!\\d)`, 'y'), what: 'date', bits: 17 },
  { pattern: new RegExp(`\\d\\d${month2}${day2}(?!\\d)`, 'y'), what: 'date', bits: 17 },
  { pattern: /(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?/y, what: 'time of day', bits: 16.4 },
];

const yearPattern = new RegExp(year, 'y');
const uuidPattern =
  /[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{12}/iy;
const ulidPattern = /01[0-9A-HJKMNP-TV-Z]{24}(?![0-9A-Za-z])/iy;
/** Seconds from 2009, when MongoDB came out, to 2030 first; all digits would be a number and no ObjectId. */
const objectIdPattern =
  /(?=[0-9]{0,23}[a-f])(?:49|4[a-f]|[56][0-9a-f]|7[0-2])[0-9a-f]{22}(?![0-9A-Za-z])/iy;
const ipPattern = /(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/y;
const macPattern =
  /[0-9a-f]{2}([:-])[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}(?![0-9a-z])/iy;

/** Free bits of a UUID by version, RFC 9562; 128 where it is no version we know. */
function uuidBits(version: string, variant: string): number {
  if (!/[89ab]/i.test(variant)) return version === '0' ? 1 : 122;
  switch (version) {
    // Clock sequence and node are in every other UUID of that host: the time and little else is free.
    case '1':
    case '2':
    case '6':
      return dayBits.ticks + 14;
    // Made from a name: as strong as the name, which is a word or a host.
    case '3':
    case '5':
      return 64;
    case '7':
      return dayBits.milliseconds + 74;
    default:
      return 122;
  }
}

const wrappings = /^(?:\{|urn:uuid:)?(.{8,40}?)\}?$/i;

/** The format that `text` as a whole is written in, braces and `urn:uuid:` aside. */
export function wholeFormat(text: string): FormatMatch | undefined {
  if (text.length > 48) return undefined;
  const inner = wrappings.exec(text)?.[1];
  if (inner === undefined) return undefined;
  let found: FormatMatch | undefined;
  findFormats(inner, 0, (match) => {
    if (match.end === inner.length && (!found || match.bits < found.bits)) found = match;
  });
  return found;
}

/** Calls back for each format that starts at `start`. */
export function findFormats(
  text: string,
  start: number,
  onMatch: (match: FormatMatch) => void,
): void {
  const code = text.charCodeAt(start);
  const isDigit = code >= 48 && code <= 57;
  const lower = code | 32;
  if (!isDigit && !(lower >= 97 && lower <= 102)) return;
  const startsToken = start === 0 || !isAlphanumeric(text.charCodeAt(start - 1));
  if (startsToken) findIdentifiers(text, start, onMatch);
  if (isDigit) findDates(text, start, onMatch);
}

function findIdentifiers(text: string, start: number, onMatch: (match: FormatMatch) => void): void {
  if (text.charCodeAt(start + 8) === 45) {
    uuidPattern.lastIndex = start;
    const match = uuidPattern.exec(text);
    if (match) {
      onMatch({ end: start + 36, what: 'UUID', bits: uuidBits(match[1] ?? '', match[2] ?? '') });
    }
  }
  if (text.charCodeAt(start) === 48 && matches(ulidPattern, text, start)) {
    onMatch({ end: start + 26, what: 'ULID', bits: 80 + dayBits.milliseconds });
  }
  if (text.length - start >= 24 && matches(objectIdPattern, text, start)) {
    // Seconds of a day, five random bytes that stay the same in one process, three bytes of counter.
    onMatch({ end: start + 24, what: 'ObjectId', bits: dayBits.seconds + 40 + 24 });
  }
  if (matches(ipPattern, text, start)) {
    onMatch({ end: ipPattern.lastIndex, what: 'IP address', bits: 32 });
  }
  const separator = text.charCodeAt(start + 2);
  if ((separator === 58 || separator === 45) && matches(macPattern, text, start)) {
    onMatch({ end: macPattern.lastIndex, what: 'MAC address', bits: 40 });
  }
}

function findDates(text: string, start: number, onMatch: (match: FormatMatch) => void): void {
  const followsDigit = start > 0 && isDigitAt(text, start - 1);
  if (followsDigit) return;
  let end = start + 1;
  while (end < text.length && end - start <= 20 && isDigitAt(text, end)) end++;
  const unixBits = unixTimeBits(text, start, end - start);
  if (unixBits > 0) onMatch({ end, what: 'Unix time', bits: unixBits });
  // Fewer than four digits are no date unless a separator follows: this spares random text the patterns.
  if (end - start < 4 && !'-/._ :'.includes(text.charAt(end) || 'x')) return;
  if (matches(yearPattern, text, start)) {
    const value = Number(text.slice(start, start + 4));
    onMatch({ end: start + 4, what: 'year', bits: value >= 2010 && value <= 2032 ? 5 : 8.7 });
  }
  for (const { pattern, what, bits } of datePatterns) {
    if (matches(pattern, text, start)) onMatch({ end: pattern.lastIndex, what, bits });
  }
}

/** Bits of a count of seconds, milliseconds, micro- or nanoseconds since 1970, between 2001 and 2033; or 0. */
function unixTimeBits(text: string, start: number, length: number): number {
  if (text.charCodeAt(start) !== 49) return 0;
  if (length === 10) return twentyYearBits.s;
  if (length === 13) return twentyYearBits.ms;
  if (length === 16) return twentyYearBits.us;
  return length === 19 ? twentyYearBits.ns : 0;
}

function matches(pattern: RegExp, text: string, start: number): boolean {
  pattern.lastIndex = start;
  return pattern.test(text);
}

function isDigitAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

function isAlphanumeric(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}

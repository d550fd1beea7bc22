// Finds identifiers, addresses of machines and phone numbers that start at a given place, and asks find-dates.ts for
// dates: everything that has a spelling of its own and fewer possibilities than its characters suggest.
import { findDates } from './find-dates.ts';
import { findRegistered } from './find-registered.ts';
import { matches } from './matches.ts';

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
  'phone number',
  'IBAN',
  'licence plate',
] as const;
export type FormatName = (typeof formatNames)[number];

/** A moment known to the day (git history shows it): bits for the second, millisecond ... within it. */
const dayBits = { seconds: 16.4, milliseconds: 26.4, ticks: 39.7 };

const uuidPattern =
  /[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{12}/iy;
const ulidPattern = /01[0-9A-HJKMNP-TV-Z]{24}(?![0-9A-Za-z])/iy;
/** Seconds from 2009, when MongoDB came out, to 2030 first; all digits would be a number and no ObjectId. */
const objectIdPattern =
  /(?=[0-9]{0,23}[a-f])(?:49|4[a-f]|[56][0-9a-f]|7[0-2])[0-9a-f]{22}(?![0-9A-Za-z])/iy;
const ipPattern = /(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/y;
/** A country and a subscriber in it (ITU-T E.164), as phones write it. */
const phonePattern = /\+[1-9]\d{7,13}(?!\d)/y;
const ciscoPattern = /[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9a-z.])/iy;
/** Eight groups, or fewer around a gap of zeros (RFC 4291, section 2.2). */
const ip6Pattern =
  /(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![0-9a-z:])|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![0-9a-z:])|(?:[0-9a-f]{1,4}:){1,7}:(?![0-9a-z:])/iy;
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
  const several = severalUuids(text);
  if (several || text.length > 48) return several;
  const inner = wrappings.exec(text)?.[1];
  if (inner === undefined) return undefined;
  let found: FormatMatch | undefined;
  findFormats(inner, 0, (match) => {
    if (match.end === inner.length && (!found || match.bits < found.bits)) found = match;
  });
  return found;
}

const uuidsPattern =
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:[-_.:+|, ]?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}){1,7}$/i;
const longestUuids = 320;

/** UUIDs one after the other. */
function severalUuids(text: string): FormatMatch | undefined {
  if (text.length < 72 || text.length > longestUuids || !uuidsPattern.test(text)) return undefined;
  const different = new Set(
    text.toLowerCase().match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g),
  );
  let bits = 2;
  for (const uuid of different) bits += uuidBits(uuid.charAt(14), uuid.charAt(19));
  return { end: text.length, what: 'UUID', bits };
}

/** Calls back for each format that starts at `start`. */
export function findFormats(
  text: string,
  start: number,
  onMatch: (match: FormatMatch) => void,
): void {
  const code = text.charCodeAt(start);
  if (code === plusSign) findPhoneNumber(text, start, onMatch);
  const isDigit = code >= 48 && code <= 57;
  const lower = code | 32;
  const startsToken = start === 0 || !isAlphanumeric(text.charCodeAt(start - 1));
  if (startsToken && (isDigit || (code >= 65 && code <= 90))) findRegistered(text, start, onMatch);
  if (!isDigit && !(lower >= 97 && lower <= 102)) return;
  if (startsToken) findIdentifiers(text, start, onMatch);
  if (isDigit) findDates(text, start, onMatch);
}

const plusSign = 43;

function findPhoneNumber(text: string, start: number, onMatch: (match: FormatMatch) => void): void {
  if (!matches(phonePattern, text, start)) return;
  const end = phonePattern.lastIndex;
  // The code of the country, and the digits of the subscriber in it.
  onMatch({ end, what: 'phone number', bits: 4 + (end - start - 3) * Math.log2(10) });
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
    const end = ipPattern.lastIndex;
    onMatch({ end, what: 'IP address', bits: addressBits(text.slice(start, end)) });
  }
  if (matches(ip6Pattern, text, start)) {
    const end = ip6Pattern.lastIndex;
    onMatch({ end, what: 'IP address', bits: longAddressBits(text.slice(start, end)) });
  }
  if (text.charCodeAt(start + 4) === 46 && matches(ciscoPattern, text, start)) {
    onMatch({ end: ciscoPattern.lastIndex, what: 'MAC address', bits: 40 });
  }
  const separator = text.charCodeAt(start + 2);
  if ((separator === 58 || separator === 45) && matches(macPattern, text, start)) {
    onMatch({ end: macPattern.lastIndex, what: 'MAC address', bits: 40 });
  }
}

/** Bits of an IPv4 address: loopback, the private networks of RFC 1918 with their first subnets, all others. */
export function addressBits(address: string): number {
  if (address === '127.0.0.1' || address === '0.0.0.0') return 3;
  if (/^192\.168\.[01]\./.test(address)) return 2 + 1 + 8;
  if (address.startsWith('192.168.')) return 3 + 16;
  if (address.startsWith('10.')) return 3 + 24;
  return /^172\.(?:1[6-9]|2\d|3[01])\./.test(address) ? 5 + 20 : 34;
}

/** Bits of an IPv6 address: its groups but for zeros and the prefixes that most addresses begin with. */
function longAddressBits(address: string): number {
  const prefix = /^(?:fe80|fd00|2001:0?db8|2001|2a0[0-9a-f]|::1)(?=:|$)/i.exec(address)?.[0] ?? '';
  const groups = address.slice(prefix.length).split(':');
  return groups.reduce(
    (sum, group) => sum + (/^0*$/.test(group) ? 0.5 : 1 + 4 * group.length),
    prefix === '' ? 1 : 3,
  );
}

function isAlphanumeric(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}

// Finds what authorities hand out: account numbers (IBAN, ISO 13616) and licence plates. Capitals, digits and a sign or
// two, with far fewer possibilities than that looks like.
import { matches } from './matches.ts';

/** A stretch of one of them. */
export interface Registered {
  readonly end: number;
  readonly what: 'IBAN' | 'licence plate';
  readonly bits: number;
}

const ibanPattern = /[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/y;
/** How long the account numbers of each country are, by the registry of SWIFT (release 99). */
const ibanLengths = new Map(
  Object.entries({
    15: 'NO',
    16: 'BE',
    18: 'DK FO FI GL NL SD',
    19: 'MK SI',
    20: 'AT BA EE KZ XK LT LU',
    21: 'HR LV LI CH',
    22: 'BH BG CR GE DE IE ME RS GB VA',
    23: 'TL GI IL AE IQ OM SO',
    24: 'AD CZ MD PK RO SA SK ES SE TN VG',
    25: 'LY PT ST',
    26: 'IS TR',
    27: 'BI DJ FR GR IT MR MC SM',
    28: 'AL AZ BY CY DO SV GT HU LB NI PL',
    29: 'BR EG PS QA UA',
    30: 'JO KW MU YE',
    31: 'MT SC',
    32: 'LC',
  }).flatMap(([length, countries]) =>
    countries.split(' ').map((country) => [country, Number(length)] as const),
  ),
);
/** Country 4, bank 12; the digits of the account are what is left of twelve characters. */
const ibanBits = 16;
const characterBits = 3.6;

/** Germany and its like, Britain, France and Italy, Spain, the Netherlands, California. */
const plates: readonly (readonly [pattern: RegExp, bits: number])[] = [
  [/[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[1-9]\d{0,3}[EH]?(?![A-Za-z0-9])/y, 29],
  [/[A-Z]{2}\d{2} [A-Z]{3}(?![A-Za-z0-9])/y, 25],
  [/[A-Z]{2}[- ]\d{3}[- ][A-Z]{2}(?![A-Za-z0-9])/y, 28],
  [/\d{4}[- ]?[B-DF-HJ-NPR-TV-Z]{3}(?![A-Za-z0-9])/y, 26],
  [/\d[A-Z]{3}\d{3}(?![A-Za-z0-9])/y, 26],
];

/** Calls back for what starts at `start`, which is the beginning of a word. */
export function findRegistered(
  text: string,
  start: number,
  onMatch: (match: Registered) => void,
): void {
  if (matches(ibanPattern, text, start)) {
    const end = ibanPattern.lastIndex;
    const account = text.slice(start, end).replaceAll(' ', '');
    if (account.length === ibanLengths.get(account.slice(0, 2)) && isChecked(account)) {
      onMatch({ end, what: 'IBAN', bits: ibanBits + (account.length - 12) * characterBits });
    }
  }
  for (const [pattern, bits] of plates) {
    if (matches(pattern, text, start))
      onMatch({ end: pattern.lastIndex, what: 'licence plate', bits });
  }
}

/** Whether the two check digits are right: the rest of a division by 97 is one. */
function isChecked(account: string): boolean {
  const turned = account.slice(4) + account.slice(0, 4);
  let rest = 0;
  for (const char of turned) {
    for (const digit of String(Number.parseInt(char, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

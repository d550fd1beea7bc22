// Finds dates whose month is written as a word, as people, mail headers and JavaScript write them: `31 January 2024`,
// `Jan 31, 2024`, `Wed Jan 31 2024 12:34:56 GMT+0100`.
import { clock, dayOfYear, secondOfDay, yearBits, zone } from './find-dates.ts';
import type { FormatMatch } from './find-formats.ts';

/** A date and where it starts. */
export interface NamedDate extends FormatMatch {
  readonly start: number;
}

/** English, German, Spanish, French and Portuguese; where short forms are alike one stands for all. */
const months =
  '(?:jan(?:uary?|uar|vier|eiro)?|ene(?:ro)?|feb(?:ruary?|rero)?|fev(?:ereiro)?|f[ée]vrier|m[aä]r(?:ch|z|zo|s|[çc]o)?|' +
  'apr(?:il)?|abr(?:il)?|avril|ma[iy]o?|june?|juni?o?|juin|july?|juli?o?|juillet|aug(?:ust)?|ago(?:sto)?|ao[uû]t|' +
  'sep(?:t|tember|tiembre|tembre)?|oct(?:ober|ubre|obre)?|o[uk]t(?:ober|ubro)?|nov(?:ember|iembre|embre|embro)?|' +
  'de[cz](?:ember|embro)?|dic(?:iembre)?|d[ée]cembre)';
const anyMonth =
  /jan|ene|f[eé][bv]|m[aä]r|a[pbv]r|ma[iy]|ju[nli]|a[ug]|ao|sep|o[cuk]t|nov|d[eéi][czs]/i;
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6}),? )?';
const day = '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|\\.)?';
const year = '(?:19\\d\\d|20\\d\\d)(?!\\d)';
const time = `(?:,? (?:at )?${clock}(?: ?[ap]m)?(?: ?(?:utc|gmt|[a-z]{3,4}))?(?: ?${zone})?)?`;
const sign = '[-/. _]?';

/** Day, month and year; month, day and year, with the time before or after the year. */
const namedDate = new RegExp(
  `(?<!\\d)${weekday}(?:${day} ?${sign}(?:de |of )?${months}\\.?,? ?${sign}(?:de )?(?<last>${year})${time}|` +
    `${months}\\.? ?${sign}${day},? ?${sign}(?:(?<between>${clock}) (?:[a-z]{3,4} )?)?(?<end>${year})${time})`,
  'gi',
);
const clockSign = /\d:\d/;

/** Which language, order and signs. */
const spellingBits = 4;
const enough = 16;

/** The dates in `text`, in order. They do not overlap; of more than a few the rest is left out. */
export function findNamedDates(text: string): readonly NamedDate[] {
  if (text.length < 8 || !/[12]\d{3}/.test(text) || !anyMonth.test(text)) return [];
  const found: NamedDate[] = [];
  for (const match of text.matchAll(namedDate)) {
    if (found.length === enough) break;
    const { last, end = '' } = match.groups ?? {};
    const hasTime = clockSign.test(match[0]);
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      what: hasTime ? 'date and time' : 'date',
      bits: dayOfYear + spellingBits + yearBits(last ?? end) + (hasTime ? secondOfDay + 1.5 : 0),
    });
  }
  return found;
}

// How far from now a point of time lies, as people write it where no options say how long a token lives:
// `datetime.utcnow() + timedelta(days=365)`, `time.Now().Add(24 * time.Hour)`, `DateTime.UtcNow.AddYears(1)`.

const secondsOf: Readonly<Record<string, number>> = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
};

/** A number, or a product of some: `60 * 60 * 24L`, `1_000`. */
const product = String.raw`\d[\d_]{0,15}[lLuU]?(?:\s*\*\s*\d[\d_]{0,15}[lLuU]?){0,8}`;
const unit = '(?<unit>milli(?:second)?|second|sec|minute|min|hour|day|week|month|year)s?';

/** The time of the call, in the words of each language. */
const now =
  /\b(?:utc_?now|now|now_utc|UtcNow|Now|currentTimeMillis|getTimeInMillis|from_now|strtotime|Date\(\)|time\(\)|time\.time|getNumericDateNow)\b|\btime\(\)|\bget_current_timestamp\b/;

interface Idiom {
  readonly pattern: RegExp;
  /** Seconds of each count, where the idiom names no unit. */
  readonly seconds?: number;
}

const idioms: readonly Idiom[] = [
  // Python: the parts of a timedelta add up.
  { pattern: new RegExp(`\\b${unit}\\s*=\\s*(?<count>${product})(?=[\\s,)])`, 'gi') },
  // Go: `24 * 365 * time.Hour`, `time.Hour * 24`.
  { pattern: new RegExp(`(?<count>${product})\\s*\\*\\s*time\\.${unit}\\b`, 'gi') },
  { pattern: new RegExp(`\\btime\\.${unit}\\s*\\*\\s*(?<count>${product})`, 'gi') },
  // Java, Kotlin, C#, PHP (Carbon), Rust: `plusDays(365)`, `AddYears(1)`, `Duration::days(365)`, `Duration.ofDays(365)`.
  {
    pattern: new RegExp(
      `(?:\\bplus_?|\\bAdd_?|Duration::|TimeDelta::|\\bof|\\bFrom)${unit}\\(\\s*(?<count>${product})\\s*\\)`,
      'gi',
    ),
  },
  {
    pattern: new RegExp(`\\bplus\\(\\s*(?<count>${product})\\s*,\\s*ChronoUnit\\.${unit}\\b`, 'gi'),
  },
  // PHP: `strtotime('+1 year')`; Elixir: `{365, :days}`; Dart: `Duration(days: 365)`.
  { pattern: new RegExp(`['"]\\s*\\+\\s*(?<count>\\d{1,6})\\s*${unit}\\b`, 'gi') },
  { pattern: new RegExp(`\\{\\s*(?<count>\\d{1,6})\\s*,\\s*:${unit}\\b`, 'gi') },
  {
    pattern: new RegExp(`\\bDuration\\(\\s*${unit}\\s*:\\s*(?<count>${product})(?=[\\s,)])`, 'gi'),
  },
  // Ruby and Kotlin: `1.year.from_now`, `365.days`.
  { pattern: new RegExp(`(?<![\\w.])(?<count>\\d{1,6})\\.${unit}\\b`, 'gi') },
];

/** A bare sum: `time() + 60 * 60 * 24 * 365`, of seconds but where the clock counts in milliseconds. */
const sum = new RegExp(`\\+\\s*(?:\\(\\s*)?(?<count>${product})\\s*\\)*\\s*$`);

/** Longest text that is read; what is longer is more than a span. */
const longest = 300;

/** `new TimeSpan(365, 0, 0, 0)` of C#: days come first where there are four parts or more. */
const timeSpan = /\bTimeSpan\(\s*(?<parts>\d{1,9}(?:\s*,\s*\d{1,9}){2,5})\s*\)/g;

function namedParts(parts: string): string {
  const counts = parts.split(',');
  const units = ['Days', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];
  const from = counts.length === 3 ? 1 : 0;
  return counts.map((count, at) => `From${units[at + from] ?? 'None'}(${count.trim()})`).join(' ');
}

/** `AddDate(1, 0, 0)` of Go: years, months, days. */
const addDate = /\bAddDate\(\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,5})\s*\)/g;

/**
 * Seconds from now of a text that says how many, in numbers or in constants of the file that it stands in; `undefined`
 * where it does not.
 */
export function spanFromNow(written: string, file?: () => string): number | undefined {
  if (!now.test(written)) return undefined;
  return spanWritten(written, file);
}

/** Seconds of a text that says how many, in numbers or in constants of the file that it stands in. */
export function spanWritten(written: string, file?: () => string): number | undefined {
  return spanIn(written) ?? (file && spanIn(withConstants(written, file)));
}

/** Names of constants that say how long; `minutes=` is the name of an argument. */
const spanName =
  /(?<![\w.])(?=[A-Za-z_])\w*(?:expir|ttl|life|age|valid|minutes|hours|days|seconds|duration|millis)\w*\b(?!\s*=(?!=))/gi;

/** `now + TTL` with what the file gives the constant in its place, where it gives it that once and with numbers in it. */
function withConstants(written: string, file: () => string): string {
  if (written.length > longest) return written;
  return written.replace(spanName, (name) => {
    const given = new RegExp(
      `\\b${name}\\b\\s*(?::[^=\\n]{1,40})?=(?!=)\\s*(?<value>[^;\\n]{1,100})`,
      'g',
    );
    const [only, ...more] = file().matchAll(given);
    const value = more.length === 0 ? only?.groups?.value : undefined;
    return value !== undefined && /\d/.test(value) ? value.trim() : name;
  });
}

/** Seconds of a text that says how many. */
export function spanIn(written: string): number | undefined {
  if (written.length > longest) return undefined;
  const text = written
    .replace(timeSpan, (_all, parts: string) => namedParts(parts))
    .replace(addDate, 'AddYears($1) AddMonths($2) AddDays($3)');
  for (const { pattern } of idioms) {
    const parts = [...text.matchAll(pattern)];
    if (parts.length === 0) continue;
    return parts.reduce((total, { groups }) => {
      const name = (groups?.unit ?? '').toLowerCase();
      const whole = name === 'sec' || name === 'min' || name === 'milli' ? shortUnits[name] : name;
      return total + productOf(groups?.count ?? '') * (secondsOf[whole ?? ''] ?? 0);
    }, 0);
  }
  const count = sum.exec(text)?.groups?.count;
  if (count === undefined) return undefined;
  return productOf(count) / (countsMillis.test(text) ? 1000 : 1);
}

/** Clocks of milliseconds, `getTime()` of Java and its property of Kotlin among them, but where they are divided. */
const countsMillis =
  /(?:millis\w*|\bgetTime|\.time\b(?!\())(?:\(\))?(?!\w|\(|\s*\)?\s*\/\s*1_?000)/i;

const shortUnits: Readonly<Record<string, string>> = {
  sec: 'second',
  min: 'minute',
  milli: 'millisecond',
};

function productOf(text: string): number {
  return text.split('*').reduce((total, part) => total * Number(part.replace(/[_lLuU\s]/g, '')), 1);
}

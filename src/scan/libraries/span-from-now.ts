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

/** The time of the call, in the words of each language, and what people keep it in. */
const now =
  /\b(?:utc_?now|now|now_utc|UtcNow|Now|currentTimeMillis|getTimeInMillis|from_now|strtotime|time\.time|getNumericDateNow|timeIntervalSinceNow|iat|issued_?at|current_?time|current_?date)\b|\btime\(\)|\bDate\(\)|\bget_current_timestamp\b/i;

/** The last moment that a type can hold. */
const lastMoment =
  /\bdistantFuture\b|\bLong\.MAX_VALUE\b|\bPHP_INT_MAX\b|\b(?:Instant|LocalDateTime|OffsetDateTime)\.MAX\b|\bdatetime\.max\b|\bDateTime(?:Offset)?\.MaxValue\b|\bmath\.MaxU?[Ii]nt(?:64)?\b|\b[iu](?:64|size)::(?:MAX\b|max_value\(\))/;

interface Idiom {
  readonly pattern: RegExp;
  /** Seconds of each count, where the idiom names no unit. */
  readonly seconds?: number;
}

const idioms: readonly Idiom[] = [
  // Python: the parts of a timedelta add up.
  { pattern: new RegExp(`\\b${unit}\\s*=\\s*(?<count>${product})(?=[\\s,)])`, 'gi') },
  // Java: `TimeUnit.DAYS.toMillis(365)`.
  {
    pattern: new RegExp(
      `\\bTimeUnit\\.${unit}\\.to(?:Millis|Seconds)\\(\\s*(?<count>${product})\\s*\\)`,
      'gi',
    ),
  },
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

/** Swift: `Date().addingTimeInterval(60 * 60)`, `Date(timeIntervalSinceNow: 3600)`. */
const interval = new RegExp(
  `\\b(?:addingTimeInterval\\(|timeIntervalSinceNow:)\\s*(?<count>${product})\\s*\\)`,
);

/** Java: `calendar.add(Calendar.YEAR, 1)`, and what it gives is `calendar.getTime()`. */
export function spanOfCalendar(written: string, around?: () => string): number | undefined {
  const calendar = /^(\w{1,60})\.getTime\(\)$/.exec(written)?.[1];
  if (calendar === undefined || !around) return undefined;
  const added = new RegExp(
    `\\b${calendar}\\.add\\(\\s*(?:Calendar\\.)?(${Object.keys(fieldsOfCalendar).join('|')})\\s*,\\s*(${product})\\s*\\)`,
  ).exec(around());
  const seconds = secondsOf[fieldsOfCalendar[added?.[1] ?? ''] ?? ''];
  return seconds === undefined ? undefined : seconds * productOf(added?.[2] ?? '');
}

const fieldsOfCalendar: Readonly<Record<string, string>> = {
  YEAR: 'year',
  MONTH: 'month',
  WEEK_OF_YEAR: 'week',
  DATE: 'day',
  DAY_OF_MONTH: 'day',
  DAY_OF_YEAR: 'day',
  HOUR: 'hour',
  HOUR_OF_DAY: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
};

/** A bare sum: `time() + 60 * 60 * 24 * 365`, of seconds but where the clock counts in milliseconds. */
const sum = new RegExp(`\\+\\s*(?:\\(\\s*)?(?<count>${product})\\s*\\)*\\s*$`);

/** Carbon of PHP: `now()->addYear()`. */
const oneMore = /\badd(Year|Month|Week|Day|Hour|Minute)\(\)/g;

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

/** `new DateInterval('P1Y')` of PHP, `Duration.parse("PT8H")` of Java: a period of ISO 8601. */
const period =
  /(['"])P(?=T?\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?\1/g;

const unitsOfPeriod = ['Years', 'Months', 'Weeks', 'Days', 'Hours', 'Minutes', 'Seconds'];

function namedPeriod(counts: readonly (string | undefined)[]): string {
  return unitsOfPeriod.map((unit, at) => `From${unit}(${counts[at] ?? 0})`).join(' ');
}

/** `AddDate(1, 0, 0)` of Go: years, months, days. */
const addDate = /\bAddDate\(\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,5})\s*\)/g;

/**
 * Seconds from now of a text that says how many, in numbers or in constants of the file that it stands in; `undefined`
 * where it does not.
 */
export function spanFromNow(written: string, file?: () => string): number | undefined {
  if (lastMoment.test(written)) return Number.POSITIVE_INFINITY;
  if (!now.test(written)) return undefined;
  return spanWritten(written, file);
}

/** `getExpiration()` of the same file, which gives a moment and does nothing else. */
export function bodyOf(written: string, file: string): string | undefined {
  const name = /^(?:\w{1,20}(?:\.|->|::))?(\w{1,60})\(\)$/.exec(written)?.[1];
  if (name === undefined) return undefined;
  const declared = new RegExp(
    `\\b${name}\\(\\)\\s{0,9}(?::\\s{0,9}[\\w<>?]{1,40}\\s{0,9})?(?:=|\\{\\s{0,40}return\\b)(?<body>[^;\\n}]{1,200})`,
  );
  return declared.exec(file)?.groups?.body?.trim();
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

/** A bare product of numbers, `60 * 60 * 24`, of whatever unit: one number is a value that is followed by itself. */
export function productIn(written: string): number | undefined {
  return written.length < longest && bareProduct.test(written) ? productOf(written) : undefined;
}

const bareProduct = new RegExp(`^${product.replace('{0,8}', '{1,8}')}$`);

/** Seconds of a text that says how many. */
export function spanIn(written: string): number | undefined {
  if (written.length > longest) return undefined;
  const text = written
    .replace(timeSpan, (_all, parts: string) => namedParts(parts))
    .replace(oneMore, (_all, one: string) => `Add${one}s(1)`)
    .replace(period, (_all, _quote, ...counts) => namedPeriod(counts.slice(0, 7)))
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
  const seconds = interval.exec(text)?.groups?.count;
  if (seconds !== undefined) return productOf(seconds);
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

// How long values have stood as they are: what a person asks for (`--max-age`), and what rules are told. Rules have no
// clock and no git; whoever runs them looks the ages up and hands them over.
import type { SecretValue } from './secret.ts';

/** How long a value has stood as it is, as far as anybody can tell. */
export interface ValueAge {
  /** Whole days up to the audit. */
  readonly days: number;
  /** `YYYY-MM-DD`, UTC. */
  readonly since: string;
  /** It may be older: the history ends here, or nothing but the file's own date is known. */
  readonly isAtLeast: boolean;
  /** `commit`: git says when it was written; `file`: the last change of a file that git does not track. */
  readonly basis: 'commit' | 'file';
}

/** The ages of a run. */
export interface Ages {
  /** More whole days than these are too many. */
  readonly maxDays: number;
  /**
   * Of values in service (see `isInService`). Those without an entry have no age: they are new, nobody can tell, or a
   * finding on them would not be reported.
   */
  readonly byValue: ReadonlyMap<SecretValue, ValueAge>;
}

/** What a text for a maximal age looks like, as a regular expression; the settings' JSON Schema holds it too. */
export const maxAgePattern = '^[1-9]\\d{0,4}[dwmy]?$';

/** The largest number that the pattern lets through. */
export const maxAgeNumber = 99_999;

/** How messages explain the pattern. */
export const maxAgeHint =
  'A number of days, or with a unit: 90d, 12w, 6m (30 days each), 1y (365 days).';

const daysOf = { d: 1, w: 7, m: 30, y: 365 } as const;

/** `90d`, `12w`, `6m`, `1y`, `90` or 90 in days; `undefined` for anything else. */
export function parseMaxAge(text: string | number): number | undefined {
  const written = String(text);
  if (!new RegExp(maxAgePattern).test(written)) return undefined;
  const unit = /[dwmy]$/.exec(written)?.[0] as keyof typeof daysOf | undefined;
  return Number.parseInt(written, 10) * daysOf[unit ?? 'd'];
}

const secondsPerDay = 86_400;

/**
 * Days from `changedAt` (seconds since 1970) to `now`; `undefined` where the date cannot be true: before 1970, or
 * more than a day ahead, which is more than clocks and time zones are wrong by.
 */
export function countDays(changedAt: number, now: Date): number | undefined {
  const days = Math.floor((now.getTime() / 1000 - changedAt) / secondsPerDay);
  if (!(changedAt > 0) || !(days >= -1)) return undefined;
  return Math.max(0, days);
}

/** The day of a time that `countDays` has found believable. */
export function dayOf(changedAt: number): string {
  return new Date(changedAt * 1000).toISOString().slice(0, 10);
}

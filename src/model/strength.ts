// What a secret's text is worth. `src/strength/` computes it; rules and reports only read it.
import type { HmacAlgorithm } from './algorithms.ts';
import type { Encoding } from './expression.ts';

/** Why a secret is weak, strongest reason first; `null` in a strength: nothing to say against it. */
export const reasons = [
  'known',
  'placeholder',
  'dictionary',
  'project-name',
  'timestamp',
  'uuid',
  'pattern',
  'typed',
  'low-entropy',
  'short',
  'thin',
] as const;
export type Reason = (typeof reasons)[number];

/** The reasons that mean "an attacker can predict it"; `short` and `thin` are about length alone. */
export type PredictableReason = Exclude<Reason, 'short' | 'thin'>;

/** Whether `reason` says that the text can be predicted. */
export function isPredictable(reason: Reason | null): reason is PredictableReason {
  return reason !== null && reason !== 'short' && reason !== 'thin';
}

/** What no person types by hand: 64 bits is eleven random base64 characters. */
const realBits = 64;

/** Sentences such as "put a long random string here" carry far less than their length could. */
const realDensity = 0.75;

/** Whether a text where a placeholder is expected looks like somebody's real secret. */
export function looksReal({ bits, capacityBits, predictable }: Strength): boolean {
  return predictable === null && bits >= realBits && bits >= realDensity * capacityBits;
}

/** One piece of the cheapest reading of a text: offsets into the text that was read, never the text itself. */
export interface Segment {
  /** Half-open UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** `word`, `name`, `date`, `keyboard walk`, `repeat`, `sequence`, `random` ... for people. */
  readonly what: string;
  readonly bits: number;
}

/** What to know of a secret besides its text. All optional: the more is known, the better the rating. */
export interface AssessOptions {
  readonly algorithm?: HmacAlgorithm;
  /** How the text becomes the key's bytes. Default `utf8`. */
  readonly encoding?: Encoding;
  /** Project, company and host names, lower or mixed case; words built on them count as `project-name`. */
  readonly projectNames?: readonly string[];
  /** More values to treat as known, as the settings and --wordlist give them. */
  readonly knownSecrets?: KnownSecretLookup;
  /** The algorithm is not an HMAC one that RFC 7518 covers; this many bytes are asked instead (0: no bar). */
  readonly minBytes?: number;
}

/** A set of known values: `find` is given the text and answers where it is known from. */
export interface KnownSecretLookup {
  find(text: string): string | undefined;
}

/** The rating of one secret. Holds no trace of the text beyond lengths and offsets. */
export interface Strength {
  /** Bytes the HMAC is keyed with, after the decoding the library really does. */
  readonly bytes: number;
  /** Bits that a text of this form and length could carry at most. */
  readonly capacityBits: number;
  /** Bits an attacker must guess: the least over all readings of the text. Never above `capacityBits`. */
  readonly bits: number;
  /** The algorithm it was held against, and what that needs. */
  readonly algorithm: HmacAlgorithm;
  readonly requiredBytes: number;
  /** The strongest reason, `null` where the secret is fine. */
  readonly reason: Reason | null;
  /** The strongest reason that is not about length; `null` where the text cannot be predicted. */
  readonly predictable: PredictableReason | null;
  /** `bytes` under the table. */
  readonly isShort: boolean;
  /** `bytes` enough, `capacityBits` under the table. */
  readonly isThin: boolean;
  /** One clause for people, no trace of the value: "the default of the Supabase docker setup". */
  readonly explanation: string;
  /** How the cheapest reading takes it apart, in order; offsets into the text as typed where that was read. */
  readonly segments: readonly Segment[];
  /** The reading that was cheapest: `as typed`, `base64 decoded`, `reversed` ... */
  readonly reading: string;
  /** Seconds to guess it at the stated rate (half the space on average); Infinity never, always finite or null. */
  readonly crackSeconds: number | null;
}

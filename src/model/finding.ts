// What rules say, ready for reports: everything here is redacted by type. No field holds a secret, a part of
// one, or a hash of one.
import type { HmacAlgorithm } from './algorithms.ts';
import type { Encoding } from './expression.ts';
import type { PastStory } from './history.ts';
import type { Place } from './place.ts';
import type { Context } from './source.ts';
import type { Reason } from './strength.ts';

export const severities = ['critical', 'high', 'medium', 'low'] as const;
/** The damage if we are right, worst first. */
export type Severity = (typeof severities)[number];

export const confidences = ['high', 'medium', 'low'] as const;
/** How sure we are. */
export type Confidence = (typeof confidences)[number];

/** How a report ranks it: `info` is what is of low severity, and a `note` never fails a run. */
export type Level = 'error' | 'warning' | 'info' | 'note';

/** The signing secret a finding speaks of. */
export interface SecretSummary {
  /** `null` for an unnamed literal. */
  readonly name: string | null;
  readonly environment: string | null;
  readonly purpose: string | null;
  readonly algorithm: HmacAlgorithm;
  readonly algorithmIsAssumed: boolean;
  readonly encoding: Encoding;
  readonly bytes: number | null;
  readonly requiredBytes: number;
  readonly capacityBits: number | null;
  readonly bits: number | null;
  readonly reason: Reason | null;
  readonly crackSeconds: number | null;
}

/** Another place of the same story. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** Source lines around a finding with every secret masked. */
export interface Frame {
  /** 1-based number of the first line. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** What to mark of the finding's first line: half-open offsets into that line as masked. */
  readonly mark?: { readonly start: number; readonly end: number };
}

export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly level: Level;
  readonly confidence: Confidence;
  readonly context: Context;
  readonly message: string;
  /** Absent where no secret is concerned. */
  readonly secret?: SecretSummary;
  /** Identifies the secret within this run, to group findings; carries no trace of its value. */
  readonly secretId?: string;
  /** In order: where it is used, where else it is set. */
  readonly related: readonly RelatedPlace[];
  /** The key's way from the use to the definition, both included; SARIF shows it as a code flow. */
  readonly flow?: readonly RelatedPlace[];
  readonly fix: 'safe' | 'unsafe' | null;
  /** Stable across line moves and value changes; holds no trace of the value. */
  readonly fingerprint: string;
  /** Why it is suppressed, where it is; suppressed findings are left out unless asked for. */
  readonly suppressed?: {
    readonly by: 'comment' | 'baseline' | 'settings';
    readonly reason: string;
  };
  /** What git remembers of the value. */
  readonly history?: PastStory;
  /** Present where the source could be read again. */
  readonly frame?: Frame;
}

// The whole result of a run: what `audit()` returns and every reporter is given. Redacted by type.
import type { Finding, Severity } from './finding.ts';
import type { Skipped } from './source.ts';

export interface Summary {
  readonly files: {
    readonly listed: number;
    readonly scanned: number;
    readonly parsed: number;
    readonly skipped: number;
  };
  /** Bytes that went through the prefilter. */
  readonly bytes: number;
  /** Signing secrets known after linking. */
  readonly secrets: number;
  readonly findings: Readonly<Record<Severity | 'note', number>>;
}

/** What a reporter needs to know of a rule. */
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly looksFor: string;
  readonly why: string;
  readonly howToFix: string;
  readonly references: readonly string[];
}

/** A remark on the run itself: an unused suppression, a rule that threw, nothing matched. */
export interface Notice {
  readonly kind: 'warning' | 'error';
  readonly message: string;
}

export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'keylint'; readonly version: string };
  /** False when something asked for could not be audited (exit 2). */
  readonly complete: boolean;
  readonly summary: Summary;
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
  /** The rules that ran, by id; for reporters, not part of the JSON contract. */
  readonly rules: readonly RuleSummary[];
  /** Wall time, milliseconds; for the text reporter alone, so that reports stay byte-identical. */
  readonly elapsedMs: number;
}

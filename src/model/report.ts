// The whole result of a run: what `audit()` returns and every reporter is given. Redacted by type.
import type { Finding, Severity } from './finding.ts';
import type { HistorySummary } from './history.ts';
import type { RuleCategory } from './rule.ts';
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
  /** Findings that a comment or the settings silence; they are not in `findings`. */
  readonly suppressed: number;
  /** Findings that a baseline accepts; they are not in `findings`. */
  readonly accepted: number;
  /** Files that speak of signing in a language that is not read, by its name. */
  readonly unread: Readonly<Record<string, number>>;
}

/** A part of the tree that alone was reported on; the rest was there for linking. */
export interface ReportedPart {
  readonly by: 'changes' | 'staged' | 'names';
  /** Files of kinds that are read, and how many of them are new as a whole. */
  readonly files: number;
  readonly newFiles: number;
  /** Changed lines of the others. */
  readonly lines: number;
}

/** What a run was told to look at and to leave out: without it, no findings are no all-clear. */
export interface Coverage {
  /** Absent: everything that was asked for was reported on. */
  readonly reported?: ReportedPart;
  /** Files that `ignore` of the settings leaves out and that would have been read. */
  readonly ignored: number;
  /** Names of secrets that `ignoreNames` of the settings leaves out. */
  readonly ignoredNames?: number;
  /** Links out of the tree that have the name of what is read: what they lead to was not. */
  readonly elsewhere?: number;
  /** Rules that ran, of those there are. */
  readonly rules: { readonly ran: number; readonly known: number };
  /** Findings of rules that ran and that `overrides` of the settings switch off where they are. */
  readonly switchedOff: number;
  /** File name of the baseline. */
  readonly baseline?: string;
  /** Findings below a severity that were left out. */
  readonly below?: { readonly severity: Severity; readonly findings: number };
  /** Asymmetric algorithms in use, as the code names them: of their keys only private ones that are written down are audited. */
  readonly asymmetric: readonly AsymmetricUse[];
}

export interface AsymmetricUse {
  readonly algorithm: string;
  readonly signs: number;
  readonly verifies: number;
}

/** What a reporter needs to know of a rule. */
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly category: RuleCategory;
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
  readonly coverage: Coverage;
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Where the history was looked at. */
  readonly history?: HistorySummary;
  readonly notices: readonly Notice[];
  /** The rules that ran, by id; for reporters, not part of the JSON contract. */
  readonly rules: readonly RuleSummary[];
  /** Wall time, milliseconds; for the text reporter alone, so that reports stay byte-identical. */
  readonly elapsedMs: number;
}

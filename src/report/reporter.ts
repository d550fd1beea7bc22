// What a report format is: a pure function from the redacted report to text.
import type { SecretSummary } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Rank } from './findings.ts';

/**
 * GitHub's line hash of one line (1-based) of one file; `undefined` where the hash would cover a secret's value.
 * `createLineHashes` in `line-hash.ts` makes one from a text.
 */
export type LineHashes = (line: number) => string | undefined;

/** Since when a line has the value it has, as git blame tells. */
export interface SecretAge {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** `YYYY-MM-DD`. */
  readonly since: string;
  /** Whole days from then to the audit. */
  readonly days: number;
}

/** A place of an inventory: what sets a secret, or what uses it. */
export interface InventoryPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Set: `production`, `null` when unknown. Uses have none. */
  readonly environment?: string | null;
  /** Uses: "jwt.sign, HS512". */
  readonly label?: string;
}

/** Which state of a repository was audited. */
export interface AuditedSource {
  /** The whole id. */
  readonly commit: string;
  /** When it was committed, `2026-03-01T10:20:30+01:00`. */
  readonly date: string;
  /** `null` where none is checked out. */
  readonly branch: string | null;
  /** There were changes that no commit holds. */
  readonly isDirty: boolean;
}

/** A report of before, as far as a comparison needs it. */
export interface EarlierReport {
  /** As people call it. */
  readonly name: string;
  readonly findings: readonly EarlierFinding[];
}

export interface EarlierFinding {
  readonly rule: string;
  readonly rank: Rank;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly fingerprint: string;
}

/** One signing secret with or without findings, redacted; for the audit report. */
export interface InventoryEntry {
  /** `Finding.secretId` of its findings. */
  readonly id: string;
  readonly secret: SecretSummary;
  readonly definitions: readonly InventoryPlace[];
  readonly uses: readonly InventoryPlace[];
}

export interface ReporterOptions {
  /** Terminal colours; only `text` looks at it. */
  readonly color: boolean;
  /** Width of the terminal in columns. */
  readonly columns?: number;
  /** Also show suppressed findings. */
  readonly showSuppressed?: boolean;
  /** Path from the repository's root to the root of the run, `/`-ended or ''; hosts map paths from there. */
  readonly pathPrefix?: string;
  /** Show notes, whys and frames more (verbose) or less (quiet). */
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** Text: what paths are called where the reader stands. Default: as the report has them. */
  readonly rename?: (path: string) => string;
  /** Text: what commands have to repeat of the run's own command line, and whether `--fix` can write here. */
  readonly command?: { readonly scope: string; readonly canFix: boolean };
  /** SARIF: line hashes of a file by its path in the report. */
  readonly lineHashes?: (path: string) => LineHashes | undefined;
  /** SARIF: what tells several runs on one commit apart (a shard, a package). Default: `pathPrefix`. */
  readonly category?: string;
  /** Markdown: address of the tree, `/`-ended: `https://github.com/o/r/blob/<commit>/`; paths become links. */
  readonly sourceUrl?: string;
  /** HTML: what was audited, as people call it. */
  readonly title?: string;
  /** HTML and GitLab's secrets: what was audited. */
  readonly source?: AuditedSource;
  /** GitLab's secrets: the time to write where it is not that of `source`. */
  readonly now?: Date;
  /** HTML: more for the head of the page, in order: `Settings`, `keylint.config.json`. */
  readonly about?: readonly (readonly [name: string, value: string])[];
  /** HTML: address of a place: `{path}`, `{line}`, `{commit}` and `{root}` are filled in. */
  readonly link?: string;
  /** HTML: absolute path of the root of the run, for `{root}`. */
  readonly root?: string;
  /** HTML: what to compare with. */
  readonly earlier?: EarlierReport;
  /** HTML: ages of the lines that set secrets. */
  readonly ages?: readonly SecretAge[];
  /** HTML: all secrets. Without it the report speaks of those with findings. */
  readonly inventory?: readonly InventoryEntry[];
}

export type Reporter = (report: Report, options: ReporterOptions) => string;

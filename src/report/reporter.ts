// What a report format is: a pure function from the redacted report to text.
import type { Report } from '../model/report.ts';

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
}

export type Reporter = (report: Report, options: ReporterOptions) => string;

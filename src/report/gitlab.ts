// GitLab code quality: a JSON array for the `codequality` artifact of a merge request.
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { toSafeJson, visible } from './escape.ts';
import { type Rank, rankOf, shownFindings } from './findings.ts';
import type { ReporterOptions } from './reporter.ts';

const gitlabSeverity: Readonly<Record<Rank, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  note: 'info',
};

/** In the order of the report, with a final newline; fingerprints are made unique, as GitLab asks. */
export function renderGitlab(report: Report, options: ReporterOptions): string {
  const seen = new Map<string, number>();
  const entries = shownFindings(report, options).map((finding) => {
    const ordinal = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, ordinal);
    return toEntry(finding, ordinal, options.pathPrefix ?? '');
  });
  return `${toSafeJson(entries)}\n`;
}

function toEntry(finding: Finding, ordinal: number, prefix: string): object {
  return {
    description: visible(finding.message),
    check_name: finding.rule,
    fingerprint: ordinal === 1 ? finding.fingerprint : `${finding.fingerprint}:${ordinal}`,
    severity: gitlabSeverity[rankOf(finding)],
    location: { path: `${prefix}${finding.path}`, lines: { begin: Math.max(1, finding.line) } },
  };
}

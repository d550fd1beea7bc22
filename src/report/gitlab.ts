// GitLab code quality: a JSON array for the `codequality` artifact of a merge request.
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { toSafeJson, visible } from './escape.ts';
import { type Rank, rankOf, shownFindings } from './findings.ts';
import { inRepository } from './relocate.ts';
import type { ReporterOptions } from './reporter.ts';

const gitlabSeverity: Readonly<Record<Rank, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  note: 'info',
};

/** In the order of the report, with a final newline; fingerprints are made unique, as GitLab asks. */
export function renderGitlab(found: Report, options: ReporterOptions): string {
  const report = inRepository(found, options);
  const seen = new Map<string, number>();
  const entries = shownFindings(report, options).map((finding) => {
    const ordinal = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, ordinal);
    return toEntry(finding, ordinal, options.pathPrefix ?? '');
  });
  return `${toSafeJson([...entries, ...aboutTheRun(report, options.pathPrefix ?? '')])}\n`;
}

/** Files that could not be audited, so many by name, and what was left out or silenced: no list of issues is an all-clear. */
const maxNamed = 20;

function aboutTheRun(report: Report, prefix: string): object[] {
  const failures = report.skipped.filter(({ isFailure }) => isFailure);
  const said = statementsOf(report).map(({ text }) => visible(text));
  const errors = report.notices.filter(({ kind }) => kind === 'error');
  // GitLab wants a place: a file that something is said of, else one that need not be there.
  const somewhere =
    failures[0]?.path ??
    report.findings.find(({ suppressed }) => suppressed)?.path ??
    report.skipped[0]?.path ??
    'keylint.config.json';
  const entry = (check: string, severity: string, path: string, description: string): object => ({
    description,
    check_name: `keylint-${check}`,
    fingerprint: `keylint:${check}:${path}`,
    severity,
    location: { path: `${prefix}${path}`, lines: { begin: 1 } },
  });
  return [
    ...failures
      .slice(0, maxNamed)
      .map(({ path, reason }) =>
        entry('incomplete', 'blocker', path, `Not audited: ${reason.replaceAll('-', ' ')}`),
      ),
    ...(report.complete || failures.length > 0 || errors.length > 0
      ? []
      : [entry('incomplete', 'blocker', somewhere, 'The audit is not complete')]),
    ...errors
      .slice(0, maxNamed)
      .map(({ message }) => entry('error', 'blocker', somewhere, visible(message))),
    ...(said.length === 0 ? [] : [entry('coverage', 'info', somewhere, `${said.join('. ')}.`)]),
  ];
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

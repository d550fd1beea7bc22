// From a report to an exit code, and the thresholds that a person sets for it.
import { type Finding, type Severity, severities } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { countFindings } from '../model/summary.ts';

export interface Thresholds {
  /** Findings below are left out; `undefined`: all stay. */
  readonly minSeverity: Severity | undefined;
  readonly failOn: Severity;
  /** Exit code for findings. */
  readonly findingsCode: number;
}

/** The report without the findings below the thresholds; its summary counts what is left. */
export function selectFindings(report: Report, { minSeverity }: Thresholds): Report {
  if (minSeverity === undefined) return report;
  const findings = report.findings.filter(({ severity }) => isAtLeast(severity, minSeverity));
  if (findings.length === report.findings.length) return report;
  return {
    ...report,
    findings,
    summary: { ...report.summary, ...countFindings(findings) },
    coverage: {
      ...report.coverage,
      below: { severity: minSeverity, findings: report.findings.length - findings.length },
    },
  };
}

/** 2 where the audit is not complete, whatever was found; then the code for findings; then 0. */
export function exitCodeOf(report: Report, { failOn, findingsCode }: Thresholds): number {
  if (!report.complete) return 2;
  return report.findings.some((finding) => fails(finding, failOn)) ? findingsCode : 0;
}

/** Whether a finding fails a run: neither a note nor suppressed, and at or above the fail level. */
export function fails({ level, severity, suppressed }: Finding, failOn: Severity): boolean {
  return level !== 'note' && !suppressed && isAtLeast(severity, failOn);
}

// The scale is listed worst first.
function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

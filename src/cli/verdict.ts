// From a report to an exit code, and the thresholds that a person sets for it.
import {
  type Confidence,
  confidences,
  type Finding,
  type Severity,
  severities,
} from '../model/finding.ts';
import type { Report } from '../model/report.ts';

export interface Thresholds {
  /** Findings below are left out; `undefined`: all stay. */
  readonly minSeverity: Severity | undefined;
  readonly minConfidence: Confidence;
  readonly failOn: Severity;
  /** Exit code for findings. */
  readonly findingsCode: number;
}

/** The report without the findings below the thresholds; its summary counts what is left. */
export function selectFindings(report: Report, thresholds: Thresholds): Report {
  const { minSeverity, minConfidence } = thresholds;
  const findings = report.findings.filter(
    ({ severity, confidence }) =>
      (minSeverity === undefined || isAtLeast(severities, severity, minSeverity)) &&
      isAtLeast(confidences, confidence, minConfidence),
  );
  if (findings.length === report.findings.length) return report;
  return {
    ...report,
    findings,
    summary: { ...report.summary, findings: countFindings(findings) },
  };
}

/** 2 where the audit is not complete, whatever was found; then the code for findings; then 0. */
export function exitCodeOf(report: Report, { failOn, findingsCode }: Thresholds): number {
  if (!report.complete) return 2;
  return report.findings.some((finding) => fails(finding, failOn)) ? findingsCode : 0;
}

/** Whether a finding fails a run: neither a note nor suppressed, and at or above the fail level. */
export function fails({ level, severity, suppressed }: Finding, failOn: Severity): boolean {
  return level !== 'note' && !suppressed && isAtLeast(severities, severity, failOn);
}

function countFindings(findings: readonly Finding[]): Record<Severity | 'note', number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, note: 0 };
  for (const { level, severity, suppressed } of findings) {
    if (!suppressed) counts[level === 'note' ? 'note' : severity]++;
  }
  return counts;
}

// Both scales are listed best first.
function isAtLeast<T extends string>(scale: readonly T[], value: T, least: T): boolean {
  return scale.indexOf(value) <= scale.indexOf(least);
}

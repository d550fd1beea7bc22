// Of all findings those that a pull or merge request is about, and a report of them alone.
import type { Changes } from '../../github/changes.ts';
import type { TouchedFinding } from '../../github/touched.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { countFindings } from '../../model/summary.ts';
import type { AuditRun } from '../../run.ts';

export async function touchedBy(
  findings: readonly Finding[],
  { changes, run, prefix }: { changes: Changes; run: AuditRun; prefix: string },
): Promise<TouchedFinding[]> {
  const { selectTouched } = await import('../../github/touched.ts');
  const read = (path: string): Uint8Array | undefined => {
    const result = path.startsWith(prefix) ? run.tree.read(path.slice(prefix.length)) : undefined;
    return result && 'bytes' in result ? Uint8Array.from(result.bytes) : undefined;
  };
  return selectTouched(findings, changes, { checkedOut: { read }, prefix });
}

/** The report with these findings instead of all. */
export function withFindings(report: Report, findings: readonly Finding[]): Report {
  return { ...report, findings, summary: { ...report.summary, ...countFindings(findings) } };
}

/** Fingerprints of what is there now; `undefined` where the audit is not complete and nobody can say what is gone. */
export function fingerprintsOf({ complete, findings }: Report): ReadonlySet<string> | undefined {
  if (!complete) return undefined;
  return new Set(findings.filter((one) => !one.suppressed).map((one) => one.fingerprint));
}

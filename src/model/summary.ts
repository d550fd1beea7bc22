// Counts findings for a report: one way of counting, whoever leaves findings out of it afterwards.
import type { Finding } from './finding.ts';
import type { Summary } from './report.ts';

/** What a summary says of `findings`: those that stand, and those that somebody has silenced or accepted. */
export function countFindings(
  findings: readonly Finding[],
): Pick<Summary, 'findings' | 'suppressed' | 'accepted'> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, note: 0 };
  let suppressed = 0;
  let accepted = 0;
  for (const finding of findings) {
    if (finding.suppressed?.by === 'baseline') accepted++;
    else if (finding.suppressed) suppressed++;
    else counts[finding.level === 'note' ? 'note' : finding.severity]++;
  }
  return { findings: counts, suppressed, accepted };
}

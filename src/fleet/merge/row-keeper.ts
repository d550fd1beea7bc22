// Rows of fifty thousand repositories in as little memory as they need: what comes from a thread is a copy of everything,
// and most of it is the same in many rows, or is there already.
import type { ReportedMember } from './portion-reports.ts';
import type { RepositoryRow } from './summary.ts';

const none: readonly string[] = [];

/** Gives rows that share what is equal. `about`: whose row it is. */
export function createRowKeeper(): (
  row: RepositoryRow,
  about: ReportedMember | undefined,
) => RepositoryRow {
  const known = new Map<string, unknown>();
  const share = <T>(part: T): T => {
    const text = JSON.stringify(part);
    // The cast: what has the same text is the same.
    const before = known.get(text) as T | undefined;
    if (before !== undefined) return before;
    known.set(text, part);
    return part;
  };
  return (row, about) => ({
    ...row,
    name: about?.member.name === row.name ? about.member.name : row.name,
    report: about?.reportPath === row.report ? about.reportPath : row.report,
    teams: share(row.teams),
    status: share(row.status),
    findings: share(row.findings),
    score: row.score && share(row.score),
    // Those with groups are few, and each has its own.
    shared: row.shared.length === 0 ? none : row.shared,
  });
}

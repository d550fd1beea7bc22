// The two long tables of the page as data: the script filters, sorts and turns pages of them; the first page stands in
// the file, for whoever reads it without a script.
import { visible } from '../../../report/escape.ts';
import type { Rank } from '../../../report/findings.ts';
import { ranks } from '../../../report/findings.ts';
import type { RepositoryRow, WorstSecret } from '../../merge/summary.ts';

export interface PageSecret {
  readonly rank: Rank;
  readonly title: string;
  readonly reason: string;
  readonly rule: string;
  readonly repository: string;
  /** The report of the repository. */
  readonly report: string;
  readonly teams: string;
  /** `src/auth.ts:14`. */
  readonly place: string;
  /** The place on its host; `null` where it has none. */
  readonly link: string | null;
  readonly bits: number | null;
  readonly shared: string;
}

export interface PageRepository {
  readonly name: string;
  readonly report: string | null;
  readonly teams: string;
  /** -1: nothing to grade. */
  readonly points: number;
  readonly grade: string;
  /** As many as there are ranks. */
  readonly counts: readonly number[];
  readonly secrets: number;
  readonly shared: string;
  readonly status: RepositoryRow['status'];
  readonly marks: string;
  readonly date: string;
  /** The worst first. */
  readonly order: number;
}

/** Rows on a page of a table. */
export const rowsOfPage = 50;

export function toPageSecret(one: WorstSecret, up: string): PageSecret {
  const { rank, rule, bits } = one;
  return {
    ...{ rank, rule, bits },
    // The script puts these into the page as they are.
    title: visible(one.title),
    reason: visible(one.reason),
    repository: visible(one.repository),
    report: reportOf(one.report, up),
    teams: one.teams.join(', '),
    place: visible(`${one.path}:${one.line}`),
    link: one.link !== null && /^https:\/\//.test(one.link) ? one.link : null,
    shared: one.shared ?? '',
  };
}

export function toPageRepository(row: RepositoryRow, up: string): PageRepository {
  const points = row.score?.points ?? -1;
  const counts = ranks.map((rank) => row.findings[rank]);
  const marks = [
    ...(row.isArchived ? ['archived'] : []),
    ...(row.isFork ? ['fork'] : []),
    ...(row.isPublic ? ['public'] : []),
  ];
  return {
    name: visible(row.name),
    report: row.report === null ? null : reportOf(row.report, up),
    teams: row.teams.join(', '),
    points,
    grade: row.score?.grade ?? '',
    counts,
    secrets: row.secrets,
    shared: row.shared.join(', '),
    status: row.status,
    marks: marks.join(', '),
    date: visible(row.commit?.date.slice(0, 10) ?? ''),
    order: orderOf(row),
  };
}

/** Of the table of repositories: what could not be audited, then the worst. */
export function orderOf({ status, score }: RepositoryRow): number {
  return status === 'failed' ? -1 : (score?.points ?? 1000);
}

/** Names were made safe for paths; what is left to spell is what addresses have a use for. */
function reportOf(path: string, up: string): string {
  return `${up}repos/${path.split('/').map(encodeURIComponent).join('/')}.html`;
}

// What a fleet's reports say of each repository, team and secret, in the few words that a page of ten thousand can hold.
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { type Statement, statementsOf } from '../../report/coverage.ts';
import {
  groupFindings,
  type Rank,
  rankOf,
  ranks,
  rulesById,
  shownFindings,
} from '../../report/findings.ts';
import { gradeOf, type Score, scoreOf } from '../../report/html/score.ts';
import { toUri } from '../../report/sarif/locations.ts';
import { reasonOf, tellingOrder, titleOf } from '../../report/text/reason.ts';
import type { AuditedCommit, Member, MemberBody } from '../model.ts';
import { byText } from '../names.ts';
import type { Group } from './groups.ts';

export type RankCounts = Readonly<Record<Rank, number>>;

/** One repository. */
export interface RepositoryRow {
  readonly name: string;
  /** Of its reports, below `repos/`, without the ending; `null` where there are none. */
  readonly report: string | null;
  readonly commit: AuditedCommit | null;
  readonly teams: readonly string[];
  readonly isArchived: boolean;
  readonly isFork: boolean;
  readonly isPublic: boolean;
  /** `incomplete`: audited, but for a part that could not be read; `failed`: not at all; `empty`: without a commit. */
  readonly status: 'audited' | 'incomplete' | 'failed' | 'empty';
  /** Why it failed, what of it could not be audited, or else what its settings and comments silence. */
  readonly reason: string | null;
  readonly findings: RankCounts;
  readonly secrets: number;
  /** `null`: there is nothing to grade. */
  readonly score: Score | null;
  /** Numbers of the groups that it is in. */
  readonly shared: readonly string[];
}

/** One secret of one repository that something is wrong with, or one place where no secret is concerned. */
export interface WorstSecret {
  readonly repository: string;
  readonly report: string;
  readonly teams: readonly string[];
  readonly rank: Rank;
  readonly title: string;
  readonly reason: string;
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly bits: number | null;
  readonly link: string | null;
  readonly shared: string | null;
}

export interface TeamRow {
  /** `''`: nobody is named. */
  readonly name: string;
  readonly repositories: number;
  readonly findings: RankCounts;
  readonly score: Score | null;
}

export const noFindings: RankCounts = { critical: 0, high: 0, medium: 0, low: 0, note: 0 };

export interface Described {
  readonly member: Member;
  readonly report: Report;
  readonly body: MemberBody;
  readonly commit: AuditedCommit | null;
  readonly reportPath: string;
  readonly groups: readonly Group[];
  /** Who owns a path of it; without one, all of it. */
  teamsOf(path?: string): readonly string[];
}

export function toRow({
  member,
  report,
  commit,
  reportPath,
  groups,
  teamsOf,
}: Described): RepositoryRow {
  const failures = report.skipped.filter(({ isFailure }) => isFailure);
  const errors = report.notices.filter(({ kind }) => kind === 'error');
  const [first] = [
    ...failures.map(
      ({ path, reason, detail }) => `${path}: ${detail ?? reason.replaceAll('-', ' ')}`,
    ),
    ...errors.map(({ message }) => message),
  ];
  const more = failures.length + errors.length - 1;
  return {
    ...describeMember(member),
    report: reportPath,
    commit,
    teams: teamsOf(),
    status: commit === null ? 'empty' : report.complete ? 'audited' : 'incomplete',
    reason:
      first === undefined ? silencedText(report) : `${first}${more > 0 ? ` and ${more} more` : ''}`,
    findings: report.summary.findings,
    secrets: report.summary.secrets,
    score: report.summary.secrets === 0 ? null : scoreOf(report.findings),
    shared: groups.map(({ number }) => number),
  };
}

/** What a repository says of itself that is not to be told: without it, no findings are no all-clear. */
function silencedText(report: Report): string | null {
  const silenced = statementsOf(report).filter(({ about }) => silencing.has(about));
  return silenced.length === 0 ? null : silenced.map(({ text }) => text).join('; ');
}

const silencing: ReadonlySet<Statement['about']> = new Set([
  'ignored',
  'rules',
  'switched-off',
  'accepted',
  'suppressed',
]);

/** A repository that could not be audited. */
export function failedRow(member: Member, reason: string, teams: readonly string[]): RepositoryRow {
  return {
    ...describeMember(member),
    report: null,
    commit: null,
    teams,
    status: 'failed',
    reason,
    findings: noFindings,
    secrets: 0,
    score: null,
    shared: [],
  };
}

function describeMember({ name, isArchived, isFork, isPublic }: Member) {
  return {
    name,
    isArchived: isArchived === true,
    isFork: isFork === true,
    isPublic: isPublic === true,
  };
}

/** What counts of a repository, the worst first, a line a secret. */
export function worstOf({
  member,
  report,
  body,
  commit,
  reportPath,
  groups,
  teamsOf,
}: Described): WorstSecret[] {
  const rules = rulesById(report);
  const counted = shownFindings(report, {}).filter((one) => rankOf(one) !== 'note');
  return groupFindings(counted, ({ rule }) => rule).flatMap((group): WorstSecret[] => {
    const [main] = tellingOrder(group.findings, rules);
    if (!main) return [];
    const shared = groups.find(({ occurrences }) =>
      occurrences.some(
        ({ repository, record }) => repository === member.name && record.secretId === main.secretId,
      ),
    );
    return [
      {
        repository: member.name,
        report: reportPath,
        teams: teamsOf(main.path),
        rank: group.rank,
        title: titleOf(group, main, rules),
        reason: reasonOf(main),
        rule: main.rule,
        path: main.path,
        line: main.line,
        bits: leastBits(group.findings),
        link: addressOf(main, body.link, commit),
        shared: shared?.number ?? null,
      },
    ];
  });
}

/** The address of a finding's place on its host. */
export function addressOf(
  finding: Finding,
  link: string | undefined,
  commit: AuditedCommit | null,
): string | null {
  const { introduced, place } = finding.history ?? { introduced: null, place: 'current' };
  const id = place === 'introduced' ? introduced?.commit : commit?.id;
  if (link === undefined || id === undefined) return null;
  const path = toUri(finding.path, undefined);
  return link
    .replace('{commit}', () => id)
    .replace('{path}', () => path)
    .replace('{line}', () => String(finding.line));
}

function leastBits(findings: readonly Finding[]): number | null {
  const bits = findings.flatMap(({ secret }) => secret?.bits ?? []);
  return bits.length === 0 ? null : Math.min(...bits);
}

/** Order of what to mend first: how bad, how many have it, how few guesses it takes; then by name. */
export function compareWorst(a: WorstSecret, b: WorstSecret): number {
  const bits = ({ bits: known }: WorstSecret): number => known ?? Number.MAX_SAFE_INTEGER;
  return (
    ranks.indexOf(a.rank) - ranks.indexOf(b.rank) ||
    Number(b.shared !== null) - Number(a.shared !== null) ||
    bits(a) - bits(b) ||
    byText(a.repository, b.repository) ||
    byText(a.path, b.path) ||
    a.line - b.line ||
    byText(a.rule, b.rule)
  );
}

/** Teams with their repositories; one without owners stands for all that have none. In order of their score. */
export function toTeams(rows: readonly RepositoryRow[]): TeamRow[] {
  const byTeam = new Map<string, RepositoryRow[]>();
  for (const row of rows) {
    for (const team of row.teams.length === 0 ? [''] : row.teams) {
      const known = byTeam.get(team);
      if (known) known.push(row);
      else byTeam.set(team, [row]);
    }
  }
  return [...byTeam]
    .map(([name, own]) => ({
      name,
      repositories: own.length,
      findings: addCounts(own),
      score: meanScore(own),
    }))
    .sort(
      (a, b) =>
        (a.score?.points ?? 101) - (b.score?.points ?? 101) ||
        b.findings.critical - a.findings.critical ||
        byText(a.name, b.name),
    );
}

export function addCounts(rows: readonly { readonly findings: RankCounts }[]): RankCounts {
  const sum: Record<Rank, number> = { ...noFindings };
  for (const { findings } of rows) for (const rank of ranks) sum[rank] += findings[rank];
  return sum;
}

/** Every repository with a secret counts the same, so that one bad one among many good ones shows and no more. */
export function meanScore(rows: readonly Pick<RepositoryRow, 'score'>[]): Score | null {
  const points = rows.flatMap(({ score }) => (score ? [score.points] : []));
  if (points.length === 0) return null;
  const mean = Math.floor(points.reduce((sum, one) => sum + one, 0) / points.length);
  return { points: mean, grade: gradeOf(mean) };
}

// What all formats ask of a report's findings: which to show, which first, and which belong to one secret.
import { plainSetting } from '../model/file-setting.ts';
import type { Finding, RelatedPlace, Severity } from '../model/finding.ts';
import { severities } from '../model/finding.ts';
import type { Report, RuleSummary } from '../model/report.ts';
import type { ReporterOptions } from './reporter.ts';

/** How loudly a finding is shown: its severity, or `note` where it never fails a run. */
export type Rank = Severity | 'note';

/** Loudest first. */
export const ranks: readonly Rank[] = [...severities, 'note'];

export function rankOf(finding: Finding): Rank {
  return finding.level === 'note' ? 'note' : finding.severity;
}

/** The findings to show, in the report's order. */
export function shownFindings(
  report: Report,
  options: Pick<ReporterOptions, 'showSuppressed'>,
): readonly Finding[] {
  if (options.showSuppressed) return report.findings;
  return report.findings.filter((finding) => finding.suppressed === undefined);
}

/** Loudest first; findings of one rank keep the order of their places. A new array. */
export function loudestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => ranks.indexOf(rankOf(a)) - ranks.indexOf(rankOf(b)));
}

/** How many of `findings` have each rank. */
export function countRanks(findings: readonly Finding[]): Record<Rank, number> {
  const counts: Record<Rank, number> = { critical: 0, high: 0, medium: 0, low: 0, note: 0 };
  for (const finding of findings) counts[rankOf(finding)]++;
  return counts;
}

/** Findings of one secret, or of one file where no secret is concerned. */
export interface FindingGroup {
  /** The name of the secret or the path; not escaped. */
  readonly title: string;
  readonly isSecret: boolean;
  readonly rank: Rank;
  /** In the report's order. */
  readonly findings: readonly Finding[];
}

/**
 * Groups by secret, the loudest group first, groups of one rank in the order of their first place. What concerns no
 * secret is grouped by file, or by what `alsoBy` says of it besides.
 */
export function groupFindings(
  findings: readonly Finding[],
  alsoBy: (finding: Finding) => string = () => '',
): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key =
      finding.secretId === undefined
        ? `file ${finding.path} ${alsoBy(finding)}`
        : `id ${finding.secretId}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()]
    .map(toGroup)
    .sort((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank));
}

function toGroup(findings: readonly Finding[]): FindingGroup {
  const first = findings[0];
  const loudest = loudestFirst(findings)[0];
  const named = findings.find((finding) => finding.secret?.name != null);
  const isSecret = first?.secretId !== undefined;
  return {
    title: isSecret ? plainSetting(named?.secret?.name ?? 'unnamed secret') : (first?.path ?? ''),
    isSecret,
    rank: loudest ? rankOf(loudest) : 'note',
    findings,
  };
}

/** The rules of a report by id. */
export function rulesById(report: Report): ReadonlyMap<string, RuleSummary> {
  return new Map(report.rules.map((rule) => [rule.id, rule]));
}

/** `1234567` as `1,234,567`. Not `toLocaleString`: a commit hook would wait 15 ms for the tables of all languages. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 finding`, `2 findings`, `1,234 files`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : plural}`;
}

/** `path:line:column`; not escaped. */
export function placeText(place: { path: string; line: number; column?: number }): string {
  const column = place.column === undefined ? '' : `:${place.column}`;
  return `${place.path}:${place.line}${column}`;
}

/** Whether a related place is a call that uses the secret, which rules word the same everywhere. */
export function isUse({ message }: RelatedPlace): boolean {
  return /^(?:signs|verifies|uses)\b/.test(message);
}

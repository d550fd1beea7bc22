// Markdown for a job summary or an issue: the verdict, a table of findings, and what the rules mean. Whatever comes
// from the repository is escaped to plain words.
import type { Finding } from '../model/finding.ts';
import type { Report, RuleSummary } from '../model/report.ts';
import { statementsOf, type Verdict, verdictOf } from './coverage.ts';
import { escapeMarkdown, proseToMarkdown } from './escape.ts';
import {
  count,
  countRanks,
  grouped,
  loudestFirst,
  type Rank,
  rankOf,
  ranks,
  rulesById,
  shownFindings,
} from './findings.ts';
import type { ReporterOptions } from './reporter.ts';
import { toUri } from './sarif/locations.ts';

/** GitHub drops a summary above 1 MiB as a whole; UTF-8 bytes. */
const maxBytes = 900_000;

const icons: Readonly<Record<Rank, string>> = {
  critical: '🟣',
  high: '🔴',
  medium: '🟠',
  low: '🔵',
  note: '⚪',
};

/** The summary with a final newline, at most 900 KB: rows that do not fit are dropped and counted. */
export function renderMarkdown(report: Report, options: ReporterOptions): string {
  return renderWithin(report, options, maxBytes);
}

/** `renderMarkdown` with the size limit as a parameter. */
export function renderWithin(report: Report, options: ReporterOptions, maxBytes: number): string {
  const findings = loudestFirst(shownFindings(report, options));
  const head = [...headLines(report, findings, options), ''];
  const tail = [...ruleLines(findings, report), ...runLines(report), ''];
  const dropped = (rows: number): string[] =>
    rows === 0 ? [] : ['', `_${count(rows, 'more finding')} left out, the least severe ones._`];
  const reserve = sizeOf([...head, ...tableHead, ...tail, ...dropped(findings.length)]);
  const rows: string[] = [];
  let size = reserve;
  for (const finding of findings) {
    const row = toRow(finding, options);
    size += sizeOf([row]);
    if (size > maxBytes) break;
    rows.push(row);
  }
  const table = findings.length === 0 ? [] : [...tableHead, ...rows];
  return [...head, ...table, ...dropped(findings.length - rows.length), ...tail].join('\n');
}

const tableHead = ['| | Rule | Where | What |', '| --- | --- | --- | --- |'];

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((size, line) => size + Buffer.byteLength(line) + 1, 0);
}

function headLines(
  report: Report,
  findings: readonly Finding[],
  options: ReporterOptions,
): string[] {
  const counts = countRanks(findings);
  const failing = findings.length - counts.note;
  const parts = ranks
    .filter((rank) => counts[rank] > 0)
    .map((rank) => `${icons[rank]} ${count(counts[rank], rank, rank === 'note' ? 'notes' : rank)}`);
  const { files, secrets } = report.summary;
  const verdict = findings.length > 0 ? parts.join(' · ') : sentenceOf(verdictOf(report, options));
  return [
    `## keylint: ${count(failing, 'finding')}`,
    '',
    ...(report.complete
      ? []
      : [
          '> [!WARNING]',
          '> **The audit is not complete**: something that was asked for could not be audited.',
          '',
        ]),
    verdict,
    '',
    `${count(secrets, 'signing secret')} in ${count(files.listed, 'file')}, ${grouped(files.skipped)} skipped.`,
    ...statementLines(report),
  ];
}

/** Only what is an all-clear gets the sign of one. */
function sentenceOf({ kind, text }: Verdict): string {
  const sign = kind === 'clear' ? '✅ ' : kind === 'nothing' ? '⚠️ ' : '';
  return `${sign}${escapeMarkdown(text)}.`;
}

function statementLines(report: Report): string[] {
  const said = statementsOf(report);
  return said.length === 0 ? [] : ['', ...said.map(({ text }) => `- ${escapeMarkdown(text)}`)];
}

function toRow(finding: Finding, options: ReporterOptions): string {
  const rank = rankOf(finding);
  const related = finding.related
    .slice(0, 3)
    .map((place) => `<br>↳ ${placeCell(place, options)} ${escapeMarkdown(place.message)}`)
    .join('');
  const context = finding.context === 'production' ? '' : ` (${finding.context})`;
  return `| ${icons[rank]} ${rank} | ${escapeMarkdown(finding.rule)} | ${placeCell(finding, options)}${context} | ${escapeMarkdown(finding.message)}${related} |`;
}

/** `path:line` as code, linked where the tree's address is known. */
function placeCell(place: { path: string; line: number }, options: ReporterOptions): string {
  const path = `${options.pathPrefix ?? ''}${place.path}`;
  const text = `<code>${escapeMarkdown(path)}:${place.line}</code>`;
  if (options.sourceUrl === undefined) return text;
  return `<a href="${options.sourceUrl}${toUri(path)}#L${place.line}">${text}</a>`;
}

function ruleLines(findings: readonly Finding[], report: Report): string[] {
  const rules = rulesById(report);
  const named = [...new Set(findings.map((finding) => finding.rule))].sort();
  const known = named.flatMap((id) => rules.get(id) ?? []);
  if (known.length === 0) return [];
  return [
    '',
    '<details><summary>What the rules mean, and how to fix</summary>',
    '',
    ...known.flatMap(ruleEntry),
    '</details>',
  ];
}

function ruleEntry(rule: RuleSummary): string[] {
  return [
    `- **${escapeMarkdown(rule.id)}**: ${proseToMarkdown(rule.why)}`,
    `  <br>Fix: ${proseToMarkdown(rule.howToFix)}`,
  ];
}

/** Failures and remarks; few, since a job summary is read, not searched. */
function runLines(report: Report): string[] {
  const failures = report.skipped.filter((skipped) => skipped.isFailure);
  const entries = [
    ...failures.map(
      ({ path, reason, detail }) =>
        `- not audited: <code>${escapeMarkdown(path)}</code> (${reason}${detail === undefined ? '' : `: ${escapeMarkdown(detail)}`})`,
    ),
    ...report.notices.map(({ kind, message }) => `- ${kind}: ${escapeMarkdown(message)}`),
  ];
  if (entries.length === 0) return [];
  const more = entries.length - 50;
  return ['', ...entries.slice(0, 50), ...(more > 0 ? [`- and ${more} more`] : [])];
}

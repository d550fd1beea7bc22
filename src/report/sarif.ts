// SARIF 2.1.0 for code scanning: the shape, limits and URI rules are GitHub's, which are stricter than the
// standard's. What GitHub ignores and only could leak (snippets, fixes) is left out.
import { gzipSync } from 'node:zlib';
import type { Report, RuleSummary } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { toSafeJson, visible } from './escape.ts';
import { count, loudestFirst, shownFindings } from './findings.ts';
import { inRepository } from './relocate.ts';
import type { ReporterOptions } from './reporter.ts';
import { toUri } from './sarif/locations.ts';
import { mergeByLine, toResult } from './sarif/results.ts';
import { homepage, type Indent, listRules, spellRules } from './sarif/rules.ts';

/** GitHub rejects a run with more. */
const maxResults = 25_000;
/** GitHub rejects a gzipped file above 10 MB; the margin is for another gzip than ours. */
const maxGzipBytes = 9_500_000;
const maxReadable = 1_000;
const maxNotifications = 1_000;

/** A log with one run and a final newline. Of too many results the loudest stay, and a notification says so. */
export function renderSarif(found: Report, options: ReporterOptions): string {
  const report = inRepository(found, options);
  return renderWithin(report, options, maxGzipBytes);
}

/** `renderSarif` with the size limit as a parameter, so that tests need no 10 MB. */
export function renderWithin(report: Report, options: ReporterOptions, maxBytes: number): string {
  const rules = listRules(report);
  for (let limit = maxResults; ; ) {
    // Nobody reads thousands of results by eye, and indentation would double the file.
    const indent: Indent = report.findings.length > maxReadable ? 0 : 1;
    const log = toSafeJson(toLog(report, { options, rules, limit }), indent);
    const text = `${spellRules(log, rules, indent)}\n`;
    // Text below the limit cannot grow above it, and gzip is the expensive part.
    if (text.length * 3 < maxBytes || limit === 0) return text;
    const size = gzipSync(text).length;
    if (size <= maxBytes) return text;
    const results = Math.min(limit, shownFindings(report, options).length);
    limit = Math.floor(Math.min(results * 0.8, results * (maxBytes / size) * 0.95));
  }
}

interface Log {
  readonly options: ReporterOptions;
  readonly rules: readonly RuleSummary[];
  /** Results at most. */
  readonly limit: number;
}

/** A log whose rules are not spelled yet. */
function toLog(report: Report, { options, rules, limit }: Log): object {
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const merged = mergeByLine(shownFindings(report, options));
  const kept = new Set(loudestFirst(merged.map((group) => group.finding)).slice(0, limit));
  const results = merged
    .filter((group) => kept.has(group.finding))
    .map((group) => toResult(group, ruleIndex.get(group.finding.rule) ?? -1, options));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            informationUri: homepage,
            rules: [],
          },
        },
        automationDetails: { id: automationId(options) },
        invocations: [
          {
            executionSuccessful: report.complete,
            toolExecutionNotifications: toNotifications(
              report,
              options,
              merged.length - results.length,
            ),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

/** `keylint/`, or `keylint/<category>/`: all before the last slash is the category, no run id follows it. */
function automationId(options: ReporterOptions): string {
  const category = visible(options.category ?? options.pathPrefix ?? '').replace(/^\/|\/$/g, '');
  return category === '' ? 'keylint/' : `keylint/${category}/`;
}

function toNotifications(report: Report, options: ReporterOptions, leftOut: number): object[] {
  const notifications: object[] = [];
  if (leftOut > 0) {
    const text = `${count(leftOut, 'result')} left out: the upload limits allow no more. The most severe stay.`;
    notifications.push({ level: 'warning', message: { text } });
  }
  // What was left out is named file by file below.
  for (const { level, about, text } of statementsOf(report)) {
    if (about !== 'left-out') notifications.push({ level, message: { text: visible(text) } });
  }
  for (const notice of report.notices) {
    notifications.push({
      level: notice.kind,
      message: { text: visible(notice.message) || 'notice' },
    });
  }
  // What makes the audit incomplete comes first, so that the cap never hides it.
  const skipped = report.skipped.toSorted((a, b) => Number(b.isFailure) - Number(a.isFailure));
  for (const { path, reason, detail, isFailure } of skipped) {
    const why = detail === undefined ? reason : `${reason}: ${visible(detail)}`;
    notifications.push({
      level: isFailure ? 'error' : 'note',
      message: { text: `Not audited in full: ${visible(path)} (${why})` },
      locations: [
        { physicalLocation: { artifactLocation: { uri: toUri(path, options.pathPrefix) } } },
      ],
    });
  }
  if (notifications.length <= maxNotifications) return notifications;
  const more = count(notifications.length - maxNotifications, 'more notification');
  return [
    ...notifications.slice(0, maxNotifications),
    { level: 'note', message: { text: `And ${more}.` } },
  ];
}

// The versioned JSON contract (report.schema.json): benchmarks, the action and outside tools read it. Fields are
// added, never renamed; their order is part of "two runs print the same bytes".
import type { Finding, RelatedPlace, SecretSummary } from '../model/finding.ts';
import type { HistorySummary, PastCommit, PastStory } from '../model/history.ts';
import type { Report } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { toSafeJson } from './escape.ts';
import { shownFindings } from './findings.ts';
import type { ReporterOptions } from './reporter.ts';

/** The report as JSON with a final newline. Times are left out: the same bytes in, the same bytes out. */
export function renderJson(report: Report, options: ReporterOptions): string {
  return `${toSafeJson(toContract(report, options))}\n`;
}

/** The report as the contract's plain object; fields in the contract's order. `coverage`: of a report with all findings. */
export function toContract(
  report: Report,
  options: Pick<ReporterOptions, 'showSuppressed'>,
  coverage = statementsOf(report),
): Record<string, unknown> {
  const { files, findings, suppressed, accepted, unread } = report.summary;
  return {
    version: report.version,
    tool: { name: report.tool.name, version: report.tool.version },
    complete: report.complete,
    summary: {
      files: {
        listed: files.listed,
        scanned: files.scanned,
        parsed: files.parsed,
        skipped: files.skipped,
      },
      bytes: report.summary.bytes,
      secrets: report.summary.secrets,
      findings: {
        critical: findings.critical,
        high: findings.high,
        medium: findings.medium,
        low: findings.low,
        note: findings.note,
      },
      suppressed,
      accepted,
      unread,
    },
    coverage: coverage.map(({ text }) => text),
    findings: shownFindings(report, options).map(toFinding),
    skipped: report.skipped.map(({ path, reason }) => ({ path, reason })),
    ...(report.history ? { history: toHistory(report.history) } : {}),
  };
}

function toHistory({ complete, commits, blobs, bytes, values, gaps }: HistorySummary) {
  return { complete, commits, blobs, bytes, values, gaps };
}

/** The story of a value, for JSON and SARIF alike. */
export function toStory(story: PastStory): Record<string, unknown> {
  return {
    state: story.state,
    introduced: story.introduced && {
      ...toCommit(story.introduced),
      path: story.introduced.path,
      line: story.introduced.line,
    },
    removed: story.removed && toCommit(story.removed),
    commits: story.commits,
    branches: story.branches,
    branchCount: story.branchCount,
    place: story.place,
  };
}

function toCommit({ commit, date, author, orEarlier }: PastCommit): Record<string, unknown> {
  return {
    commit,
    date,
    ...(author === undefined ? {} : { author }),
    ...(orEarlier ? { orEarlier } : {}),
  };
}

function toFinding(finding: Finding): Record<string, unknown> {
  return {
    rule: finding.rule,
    severity: finding.severity,
    level: finding.level,
    confidence: finding.confidence,
    context: finding.context,
    path: finding.path,
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    message: finding.message,
    ...(finding.secret ? { secret: toSecret(finding.secret) } : {}),
    related: finding.related.map(toRelated),
    fix: finding.fix,
    fingerprint: finding.fingerprint,
    ...(finding.history ? { history: toStory(finding.history) } : {}),
    // Only present when suppressed findings were asked for.
    ...(finding.suppressed
      ? { suppressed: { by: finding.suppressed.by, reason: finding.suppressed.reason } }
      : {}),
  };
}

function toSecret(secret: SecretSummary): Record<string, unknown> {
  return {
    name: secret.name,
    environment: secret.environment,
    purpose: secret.purpose,
    algorithm: secret.algorithm,
    algorithmIsAssumed: secret.algorithmIsAssumed,
    encoding: secret.encoding,
    bytes: secret.bytes,
    requiredBytes: secret.requiredBytes,
    capacityBits: secret.capacityBits,
    bits: secret.bits,
    reason: secret.reason,
    // "null when beyond 1e18": JSON has no Infinity, and nobody tells such numbers apart.
    crackSeconds:
      secret.crackSeconds === null || secret.crackSeconds > 1e18 ? null : secret.crackSeconds,
  };
}

function toRelated({ path, line, column, message }: RelatedPlace): Record<string, unknown> {
  return { path, line, column, message };
}

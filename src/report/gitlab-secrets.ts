// GitLab's secret-detection report: what the security dashboard and the widget of a merge request read of the
// `secret_detection` artifact. Fields are those of schema 15.2.1. `raw_source_code_extract`, in which other analyzers
// hand the secret on, is left out.
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { Report, RuleSummary } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { toSafeJson, visible } from './escape.ts';
import { type Rank, rankOf, shownFindings } from './findings.ts';
import { inRepository } from './relocate.ts';
import type { ReporterOptions } from './reporter.ts';

const homepage = 'https://github.com/keylint/keylint';

/** https://gitlab.com/gitlab-org/security-products/security-report-schemas */
const schemaVersion = '15.2.1';

const severities: Readonly<Record<Rank, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  note: 'Info',
};

/** Messages of the run beyond these help nobody. */
const maxMessages = 40;

/**
 * With a final newline. GitLab wants to know when the scan was; a report is the same for the same files, so it is the
 * time of what was audited.
 */
export function renderGitlabSecrets(found: Report, options: ReporterOptions): string {
  const report = inRepository(found, options);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const seen = new Map<string, number>();
  const time = timeOf(options);
  const program = {
    id: 'keylint',
    name: 'keylint',
    url: homepage,
    vendor: { name: 'keylint' },
    version: report.tool.version,
  };
  return `${toSafeJson({
    version: schemaVersion,
    scan: {
      analyzer: program,
      scanner: program,
      type: 'secret_detection',
      start_time: time,
      end_time: time,
      status: report.complete ? 'success' : 'failure',
      messages: messagesOf(report),
    },
    vulnerabilities: shownFindings(report, options).map((finding) => {
      const ordinal = (seen.get(finding.fingerprint) ?? 0) + 1;
      seen.set(finding.fingerprint, ordinal);
      return toVulnerability(finding, { ordinal, rule: rules.get(finding.rule), options });
    }),
  })}\n`;
}

function timeOf({ now, source }: ReporterOptions): string {
  const date = now ?? new Date(source?.date ?? 0);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString().slice(0, 19);
}

interface About {
  /** Which of several findings with one fingerprint it is. */
  readonly ordinal: number;
  readonly rule: RuleSummary | undefined;
  readonly options: ReporterOptions;
}

function toVulnerability(finding: Finding, { ordinal, rule, options }: About): object {
  const references = rule?.references ?? [];
  const urls = references.filter((reference) => /^https?:\/\//.test(reference));
  return {
    id: toUuid(`${finding.fingerprint}:${ordinal}`),
    // Findings of one kind have one name; what is wrong here is in the description.
    name: (rule?.title ?? finding.rule).slice(0, 255),
    description: visible(finding.message),
    severity: severities[rankOf(finding)],
    ...(rule && { solution: rule.howToFix.slice(0, 7000) }),
    location: {
      file: `${options.pathPrefix ?? ''}${finding.path}`,
      start_line: Math.max(1, finding.line),
      end_line: Math.max(1, finding.endLine),
      // Of a commit that is not known, as GitLab's own analyzer writes it.
      commit: { sha: options.source?.commit ?? '0000000' },
    },
    identifiers: [
      { type: 'keylint_rule_id', name: `keylint ${finding.rule}`, value: finding.rule },
      ...references.flatMap((reference) => {
        const number = /^CWE-(\d+)$/.exec(reference)?.[1];
        if (number === undefined) return [];
        const url = `https://cwe.mitre.org/data/definitions/${number}.html`;
        return [{ type: 'cwe', name: reference, value: number, url }];
      }),
    ],
    ...(urls.length > 0 && { links: urls.map((url) => ({ url })) }),
    // How GitLab knows a finding again when the lines above it change.
    tracking: {
      type: 'source',
      items: [
        {
          file: `${options.pathPrefix ?? ''}${finding.path}`,
          start_line: Math.max(1, finding.line),
          end_line: Math.max(1, finding.endLine),
          signatures: [{ algorithm: 'hash', value: `${finding.fingerprint}:${ordinal}` }],
        },
      ],
    },
  };
}

/** What was left out, silenced or failed: a report without findings is no all-clear. */
function messagesOf(report: Report): object[] {
  const all = [
    ...report.skipped
      .filter(({ isFailure }) => isFailure)
      .map(({ path, reason }) => [
        'fatal',
        `${path} was not audited: ${reason.replaceAll('-', ' ')}`,
      ]),
    ...report.notices.map(({ kind, message }) => [kind === 'error' ? 'fatal' : 'warn', message]),
    ...statementsOf(report).map(({ text }) => ['info', text]),
  ];
  return all
    .slice(0, maxMessages)
    .map(([level, value = '']) => ({ level, value: visible(value) || '-' }));
}

/** GitLab recommends a UUID; one that names the finding stays the same from run to run (RFC 9562, version 8). */
function toUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

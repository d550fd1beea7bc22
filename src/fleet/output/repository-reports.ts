// The reports of one repository, as `keylint audit` would write them, with what the others add to it.
import type { Report } from '../../model/report.ts';
import { renderHtml } from '../../report/html.ts';
import { renderJson } from '../../report/json.ts';
import type { ReporterOptions } from '../../report/reporter.ts';
import { renderSarif } from '../../report/sarif.ts';
import type { Described } from '../merge/summary.ts';

export const reportFormats = ['html', 'json', 'sarif'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const renderers = { html: renderHtml, json: renderJson, sarif: renderFoundRules } as const;

/** SARIF with the rules that found something: those of fifty thousand repositories would be most of what is written. */
function renderFoundRules(report: Report, options: ReporterOptions): string {
  const found = new Set(report.findings.map(({ rule }) => rule));
  return renderSarif({ ...report, rules: report.rules.filter(({ id }) => found.has(id)) }, options);
}

export function renderRepository(described: Described, format: ReportFormat): string {
  const { member, report, body, commit } = described;
  const options: ReporterOptions = {
    color: false,
    verbosity: 'normal',
    title: member.name,
    inventory: body.inventory,
    ...(commit && {
      source: { commit: commit.id, date: commit.date, branch: null, isDirty: false },
    }),
    ...(body.link !== undefined && { link: body.link }),
    lineHashes: (path) => (line) => body.lineHashes[path]?.[String(line)],
    category: 'keylint-fleet',
  };
  return renderers[format](report, options);
}

// The reports of one repository, as `keylint audit` would write them, with what the others add to it.
import { renderHtml } from '../../report/html.ts';
import { renderJson } from '../../report/json.ts';
import type { ReporterOptions } from '../../report/reporter.ts';
import { renderSarif } from '../../report/sarif.ts';
import type { Described } from '../merge/summary.ts';

export const reportFormats = ['html', 'json', 'sarif'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const renderers = { html: renderHtml, json: renderJson, sarif: renderSarif } as const;

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

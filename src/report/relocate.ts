// Paths as somebody else names them: as a working directory sees them, or as the root of the repository does. The
// message of a finding names the same path as its fields.
import type { Finding, RelatedPlace } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { ReporterOptions } from './reporter.ts';

/** From a path of the report to what it is called. */
export type Rename = (path: string) => string;

/** The report with all paths renamed, in fields and in messages. */
export function relocate(report: Report, rename: Rename): Report {
  return {
    ...report,
    findings: report.findings.map((finding) => {
      const inText = createTextRename(finding, rename);
      const moved = (place: RelatedPlace): RelatedPlace => ({
        ...place,
        path: rename(place.path),
        message: inText(place.message),
      });
      return {
        ...finding,
        path: rename(finding.path),
        message: inText(finding.message),
        related: finding.related.map(moved),
        ...(finding.flow && { flow: finding.flow.map(moved) }),
      };
    }),
    skipped: report.skipped.map((skipped) => ({ ...skipped, path: rename(skipped.path) })),
  };
}

/** For code hosts: messages name paths from the root of the repository, as the fields of these formats do. */
export function inRepository(
  report: Report,
  { pathPrefix = '' }: Pick<ReporterOptions, 'pathPrefix'>,
): Report {
  return pathPrefix === '' ? report : relocateMessages(report, (path) => `${pathPrefix}${path}`);
}

/** The same for messages alone: formats that write the prefix of a path themselves. */
function relocateMessages(report: Report, rename: Rename): Report {
  return {
    ...report,
    findings: report.findings.map((finding) => {
      const inText = createTextRename(finding, rename);
      const moved = (place: RelatedPlace): RelatedPlace => ({
        ...place,
        message: inText(place.message),
      });
      return {
        ...finding,
        message: inText(finding.message),
        related: finding.related.map(moved),
        ...(finding.flow && { flow: finding.flow.map(moved) }),
      };
    }),
  };
}

/** A message speaks of the places of its own finding; what is not one of them is no path. */
function createTextRename(finding: Finding, rename: Rename): (text: string) => string {
  const places = [finding, ...finding.related, ...(finding.flow ?? [])];
  const paths = [...new Set(places.map(({ path }) => path))].filter(
    (path) => path !== '' && rename(path) !== path,
  );
  if (paths.length === 0) return (text) => text;
  // The longest first: `src/auth.ts.map` is not `src/auth.ts`.
  const pattern = paths
    .toSorted((a, b) => b.length - a.length)
    .map((path) => `${escapePattern(path)}${/[./]/.test(path) ? '(?=[:\\s),;]|$)' : '(?=:\\d)'}`)
    .join('|');
  const finder = new RegExp(`(?<![\\w./\\\\-])(?:${pattern})`, 'g');
  return (text) => text.replace(finder, rename);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

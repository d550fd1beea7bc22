// Which part of a tree a run reports on, and what of the rest is worth a word there.
import type { Tree } from '../input/tree.ts';
import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { ReportedPart } from '../model/report.ts';
import type { Secret } from '../model/secret.ts';
import type { Skipped, SkipReason } from '../model/source.ts';
import type { AuditOptions } from './audit-options.ts';

/** Whether findings at a place count. */
export function isReported(tree: Tree, { path, line, endLine }: Place): boolean {
  if (!tree.reportOn) return true;
  const lines = tree.reportOn.get(path);
  if (lines === undefined) return false;
  return lines === 'all' || lines.some(({ from, to }) => line <= to && endLine >= from);
}

/** Whether a finding is news: it stands where is reported, or its story goes through there. */
export function isToldOf(tree: Tree, finding: Finding): boolean {
  if (isReported(tree, finding)) return true;
  return tree.reportsStories === true && finding.related.some((place) => isReported(tree, place));
}

/**
 * Whether what a rule finds by looking at one secret can be news: some of its places are in a file that is reported on.
 * Findings of one file are numbered together, so where one can be all of it is looked at.
 */
export function createTellTest(
  { reportOn }: Tree,
  secrets: readonly Secret[],
): (secret: Secret) => boolean {
  if (!reportOn) return () => true;
  const isNear = ({ values, uses }: Secret): boolean =>
    uses.some(({ at }) => reportOn.has(at.path)) ||
    values.some(({ at, guard }) => reportOn.has(at.path) || (guard && reportOn.has(guard.at.path)));
  const near = secrets.filter(isNear);
  const paths = new Set(near.flatMap(({ values }) => values.map(({ at }) => at.path)));
  return (secret) => isNear(secret) || secret.values.some(({ at }) => paths.has(at.path));
}

/** Why the content of a file was not audited, or not all of it. */
const aboutContent: ReadonlySet<SkipReason> = new Set<SkipReason>([
  ...([
    'minified',
    'bundled',
    'generated',
    'binary',
    'too-large',
    'encoding',
    'encrypted',
    'stored-elsewhere',
    'parse-error',
    'too-many',
    'budget',
  ] as const),
]);

/** Where a part is reported on, nobody has asked what else could be read. A directory stands for what is in it. */
export function createSkipFilter(
  { reportOn }: Tree,
  options: AuditOptions,
): (skipped: Skipped) => boolean {
  if (!reportOn) return () => true;
  const reported = [...reportOn.keys()];
  return ({ path, reason }) => {
    // The index has left out those that no commit touches.
    if (reason === 'vendored' && reportedBy(options) !== 'staged') {
      return reported.some((one) => one.startsWith(`${path}/`));
    }
    return reportOn.has(path) || !aboutContent.has(reason);
  };
}

/** What made it a part. */
export function reportedBy({ scope, reportPaths }: AuditOptions): ReportedPart['by'] {
  if (reportPaths) return 'names';
  return scope?.kind === 'staged' ? 'staged' : 'changes';
}

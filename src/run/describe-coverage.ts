// What a run looked at and what it was told to leave out, for the report.
import type { Tree } from '../input/tree.ts';
import { isAsymmetricAlgorithm } from '../model/algorithms.ts';
import type { AsymmetricUse, Coverage, ReportedPart } from '../model/report.ts';
import type { LinkedUse } from '../model/secret.ts';
import type { Skipped } from '../model/source.ts';
import { isWanted } from './first-tests.ts';

export interface CoverageFacts {
  readonly tree: Tree;
  /** Why only a part is reported on, where only a part is. */
  readonly by: ReportedPart['by'];
  readonly skipped: readonly Skipped[];
  readonly ignored: number;
  readonly ignoredNames: number | undefined;
  readonly rules: Coverage['rules'];
  readonly switchedOff: number;
  readonly baseline: string | undefined;
  readonly uses: readonly LinkedUse[];
  isIgnored(path: string): boolean;
  /** Whether a use is among what the run is about. */
  isReported(use: LinkedUse): boolean;
}

/** The coverage of a report; what thresholds leave out is added by whoever sets them. */
export function describeCoverage(facts: CoverageFacts): Coverage {
  const { ignored, ignoredNames = 0, rules, baseline } = facts;
  const reported = reportedPart(facts);
  const elsewhere = facts.skipped.filter(
    ({ path, reason }) => reason === 'outside-root' && isWanted(path) && !facts.isIgnored(path),
  ).length;
  return {
    ...(reported && { reported }),
    ignored,
    ...(ignoredNames > 0 && { ignoredNames }),
    ...(elsewhere > 0 && { elsewhere }),
    rules,
    switchedOff: facts.switchedOff,
    ...(baseline !== undefined && { baseline }),
    asymmetric: asymmetricUses(facts.uses.filter((use) => facts.isReported(use))),
  };
}

function reportedPart({ tree, by, isIgnored }: CoverageFacts): ReportedPart | undefined {
  if (!tree.reportOn) return undefined;
  const listed = new Set(tree.sources.map(({ path }) => path));
  const parts = [...tree.reportOn].filter(
    ([path]) => listed.has(path) && isWanted(path) && !isIgnored(path),
  );
  const lines = parts.flatMap(([, changed]) => (changed === 'all' ? [] : changed));
  return {
    by,
    files: parts.length,
    newFiles: parts.filter(([, changed]) => changed === 'all').length,
    lines: lines.reduce((sum, { from, to }) => sum + to - from + 1, 0),
  };
}

/** By algorithm, in the order of their names. */
function asymmetricUses(uses: readonly LinkedUse[]): AsymmetricUse[] {
  const counts = new Map<string, { signs: number; verifies: number }>();
  for (const { use, isAsymmetric, algorithmNames } of uses) {
    if (!isAsymmetric || use.kind !== 'jwt') continue;
    const names = algorithmNames.filter(isAsymmetricAlgorithm).sort();
    const algorithm = names.length > 0 ? names.join('/') : 'an asymmetric key';
    const count = counts.get(algorithm) ?? { signs: 0, verifies: 0 };
    counts.set(algorithm, count);
    if (use.role === 'verify') count.verifies++;
    else count.signs++;
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([algorithm, count]) => ({ algorithm, ...count }));
}

// The report of a run: what was found, and what was looked at to find it.
import type { RunRulesResult } from '../engine/run-rules.ts';
import type { Tree } from '../input/tree.ts';
import type { Finding } from '../model/finding.ts';
import type { Notice, Report } from '../model/report.ts';
import { type Rule, summarizeRule } from '../model/rule.ts';
import type { Project } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import type { Skipped } from '../model/source.ts';
import { countFindings } from '../model/summary.ts';
import type { AuditOptions, AuditParts } from './audit-options.ts';
import type { LookedUpHistory } from './look-up-history.ts';
import { asksForTokens } from './look-up-tokens.ts';
import type { Stages } from './open-tree.ts';
import { isReported, reportedBy } from './reported-part.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** What a run is asked, and with. */
export interface Audited {
  readonly options: AuditOptions;
  readonly parts: AuditParts;
  readonly tree: Tree;
  readonly stages: Stages;
  readonly rules: readonly Rule[];
  readonly startedAt: number;
}

/** What the steps of a run came to. */
interface Outcome extends Audited {
  readonly settings: Settings;
  readonly scanned: ScannedTree;
  readonly project: Project;
  /** The rules that ran. */
  readonly active: readonly Rule[];
  readonly ran: RunRulesResult;
  readonly hasAges: boolean;
  readonly past: LookedUpHistory;
  /** What is reported of all that was found, skipped and noticed, in this order. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
}

export function makeReport({
  options,
  parts,
  tree,
  stages,
  rules,
  startedAt,
  settings,
  scanned,
  project,
  active,
  ran,
  hasAges,
  past,
  findings,
  skipped,
  notices,
}: Outcome): Report {
  return {
    version: 1,
    tool: { name: 'keylint', version: parts.version },
    complete: !skipped.some((s) => s.isFailure) && ran.notices.every((n) => n.kind !== 'error'),
    summary: {
      files: {
        listed: tree.sources.length + tree.skipped.length,
        scanned: scanned.count,
        parsed: scanned.parsed,
        skipped: skipped.length,
      },
      bytes: scanned.bytes,
      secrets: countSecrets(project, findings),
      ...countFindings(findings),
      unread: Object.fromEntries([...scanned.unread].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    coverage: stages.describeCoverage({
      tree,
      by: reportedBy(options),
      skipped,
      ignored: scanned.ignored,
      ignoredNames: project.ignoredNames,
      isIgnored: scanned.isIgnored,
      rules: {
        ran: active.length,
        known: rules.filter(
          isUsual({
            hasAges: hasAges,
            hasHistory: past.history !== undefined,
            hasTokens: asksForTokens(options),
          }),
        ).length,
      },
      switchedOff: ran.off.filter(
        ({ ruleId, at }) => settings.rules[ruleId] !== 'off' && isReported(tree, at),
      ).length,
      baseline: options.baseline ? (options.baselineName ?? 'a baseline') : undefined,
      uses: project.uses,
      isReported: ({ at, file }) =>
        isReported(tree, at) && (options.strict === true || file.context === 'production'),
    }),
    findings,
    skipped,
    ...(past.summary && { history: past.summary }),
    notices,
    rules: active.map(summarizeRule),
    elapsedMs: performance.now() - startedAt,
  };
}

/** Those that we are sure enough of, and those that a finding speaks of all the same. */
function countSecrets({ secrets }: Project, findings: readonly Finding[]): number {
  const told = new Set(findings.map(({ secretId }) => secretId));
  return secrets.filter(({ id, confidence }) => confidence !== 'low' || told.has(id)).length;
}

/** Rules that ask for ages, the history or tokens run only where somebody has asked for these. */
function isUsual({
  hasAges,
  hasHistory,
  hasTokens,
}: Readonly<Record<'hasAges' | 'hasHistory' | 'hasTokens', boolean>>): (rule: Rule) => boolean {
  return (rule) =>
    (hasAges || !rule.needsAges) &&
    (hasHistory || !rule.needsHistory) &&
    (hasTokens || !rule.needsTokens);
}

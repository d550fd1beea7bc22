// Silences findings by comments in the code, and tells which comments silence nothing.
import type { Facts, Suppression } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Notice } from '../model/report.ts';

export interface SuppressionOptions {
  /** Also honour the marks of gitleaks, detect-secrets and secretlint. */
  readonly foreign: boolean;
  /** Ids of rules that exist, to tell typing errors from unused comments. */
  readonly ruleIds: ReadonlySet<string>;
  /** Ids of rules that ran: a comment for a rule that is off is not unused. */
  readonly activeRuleIds: ReadonlySet<string>;
  /** Files whose comments are worth a warning: in tests and docs they are mostly examples of comments. */
  isTold(path: string): boolean;
}

export interface SuppressionResult {
  /** All findings; silenced ones carry `suppressed`. */
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
}

/** Applies the comments of `facts` to `findings`. */
export function applySuppressions(
  findings: readonly Finding[],
  facts: Iterable<Facts>,
  options: SuppressionOptions,
): SuppressionResult {
  const byPath = new Map<string, { suppression: Suppression; isUsed: boolean }[]>();
  for (const { path, suppressions } of facts) {
    const own = suppressions.filter((s) => options.foreign || s.dialect === 'keylint');
    if (own.length > 0)
      byPath.set(
        path,
        own.map((suppression) => ({ suppression, isUsed: false })),
      );
  }
  const result = findings.map((finding) => {
    const match = byPath
      .get(finding.path)
      ?.find(
        ({ suppression: s }) =>
          s.lines.includes(finding.line) &&
          (s.rules.length === 0 || s.rules.includes(finding.rule)),
      );
    if (!match) return finding;
    match.isUsed = true;
    return { ...finding, suppressed: { by: 'comment' as const, reason: match.suppression.reason } };
  });
  const notices: Notice[] = [];
  for (const path of [...byPath.keys()].filter(options.isTold).sort()) {
    for (const { suppression, isUsed } of byPath.get(path) ?? []) {
      if (suppression.dialect !== 'keylint') continue;
      const at = `${path}:${suppression.at.line}`;
      for (const rule of suppression.rules) {
        if (!options.ruleIds.has(rule)) {
          notices.push({
            kind: 'warning',
            message: `${at}: "keylint: ignore" names no rule "${rule}"`,
          });
        }
      }
      const wasAsked =
        suppression.rules.length === 0 ||
        suppression.rules.some((r) => options.activeRuleIds.has(r));
      if (!isUsed && wasAsked && suppression.rules.every((r) => options.ruleIds.has(r))) {
        notices.push({
          kind: 'warning',
          message: `${at}: "keylint: ignore" silences nothing here; remove it`,
        });
      }
    }
  }
  return { findings: result, notices };
}

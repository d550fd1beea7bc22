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

/** Beyond this column nobody sees a mark who reads the code, or a change of it. */
const farRight = 500;

function strayMessage(at: string): string {
  return `${at}: "keylint: ignore" stands in no comment here, so it silences nothing`;
}

function farMessage(at: string, column: number): string {
  return `${at}: "keylint: ignore" silences a finding from column ${column}, where nobody sees it`;
}

/** Applies the comments of `facts` to `findings`. */
export function applySuppressions(
  findings: readonly Finding[],
  facts: Iterable<Pick<Facts, 'path' | 'suppressions'>>,
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
    const matches = (byPath.get(finding.path) ?? []).filter(
      ({ suppression: s }) =>
        s.lines.includes(finding.line) && (s.rules.length === 0 || s.rules.includes(finding.rule)),
    );
    for (const match of matches) match.isUsed = true;
    const match = matches.find(({ suppression }) => !suppression.isStray);
    if (!match) return finding;
    return { ...finding, suppressed: { by: 'comment' as const, reason: match.suppression.reason } };
  });
  const notices: Notice[] = [];
  for (const path of [...byPath.keys()].filter(options.isTold).sort()) {
    for (const { suppression, isUsed } of byPath.get(path) ?? []) {
      if (suppression.dialect !== 'keylint') continue;
      const at = `${path}:${suppression.at.line}`;
      if (suppression.isStray) {
        // Texts that hold one for no reason are many: tests, documents, this very file.
        if (isUsed) notices.push({ kind: 'warning', message: strayMessage(at) });
        continue;
      }
      if (isUsed && suppression.at.column > farRight) {
        notices.push({ kind: 'warning', message: farMessage(at, suppression.at.column) });
      }
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

// The public API: `import { audit } from 'keylint'`.
import { readBuildId, readVersion } from './cli/version.ts';
import type { FixOptions, FixReport } from './index/fix.ts';
import { UserError } from './model/errors.ts';
import type { Report } from './model/report.ts';
import type { Rule } from './model/rule.ts';
import { defaultSettings } from './model/settings.ts';
import type { Change } from './run/session/session-tree.ts';
import {
  type AuditOptions,
  type AuditParts,
  type AuditRun,
  runAudit,
  type StrengthParts,
} from './run.ts';

export type { Baseline } from './engine/baseline.ts';
export type { AppliedFix, FixOptions, FixReport } from './index/fix.ts';
export { hmacAlgorithms } from './model/algorithms.ts';
export { UserError } from './model/errors.ts';
export type { Finding, RelatedPlace, SecretSummary, Severity } from './model/finding.ts';
export type { Notice, Report, RuleSummary, Summary } from './model/report.ts';
export { defaultSettings, type Settings } from './model/settings.ts';
export type { Skipped } from './model/source.ts';
export type { AssessOptions, Strength } from './model/strength.ts';
export type { Change } from './run/session/session-tree.ts';
export type { AuditOptions, AuditScope } from './run.ts';

/**
 * Audits a directory, the git index, a change or one text, and resolves to the report that `--format json` prints
 * (with `rules`, `notices` and `elapsedMs` besides). Rejects with a UserError where the options make no sense; a
 * file that cannot be read is listed in `skipped` and makes `complete` false.
 */
export async function audit(options: AuditOptions = {}): Promise<Report> {
  return (await auditProject(await checked('audit', options))).report;
}

/**
 * Audits, repairs what can be repaired, and audits again. Everything is written or nothing: rejects with a UserError
 * where a file changed meanwhile or must not be written. What was done can be taken back with `keylint undo`.
 */
export async function fix(options: FixOptions = {}): Promise<FixReport> {
  const { fixWith } = await import('./index/fix.ts');
  return fixWith(await checked('fix', options), auditParts);
}

/** Audits one directory again and again: what no change touches is not looked at twice. */
export interface Session {
  /**
   * Tells of a change: the text that counts for a file instead of what is on disk (`undefined`: the disk again), a file
   * that was written, made or removed, or that anything may have changed. Paths as in reports.
   */
  change(change: Change): void;
  /** What `audit()` would say of the tree as it is now. One at a time: a call waits for the one before. */
  audit(): Promise<Report>;
}

/** Opens a session, for editors and other programs that stay. Audits the work tree, nothing else. */
export async function openSession(options: AuditOptions = {}): Promise<Session> {
  const asked = await checked('audit', options);
  if ((asked.scope?.kind ?? 'worktree') !== 'worktree' || asked.history || asked.reportPaths) {
    throw new UserError('A session audits a work tree as a whole.', {
      hint: 'Leave scope, history and reportPaths out.',
    });
  }
  const { createRunSession } = await import('./run/session/session.ts');
  const session = createRunSession({ parts: auditParts, options: async () => asked });
  return {
    change: session.change,
    audit: async () => (await session.audit()).report,
  };
}

/** The options, if they make sense, with the settings that were not given. */
async function checked<T extends AuditOptions>(name: 'audit' | 'fix', options: T): Promise<T> {
  const { checkOptions } = await import('./index/check-options.ts');
  checkOptions(
    name,
    options,
    (await loadRules()).map(({ id }) => id),
  );
  return { ...options, settings: { ...defaultSettings, ...options.settings } };
}

/** The same with the linked project and the tree, for fixes. */
export function auditProject(options: AuditOptions = {}): Promise<AuditRun> {
  return runAudit(options, auditParts);
}

/** The rules of keylint, loaded while the tree is being opened. */
export async function loadRules(): Promise<readonly Rule[]> {
  const { rules } = await import('../rules/index.ts');
  return rules;
}

/** Word lists load with the rating, and only when there is something to rate. */
export async function loadStrength(): Promise<StrengthParts> {
  const { assess } = await import('./strength/assess.ts');
  const { createKnownSecrets } = await import('./strength/known-secrets.ts');
  return { assess, createKnownSecrets };
}

/** What every audit of this package brings. */
export const auditParts: AuditParts = {
  loadRules,
  version: readVersion(),
  buildId: readBuildId(),
  loadStrength,
};

// `fix()`: what `keylint fix` does, for programs.
import { homedir, platform } from 'node:os';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { userDirectory } from '../model/user-directory.ts';
import type { AuditOptions, AuditParts } from '../run.ts';

/** What to audit, and what to do about it. Old values are kept for `keylint undo`. */
export interface FixOptions extends AuditOptions {
  /** The most that fixes may do; default `safe`: nothing that could change how a program behaves. */
  readonly safety?: 'safe' | 'unsafe';
  /** Resolve findings of these rules alone. */
  readonly fixRules?: readonly string[];
  /** Keep each old value beside the new one, as `NAME_PREVIOUS`, where git does not track the file. */
  readonly keepPrevious?: boolean;
  /** Write nothing: the result says what would be done. */
  readonly dryRun?: boolean;
  /** Absolute path of the directory that old values are kept in; default: that of `keylint undo`. */
  readonly stateDirectory?: string;
}

/** One thing that was done, or would be. */
export interface AppliedFix {
  /** One sentence, without values. */
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly rules: readonly string[];
  /** `Finding.fingerprint`s that it resolves. */
  readonly fingerprints: readonly string[];
}

export interface FixReport {
  /** The audit of the result. */
  readonly report: Report;
  readonly fixes: readonly AppliedFix[];
  /** What is left to people, in order: one sentence each. */
  readonly steps: readonly string[];
  /** Findings that nothing was done about, and why. */
  readonly left: readonly { readonly finding: Finding; readonly reason: string }[];
  /** Paths that were written, or would be, relative to the root of the run. */
  readonly paths: readonly string[];
  /** The changes as a unified diff, secrets masked. */
  readonly diff: string;
}

/** Options are checked by the caller. */
export async function fixWith(options: FixOptions, parts: AuditParts): Promise<FixReport> {
  const { safety, fixRules, keepPrevious, dryRun, stateDirectory, ...auditOptions } = options;
  const [{ runFix }, { renderDiff }] = await Promise.all([
    import('../run/fix/run-fix.ts'),
    import('../fix/render-diff.ts'),
  ]);
  const outcome = await runFix({
    options: auditOptions,
    parts,
    env: process.env,
    stateDirectory: stateDirectory ?? usersStateDirectory(),
    safety: safety ?? 'safe',
    keepPrevious: keepPrevious ?? false,
    rotate: null,
    isDryRun: dryRun ?? false,
    isWanted: ({ rule, level, suppressed }) =>
      level !== 'note' && !suppressed && (fixRules?.includes(rule) ?? true),
  });
  return {
    report: outcome.run.report,
    fixes: outcome.fixes.map(({ title, safety: how, rules, fingerprints }) => ({
      title,
      safety: how,
      rules,
      fingerprints,
    })),
    steps: [...new Set(outcome.fixes.flatMap(({ steps }) => steps))],
    left: outcome.left,
    paths: outcome.changes.map(({ path }) => path),
    diff: renderDiff(outcome.shown),
  };
}

function usersStateDirectory(): string {
  return userDirectory('state', { platform: platform(), env: process.env, home: homedir() });
}

// What people read about fixes: done, to be done by them, and left with the reason.
import type { Left, PlannedFix } from '../../fix/plan/plan-types.ts';
import { keptDays } from '../../fix/transaction/retention.ts';
import { escapeControls } from '../describe-error.ts';

export interface FixSummary {
  readonly fixes: readonly PlannedFix[];
  readonly left: readonly Left[];
  readonly isDryRun: boolean;
  /** What the next commit holds is fixed: on disk, not yet in the index. */
  readonly isStaged: boolean;
  readonly isQuiet: boolean;
  /** Where old files are kept. */
  readonly stateDirectory: string;
}

/** Lines for stderr; no values. */
export function describeFixes({
  fixes,
  left,
  isDryRun,
  isStaged,
  isQuiet,
  stateDirectory,
}: FixSummary): string {
  const verb = isDryRun ? 'would' : 'did';
  const toBeStaged =
    isStaged && !isDryRun && fixes.length > 0
      ? ['The next commit still holds what it held: stage the changed files (`git add`).']
      : [];
  const steps = [...toBeStaged, ...new Set(fixes.flatMap((fix) => fix.steps))];
  const lines = [
    ...fixes.map(
      ({ title, safety }) => `${verb}: ${title}${safety === 'unsafe' ? ' (unsafe)' : ''}`,
    ),
    ...(steps.length > 0 && !isQuiet ? ['', 'Yours to do:'] : []),
    ...(isQuiet ? [] : steps.map((step, index) => `${index + 1}. ${step}`)),
    ...(left.length > 0 && !isQuiet ? ['', 'Left as it is:'] : []),
    ...(isQuiet
      ? []
      : left.map(
          ({ finding, reason }) => `${finding.path}:${finding.line} ${finding.rule}: ${reason}`,
        )),
    ...(fixes.length > 0 && !isDryRun && !isQuiet
      ? [
          '',
          `\`keylint undo\` takes this back: the old files, secrets included, are kept for ${keptDays} days in ${stateDirectory}, where nobody else may look. \`keylint undo --forget\` deletes them.`,
        ]
      : []),
    ...(fixes.length === 0 && !isQuiet
      ? [`Nothing ${isDryRun ? 'would be' : 'was'} changed.`]
      : []),
  ];
  return lines.length === 0 ? '' : `${lines.map(escapeControls).join('\n')}\n`;
}

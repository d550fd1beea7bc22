// What people read about fixes: done, to be done by them, and left with the reason.
import type { Left, PlannedFix } from '../../fix/plan/plan-types.ts';
import { escapeControls } from '../describe-error.ts';

export interface FixSummary {
  readonly fixes: readonly PlannedFix[];
  readonly left: readonly Left[];
  readonly isDryRun: boolean;
  readonly isQuiet: boolean;
}

/** Lines for stderr; no values. */
export function describeFixes({ fixes, left, isDryRun, isQuiet }: FixSummary): string {
  const verb = isDryRun ? 'would' : 'did';
  const steps = [...new Set(fixes.flatMap((fix) => fix.steps))];
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
    ...(fixes.length > 0 && !isDryRun && !isQuiet ? ['', '`keylint undo` takes this back.'] : []),
    ...(fixes.length === 0 && !isQuiet
      ? [`Nothing ${isDryRun ? 'would be' : 'was'} changed.`]
      : []),
  ];
  return lines.length === 0 ? '' : `${lines.map(escapeControls).join('\n')}\n`;
}

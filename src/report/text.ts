// The report for people at a terminal: secrets one by one, the loudest first, each with its places, why it matters
// and how to mend it; the verdict comes last, where the eye is when the run ends.
import { createRequire } from 'node:module';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { notACommand, visible } from './escape.ts';
import { groupFindings, placeText, rankOf, rulesById, shownFindings } from './findings.ts';
import type { ReporterOptions } from './reporter.ts';
import { renderGroup } from './text/group.ts';
import { noteLines } from './text/notes.ts';
import { createPaint, type Paint } from './text/paint.ts';
import { moreLines, shownGroups } from './text/shown-groups.ts';
import { noticeLines, skippedLines, verdictLines } from './text/summary.ts';

// The cast: `require` knows no types. An import of CommonJS would load node's lexer for it first.
const picocolors = createRequire(import.meta.url)('picocolors') as typeof import('picocolors');

const defaultColumns = 80;
/** Longer lines are hard to read, however wide the terminal is. */
const maxColumns = 110;
const minColumns = 40;

/** The report with a final newline; without colour it is plain text. */
export function renderText(report: Report, options: ReporterOptions): string {
  const paint = createPaint(picocolors.createColors(options.color));
  const lines =
    options.verbosity === 'quiet'
      ? quietLines(report, options, paint)
      : fullLines(report, options, paint);
  return lines.length === 0 ? '' : `${lines.map(notACommand).join('\n')}\n`;
}

function fullLines(report: Report, options: ReporterOptions, paint: Paint): string[] {
  const isVerbose = options.verbosity === 'verbose';
  const findings = shownFindings(report, options);
  const isFull = (finding: Finding): boolean => isVerbose || rankOf(finding) !== 'note';
  const context = {
    paint,
    rules: rulesById(report),
    columns: Math.max(minColumns, Math.min(options.columns ?? defaultColumns, maxColumns)),
    isVerbose,
  };
  const { groups, more } = shownGroups(groupFindings(findings.filter(isFull)), isVerbose);
  return [
    ...groups.flatMap((group) => renderGroup(group, context)),
    ...moreLines(more, context),
    ...noteLines(
      findings.filter((finding) => !isFull(finding)),
      context,
    ),
    ...skippedLines(report, context),
    ...noticeLines(report, context),
    ...verdictLines(report, options, context),
  ];
}

/** One line a finding, as compilers print them; notes are left out, an incomplete audit never is. */
function quietLines(report: Report, options: ReporterOptions, paint: Paint): string[] {
  const lines = shownFindings(report, options)
    .filter((finding) => rankOf(finding) !== 'note')
    .map((finding) => {
      const place = paint.bold(visible(placeText(finding)));
      return `${place} ${paint.rank(finding.severity, finding.severity)} ${paint.dim(`${finding.rule}:`)} ${visible(finding.message)}`;
    });
  // What was left out or silenced is no message that one can do without; what the run was asked for is.
  const said = statementsOf(report).filter(
    ({ about }) => !['reported', 'rules', 'asymmetric'].includes(about),
  );
  if (said.length > 0) {
    lines.push(paint.dim(`keylint: ${said.map(({ text }) => visible(text)).join('; ')}`));
  }
  if (report.complete) return lines;
  const failures = report.skipped
    .filter((skipped) => skipped.isFailure)
    .map((skipped) => `${visible(skipped.path)} ${paint.loud('not audited:')} ${skipped.reason}`);
  return [...lines, ...failures, paint.loud('The audit is not complete.')];
}

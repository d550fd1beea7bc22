// The report for people at a terminal: secrets one by one, the loudest first, each with its places, why it matters
// and how to mend it; the verdict comes last, where the eye is when the run ends.
import { createRequire } from 'node:module';
import type { Report } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { notACommand, visible } from './escape.ts';
import {
  type FindingGroup,
  grouped,
  groupFindings,
  placeText,
  rankOf,
  rulesById,
  shownFindings,
} from './findings.ts';
import { relocate } from './relocate.ts';
import type { ReporterOptions } from './reporter.ts';
import { renderBlock } from './text/block.ts';
import { renderGroup, type TextContext } from './text/group.ts';
import { noteLines } from './text/notes.ts';
import { countLine, overviewRows } from './text/overview.ts';
import { createPaint, type Paint } from './text/paint.ts';
import {
  closingLines,
  failureLines,
  noteRow,
  noticeLines,
  skippedLines,
  verdictLines,
} from './text/summary.ts';

// The cast: `require` knows no types. An import of CommonJS would load node's lexer for it first.
const picocolors = createRequire(import.meta.url)('picocolors') as typeof import('picocolors');

const defaultColumns = 80;
/** Longer lines are hard to read, however wide the terminal is. */
const maxColumns = 110;
const minColumns = 40;
/** Blocks shown, unless verbose: nobody reads a thousand lines before the verdict. */
const maxBlocks = 20;
/** So few need no overview, and may each say more. */
const fewBlocks = 3;

/** The report with a final newline; without colour it is plain text. */
export function renderText(found: Report, options: ReporterOptions): string {
  const report = options.rename ? relocate(found, options.rename) : found;
  const paint = createPaint(picocolors.createColors(options.color));
  const lines =
    options.verbosity === 'quiet'
      ? quietLines(report, options, paint)
      : options.verbosity === 'verbose'
        ? fullLines(report, options, paint)
        : shortLines(report, options, paint);
  return lines.length === 0 ? '' : `${lines.map(notACommand).join('\n')}\n`;
}

function contextOf(report: Report, options: ReporterOptions, paint: Paint): TextContext {
  return {
    paint,
    rules: rulesById(report),
    columns: Math.max(minColumns, Math.min(options.columns ?? defaultColumns, maxColumns)),
    isVerbose: options.verbosity === 'verbose',
    // To be read, where it cannot be copied.
    scope: visible(options.command?.scope ?? ''),
  };
}

/** Everything, each finding with its source, why it matters and how to mend it. */
function fullLines(report: Report, options: ReporterOptions, paint: Paint): string[] {
  const findings = shownFindings(report, options);
  const context = contextOf(report, options, paint);
  return [
    ...groupFindings(findings).flatMap((group) => renderGroup(group, context)),
    ...skippedLines(report, context),
    ...noticeLines(report, context),
    ...verdictLines(report, options, context),
  ];
}

/** What fits a screen for most projects: an overview, a block for each of the worst, and what to do next. */
function shortLines(report: Report, options: ReporterOptions, paint: Paint): string[] {
  const groups = groupFindings(shownFindings(report, options), (finding) => finding.rule);
  const { counted, blocks, isOverviewNeeded } = chooseBlocks(groups);
  const context = { ...contextOf(report, options, paint), isRoomy: !isOverviewNeeded };
  const notes = shownFindings(report, options).filter((finding) => rankOf(finding) === 'note');
  const shown = blocks.slice(0, blocks.length === maxBlocks + 1 ? maxBlocks + 1 : maxBlocks);
  const more = blocks.length - shown.length;
  return [
    ...(isOverviewNeeded
      ? [countLine(report, groups, context), '', ...overviewRows(counted, context)]
      : []),
    ...(isOverviewNeeded ? [...noteRow(notes, context), ''] : []),
    ...shown.flatMap((group) => renderBlock(group, context)),
    ...(more > 0 ? [`and ${grouped(more)} more: keylint -v, or --quiet for a line each`, ''] : []),
    ...(isOverviewNeeded
      ? []
      : counted.length > 0
        ? noteRow(notes, context)
        : noteLines(notes, context)),
    ...failureLines(report, context),
    ...noticeLines(report, context),
    ...closingLines({ report, options, groups: counted, notes }, context),
  ];
}

/** Blocks of medium and low ones only where there is nothing worse, or little in all. */
function chooseBlocks(groups: readonly FindingGroup[]) {
  const counted = groups.filter(({ rank }) => rank !== 'note');
  const loud = counted.filter(({ rank }) => rank === 'critical' || rank === 'high');
  const isOverviewNeeded = counted.length > fewBlocks;
  return {
    counted,
    isOverviewNeeded,
    blocks: isOverviewNeeded && loud.length > 0 ? loud : counted,
  };
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

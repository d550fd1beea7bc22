// The end of the text report: what was left out and why, remarks on the run, and the verdict.
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { Skipped } from '../../model/source.ts';
import { type Statement, statementsOf, verdictOf } from '../coverage.ts';
import { visible } from '../escape.ts';
import {
  count,
  countRanks,
  type FindingGroup,
  grouped,
  rankOf,
  ranks,
  shownFindings,
} from '../findings.ts';
import { fixCommand } from '../repair.ts';
import type { ReporterOptions } from '../reporter.ts';
import type { TextContext } from './group.ts';
import { hang } from './wrap.ts';

/** This many skipped files are named; more are counted by reason. */
const maxNamed = 5;

/** So many of what makes the audit incomplete, and of remarks: whoever writes a repository decides how many there are. */
const maxFailures = 50;
const maxNotices = 50;

/** Skipped files, those that make the audit incomplete by name; a blank line last. */
export function skippedLines(report: Report, context: TextContext): string[] {
  const { paint } = context;
  const failures = report.skipped.filter((skipped) => skipped.isFailure);
  const others = report.skipped.filter((skipped) => !skipped.isFailure);
  const isNamed = context.isVerbose || others.length <= maxNamed;
  const told = context.isVerbose ? failures : failures.slice(0, maxFailures);
  const more = failures.length - told.length;
  const lines = [
    ...told.map((skipped) => `  ${paint.loud('✖ not audited')} ${skippedText(skipped)}`),
    ...(more > 0
      ? [`  ${paint.loud('✖ not audited')} ${grouped(more)} more (--verbose names them)`]
      : []),
    ...(isNamed ? others.map((skipped) => paint.dim(`  · skipped ${skippedText(skipped)}`)) : []),
    ...(isNamed ? [] : [paint.dim(`  · skipped ${byReason(others)} (--verbose names them)`)]),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

function skippedText({ path, reason, detail }: Skipped): string {
  const words = reason.replaceAll('-', ' ');
  return `${visible(path)} (${words}${detail === undefined ? '' : `: ${visible(detail)}`})`;
}

/** `20 binary, 2 too large`, the most frequent first. */
function byReason(skipped: readonly Skipped[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .map(([reason, number]) => `${grouped(number)} ${reason.replaceAll('-', ' ')}`)
    .join(', ');
}

/** Remarks on the run itself; a blank line last. */
export function noticeLines(report: Report, { paint, columns, isVerbose }: TextContext): string[] {
  if (report.notices.length === 0) return [];
  const told = isVerbose ? report.notices : report.notices.slice(0, maxNotices);
  const more = report.notices.length - told.length;
  const lines = told.flatMap(({ kind, message }) => {
    const plain = `  ! ${kind}: `;
    const painted = kind === 'error' ? paint.loud(plain) : paint.rank('medium', plain);
    return hang({ plain, painted }, visible(message), columns);
  });
  if (more > 0) lines.push(`  ! ${count(more, 'more remark')} (--verbose shows them)`);
  return [...lines, ''];
}

const incomplete =
  'INCOMPLETE: something that was asked for could not be audited; the places are named above.';

/** The verdict, what it rests on, and what to do next. */
export function verdictLines(
  report: Report,
  options: ReporterOptions,
  context: TextContext,
): string[] {
  const { paint, columns } = context;
  return [
    ...(report.complete
      ? []
      : hang({ plain: '✖ ', painted: paint.loud('✖ ') }, incomplete, columns, paint.loud)),
    ...headline(report, options, context),
    ...(report.summary.files.listed === 0
      ? []
      : hang({ plain: '  ', painted: '  ' }, audited(report), columns, paint.dim)),
    ...statementsOf(report).flatMap((one) => statementLines(one, context)),
    ...nextSteps(report, options, context),
  ];
}

/** What makes the audit incomplete, by name; a blank line last. */
export function failureLines(report: Report, context: TextContext): string[] {
  return skippedLines(
    { ...report, skipped: report.skipped.filter((one) => one.isFailure) },
    context,
  );
}

export interface Closing {
  readonly report: Report;
  readonly options: ReporterOptions;
  /** Those that count. */
  readonly groups: readonly FindingGroup[];
  readonly notes: readonly Finding[];
}

/** The verdict in a line, what one has to know of it, and what to do next. */
export function closingLines(closing: Closing, context: TextContext): string[] {
  const { report, options, groups } = closing;
  const { paint, columns } = context;
  const verdict = verdictOf(report, options);
  const isNothing = report.summary.files.listed === 0;
  // What limits an all-clear is no news beside findings.
  const unsaid: Statement['about'][] = [
    'reported',
    ...(verdict.kind === 'findings' ? (['asymmetric'] as const) : []),
  ];
  const first =
    verdict.kind === 'findings' ? [foundLine(groups, context)] : headline(report, options, context);
  const audited = ` · ${count(report.summary.files.listed, 'file')} in ${(report.elapsedMs / 1000).toFixed(1)} s`;
  return [
    ...(report.complete
      ? []
      : hang({ plain: '✖ ', painted: paint.loud('✖ ') }, incomplete, columns, paint.loud)),
    ...first.map((line) => (isNothing ? line : `${line}${paint.dim(audited)}`)),
    ...statementsOf(report).flatMap((one) => statementLines(one, context, unsaid)),
    ...nextLines(closing, context),
  ];
}

/** `✖ 9 secrets, 1 other place · 27 findings in 9 files`. */
function foundLine(groups: readonly FindingGroup[], { paint }: TextContext): string {
  const secrets = groups.filter(({ isSecret }) => isSecret).length;
  const others = groups.length - secrets;
  const findings = groups
    .flatMap((group) => group.findings)
    .filter((one) => rankOf(one) !== 'note');
  const paths = new Set(findings.map(({ path }) => path));
  const parts = [
    ...(secrets > 0 ? [count(secrets, 'secret')] : []),
    ...(others > 0 ? [count(others, secrets > 0 ? 'other place' : 'place')] : []),
  ].join(', ');
  return `${paint.loud('✖')} ${paint.bold(parts)} · ${count(findings.length, 'finding')} in ${count(paths.size, 'file')}`;
}

/** The commands that go on from here; the verdict is the last thing that is read before them. */
function nextLines(
  { report, options, groups }: Closing,
  { paint, scope, columns }: TextContext,
): string[] {
  const findings = groups
    .flatMap((group) => group.findings)
    .filter((one) => !one.suppressed && rankOf(one) !== 'note');
  if (findings.length === 0 || options.command?.canFix === false) return [];
  const safe = findings.filter(({ fix }) => fix === 'safe').length;
  const all = findings.filter(({ fix }) => fix !== null).length;
  const repair = (safety: 'safe' | 'unsafe', number: number): string =>
    `${fixCommand(safety, scope, ['--dry-run'])} repairs ${grouped(number)} of ${grouped(findings.length)}`;
  const canAccept = report.complete && report.coverage.reported === undefined;
  const steps = [
    ...(safe > 0 ? [repair('safe', safe)] : []),
    ...(all > safe ? [repair('unsafe', all)] : []),
    ...(canAccept ? [`accept: ${['keylint baseline', scope].join(' ').trimEnd()}`] : []),
  ];
  if (steps.length === 0) return [];
  const line = `Next: ${steps.join(' · ')}`;
  if (line.length <= columns) return [paint.place(line)];
  return steps.map((step, index) => `${index === 0 ? 'Next: ' : '   or '}${paint.place(step)}`);
}

/** `notes     6 in test/ (keylint -v)`: they never fail a run. */
export function noteRow(notes: readonly Finding[], { paint, columns }: TextContext): string[] {
  if (notes.length === 0) return [];
  const folders = new Map<string, number>();
  for (const { path } of notes) {
    const folder = visible(path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const most = [...folders].sort(([, a], [, b]) => b - a).slice(0, 3);
  const rest = notes.length - most.reduce((sum, [, number]) => sum + number, 0);
  const parts = most.map(([folder, number]) => `${grouped(number)} in ${folder}`);
  const text = [...parts, ...(rest > 0 ? [`${grouped(rest)} elsewhere`] : [])].join(', ');
  return hang(
    { plain: 'notes     ', painted: paint.rank('note', 'notes     ') },
    `${text} (keylint -v)`,
    columns,
    paint.dim,
  );
}

/** What was left out has been named above. */
function statementLines(
  { level, about, text }: Statement,
  { paint, columns }: TextContext,
  leftOut: readonly Statement['about'][] = ['left-out', 'reported'],
) {
  if (leftOut.includes(about)) return [];
  return level === 'warning'
    ? hang({ plain: '! ', painted: paint.rank('medium', '! ') }, visible(text), columns)
    : hang({ plain: '  ', painted: '  ' }, visible(text), columns, paint.dim);
}

function headline(report: Report, options: ReporterOptions, { paint }: TextContext): string[] {
  const findings = shownFindings(report, options);
  const counts = countRanks(findings);
  const notes = counts.note === 0 ? '' : paint.dim(` and ${count(counts.note, 'note')}`);
  const verdict = verdictOf(report, options);
  switch (verdict.kind) {
    case 'findings': {
      const parts = ranks
        .filter((rank) => rank !== 'note' && counts[rank] > 0)
        .map((rank) => paint.rank(rank, `${grouped(counts[rank])} ${rank}`));
      return [`${paint.loud('✖')} ${paint.bold(verdict.text)}: ${parts.join(', ')}${notes}`];
    }
    case 'nothing':
      return [`${paint.rank('medium', `! ${verdict.text}`)}${notes}`];
    // Nothing to praise.
    case 'incomplete':
    case 'qualified':
      return [`${paint.bold(verdict.text)}${notes}`];
    case 'clear':
      return [`${paint.good(`✔ ${verdict.text}`)}${notes}`];
  }
}

/** `6 signing secrets in 812 files: 790 scanned, 14 parsed, 22 skipped; 9.1 MB in 0.43 s`. */
function audited(report: Report): string {
  const { files, secrets, bytes } = report.summary;
  return [
    `${count(secrets, 'signing secret')} in ${count(files.listed, 'file')}: `,
    `${grouped(files.scanned)} scanned, ${grouped(files.parsed)} parsed, ${grouped(files.skipped)} skipped; `,
    `${size(bytes)} in ${(report.elapsedMs / 1000).toFixed(2)} s`,
  ].join('');
}

function size(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function nextSteps(report: Report, options: ReporterOptions, { paint }: TextContext): string[] {
  const findings = shownFindings(report, options).filter(
    (finding) => !finding.suppressed && rankOf(finding) !== 'note',
  );
  const safe = findings.filter((finding) => finding.fix === 'safe').length;
  const unsafe = findings.filter((finding) => finding.fix === 'unsafe').length;
  const steps = [
    safe > 0 ? `${count(safe, 'finding')} fixable with ${paint.place('keylint --fix')}` : '',
    unsafe > 0
      ? `${safe > 0 ? `${unsafe} more` : count(unsafe, 'finding fixable', 'findings fixable')} with ${paint.place('keylint --fix=unsafe')}`
      : '',
  ].filter((step) => step !== '');
  return steps.length === 0 ? [] : [`  ${steps.join(', ')}`];
}

// Workflow commands: annotations that a GitHub runner reads from stdout. Every command is one line whose text is
// escaped, so nothing from a repository can start a command of its own.
import type { Finding, Level } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { visible } from './escape.ts';
import { count, loudestFirst, shownFindings } from './findings.ts';
import { inRepository } from './relocate.ts';
import type { ReporterOptions } from './reporter.ts';

/** GitHub shows this many of each level per step and drops the rest in silence. */
export const maxPerLevel = 10;

const commands: Readonly<Record<Level, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  note: 'notice',
};

interface Annotation {
  readonly level: Level;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/** One command a line, the most severe first; a last plain line tells what was left out. */
export function renderGithub(found: Report, options: ReporterOptions): string {
  const report = inRepository(found, options);
  const findings = loudestFirst(shownFindings(report, options));
  const annotations = [
    ...aboutTheRun(report),
    ...aboutCoverage(report),
    ...findings.map((finding) => aboutFinding(finding, options.pathPrefix ?? '')),
  ];
  const shown: Annotation[] = [];
  const used = new Map<string, number>();
  for (const annotation of annotations) {
    const command = commands[annotation.level];
    const before = used.get(command) ?? 0;
    used.set(command, before + 1);
    if (before < maxPerLevel) shown.push(annotation);
  }
  const leftOut = annotations.length - shown.length;
  const lines = shown.map(toCommand);
  if (leftOut > 0) {
    lines.push(
      `keylint: ${count(leftOut, 'more annotation')} left out, GitHub shows ${maxPerLevel} of each level; the job summary has them`,
    );
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** What makes the audit incomplete, and errors of the run; first, so that the cap never hides it. */
function aboutTheRun(report: Report): Annotation[] {
  const failures = report.skipped.filter((skipped) => skipped.isFailure);
  const errors = report.notices.filter((notice) => notice.kind === 'error');
  const first = failures[0];
  const annotations = errors.slice(0, 2).map(({ message }) => aboutRun('error', visible(message)));
  if (report.complete) return annotations;
  const files =
    first === undefined
      ? ''
      : `: ${count(failures.length, 'file')} could not be read, the first is ${visible(first.path)} (${first.reason})`;
  return [aboutRun('error', `The audit is not complete${files}`), ...annotations];
}

/** What was looked at and what was silenced, in one notice. */
function aboutCoverage(report: Report): Annotation[] {
  const said = statementsOf(report).map(({ text }) => visible(text));
  return said.length === 0 ? [] : [aboutRun('note', `${said.join('. ')}.`)];
}

function aboutRun(level: Level, message: string): Annotation {
  return { level, properties: { title: 'keylint' }, message };
}

function aboutFinding(finding: Finding, prefix: string): Annotation {
  const isOneLine = finding.endLine === finding.line;
  return {
    level: finding.level,
    properties: {
      file: `${prefix}${finding.path}`,
      line: finding.line,
      endLine: finding.endLine,
      // GitHub takes columns only where both lines are the same.
      ...(isOneLine ? { col: finding.column, endColumn: finding.endColumn } : {}),
      title: `keylint ${finding.rule} (${finding.severity})`,
    },
    message: visible(finding.message),
  };
}

function toCommand({ level, properties, message }: Annotation): string {
  const pairs = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${commands[level]} ${pairs.join(',')}::${escapeData(message)}`;
}

/** For the message of a workflow command: the runner decodes `%25`, `%0D` and `%0A`. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** For a property of a workflow command, which ends at `:` and `,`. */
export function escapeProperty(text: string): string {
  return escapeData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

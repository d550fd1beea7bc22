// JUnit XML for CI servers that know tests and nothing else: a suite for each file, a case for each finding.
// (Several failures in one case are legal, but most servers show only the first.)
import type { Finding } from '../model/finding.ts';
import type { Report, RuleSummary } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { escapeMarkup } from './escape.ts';
import { rankOf, rulesById, shownFindings } from './findings.ts';
import { inRepository } from './relocate.ts';
import type { ReporterOptions } from './reporter.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly className: string;
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/** XML 1.0, UTF-8. Notes are passed cases with their text as output; an incomplete audit is an error. */
export function renderJunit(found: Report, options: ReporterOptions): string {
  const report = inRepository(found, options);
  const suites = [...runSuites(report), ...fileSuites(report, options)];
  const all = suites.flatMap((suite) => suite.cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="keylint" ${countAttributes(all)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Files that were left out and are named; more are counted. */
const maxNamed = 1_000;

/** One suite on the run itself: whether it is complete, what it rests on, and each file that was left out. */
function runSuites(report: Report): Suite[] {
  const failures = report.skipped.filter((skipped) => skipped.isFailure);
  const others = report.skipped.filter((skipped) => !skipped.isFailure);
  const errors = report.notices.filter((notice) => notice.kind === 'error');
  const text = [
    ...failures.map(({ path, reason, detail }) =>
      [`${path}: ${reason}`, ...(detail === undefined ? [] : [detail])].join(', '),
    ),
    ...errors.map(({ message }) => message),
  ];
  const said = statementsOf(report).map((statement) => statement.text);
  const ofRun = { className: 'keylint', type: 'incomplete' } as const;
  return [
    {
      name: 'keylint',
      cases: [
        {
          ...ofRun,
          name: 'the audit is complete',
          kind: report.complete ? 'passed' : 'error',
          message: 'The audit is not complete',
          text: text.map(escapeMarkup).join('\n'),
        },
        ...(said.length === 0
          ? []
          : [
              {
                ...ofRun,
                name: 'what the audit rests on',
                kind: 'passed',
                message: '',
                text: said.map(escapeMarkup).join('\n'),
              } as const,
            ]),
        ...others.slice(0, maxNamed).map(
          ({ path, reason, detail }): Case => ({
            ...ofRun,
            name: path,
            kind: 'skipped',
            message: `${reason.replaceAll('-', ' ')}${detail === undefined ? '' : `: ${detail}`}`,
            text: '',
          }),
        ),
      ],
    },
  ];
}

function fileSuites(report: Report, options: ReporterOptions): Suite[] {
  const rules = rulesById(report);
  const byPath = new Map<string, Finding[]>();
  for (const finding of shownFindings(report, options)) {
    const findings = byPath.get(finding.path);
    if (findings) findings.push(finding);
    else byPath.set(finding.path, [finding]);
  }
  return [...byPath].map(([path, findings]) => {
    const name = `${options.pathPrefix ?? ''}${path}`;
    return { name, cases: findings.map((finding) => toCase(name, finding, rules)) };
  });
}

function toCase(path: string, finding: Finding, rules: ReadonlyMap<string, RuleSummary>): Case {
  const rule = rules.get(finding.rule);
  const text = [
    `${path}:${finding.line}:${finding.column} ${finding.message}`,
    ...finding.related.map((place) => `${place.path}:${place.line} ${place.message}`),
    ...(rule ? [`Why: ${rule.why}`, `Fix: ${rule.howToFix}`] : []),
  ];
  const isNote = rankOf(finding) === 'note' || finding.suppressed !== undefined;
  return {
    className: path,
    name: `${finding.rule} ${finding.line}:${finding.column}`,
    kind: isNote ? 'passed' : 'failure',
    type: `${finding.rule} (${finding.severity})`,
    message: finding.message,
    text: text.map(escapeMarkup).join('\n'),
  };
}

function countAttributes(cases: readonly Case[]): string {
  const countOf = (kind: Case['kind']): number => cases.filter((one) => one.kind === kind).length;
  return `tests="${cases.length}" failures="${countOf('failure')}" errors="${countOf('error')}" skipped="${countOf('skipped')}"`;
}

function suiteLines({ name, cases }: Suite): string[] {
  return [
    `  <testsuite name="${escapeMarkup(name)}" ${countAttributes(cases)}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ className, name, kind, type, message, text }: Case): string[] {
  const open = `    <testcase classname="${escapeMarkup(className)}" name="${escapeMarkup(name)}"`;
  if (kind === 'passed') {
    // Notes have something to say, the check of the run has not.
    if (text === '') return [`${open}/>`];
    return [`${open}>`, `      <system-out>${text}</system-out>`, '    </testcase>'];
  }
  if (kind === 'skipped') {
    return [`${open}>`, `      <skipped message="${escapeMarkup(message)}"/>`, '    </testcase>'];
  }
  return [
    `${open}>`,
    `      <${kind} type="${escapeMarkup(type)}" message="${escapeMarkup(message)}">${text}</${kind}>`,
    '    </testcase>',
  ];
}

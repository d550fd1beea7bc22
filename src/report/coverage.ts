// What every format says besides the findings: the verdict, and in whole sentences what was looked at, what was not,
// and which findings somebody has silenced. One wording for all, so that no format praises what another would not.

import type { Report } from '../model/report.ts';
import type { SkipReason } from '../model/source.ts';
import { count, countRanks, grouped, shownFindings } from './findings.ts';
import type { ReporterOptions } from './reporter.ts';

/** One sentence on what a report rests on; without a full stop, not escaped. */
export interface Statement {
  /** `warning`: without it the reader would take the report for more than it is. */
  readonly level: 'note' | 'warning';
  readonly about:
    | 'reported'
    | 'unread'
    | 'left-out'
    | 'ignored'
    | 'history'
    | 'rules'
    | 'switched-off'
    | 'below'
    | 'accepted'
    | 'suppressed'
    | 'asymmetric';
  readonly text: string;
}

/** In the order of their weight; empty where everything was looked at and nothing silenced. */
export function statementsOf(report: Report): Statement[] {
  const { summary, coverage } = report;
  const { below, rules, ignoredNames = 0 } = coverage;
  const statements: (Statement | undefined)[] = [
    reportedStatement(report),
    statement('warning', 'unread', unreadText(report)),
    statement('note', 'left-out', leftOutText(report)),
    coverage.ignored === 0
      ? undefined
      : statement(
          'warning',
          'ignored',
          `${isOrAre(coverage.ignored, 'file')} left out by "ignore" in the settings`,
        ),
    ignoredNames === 0
      ? undefined
      : statement(
          'warning',
          'ignored',
          `${isOrAre(ignoredNames, 'name of a secret', 'names of secrets')} left out by "ignoreNames" in the settings`,
        ),
    ...historyStatements(report),
    rules.ran === rules.known
      ? undefined
      : statement('note', 'rules', `${grouped(rules.ran)} of ${count(rules.known, 'rule')} ran`),
    coverage.switchedOff === 0
      ? undefined
      : statement(
          'warning',
          'switched-off',
          `${isOrAre(coverage.switchedOff, 'finding')} switched off by "overrides" in the settings`,
        ),
    below === undefined
      ? undefined
      : statement(
          'warning',
          'below',
          `${isOrAre(below.findings, 'finding')} less than ${below.severity} and not shown`,
        ),
    summary.accepted === 0
      ? undefined
      : statement(
          'warning',
          'accepted',
          `${isOrAre(summary.accepted, 'finding')} accepted by ${coverage.baseline ?? 'a baseline'}${criticalOf(report, 'baseline')}`,
        ),
    summary.suppressed === 0
      ? undefined
      : statement(
          'warning',
          'suppressed',
          `${isOrAre(summary.suppressed, 'finding')} suppressed by ${summary.suppressed === 1 ? 'a comment' : 'comments'}${criticalOf(report, 'comment')}`,
        ),
    statement('note', 'asymmetric', asymmetricText(report)),
  ];
  return statements.flatMap((one) => one ?? []);
}

function statement(
  level: Statement['level'],
  about: Statement['about'],
  text: string,
): Statement | undefined {
  return text === '' ? undefined : { level, about, text };
}

/** `1 finding is`, `34 findings are`. */
function isOrAre(number: number, noun: string, nouns?: string): string {
  return `${count(number, noun, nouns)} ${number === 1 ? 'is' : 'are'}`;
}

function reportedStatement({ coverage: { reported } }: Report): Statement | undefined {
  if (!reported) return undefined;
  const text =
    reported.files === 0
      ? 'nothing that changed or was named is of a kind that is read'
      : `reported on ${partText(reported)} alone`;
  return { level: 'note', about: 'reported', text };
}

/** `2 changed lines and 1 new file`, `3 staged files`. */
function partText({ by, files, newFiles, lines }: NonNullable<Report['coverage']['reported']>) {
  if (by === 'staged' && lines > 0) {
    const whole = newFiles > 0 ? ` and ${count(newFiles, 'new file')}` : '';
    return `${count(lines, 'staged line')}${whole}`;
  }
  if (by !== 'changes') return count(files, by === 'staged' ? 'staged file' : 'named file');
  return [
    ...(lines > 0 || newFiles === 0 ? [count(lines, 'changed line')] : []),
    ...(newFiles > 0 ? [count(newFiles, 'new file')] : []),
  ].join(' and ');
}

/** `3 Lua, 1 Perl not read although they speak of signing`. */
function unreadText({ summary: { unread } }: Report): string {
  const languages = Object.entries(unread).sort(
    ([a, first], [b, second]) => second - first || (a < b ? -1 : 1),
  );
  if (languages.length === 0) return '';
  const total = languages.reduce((sum, [, number]) => sum + number, 0);
  const names = languages.map(([language, number]) => `${grouped(number)} ${language}`).join(', ');
  const [file, speaks] = total === 1 ? ['a file', 'speaks'] : ['files', 'speak'];
  return `${names} not read: keylint does not know the language of ${file} that ${speaks} of signing`;
}

/** What of the history was looked at, and loudly what was not there. */
function historyStatements({ history }: Report): Statement[] {
  if (!history) return [];
  const { commits, blobs, values, gaps, complete } = history;
  const read = `history: ${count(values, 'value')} of signing secrets in ${count(commits, 'commit')}, ${count(blobs, 'version')} of files`;
  return [
    { level: 'note', about: 'history', text: read },
    ...gaps.map(
      (gap): Statement => ({
        level: complete ? 'note' : 'warning',
        about: 'history',
        text: `history: ${gap}`,
      }),
    ),
  ];
}

/** One of them, and many. */
const reasonWords: Readonly<Partial<Record<SkipReason, readonly [string, string]>>> = {
  minified: ['minified file', 'minified files'],
  bundled: ['bundle', 'bundles'],
  generated: ['generated file', 'generated files'],
  vendored: ['vendored directory', 'vendored directories'],
  binary: ['binary file', 'binary files'],
  encoding: ['file in an unknown encoding', 'files in an unknown encoding'],
  encrypted: ['encrypted file', 'encrypted files'],
  'stored-elsewhere': ['file that is stored elsewhere', 'files that are stored elsewhere'],
  excluded: ['excluded file', 'excluded files'],
  vanished: ['file that vanished', 'files that vanished'],
  'too-large': ['file too large', 'files too large'],
  budget: ['file too tangled', 'files too tangled'],
  'too-many': ['file with too many entries', 'files with too many entries'],
  'parse-error': ['file with errors', 'files with errors'],
  'outside-root': ['link out of the tree', 'links out of the tree'],
  'broken-link': ['broken link', 'broken links'],
  'not-a-file': ['special file', 'special files'],
  'sparse-checkout': ['sparse checkout', 'sparse checkouts'],
};

/** Of a kind that is read, and nobody can tell from here what is in it. */
const isHidden: ReadonlySet<SkipReason> = new Set(['encrypted', 'stored-elsewhere']);

/** `left out: 3 minified files, 1 directory of others`; what makes an audit incomplete is told elsewhere. */
function leftOutText({ skipped }: Report): string {
  const counts = new Map<SkipReason, number>();
  for (const { reason, isFailure } of skipped) {
    if (!isFailure) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  if (counts.size === 0) return '';
  const parts = [...counts]
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .map(([reason, number]) => {
      const [one = `file (${reason})`, many = `files (${reason})`] = reasonWords[reason] ?? [];
      return count(number, one, many);
    });
  return `not read, or not in full: ${parts.join(', ')}`;
}

/** ` (12 critical)`, or nothing. */
function criticalOf({ findings }: Report, by: 'baseline' | 'comment'): string {
  const silenced = findings.filter(
    ({ suppressed }) => suppressed && (suppressed.by === 'baseline') === (by === 'baseline'),
  );
  const { critical } = countRanks(silenced);
  return critical === 0 ? '' : ` (${grouped(critical)} critical)`;
}

/** `RS256 signs in 1 place and verifies in 2: only private keys that are written down are audited`. */
function asymmetricText({ coverage: { asymmetric } }: Report): string {
  if (asymmetric.length === 0) return '';
  const uses = asymmetric.map(({ algorithm, signs, verifies }) =>
    [
      algorithm,
      [
        ...(signs > 0 ? [`signs in ${count(signs, 'place')}`] : []),
        ...(verifies > 0 ? [`verifies in ${count(verifies, 'place')}`] : []),
      ].join(' and '),
    ].join(' '),
  );
  return `${uses.join(', ')}: only private keys that are written down are audited`;
}

/** What a report amounts to. */
export interface Verdict {
  /**
   * `findings`: there are some that count; `incomplete`: something asked for could not be audited; `nothing`: there
   * was nothing to audit; `qualified`: no findings, but a statement that one has to know; `clear`: no findings.
   */
  readonly kind: 'findings' | 'incomplete' | 'nothing' | 'qualified' | 'clear';
  /** One sentence without a full stop; of findings only their number. */
  readonly text: string;
}

/** The closing sentence. Only `clear` is praise. */
export function verdictOf(
  report: Report,
  options: Pick<ReporterOptions, 'showSuppressed'>,
): Verdict {
  const { summary, coverage } = report;
  const counts = countRanks(
    shownFindings(report, options).filter(({ suppressed }) => suppressed === undefined),
  );
  const failing = counts.critical + counts.high + counts.medium + counts.low;
  if (failing > 0) return { kind: 'findings', text: count(failing, 'finding') };
  if (summary.files.listed === 0) {
    return { kind: 'nothing', text: 'No files were audited: nothing matched what was asked for' };
  }
  if (!report.complete) return { kind: 'incomplete', text: 'No findings in what could be audited' };
  const nothing = nothingText(report);
  if (nothing !== undefined) return { kind: 'nothing', text: nothing };
  const qualified = qualifiedText(report);
  if (qualified !== undefined) return { kind: 'qualified', text: qualified };
  if (coverage.reported) {
    return { kind: 'clear', text: `Nothing new in ${partText(coverage.reported)}` };
  }
  const text =
    summary.secrets === 0
      ? 'No signing secrets found, and nothing wrong with how tokens are signed'
      : 'No weak signing secrets found';
  return { kind: 'clear', text };
}

function nothingText({ summary, coverage }: Report): string | undefined {
  const { reported, ignored } = coverage;
  if (reported?.files === 0) {
    return reported.by === 'changes'
      ? 'Nothing was audited: no change in what keylint reads'
      : `Nothing was audited: no ${reported.by === 'staged' ? 'staged' : 'named'} file is of a kind that keylint reads`;
  }
  if (summary.files.scanned > 0) return undefined;
  return ignored > 0
    ? 'Nothing was audited: the settings leave out all that keylint would read'
    : 'Nothing was audited: no file is of a kind that keylint reads';
}

function qualifiedText({ summary, coverage, skipped }: Report): string | undefined {
  if (coverage.rules.ran === 0) return 'Nothing was audited: no rule ran';
  if (Object.keys(summary.unread).length > 0) return 'No findings in what keylint reads';
  if (coverage.elsewhere || skipped.some(({ reason }) => isHidden.has(reason)))
    return 'No findings in what can be read';
  if (coverage.ignored > 0 || coverage.ignoredNames)
    return 'No findings in what the settings leave to be audited';
  if (coverage.rules.ran < coverage.rules.known) return 'No findings of the rules that ran';
  if (coverage.below) return `No findings of ${coverage.below.severity} or worse`;
  if (coverage.switchedOff > 0) return 'No findings but those that the settings switch off';
  if (summary.accepted > 0) return 'No new findings';
  if (summary.suppressed > 0) return 'No findings but those that are suppressed';
  if (summary.secrets === 0 && coverage.asymmetric.length > 0) {
    return 'No secrets that sign with HMAC found';
  }
  return undefined;
}

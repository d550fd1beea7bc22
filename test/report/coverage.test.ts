// The verdict and what it rests on: no format may give an all-clear without a look.
import { describe, expect, test } from 'vitest';
import type { Report, Summary } from '../../src/model/report.ts';
import { countFindings } from '../../src/model/summary.ts';
import { statementsOf, verdictOf } from '../../src/report/coverage.ts';
import { formatNames, loadReporter } from '../../src/report/index.ts';
import { makeFinding, makeReport, plainOptions } from './sample.ts';

interface Over extends Partial<Omit<Report, 'summary' | 'coverage'>> {
  readonly summary?: Partial<Summary>;
  readonly coverage?: Partial<Report['coverage']>;
}

function report({ summary, coverage, findings = [], ...over }: Over = {}): Report {
  const whole = makeReport(findings, { skipped: [] });
  return {
    ...whole,
    ...over,
    summary: { ...whole.summary, ...countFindings(findings), ...summary },
    coverage: { ...whole.coverage, ...coverage },
  };
}

const files = { listed: 12, scanned: 9, parsed: 3, skipped: 0 };
const silenced = (by: 'baseline' | 'comment', critical: number, others: number) =>
  [
    ...Array.from({ length: critical }, () => 'critical' as const),
    ...Array.from({ length: others }, () => 'high' as const),
  ].map((severity, index) =>
    makeFinding({ severity, path: `src/${index}.ts`, suppressed: { by, reason: 'known' } }),
  );

const cases: readonly (readonly [name: string, over: Over, verdict: string, said: string])[] = [
  [
    'code in languages that are not read',
    { summary: { unread: { Perl: 1, Lua: 3 }, files } },
    'No findings in what keylint reads',
    '3 Lua, 1 Perl not read: keylint does not know the language of files that speak of signing',
  ],
  [
    'nothing but such code',
    { summary: { unread: { Lua: 1 }, files: { ...files, scanned: 0 } } },
    'Nothing was audited: no file is of a kind that keylint reads',
    '1 Lua not read: keylint does not know the language of a file that speaks of signing',
  ],
  [
    'a baseline that accepts findings',
    {
      findings: silenced('baseline', 12, 22),
      coverage: { baseline: 'keylint.baseline.json' },
    },
    'No new findings',
    '34 findings are accepted by keylint.baseline.json (12 critical)',
  ],
  [
    'a mark that silences one',
    { findings: silenced('comment', 1, 0) },
    'No findings but those that are suppressed',
    '1 finding is suppressed by a comment (1 critical)',
  ],
  [
    'settings that leave out everything',
    { coverage: { ignored: 12 }, summary: { files: { ...files, scanned: 0 } } },
    'Nothing was audited: the settings leave out all that keylint would read',
    '12 files are left out by "ignore" in the settings',
  ],
  [
    'settings that leave out some files',
    { coverage: { ignored: 1 } },
    'No findings in what the settings leave to be audited',
    '1 file is left out by "ignore" in the settings',
  ],
  [
    'rules that are off',
    { coverage: { rules: { ran: 0, known: 28 } } },
    'Nothing was audited: no rule ran',
    '0 of 28 rules ran',
  ],
  [
    'rules that the settings or options leave out',
    { coverage: { rules: { ran: 27, known: 28 } } },
    'No findings of the rules that ran',
    '27 of 28 rules ran',
  ],
  [
    'names that the settings leave out',
    { coverage: { ignoredNames: 2 } },
    'No findings in what the settings leave to be audited',
    '2 names of secrets are left out by "ignoreNames" in the settings',
  ],
  [
    'a link out of the tree that is called like what is read',
    {
      coverage: { elsewhere: 1 },
      skipped: [{ path: 'a.min.js', reason: 'outside-root', isFailure: false }],
    },
    'No findings in what can be read',
    'not read, or not in full: 1 link out of the tree',
  ],
  [
    'rules that are off in places',
    { coverage: { switchedOff: 3 } },
    'No findings but those that the settings switch off',
    '3 findings are switched off by "overrides" in the settings',
  ],
  [
    'findings below a threshold',
    { coverage: { below: { severity: 'critical', findings: 4 } } },
    'No findings of critical or worse',
    '4 findings are less than critical and not shown',
  ],
  [
    'asymmetric keys alone',
    {
      summary: { secrets: 0 },
      coverage: { asymmetric: [{ algorithm: 'RS256', signs: 1, verifies: 0 }] },
    },
    'No secrets that sign with HMAC found',
    'RS256 signs in 1 place: only private keys that are written down are audited',
  ],
  [
    'nothing that changed',
    { coverage: { reported: { by: 'changes', files: 0, newFiles: 0, lines: 0 } } },
    'Nothing was audited: no change in what keylint reads',
    'nothing that changed or was named is of a kind that is read',
  ],
  [
    'code that was left out',
    {
      skipped: [
        { path: 'a.min.js', reason: 'minified', isFailure: false },
        { path: 'vendor', reason: 'vendored', isFailure: false },
        { path: 'b.min.js', reason: 'minified', isFailure: false },
      ],
    },
    'No weak signing secrets found',
    'not read, or not in full: 2 minified files, 1 vendored directory',
  ],
];

describe.each(cases)('%s', (_, over, verdict, said) => {
  test('is told', () => {
    expect(statementsOf(report(over)).map(({ text }) => text)).toContain(said);
    expect(verdictOf(report(over), plainOptions).text).toBe(verdict);
  });

  test.each(formatNames)('in %s', async (format) => {
    const render = await loadReporter(format);
    const text = render(report(over), plainOptions).replace(/\s+/g, ' ');
    const words =
      said
        .replace(/^\d+ /, '')
        .split(/["/(),:.\\]/, 1)[0]
        ?.trim() ?? '';
    // SARIF names what was left out file by file.
    const isNamed = over.skipped !== undefined && format === 'sarif';
    const isOnlyInVerdict = over.coverage?.reported !== undefined && format === 'text';
    expect(text).toContain(isNamed ? 'a.min.js' : isOnlyInVerdict ? verdict : words);
  });

  test('quietly', async () => {
    const render = await loadReporter('text');
    const text = render(report(over), { ...plainOptions, verbosity: 'quiet' });
    const isAsked = over.coverage?.reported ?? over.coverage?.rules ?? over.coverage?.asymmetric;
    expect(text).toBe(isAsked ? '' : `keylint: ${said}\n`);
  });
});

test('only what is clear is praised', async () => {
  const [text, markdown] = await Promise.all([loadReporter('text'), loadReporter('markdown')]);
  const praised = cases.filter(([, over]) => {
    const said = text(report(over), plainOptions) + markdown(report(over), plainOptions);
    return /[✔✅]/.test(said);
  });
  expect(praised.map(([name]) => name)).toEqual(['code that was left out']);
  expect(text(report(), plainOptions)).toContain('✔ No weak signing secrets found');
});

test('what changed alone was looked at', async () => {
  const changed = report({
    coverage: { reported: { by: 'changes', files: 2, newFiles: 1, lines: 2 } },
  });
  expect(verdictOf(changed, plainOptions)).toEqual({
    kind: 'clear',
    text: 'Nothing new in 2 changed lines and 1 new file',
  });
  const staged = report({
    coverage: { reported: { by: 'staged', files: 3, newFiles: 3, lines: 0 } },
  });
  expect(verdictOf(staged, plainOptions).text).toBe('Nothing new in 3 staged files');
});

describe('the score of the page', () => {
  const page = async (over: Over): Promise<string> =>
    (await loadReporter('html'))(report(over), plainOptions);

  test('is not given where there is no secret', async () => {
    expect(await page({ summary: { secrets: 0 } })).toContain('so there is no score');
    expect(await page({})).not.toContain('so there is no score');
  });

  test('counts what a baseline accepts, and not what a comment suppresses', async () => {
    const grade = (html: string) => /grade ([A-F])/i.exec(html)?.[1];
    expect(grade(await page({ findings: silenced('comment', 3, 0) }))).toBe('A');
    expect(grade(await page({ findings: silenced('baseline', 3, 0) }))).not.toBe('A');
  });
});

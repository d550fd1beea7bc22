// The schema is the OASIS one as Microsoft's SARIF SDK ships it.
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { createLineHashes } from '../../src/report/line-hash.ts';
import type { ReporterOptions } from '../../src/report/reporter.ts';
import { toUri } from '../../src/report/sarif/locations.ts';
import { renderSarif, renderWithin } from '../../src/report/sarif.ts';
import {
  makeDemoReport,
  makeFinding,
  makeHostileReport,
  makePlace,
  makeRelated,
  makeReport,
  makeRule,
  plainOptions,
} from './sample.ts';

const schema: Record<string, unknown> = createRequire(import.meta.url)(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
// Draft 4 and what ajv knows differ in nothing that this schema uses but the name of `id`.
const { $schema: _draft, id: _id, ...draftFree } = schema;
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i);
ajv.addFormat('uri-reference', /^(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~!$&'()*+,;=:@/?#])*$/);
ajv.addFormat('date-time', true);
const validate = ajv.compile(draftFree);

interface Location {
  physicalLocation: {
    artifactLocation: { uri: string };
    region: Record<string, number>;
  };
  message?: { text: string };
}

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Location[];
  relatedLocations?: Location[];
  codeFlows?: { threadFlows: { locations: { location: Location }[] }[] }[];
  partialFingerprints: Record<string, string>;
  suppressions?: object[];
}

interface Run {
  tool: { driver: { rules: { id: string; properties: Record<string, unknown> }[] } };
  automationDetails: { id: string };
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: { level: string; message: { text: string } }[];
  }[];
  results: Result[];
}

function runOf(report: Report, options: Partial<ReporterOptions> = {}): Run {
  return JSON.parse(renderSarif(report, { ...plainOptions, ...options })).runs[0];
}

function resultsOf(report: Report, options: Partial<ReporterOptions> = {}): Result[] {
  return runOf(report, options).results;
}

describe('the official schema', () => {
  test.each([
    ['an empty report', makeReport([])],
    ['every kind of finding', makeDemoReport()],
    ['hostile texts', makeHostileReport()],
    [
      'an incomplete audit',
      makeReport([], { complete: false, notices: [{ kind: 'error', message: 'x' }] }),
    ],
    ['a finding whose rule is not described', makeReport([makeFinding()], { rules: [] })],
  ])('accepts %s', (_name, report) => {
    for (const showSuppressed of [false, true]) {
      validate(JSON.parse(renderSarif(report, { ...plainOptions, showSuppressed })));
      expect(validate.errors).toBeNull();
    }
  });

  test('is really applied', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
    expect(
      validate({
        version: '2.1.0',
        runs: [{ tool: { driver: { name: 'x', informationUri: 'a b' } } }],
      }),
    ).toBe(false);
  });
});

describe('what GitHub requires', () => {
  test('rules are unique, sorted, complete, and every result points at its own', () => {
    const rules = ['short-secret', 'known-secret', 'short-secret'].map((id) => makeRule(id));
    const { tool, results } = runOf(makeDemoReport({ rules }));
    const ids = tool.driver.rules.map((rule) => rule.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const result of results) expect(ids[result.ruleIndex]).toBe(result.ruleId);
    for (const rule of tool.driver.rules) {
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/./) },
        fullDescription: { text: expect.stringMatching(/./) },
        help: { text: expect.stringMatching(/./), markdown: expect.stringMatching(/How to fix/) },
        properties: {
          precision: expect.stringMatching(/^(?:very-high|high|medium|low)$/),
          'security-severity': expect.stringMatching(/^\d\.\d$/),
          tags: expect.arrayContaining(['security']),
        },
      });
    }
  });

  test('texts stay within 1,024 characters, tags within 20', () => {
    const rule = makeRule('short-secret', {
      title: 't'.repeat(3_000),
      why: 'w'.repeat(3_000),
      references: Array.from({ length: 40 }, (_, index) => `CWE-${index + 1}`),
    });
    const [described] = runOf(makeReport([], { rules: [rule] })).tool.driver.rules;
    expect(described).toMatchObject({
      shortDescription: { text: 't'.repeat(1_024) },
      fullDescription: { text: expect.stringMatching(/^.{1024}$/) },
    });
    expect(described?.properties.tags).toHaveLength(20);
    expect(described?.properties.tags).toContain('external/cwe/cwe-001');
  });

  test.each([
    ['src/a b/[id].ts', '', 'src/a%20b/%5Bid%5D.ts'],
    ['a#b?c%d.ts', 'packages/x y/', 'packages/x%20y/a%23b%3Fc%25d.ts'],
    ["é(1)'!*.ts", '', '%C3%A9%281%29%27%21%2A.ts'],
    ['c:/x.ts', '', 'c%3A/x.ts'],
    ['\ud800.ts', '', '%EF%BF%BD.ts'],
  ])('the path %j below %j becomes %j', (path, prefix, uri) => {
    expect(toUri(path, prefix)).toBe(uri);
  });

  test('a region never leaves its line', () => {
    const [result] = resultsOf(
      makeReport([makeFinding({ line: 3, column: 5, endLine: 7, endColumn: 2 })]),
    );
    expect(result?.locations[0]?.physicalLocation.region).toEqual({ startLine: 3, startColumn: 5 });
  });

  test('one result for one rule on one line; the others are related places', () => {
    const path = 'a.ts';
    const findings = [10, 40].map((column) =>
      makeFinding({ ...makePlace(path, 1, column), related: [], message: `at ${column}` }),
    );
    const results = resultsOf(
      makeReport([...findings, makeFinding({ ...makePlace(path, 1, 10), rule: 'known-secret' })]),
    );
    expect(results.map((result) => result.ruleId)).toEqual(['known-secret', 'short-secret']);
    expect(results[1]?.relatedLocations).toMatchObject([
      { physicalLocation: { region: { startColumn: 40 } }, message: { text: 'at 40' } },
    ]);
  });

  test('suppressed findings would open as live alerts: left out unless asked for', () => {
    expect(resultsOf(makeDemoReport()).filter((result) => result.suppressions)).toEqual([]);
    const shown = resultsOf(makeDemoReport(), { showSuppressed: true });
    expect(shown.flatMap((result) => result.suppressions ?? [])).toEqual([
      { kind: 'inSource', justification: 'retired in March' },
    ]);
  });

  test('the run tells its category and whether the audit was complete', () => {
    expect(runOf(makeReport([])).automationDetails.id).toBe('keylint/');
    expect(runOf(makeReport([]), { pathPrefix: 'packages/api/' }).automationDetails.id).toBe(
      'keylint/packages/api/',
    );
    expect(runOf(makeReport([]), { category: 'shard-2' }).automationDetails.id).toBe(
      'keylint/shard-2/',
    );
    expect(runOf(makeReport([], { complete: false })).invocations[0]?.executionSuccessful).toBe(
      false,
    );
  });

  test('what is of low severity is a note, as SARIF has no level below a warning but that', () => {
    const run = runOf(makeReport([makeFinding({ severity: 'low', level: 'info' })]));
    expect(run.results.map(({ level }) => level)).toEqual(['note']);
  });

  test('skipped files are notifications, failures first and as errors', () => {
    const report = makeReport([], {
      complete: false,
      skipped: [
        { path: 'a.bin', reason: 'binary', isFailure: false },
        { path: 'b.env', reason: 'unreadable', detail: 'EACCES', isFailure: true },
      ],
    });
    const notifications = runOf(report).invocations[0]?.toolExecutionNotifications ?? [];
    expect(notifications.map(({ level, message }) => [level, message.text])).toEqual([
      ['error', 'Not audited in full: b.env (unreadable: EACCES)'],
      ['note', 'Not audited in full: a.bin (binary)'],
    ]);
  });
});

describe('code flows', () => {
  const steps = (result: Result | undefined): string[] =>
    result?.codeFlows?.[0]?.threadFlows[0]?.locations.map(
      ({ location }) =>
        `${location.physicalLocation.artifactLocation.uri}:${location.physicalLocation.region.startLine}`,
    ) ?? [];

  test('from the use to the definition, as the linker saw it', () => {
    const flow = [
      makeRelated('src/auth.ts', 14, 'signs HS512'),
      makeRelated('src/config.ts', 3, 'config.jwt.secret'),
      makeRelated('.env.production', 3, 'JWT_SECRET is set'),
    ];
    const [result] = resultsOf(makeReport([makeFinding({ flow })]));
    expect(steps(result)).toEqual(['src/auth.ts:14', 'src/config.ts:3', '.env.production:3']);
  });

  test('without a flow the related places lead to the finding', () => {
    expect(steps(resultsOf(makeReport([makeFinding()]))[0])).toEqual([
      'src/auth.ts:14',
      'config/.env.production:3',
    ]);
  });

  test('none where there is nothing to follow', () => {
    for (const related of [[], [makeRelated('b.env', 1, 'REFRESH_SECRET is in the same file')]]) {
      expect(resultsOf(makeReport([makeFinding({ related })]))[0]?.codeFlows).toBeUndefined();
    }
  });
});

describe('fingerprints', () => {
  const text = "import jwt from 'jsonwebtoken';\nconst key = 'aaaa';\n\n\n\nverify(token)\n";
  const start = text.indexOf('aaaa');
  const secrets = [{ start, end: start + 4 }];
  const report = makeReport(
    [2, 6].map((line) => makeFinding({ path: 'a.js', line, fingerprint: `k1:${line}` })),
  );

  test('GitHub’s line hash, but never over a value; ours always', () => {
    const lineHashes = (path: string) =>
      path === 'a.js' ? createLineHashes(text, { secrets }) : undefined;
    expect(resultsOf(report, { lineHashes }).map((result) => result.partialFingerprints)).toEqual([
      { 'keylint/v1': 'k1:2' },
      {
        primaryLocationLineHash: createLineHashes(text, { secrets: [] })(6),
        'keylint/v1': 'k1:6',
      },
    ]);
  });

  test('without sources ours alone', () => {
    expect(resultsOf(report).map((result) => Object.keys(result.partialFingerprints))).toEqual([
      ['keylint/v1'],
      ['keylint/v1'],
    ]);
  });
});

describe('limits', () => {
  const many = makeReport(
    Array.from({ length: 30_000 }, (_, index) =>
      makeFinding({
        path: `src/${index % 700}/file-${index}.ts`,
        severity: index % 10 === 0 ? 'critical' : 'low',
        fingerprint: `k1:${index}`,
      }),
    ),
  );

  test('25,000 results, the most severe of 30,000, in the order of places, and it says so', () => {
    const { results, invocations } = runOf(many);
    expect(results).toHaveLength(25_000);
    const uris = results.map(
      (result) => result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toEqual(uris.toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1)));
    const critical = many.findings.filter((finding) => finding.severity === 'critical');
    const kept = new Set(results.map((result) => result.partialFingerprints['keylint/v1']));
    expect(critical.filter((finding) => !kept.has(finding.fingerprint))).toEqual([]);
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain(
      '5,000 results left out',
    );
  });

  test('a file above the size limit loses its least severe results', () => {
    const report = makeReport(
      Array.from({ length: 300 }, (_, index) =>
        makeFinding({
          path: `f${index}.ts`,
          severity: index === 299 ? 'critical' : 'low',
          message: `${index * 7_919} is ${index ** 5} bytes`,
        }),
      ),
    );
    const run: Run = JSON.parse(renderWithin(report, plainOptions, 6_000)).runs[0];
    expect(run.results.length).toBeGreaterThan(10);
    expect(run.results.length).toBeLessThan(290);
    expect(JSON.stringify(run.results)).toContain('f299.ts');
    expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain('left out');
  });

  test('1,000 locations of one result', () => {
    const related = Array.from({ length: 3_000 }, (_, index) =>
      makeRelated(`r${index}.ts`, 1, 'signs HS256'),
    );
    const [result] = resultsOf(makeReport([makeFinding({ related })]));
    expect(result?.relatedLocations).toHaveLength(999);
    expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations.length).toBeLessThanOrEqual(1_000);
  });
});

test('a name in a message cannot make a link', () => {
  const [result] = resultsOf(
    makeReport([makeFinding({ message: '[click](https://evil.example) is short', related: [] })]),
  );
  expect(result?.message.text).toBe('\\[click\\](https://evil.example) is short.');
});

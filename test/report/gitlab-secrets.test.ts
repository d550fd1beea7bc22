// GitLab's secret-detection report: every report has the documented fields and no other.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderGitlabSecrets } from '../../src/report/gitlab-secrets.ts';
import type { ReporterOptions } from '../../src/report/reporter.ts';
import {
  makeDemoReport,
  makeFinding,
  makeHostileReport,
  makePlace,
  makeReport,
  plainOptions,
} from './sample.ts';

const schema = JSON.parse(
  readFileSync(new URL('gitlab-secrets.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ strict: false }).compile(schema);

interface Vulnerability {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly location: object;
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
}

function render(report: Report, options: Partial<ReporterOptions> = {}) {
  const text = renderGitlabSecrets(report, { ...plainOptions, ...options });
  const parsed: unknown = JSON.parse(text);
  expect(validate(parsed) ? [] : validate.errors).toEqual([]);
  // The cast: the schema has just been checked.
  return parsed as {
    readonly scan: Readonly<Record<string, unknown>>;
    readonly vulnerabilities: readonly Vulnerability[];
  };
}

const source = {
  commit: 'a'.repeat(40),
  date: '2026-03-01T10:20:30+01:00',
  branch: null,
  isDirty: false,
};

test.each([
  ['nothing', makeReport([])],
  ['a careless project', makeDemoReport()],
  ['hostile names', makeHostileReport()],
])('the fields that GitLab documents: %s', (_, report) => {
  expect(render(report).vulnerabilities).toHaveLength(
    report.findings.filter(({ suppressed }) => !suppressed).length,
  );
});

describe('a finding', () => {
  test('has its place in the repository, in the commit that was audited', () => {
    const finding = makeFinding({ ...makePlace('.env', 3), path: '.env', line: 3 });
    const { scan, vulnerabilities } = render(makeReport([finding]), { pathPrefix: 'api/', source });
    expect(vulnerabilities[0]).toMatchObject({
      name: 'Title of short-secret',
      severity: 'High',
      location: { file: 'api/.env', start_line: 3, commit: { sha: source.commit } },
    });
    expect(scan).toMatchObject({ start_time: '2026-03-01T09:20:30', status: 'success' });
  });

  test('is identified by its rule first, then by its weaknesses', () => {
    const [one] = render(makeReport([makeFinding()])).vulnerabilities;
    expect(one?.identifiers.map(({ type, value }) => `${type} ${value}`)).toEqual([
      'keylint_rule_id short-secret',
      'cwe 326',
    ]);
  });

  test('has one id, which is no other’s, in every run', () => {
    const same = (['critical', 'low'] as const).map((severity) =>
      makeFinding({ severity, fingerprint: 'k1:same' }),
    );
    const ids = () => render(makeReport(same)).vulnerabilities.map(({ id }) => id);
    expect(new Set(ids()).size).toBe(2);
    expect(ids()).toEqual(ids());
  });
});

test('no code, no secret: the field that others hand it on in is not there', () => {
  const text = renderGitlabSecrets(makeDemoReport(), plainOptions);
  expect(text).not.toMatch(/raw_source_code_extract|••/);
});

test('an incomplete audit is a failure, and what was left out is said', () => {
  const { scan } = render(
    makeReport([], {
      complete: false,
      skipped: [{ path: 'a/.env', reason: 'unreadable', isFailure: true }],
      notices: [{ kind: 'warning', message: 'the baseline is old' }],
    }),
  );
  expect(scan).toMatchObject({
    status: 'failure',
    messages: expect.arrayContaining([
      { level: 'fatal', value: 'a/.env was not audited: unreadable' },
      { level: 'warn', value: 'the baseline is old' },
    ]),
  });
});

test('the time that builds are given', () => {
  const { scan } = render(makeReport([]), { now: new Date('2026-05-01T00:00:00Z'), source });
  expect(scan.end_time).toBe('2026-05-01T00:00:00');
  expect(render(makeReport([])).scan.end_time).toBe('1970-01-01T00:00:00');
});

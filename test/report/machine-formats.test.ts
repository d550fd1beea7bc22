// github, gitlab, junit, markdown: what their hosts read.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { renderGithub } from '../../src/report/github.ts';
import { renderGitlab } from '../../src/report/gitlab.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderMarkdown, renderWithin } from '../../src/report/markdown.ts';
import { makeDemoReport, makeFinding, makePlace, makeReport, plainOptions } from './sample.ts';

/** Nothing was left out: there is nothing to say but the findings. */
const whole = (findings: readonly Finding[], over: Partial<Report> = {}): Report =>
  makeReport(findings, { skipped: [], ...over });

const many = (number: number, over: Partial<Finding> = {}): Finding[] =>
  Array.from({ length: number }, (_, index) =>
    makeFinding({ path: `src/${index}.ts`, fingerprint: `k1:${index}`, ...over }),
  );

describe('github', () => {
  const lines = (report: Report, pathPrefix = ''): string[] =>
    renderGithub(report, { ...plainOptions, pathPrefix })
      .trimEnd()
      .split('\n');

  test('an annotation with its place, from the root of the repository', () => {
    expect(lines(whole([makeFinding({ path: 'a,b:c.ts' })]), 'packages/api/')).toEqual([
      '::error file=packages/api/a%2Cb%3Ac.ts,line=3,endLine=3,col=12,endColumn=32,' +
        'title=keylint short-secret (high)::' +
        'JWT_SECRET is 20 bytes (about 41 bits); HS512 in packages/api/src/auth.ts:14 needs 64 bytes',
    ]);
  });

  test('percent signs are escaped once', () => {
    expect(lines(whole([makeFinding({ message: '100%0A' })]))[0]).toMatch(/::100%250A$/);
  });

  test('columns only where the finding is on one line', () => {
    const finding = makeFinding({ ...makePlace('a.ts', 3), endLine: 4 });
    expect(lines(whole([finding]))[0]).toContain('line=3,endLine=4,title=');
  });

  test('ten of each level, the most severe first, the rest counted', () => {
    const printed = lines(
      whole([
        ...many(14),
        ...many(12, { level: 'warning', severity: 'medium' }),
        ...many(8, { level: 'info', severity: 'low' }),
        ...many(3, { level: 'note' }),
        makeFinding({ path: 'zz.ts', severity: 'critical' }),
      ]),
    );
    const startingWith = (start: string) => printed.filter((line) => line.startsWith(start)).length;
    expect(['::error ', '::warning ', '::notice '].map(startingWith)).toEqual([10, 10, 10]);
    expect(printed[0]).toContain('zz.ts');
    expect(printed.at(-1)).toContain('8 more annotations left out');
  });

  test('an incomplete audit is the first error, whatever the cap drops', () => {
    const report = whole(many(20), {
      complete: false,
      skipped: [{ path: 'a/.env', reason: 'unreadable', isFailure: true }],
    });
    expect(lines(report)[0]).toBe(
      '::error title=keylint::The audit is not complete: 1 file could not be read, the first is a/.env (unreadable)',
    );
  });

  test('nothing to say, nothing printed', () => {
    expect(renderGithub(whole([]), plainOptions)).toBe('');
  });
});

describe('gitlab', () => {
  const entries = (findings: readonly Finding[]): Record<string, unknown>[] =>
    JSON.parse(renderGitlab(whole(findings), { ...plainOptions, pathPrefix: 'app/' }));

  test('an entry has what GitLab asks for', () => {
    const [finding] = [makeFinding({ fingerprint: 'k1:a' })];
    expect(entries(finding ? [finding] : [])).toEqual([
      {
        description: expect.stringContaining('JWT_SECRET is 20 bytes'),
        check_name: 'short-secret',
        fingerprint: 'k1:a',
        severity: 'critical',
        location: { path: 'app/config/.env.production', lines: { begin: 3 } },
      },
    ]);
  });

  test('fingerprints are unique, severities are GitLab’s', () => {
    const findings = [
      ...(['critical', 'high', 'medium', 'low'] as const).map((severity) =>
        makeFinding({ severity, fingerprint: 'k1:same' }),
      ),
      makeFinding({ level: 'note', fingerprint: 'k1:same' }),
    ];
    const printed = entries(findings);
    expect(printed.map((entry) => entry.severity)).toEqual([
      'blocker',
      'critical',
      'major',
      'minor',
      'info',
    ]);
    expect(new Set(printed.map((entry) => entry.fingerprint)).size).toBe(5);
  });

  test('a clean report is an empty list', () => {
    expect(renderGitlab(whole([]), plainOptions)).toBe('[]\n');
  });
});

describe('junit', () => {
  test('a suite for each file, a case for each finding; notes pass', () => {
    const xml = renderJunit(makeDemoReport(), plainOptions);
    expect(xml).toContain(
      '<testsuites name="keylint" tests="9" failures="5" errors="0" skipped="1">',
    );
    expect(xml.match(/<testsuite name="[^"]*"/g)).toEqual([
      '<testsuite name="keylint"',
      '<testsuite name="config/.env.production"',
      '<testsuite name="deploy/staging/values.yaml"',
      '<testsuite name="src/session/tokens.ts"',
      '<testsuite name="test/auth.test.ts"',
    ]);
    // A note, and what the audit rests on: one finding is suppressed, one file was left out.
    expect(xml.match(/<system-out>/g)).toHaveLength(2);
    expect(xml).toContain('<skipped message="binary"/>');
  });

  test('a clean report is one passed case', () => {
    expect(renderJunit(whole([]), plainOptions)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="keylint" tests="1" failures="0" errors="0" skipped="0">
        <testsuite name="keylint" tests="1" failures="0" errors="0" skipped="0">
          <testcase classname="keylint" name="the audit is complete"/>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test('an incomplete audit is an error that names the file', () => {
    const xml = renderJunit(
      whole([], {
        complete: false,
        skipped: [{ path: 'a&b/.env', reason: 'unreadable', isFailure: true }],
      }),
      plainOptions,
    );
    expect(xml).toContain('errors="1"');
    expect(xml).toContain('message="The audit is not complete">a&amp;b/.env: unreadable</error>');
  });
});

describe('markdown', () => {
  test('a short report', () => {
    const report = whole([makeFinding({ path: 'a|b.ts', related: [] })]);
    expect(
      renderMarkdown(report, { ...plainOptions, sourceUrl: 'https://github.com/o/r/blob/abc/' }),
    ).toMatchInlineSnapshot(`
      "## keylint: 1 finding

      🔴 1 high

      6 signing secrets in 812 files, 1 skipped.

      | | Rule | Where | What |
      | --- | --- | --- | --- |
      | 🔴 high | short-secret | <a href="https://github.com/o/r/blob/abc/a%7Cb.ts#L3"><code>a&#124;b.ts:3</code></a> | JWT&#95;SECRET is 20 bytes (about 41 bits); HS512 in src/auth.ts:14 needs 64 bytes |

      <details><summary>What the rules mean, and how to fix</summary>

      - **short-secret**: One captured token is enough to guess a weak secret offline, with no rate limit.
        <br>Fix: Replace it with random bytes. Tokens signed so far have to count as forged.
      </details>
      "
    `);
  });

  test('a clean report, an empty one, an incomplete one', () => {
    expect(renderMarkdown(makeReport([]), plainOptions)).toContain('✅ No weak signing secrets');
    const { summary } = makeReport([]);
    const empty = { ...summary, files: { listed: 0, scanned: 0, parsed: 0, skipped: 0 } };
    expect(renderMarkdown(makeReport([], { summary: empty }), plainOptions)).not.toContain('✅');
    const incomplete = renderMarkdown(
      makeReport([], {
        complete: false,
        skipped: [{ path: 'a/.env', reason: 'unreadable', isFailure: true }],
      }),
      plainOptions,
    );
    expect(incomplete).toContain('**The audit is not complete**');
    expect(incomplete).not.toContain('✅');
  });

  test('rows that do not fit are dropped from the least severe end, and counted', () => {
    const report = makeReport([
      ...many(400, { severity: 'low', message: 'é'.repeat(100) }),
      makeFinding({ path: 'zz.ts', severity: 'critical' }),
    ]);
    const text = renderWithin(report, plainOptions, 20_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20_000);
    expect(text).toContain('zz.ts');
    const rows = text.match(/^\| .. ?(?:low|critical)/gmu)?.length ?? 0;
    expect(rows).toBeGreaterThan(20);
    expect(text).toContain(`_${401 - rows} more findings left out`);
  });

  test('30,000 findings stay under 900 KB', () => {
    const text = renderMarkdown(makeReport(many(30_000)), plainOptions);
    expect(Buffer.byteLength(text)).toBeLessThan(900_001);
    expect(Buffer.byteLength(text)).toBeGreaterThan(800_000);
  });
});

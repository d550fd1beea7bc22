// What can be said of the audit page without a browser; html-browser.test.ts opens it in one.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { viewSecrets } from '../../src/report/html/model.ts';
import { scoreOf } from '../../src/report/html/score.ts';
import { renderHtml } from '../../src/report/html.ts';
import {
  makeDemoReport,
  makeFinding,
  makeHostileReport,
  makeInventory,
  makePlace,
  makeReport,
  makeSecret,
  plainOptions,
} from './sample.ts';

const body = (html: string, tag: string): string[] =>
  [...html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map((match) => match[1] ?? '');

describe('the page', () => {
  const html = renderHtml(makeDemoReport(), plainOptions);

  test('allows one script and one style, by their hashes, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    for (const [tag, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const texts = body(html, tag);
      expect(texts).toHaveLength(1);
      const hash = createHash('sha256')
        .update(texts[0] ?? '')
        .digest('base64');
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(html).not.toMatch(/ (?:style|on[a-z]+)="/);
  });

  test('embeds the report of the contract, which a script tag cannot leave', () => {
    for (const report of [makeDemoReport(), makeHostileReport()]) {
      const data = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(
        renderHtml(report, plainOptions),
      )?.[1];
      const parsed = JSON.parse(data ?? '');
      expect(parsed.version).toBe(1);
      expect(parsed.findings).toHaveLength(
        report.findings.filter((finding) => !finding.suppressed).length,
      );
    }
  });

  test('is the same bytes for the same report, whatever the run took', () => {
    expect(renderHtml(makeDemoReport({ elapsedMs: 9 }), plainOptions)).toBe(html);
  });

  test('holds the loudest of too many findings and counts the others', () => {
    const findings = Array.from({ length: 3_100 }, (_, index) =>
      makeFinding({
        path: `src/${index}.ts`,
        severity: index === 3_050 ? 'critical' : 'low',
        secretId: `${index % 40}`,
      }),
    );
    const large = renderHtml(makeReport(findings), plainOptions);
    expect(large).toContain('100 more findings left out');
    expect(large.match(/<li class="finding">/g)).toHaveLength(3_000);
    expect(large).toContain('src/<wbr>3050.ts');
  });

  test('an audit of nothing gets no score, an incomplete one an alert', () => {
    const { summary } = makeReport([]);
    const files = { listed: 0, scanned: 0, parsed: 0, skipped: 0 };
    const empty = renderHtml(makeReport([], { summary: { ...summary, files } }), plainOptions);
    expect(empty).toContain('there is no score');
    expect(empty).not.toContain('grade A');
    expect(renderHtml(makeReport([], { complete: false }), plainOptions)).toContain('role="alert"');
  });
});

describe('score', () => {
  test.each([
    { name: 'no findings', findings: [], points: 100, grade: 'A' },
    { name: 'notes alone', findings: [makeFinding({ level: 'note' })], points: 100, grade: 'A' },
    { name: 'one low', findings: [makeFinding({ severity: 'low' })], points: 98, grade: 'A' },
    {
      name: 'one secret counts once, by its worst',
      findings: [
        makeFinding(),
        makeFinding({ severity: 'critical' }),
        makeFinding({ severity: 'low' }),
      ],
      points: 60,
      grade: 'C',
    },
    {
      name: 'five critical secrets',
      findings: Array.from({ length: 5 }, (_, index) =>
        makeFinding({ severity: 'critical', secretId: `${index}` }),
      ),
      points: 7,
      grade: 'F',
    },
    {
      name: 'a suppressed one',
      findings: [makeFinding({ suppressed: { by: 'comment', reason: 'known' } })],
      points: 100,
      grade: 'A',
    },
  ])('$name: $points, $grade', ({ findings, points, grade }) => {
    expect(scoreOf(findings)).toEqual({ points, grade });
  });
});

describe('secrets of the page', () => {
  test('without an inventory: from the findings, uses from their related places', () => {
    const [first] = viewSecrets(makeReport([makeFinding()]), plainOptions);
    expect(first).toMatchObject({
      rank: 'high',
      definitions: [{ path: 'config/.env.production', line: 3, environment: 'production' }],
      uses: [{ path: 'src/auth.ts', line: 14 }],
    });
  });

  test('with one: strong secrets too, the loudest first', () => {
    const views = viewSecrets(makeDemoReport(), { ...plainOptions, inventory: makeInventory() });
    expect(views.map(({ secret, rank }) => [secret.name, rank])).toEqual([
      [null, 'critical'],
      ['JWT_SECRET', 'critical'],
      ['REFRESH_SECRET', 'medium'],
      [null, 'note'],
      ['CSRF_SECRET', null],
      ['SESSION_SECRET', null],
    ]);
  });

  test('the weakest value speaks for the secret, the oldest definition for its age', () => {
    const findings = [
      makeFinding(),
      makeFinding({ ...makePlace('b.env', 9), secret: makeSecret({ bits: 7 }) }),
    ];
    const ages = [
      { path: 'config/.env.production', line: 3, since: '2026-01-01', days: 10 },
      { path: 'b.env', line: 9, since: '2025-01-01', days: 375 },
    ];
    const [view] = viewSecrets(makeReport(findings), { ...plainOptions, ages });
    expect([view?.secret.bits, view?.age?.days]).toEqual([7, 375]);
  });
});

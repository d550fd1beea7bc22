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
    expect(large.match(/<article class="one"/g)).toHaveLength(3_000);
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

describe('for people who are handed the page', () => {
  test('what to do first: five rows with the command, worst first', () => {
    const findings = Array.from({ length: 7 }, (_, n) =>
      makeFinding({ secretId: `${n}`, severity: n === 6 ? 'critical' : 'high', fix: 'unsafe' }),
    );
    const first = /<section id="first"[\s\S]*?<\/section>/.exec(
      renderHtml(makeReport(findings), plainOptions),
    )?.[0];
    expect(first?.match(/<li>/g)).toHaveLength(5);
    expect(first?.indexOf('rank-critical')).toBeLessThan(first?.indexOf('rank-high') ?? 0);
    expect(first).toContain('<code>keylint --fix=unsafe</code>');
  });

  test('findings of one secret are one card, and its row leads there', () => {
    const html = renderHtml(
      makeReport([makeFinding(), makeFinding({ rule: 'uuid-secret' })]),
      plainOptions,
    );
    expect(html.match(/<li class="finding"/g)).toHaveLength(1);
    const anchor = /<li class="finding" id="([^"]+)"/.exec(html)?.[1];
    expect(html).toContain(`<a href="#${anchor}">JWT_SECRET</a>`);
  });

  test('the head tells commit, date, changes, and what the run was told', () => {
    const html = renderHtml(makeDemoReport(), {
      ...plainOptions,
      source: {
        commit: 'a'.repeat(40),
        date: '2026-03-01T10:20:30Z',
        branch: 'main',
        isDirty: true,
      },
      about: [['Baseline', 'known.json']],
    });
    for (const text of [
      'aaaaaaaaaa, with uncommitted changes',
      '2026-03-01',
      'main',
      'known.json',
    ]) {
      expect(html).toContain(`<dd>${text}</dd>`);
    }
  });

  test.each([
    [
      'https://git.example.com/{commit}/{path}#{line}',
      'https://git.example.com/abc/pre/src/auth.ts#14',
    ],
    ['vscode://file/{root}/{path}:{line}', 'vscode://file/work/app/src/auth.ts:14'],
    ['javascript:alert({line})', undefined],
  ])('places are links: %s', (link, uri) => {
    const html = renderHtml(makeReport([makeFinding()]), {
      ...plainOptions,
      link,
      root: '/work/app',
      pathPrefix: 'pre/',
      source: { commit: 'abc', date: '2026-03-01T10:20:30Z', branch: null, isDirty: false },
    });
    if (uri === undefined) expect(html).not.toContain('javascript:');
    else expect(html).toContain(`href="${uri}"`);
  });

  test('compared with an earlier report: new, fixed, left', () => {
    const [was, stays, comes] = ['a.js', 'b.js', 'c.js'].map((path) => makeFinding({ path }));
    if (!was || !stays || !comes) throw new Error('three');
    const earlier = {
      name: 'last.json',
      findings: [was, stays].map((one) => ({ ...one, rank: 'high' as const })),
    };
    const html = renderHtml(makeReport([stays, comes]), { ...plainOptions, earlier });
    const section = /<section id="compare"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    expect(section.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')).toContain(
      '1 new 1 fixed 1 left',
    );
    expect(section).toContain('a.js');
    expect(html.match(/class="badge rank-high">new</g)).toHaveLength(2);
  });

  test('without secrets there are no charts and no grade', () => {
    const { summary } = makeReport([]);
    const html = renderHtml(makeReport([], { summary: { ...summary, secrets: 0 } }), plainOptions);
    expect(html).not.toMatch(/grade [A-F]|class="chart"/);
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

// The page of an organisation in a real browser, with ten thousand repositories and hostile names. Without a Chromium on
// the machine the tests are skipped and say so; `.ci/run` installs one.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  noFindings,
  type RepositoryRow,
  toTeams,
  type WorstSecret,
} from '../../src/fleet/merge/summary.ts';
import { safePart } from '../../src/fleet/names.ts';
import type { Fleet } from '../../src/fleet/output/fleet-json.ts';
import { renderPage } from '../../src/fleet/output/page/page.ts';
import { gradeOf } from '../../src/report/html/score.ts';
import { closePages, executablePath, startChromium } from '../chromium.ts';
import { hostileText } from '../report/sample.ts';
import { sampleOf } from '../thorough.ts';

if (executablePath === undefined) {
  process.stderr.write('SKIPPED: test/fleet/page.test.ts needs a Chromium; none found.\n');
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const ranks = ['critical', 'high', 'medium', 'low'] as const;

function makeFleet(
  count: number,
  name = (at: number): string => `github.com/acme/service-${at}`,
): Fleet {
  const reportOf = (at: number): string => name(at).split('/').map(safePart).join('/');
  const repositories = Array.from({ length: count }, (_, at): RepositoryRow => {
    const points = at % 101;
    return {
      name: name(at),
      report: at === 3 ? null : reportOf(at),
      commit: { id: 'a'.repeat(40), date: '2024-03-01T10:00:00+00:00' },
      teams: at % 7 === 0 ? [] : [`@acme/team-${at % 40}`],
      isArchived: at % 11 === 0,
      isFork: false,
      isPublic: at % 13 === 0,
      status: at === 3 ? 'failed' : at === 5 ? 'incomplete' : 'audited',
      reason: at === 3 || at === 5 ? 'its host does not know it' : null,
      findings: { ...noFindings, critical: at % 3, high: at % 5 },
      secrets: 3,
      score: at === 3 ? null : { points, grade: gradeOf(points) },
      shared: at < 2 ? ['S-0001'] : [],
    };
  });
  const worst = Array.from(
    { length: Math.min(count, 3000) },
    (_, at): WorstSecret => ({
      repository: name(at),
      report: reportOf(at),
      teams: [`@acme/team-${at % 40}`],
      rank: ranks[Math.min(3, Math.floor(at / 20))] ?? 'low',
      title: `JWT_SECRET_${at}`,
      reason:
        'published: jwt.io (older debugger), most library READMEs; pgjwt, PyJWT, python-jose, golang, jjwt samples',
      rule: at % 2 === 0 ? 'known-secret' : 'short-secret',
      path: 'services/authentication/config/.env.production',
      line: at + 1,
      bits: at,
      link:
        at === 0
          ? 'javascript:alert(1)'
          : `https://github.com/acme/service-${at}/blob/main/.env#L1`,
      shared: at < 2 ? 'S-0001' : null,
    }),
  );
  return {
    version: '0.0.0',
    repositories,
    teams: toTeams(repositories),
    worst,
    worstCount: count,
    shared: [
      {
        number: 'S-0001',
        kinds: ['shared', 'removed-in-use'],
        severity: 'critical',
        name: 'JWT_SECRET',
        repositories: [name(0), name(1)],
        places: [0, 1].map((at) => ({
          repository: name(at),
          role: at === 0 ? ('production' as const) : ('past' as const),
          state: at === 0 ? null : 'removed',
          secret: 'JWT_SECRET',
          environment: 'production',
          algorithm: 'HS256',
          bits: 256,
          path: '.env',
          line: 1,
          teams: ['@acme/core'],
        })),
      },
    ],
    trend: {
      points: -4,
      before: 55,
      findings: { ...noFindings, high: 3 },
      added: ['x'],
      gone: [],
      worse: ['y'],
      better: [],
    },
  };
}

describe.skipIf(executablePath === undefined)('the page of an organisation in Chromium', () => {
  let browser: Browser;
  let directory = '';

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'keylint-fleet-page-'));
    mkdirSync(join(directory, 'out'));
    browser = await startChromium();
  }, 180_000);

  afterEach(() => closePages(browser));

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  interface Look {
    readonly width: number;
    readonly colorScheme: 'light' | 'dark';
  }

  async function open(
    fleet: Fleet,
    look: Look = { width: 1_280, colorScheme: 'light' },
  ): Promise<{ page: Page; troubles: string[] }> {
    const file = join(directory, 'out/index.html');
    writeFileSync(file, [...renderPage(fleet)].join(''));
    const context = await browser.newContext({
      viewport: { width: look.width, height: 800 },
      colorScheme: look.colorScheme,
    });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) troubles.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, troubles };
  }

  const looks: readonly Look[] = [
    { width: 400, colorScheme: 'light' },
    { width: 1_280, colorScheme: 'light' },
    { width: 1_280, colorScheme: 'dark' },
    { width: 400, colorScheme: 'dark' },
  ];

  test.each(sampleOf(looks, 2))(
    '$width px, $colorScheme: the first screen has the five worst with repository and owner; nothing for axe',
    async (look) => {
      const { page, troubles } = await open(makeFleet(120), look);
      const items = await page.locator('#first li').all();
      expect(items).toHaveLength(5);
      // The second worst is the same secret in another repository.
      expect(await items[0]?.textContent()).toContain('S-0001 in 2 repositories');
      for (const [index, item] of items.entries()) {
        const at = index === 0 ? 0 : index + 1;
        const box = await item.boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(800);
        const text = await item.textContent();
        expect(text).toContain(`JWT_SECRET_${at}`);
        expect(text).toContain(`github.com/acme/service-${at}`);
        expect(text).toContain(`@acme/team-${at}`);
      }
      expect(
        await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ).toBe(0);
      await page.evaluate(axeSource);
      const violations = await page.evaluate(
        'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 120)))',
      );
      expect(violations).toEqual([]);
      expect(troubles).toEqual([]);
    },
    180_000,
  );

  test('ten thousand repositories: filters, order and pages answer at once', async () => {
    const { page, troubles } = await open(makeFleet(10_000));
    const form = page.locator('form[data-table=repositories]');
    const rows = page.locator('#repositories-table tbody tr');
    const said = form.locator('output');
    expect(await rows.count()).toBe(50);
    expect(await said.textContent()).toBe('10,000 repositories, page 1 of 200');
    await form.getByRole('button', { name: 'Next page' }).click();
    expect(await said.textContent()).toBe('10,000 repositories, page 2 of 200');
    const started = performance.now();
    await form.getByLabel('Search').fill('service-999');
    expect(await said.textContent()).toBe('11 of 10,000 repositories');
    expect(performance.now() - started).toBeLessThan(5_000);
    await form.getByRole('button', { name: 'Reset filters' }).click();
    await expect.poll(() => said.textContent()).toContain('page 1 of 200');
    await form.getByLabel('State').selectOption('open');
    expect(await said.textContent()).toBe('2 of 10,000 repositories');
    expect(await rows.first().textContent()).toContain('service-3');
    await form.getByLabel('State').selectOption('');
    await page.getByRole('button', { name: 'Repository', exact: true }).last().click();
    expect(await rows.first().locator('th').textContent()).toContain('service-0');
    const secrets = page.locator('form[data-table=secrets]');
    await secrets.getByLabel('Shared').selectOption('yes');
    expect(await secrets.locator('output').textContent()).toBe('2 of 3,000 secrets');
    await secrets.getByLabel('Owner').selectOption('@acme/team-1');
    expect(await secrets.locator('output').textContent()).toBe('1 of 3,000 secrets');
    expect(troubles).toEqual([]);
  }, 180_000);

  test('hostile names stay text; nothing but a page of a host is linked to', async () => {
    const { page, troubles } = await open(
      makeFleet(60, (at) => (at === 0 ? hostileText : `h/${at}`)),
    );
    expect(await page.locator('img, iframe, object').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('a[href^=javascript]').count()).toBe(0);
    expect(await page.locator('body').textContent()).not.toMatch(/[\u202e\u200b\ufeff]/);
    await page.locator('form[data-table=repositories]').getByLabel('Search').fill('onerror');
    expect(await page.locator('#repositories-table tbody tr').count()).toBe(1);
    expect(troubles).toEqual([]);
  });
});

test('the page is complete without its script', () => {
  const text = [...renderPage(makeFleet(20))].join('');
  for (const at of [0, 7, 19]) expect(text).toContain(`>github.com/acme/service-${at}</a>`);
  expect(text).toContain('Not audited, or not in full');
  expect(text).toContain('Since the earlier run');
  expect(text).toContain('−4 from 55');
});

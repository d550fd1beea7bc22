// The audit page in a real browser: headless Chromium, driven by playwright-core. Without a Chromium on the machine
// the tests are skipped and say so; `.ci/run` installs one.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderHtml } from '../../src/report/html.ts';
import type { ReporterOptions } from '../../src/report/reporter.ts';
import { closePages, executablePath, startChromium } from '../chromium.ts';
import { sampleOf } from '../thorough.ts';
import {
  hostileText,
  makeDemoReport,
  makeHostileReport,
  makeInventory,
  makeReport,
  plainOptions,
} from './sample.ts';

if (executablePath === undefined) {
  process.stderr.write('SKIPPED: test/report/html-browser.test.ts needs a Chromium; none found.\n');
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

describe.skipIf(executablePath === undefined)('the audit page in Chromium', () => {
  let browser: Browser;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'keylint-html-'));
    browser = await startChromium();
  }, 60_000);

  afterEach(() => closePages(browser));

  afterAll(async () => {
    await browser?.close();
    if (directory) rmSync(directory, { recursive: true, force: true });
  });

  interface Opened {
    readonly page: Page;
    /** Console messages, page errors and requests that left the browser. */
    readonly troubles: string[];
  }

  async function open(
    report: Report,
    options: Partial<ReporterOptions> = {},
    look: { width?: number; colorScheme?: 'light' | 'dark' } = {},
  ): Promise<Opened> {
    const file = join(directory, 'report.html');
    writeFileSync(file, renderHtml(report, { ...plainOptions, ...options }));
    const context = await browser.newContext({
      viewport: { width: look.width ?? 1_400, height: 900 },
      colorScheme: look.colorScheme ?? 'light',
    });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    const ours = pathToFileURL(file).href;
    page.on('requestfinished', (request) => {
      if (request.url() !== ours && !request.url().startsWith('data:'))
        troubles.push(request.url());
    });
    page.on('requestfailed', (request) => {
      // What the policy stops is never sent.
      if (request.failure()?.errorText !== 'csp') troubles.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, troubles };
  }

  const shownItems = (page: Page): Promise<number> =>
    page.locator('#list > li:not([hidden]) [data-i]:not([hidden])').count();

  test('filters by severity, rule, context, path and words, and resets', async () => {
    const { page, troubles } = await open(makeDemoReport());
    expect(await shownItems(page)).toBe(6);

    await page.getByRole('checkbox', { name: 'critical' }).uncheck();
    expect(await shownItems(page)).toBe(4);
    expect(await page.locator('#matches').textContent()).toBe('4 of 6 findings');

    await page.getByLabel('Path').fill('SESSION/');
    expect(await shownItems(page)).toBe(1);
    await page.getByRole('button', { name: 'Reset filters' }).click();
    await expect.poll(() => shownItems(page)).toBe(6);

    await page.getByRole('combobox', { name: 'Rule' }).selectOption('uuid-secret');
    expect(await shownItems(page)).toBe(1);
    await page.getByRole('button', { name: 'Reset filters' }).click();
    await page.getByRole('combobox', { name: 'Context' }).selectOption('test');
    await expect.poll(() => shownItems(page)).toBe(1);
    await page.getByRole('button', { name: 'Reset filters' }).click();

    await page.keyboard.press('Escape');
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await page.keyboard.press('/');
    await page.keyboard.type('config refresh');
    await expect.poll(() => shownItems(page)).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => shownItems(page)).toBe(6);
    expect(troubles).toEqual([]);
  });

  test('findings open with the keyboard, and all at once', async () => {
    const { page } = await open(makeDemoReport());
    await page.locator('#list summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#list details[open]').count()).toBe(1);
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.locator('#list details[open]').count()).toBe(5);
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.locator('#list details[open]').count()).toBe(0);
  });

  test('the table is sorted by a click, and a row opens its findings', async () => {
    const { page, troubles } = await open(makeDemoReport(), { inventory: makeInventory() });
    const names = (): Promise<string[]> => page.locator('#table tbody th').allTextContents();
    await page.getByRole('button', { name: 'Strength' }).click();
    expect((await names()).at(-1)).toBe('SESSION_SECRET');
    await page.getByRole('button', { name: 'Strength' }).click();
    expect((await names()).at(0)).toBe('SESSION_SECRET');
    await page.locator('#table').getByRole('link', { name: 'JWT_SECRET' }).click();
    await expect.poll(() => page.locator('#list details[open]').count()).toBe(1);
    expect(troubles).toEqual([]);
  });

  test('filters are kept in the address; no hit says so', async () => {
    const { page, troubles } = await open(makeDemoReport());
    await page.getByRole('combobox', { name: 'Repair' }).selectOption('unsafe');
    expect(await shownItems(page)).toBe(1);
    expect(page.url()).toContain('#?fix=unsafe');
    await page.reload();
    expect(await shownItems(page)).toBe(1);
    await page.getByLabel('Search').fill('no such thing');
    expect(await page.locator('#none').isVisible()).toBe(true);
    expect(troubles).toEqual([]);
  });

  test('the theme follows the system until the reader chooses', async () => {
    const background = (page: Page): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const { page, troubles } = await open(makeDemoReport(), {}, { colorScheme: 'dark' });
    const darkBackground = await background(page);
    await page.getByRole('button', { name: 'Light theme' }).click();
    expect(await background(page)).not.toBe(darkBackground);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await background(page)).toBe(darkBackground);
    expect(troubles).toEqual([]);
  });

  test('saves the data of the page', async () => {
    const { page, troubles } = await open(makeDemoReport());
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as JSON' }).click();
    const saved = await (await download).path();
    expect(JSON.parse(readFileSync(saved, 'utf8')).findings).toHaveLength(6);
    expect(troubles).toEqual([]);
  });

  test('prints every finding open, without controls, in light colours', async () => {
    const { page } = await open(makeDemoReport(), {}, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('#list details[open]').count()).toBe(5);
    expect(await page.locator('.bar, #filters').evaluateAll((all) => all.length)).toBe(2);
    expect(await page.locator('.bar:visible, #filters:visible').count()).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
  });

  test('hostile names, messages and values stay text', async () => {
    const { page, troubles } = await open(makeHostileReport(), {
      title: hostileText,
      sourceUrl: 'https://github.com/o/r/blob/abc/',
      ages: [{ path: hostileText, line: 3, since: hostileText, days: 3 }],
    });
    expect(await page.locator('img, iframe, object, base, form[action]').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('h1').textContent()).toContain(
      '<img src=x onerror=alert(1)></script>',
    );
    await page.getByLabel('Search').fill('onerror=alert(1)></script>');
    expect(await shownItems(page)).toBe(2);
    expect(await page.locator('body').textContent()).not.toMatch(/[\u202e\u200b\ufeff]/);
    expect(troubles).toEqual([]);
  });

  test('the policy stops whatever else would get in', async () => {
    const { page, troubles } = await open(makeReport([]));
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.pwned = true';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://evil.example/x.png';
      document.body.append(image);
      document.body.setAttribute('onclick', 'window.pwned = true');
      document.body.click();
    }`);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(troubles.filter((trouble) => !trouble.startsWith('console: '))).toEqual([]);
    expect(troubles.join('\n')).toContain('Content Security Policy');
  });

  const pages = [
    { name: 'a careless project', report: makeDemoReport(), inventory: makeInventory() },
    { name: 'a clean project', report: makeReport([]), inventory: [] },
    { name: 'an incomplete audit with hostile names', report: makeHostileReport(), inventory: [] },
  ];
  const looks = [400, 1_400].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
  );

  const seen = pages.flatMap((one) => looks.map((look) => ({ ...one, ...look })));

  test.each(sampleOf(seen, 4))(
    '$name at $width px, $colorScheme: nothing for axe, nothing wider than the screen',
    async ({ report, inventory, width, colorScheme }) => {
      const ages = [{ path: 'config/.env.production', line: 3, since: '2024-02-29', days: 995 }];
      const { page, troubles } = await open(
        report,
        { title: 'acme/api', inventory, ages },
        { width, colorScheme },
      );
      const expand = page.getByRole('button', { name: 'Open all' });
      if ((await expand.count()) > 0) await expand.click();
      const wider = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(wider).toBe(0);
      expect(troubles).toEqual([]);
      await page.evaluate(axeSource);
      const violations = await page.evaluate(
        'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")))',
      );
      expect(violations).toEqual([]);
    },
    60_000,
  );
});

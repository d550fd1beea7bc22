// The offline page in a browser, as a person has it: opened from the disk, answers read from where they are shown.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';

export const pageFile = join(import.meta.dirname, '../../packages/keylint-page/dist/keylint.html');

export interface OpenedPage {
  readonly page: Page;
  /** Console messages, errors, and requests other than the page itself. */
  readonly troubles: string[];
}

export async function openPage(browser: Browser): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1_200, height: 900 } });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  const url = pathToFileURL(pageFile).href;
  page.on('request', (request) => {
    if (request.url() !== url) troubles.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForSelector('html[data-ready=yes]', { state: 'attached', timeout: 60_000 });
  return { page, troubles };
}

/** Fills a form in and sends it; gives the JSON of the answer. */
export async function answerOf(
  page: Page,
  form: string,
  fields: Readonly<Record<string, string>>,
): Promise<unknown> {
  await send(page, form, fields);
  const json = page.locator(`#${form}-answer .json`);
  await json.waitFor({ state: 'attached' });
  return JSON.parse((await json.textContent()) ?? '');
}

/** Fills a form in and sends it; resolves when there is an answer. */
export async function send(
  page: Page,
  form: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  // All at once: each question that is asked of the browser by itself takes it milliseconds.
  await page.evaluate(`((form, fields) => {
    document.querySelector('#' + form + '-answer').replaceChildren();
    for (const [name, value] of fields) {
      const field = document.querySelector('#' + form + ' [name=' + name + ']');
      field.value = value;
      if (field.value !== value) throw new Error(form + ' takes no ' + value + ' for ' + name);
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
    document.querySelector('#' + form + ' button[type=submit]').click();
  })(${JSON.stringify(form)}, ${JSON.stringify(Object.entries(fields))})`);
  await page.locator(`#${form}-answer > *`).first().waitFor({ state: 'attached' });
}

/** Rates many texts; the answers as the page shows them. */
export function rateAll(
  page: Page,
  requests: readonly { readonly text: string; readonly alg: string; readonly encoding: string }[],
): Promise<unknown[]> {
  // Runs in the page: no person types that fast.
  return page.evaluate(`(async (all) => {
    const find = (selector) => document.querySelector(selector);
    const box = find('#rate-answer');
    const ratings = [];
    for (const { text, alg, encoding } of all) {
      find('#rate-secret').value = text;
      find('#rate-alg').value = alg;
      find('#rate-encoding').value = encoding;
      box.replaceChildren();
      find('#rate').requestSubmit();
      while (box.children.length === 0) await new Promise((resolve) => setTimeout(resolve));
      ratings.push(JSON.parse(box.querySelector('.json')?.textContent ?? 'null'));
    }
    return ratings;
  })(${JSON.stringify(requests)})`);
}

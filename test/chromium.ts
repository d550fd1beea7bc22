// The Chromium of this machine, headless. Tests that need one are skipped where there is none, and say so.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** What shows no windows comes first: a page takes it a fifth of the time that it takes a whole browser. */
export const executablePath = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find(existsSync);

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that nobody looks at any more goes on being drawn. */
export async function closePages(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

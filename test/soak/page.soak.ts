// The offline page rates 5,000 texts as the command line does. Figures go to bench/results/page.json.
import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkJson } from '../../src/cli/checking/describe-check.ts';
import { assess } from '../../src/strength/assess.ts';
import { startChromium } from '../chromium.ts';
import { openPage, pageFile, rateAll } from '../page/open-page.ts';
import { ratingRequests, rounded } from '../page/texts.ts';
import { record } from './record.ts';

const count = 5_000;

test(`rates ${count} texts alike`, async () => {
  const browser = await startChromium();
  try {
    const { page } = await openPage(browser);
    const requests = ratingRequests(count);
    let different = 0;
    for (let from = 0; from < count; from += 500) {
      const part = requests.slice(from, from + 500);
      const rated = await rateAll(page, part);
      for (const [index, { text, alg, encoding }] of part.entries()) {
        const here = rounded(checkJson(assess(text, { algorithm: alg, encoding }), encoding));
        if (JSON.stringify(here) !== JSON.stringify(rounded(rated[index]))) different++;
      }
    }
    record('page', 'ratings', { texts: count, different, bytes: statSync(pageFile).size });
    expect(different).toBe(0);
  } finally {
    await browser.close();
  }
}, 600_000);

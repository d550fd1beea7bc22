// Fifty thousand empty env files in a directory are fifty thousand places to link where nothing stands.
import { expect, test } from 'vitest';
import { startCounting } from '../work.ts';

const { workOf } = await startCounting();
const { rules } = await import('../../rules/index.ts');
const { runTexts } = await import('../helpers.ts');

const secret = { '.env': 'JWT_SECRET=weaksecret1\n' };

const withEmpty = (count: number, text = '') => ({
  ...secret,
  ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.env`, text])),
});

test('an empty file is listed and counted, and hardly any work', async () => {
  const { report } = await runTexts(withEmpty(3), rules);
  expect(report.summary.files).toMatchObject({ listed: 4, scanned: 4, skipped: 0 });
  expect(report.findings.map(({ path }) => path)).toContain('.env');
  const cost = async (text: string): Promise<number> => {
    const few = await workOf(() => runTexts(withEmpty(100, text), rules));
    const many = await workOf(() => runTexts(withEmpty(500, text), rules));
    return (many - few) / 400;
  };
  await cost('\n');
  expect(await cost('')).toBeLessThan((await cost('\n')) / 2);
});

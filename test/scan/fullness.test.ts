// A file that is full of secrets is read up to a limit, and the rest of it is told of: never dropped without a word.
import { describe, expect, test } from 'vitest';
import { maxUses } from '../../src/scan/fullness.ts';
import { runTexts } from '../helpers.ts';

function lines(count: number, line: (n: number) => string, head = ''): string {
  return head + Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('');
}

const heads: Readonly<Record<string, string>> = {
  'a.js': "const jwt = require('jsonwebtoken');\n",
  'a.py': 'import jwt\n',
};
const calls: Readonly<Record<string, (n: number) => string>> = {
  'a.js': (n) => `jwt.sign({}, 'weak${n}');`,
  'a.py': (n) => `jwt.encode({}, "weak${n}", algorithm="HS256")`,
};

describe.each(Object.keys(heads))('%s', (path) => {
  const text = (count: number): string => lines(count, calls[path] ?? (() => ''), heads[path]);

  test('as many calls as anybody writes', async () => {
    const { report } = await runTexts({ [path]: text(maxUses) }, []);
    expect(report.complete).toBe(true);
    expect(report.summary.secrets).toBe(maxUses);
  });

  test('more of them', async () => {
    const { report } = await runTexts({ [path]: text(maxUses + 100) }, []);
    expect(report.complete).toBe(false);
    expect(report.skipped).toEqual([
      {
        path,
        reason: 'too-large',
        isFailure: true,
        detail: `more than ${maxUses} calls that sign or verify: the first ${maxUses} were looked at`,
      },
    ]);
    expect(report.summary.secrets).toBe(maxUses);
  });
});

test('more entries that name secrets than anybody sets in one file', async () => {
  const text = lines(1_001, (n) => `JWT_SECRET_${n}=weak${n}`);
  const { report } = await runTexts({ '.env': text }, []);
  expect(report.complete).toBe(false);
  expect(report.skipped[0]?.detail).toBe(
    'more than 1000 entries that name secrets: the first 1000 were looked at',
  );
  expect(report.summary.secrets).toBe(1_000);
});

test('entries that name no secret do not take the place of one', async () => {
  const text = `${lines(5_000, (n) => `OTHER_${n}=value`)}JWT_SECRET=weak\n`;
  const { report } = await runTexts({ '.env': text }, []);
  expect(report.complete).toBe(true);
  expect(report.summary.secrets).toBe(1);
});

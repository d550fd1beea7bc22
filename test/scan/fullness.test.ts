// A file that is full of secrets is read up to a limit, and the rest of it is told of: never dropped without a word.
import { describe, expect, test } from 'vitest';
import { maxDefinitions, maxUses } from '../../src/scan/fullness.ts';
import { scanText } from '../../src/scan/scan.ts';
import { runTexts } from '../helpers.ts';
import { sampleOf } from '../thorough.ts';

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
        detail: `more than ${maxUses} calls that sign or verify: the first ${maxUses} were looked at, and behind them what names a secret`,
      },
    ]);
    expect(report.summary.secrets).toBe(maxUses);
  });

  test('behind them, what names a secret', async () => {
    const behind = [`other = "plainly-fake"`, `jwt_secret = "plainly-fake"`];
    const prefix = path === 'a.js' ? 'var ' : '';
    const namesIn = async (count: number): Promise<readonly string[] | undefined> => {
      const rest = behind.map((line) => `${prefix}${line}\n`).join('');
      const scanned = await scanText(path, text(count) + rest);
      return scanned?.facts.definitions.map(({ name }) => name);
    };
    expect(await namesIn(maxUses)).toEqual(['other', 'jwt_secret']);
    expect(await namesIn(maxUses + 100)).toEqual(['jwt_secret']);
  });
});

test('what was read of a file may speak of signing where its words do not', async () => {
  const text = lines(
    maxUses + 1,
    (n) => `var k${n} = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("weak${n}"));`,
    'using Microsoft.IdentityModel.Tokens;\n',
  );
  const { report } = await runTexts({ 'A.cs': text }, []);
  expect(report.skipped).toMatchObject([{ path: 'A.cs', isFailure: true }]);
});

test.each([100, 400])('one name that is given %i values', async (count) => {
  const text = lines(
    count,
    (n) => `secret = process.env.JWT_SECRET_${n} || secret;`,
    "const jwt = require('jsonwebtoken');\nlet secret;\njwt.sign({}, secret);\n",
  );
  const { report } = await runTexts({ 'a.js': text }, []);
  expect(report.skipped).toMatchObject(
    count > 128 ? [{ path: 'a.js', reason: 'budget', isFailure: true }] : [],
  );
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

test('of files in a map no more are read than are looked at', async () => {
  const configMap = (count: number): string =>
    lines(
      count,
      (n) => `  application${n}.yaml: |\n    jwt:\n      secret: plainly-fake-${n}`,
      'apiVersion: v1\nkind: ConfigMap\ndata:\n',
    );
  const last = '  last.yaml: |\n    server:\n      port: 1\n';
  const portsIn = async (text: string): Promise<number> => {
    const scanned = await scanText('configmap.yaml', text);
    return scanned?.facts.definitions.filter(({ name }) => name === 'server.port').length ?? 0;
  };
  expect(await portsIn(configMap(900) + last)).toBe(1);
  expect(await portsIn(configMap(1_100) + last)).toBe(0);
  const many = await scanText('configmap.yaml', configMap(1_100));
  expect(many?.facts.problem?.detail).toBe(
    `more than ${maxDefinitions} entries that name secrets: the first ${maxDefinitions} were looked at`,
  );
});

describe('nobody counts the entries of an object', () => {
  const entries = (count: number, entry: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => entry(n)).join('');
  const objects: Readonly<Record<string, (count: number) => string>> = {
    'a.js': (count) =>
      `const jwt = require('jsonwebtoken');\nconst s = {\n${entries(count, (n) => `a${n}: 1,\n`)}key: 'weak'\n};\njwt.sign({}, s.key);\n`,
    'a.py': (count) =>
      `import jwt\ns = {\n${entries(count, (n) => `'a${n}': 1,\n`)}'key': 'weak'\n}\njwt.encode({}, s['key'])\n`,
    'a.rb': (count) =>
      `require 'jwt'\nS = {\n${entries(count, (n) => `a${n}: 1,\n`)}key: 'weak'\n}\nJWT.encode({}, S[:key])\n`,
  };
  const calls: Readonly<Record<string, (count: number) => string>> = {
    'a.js': (count) =>
      `const jwt = require('jsonwebtoken');\nfunction f(${entries(count, (n) => `a${n},\n`)}k) { return jwt.sign({}, k); }\nf(${'1,\n'.repeat(count)}'weak');\n`,
    'a.py': (count) =>
      `import jwt\ndef f(${entries(count, (n) => `a${n},\n`)}k):\n    return jwt.encode({}, k)\nf(${'1,\n'.repeat(count)}'weak')\n`,
    'b.py': (count) =>
      `import jwt\nclass S:\n    def __init__(self, ${entries(count, (n) => `a${n},\n`)}k):\n        self.k = k\ns = S(${entries(count, (n) => `a${n}=1,\n`)}k='weak')\njwt.encode({}, s.k)\n`,
  };

  test.each(Object.keys(objects))('the last of 1,000 in %s is found', async (path) => {
    const { report } = await runTexts({ [path]: objects[path]?.(1_000) ?? '' }, []);
    expect([report.complete, report.summary.secrets]).toEqual([true, 1]);
  });

  // Readers take turns.
  test.each(sampleOf(Object.keys(objects), 1))(
    'of 6,000 in %s it is said that not all were read',
    async (path) => {
      const { report } = await runTexts({ [path]: objects[path]?.(6_000) ?? '' }, []);
      expect(report.skipped).toMatchObject([{ path, reason: 'budget', isFailure: true }]);
    },
  );

  test.each(Object.keys(calls))('the last of 1,001 arguments in %s is found', async (path) => {
    const { report } = await runTexts({ [path]: calls[path]?.(1_000) ?? '' }, []);
    expect([report.complete, report.summary.secrets]).toEqual([true, 1]);
  });

  test.each(sampleOf(Object.keys(calls), 1, 1))(
    'of 6,001 arguments in %s it is said that not all were read',
    async (path) => {
      const { report } = await runTexts({ [path]: calls[path]?.(6_000) ?? '' }, []);
      expect(report.skipped).toMatchObject([{ path, reason: 'budget', isFailure: true }]);
    },
  );

  test('of more values than are looked at in a file it is said', async () => {
    const text = `import jwt\n${entries(61_000, (n) => `a${n} = 1\n`)}k = 'weak'\njwt.encode({}, k)\n`;
    const { report } = await runTexts({ 'a.py': text }, []);
    expect(report.skipped).toMatchObject([{ path: 'a.py', isFailure: true }]);
  });
});

test('texts of one map', async () => {
  const map = `fun f() = jwt\nval jwtSettings = mapOf(\n${lines(2_001, (n) => `"secret${n}" to "weak${n}",`)})\n`;
  const { report } = await runTexts({ 'A.kt': map }, []);
  expect(report.summary.secrets).toBe(2_000);
  expect(report.skipped).toMatchObject([{ path: 'A.kt', reason: 'budget', isFailure: true }]);
});

test('a few texts that many names lead to', async () => {
  const names = lines(40, (n) => `export const jwtSecret${n} = pick;`);
  const text = `const pick = ${Array.from({ length: 60 }, (_, n) => `x${n} ? 'weak${n}'`).join(' : ')} : null;\n${names}`;
  const { report } = await runTexts({ 'a.js': text }, []);
  expect(report.skipped).toEqual([]);
  expect(report.summary.secrets).toBeGreaterThan(0);
});

test('a schema that is applied over and over', async () => {
  const keys = lines(
    200,
    (n) => `  JWT_SECRET_${n}: z.string(),`,
    "import { z } from 'zod';\nconst schema = z.object({\n",
  );
  const skippedAfter = async (count: number): Promise<readonly unknown[]> => {
    const calls = lines(count, (n) => `export const settings${n} = schema.parse(process.env);`);
    const { report } = await runTexts({ 'a.js': `${keys}});\n${calls}` }, []);
    return report.skipped;
  };
  expect(await skippedAfter(5)).toEqual([]);
  expect(await skippedAfter(30)).toMatchObject([{ path: 'a.js', reason: 'budget' }]);
});

// Levels, confidence, suppressions, settings and fingerprints: what the engine adds to what rules say.
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { defineRule, type Rule } from '../../src/model/rule.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { auditTexts, runTexts } from '../helpers.ts';

const sign = (value: string, comment = '') =>
  `import jwt from 'jsonwebtoken';\n${comment}jwt.sign({}, '${value}', { expiresIn: 1 });\n`;

describe('levels', () => {
  test.each([
    ['src/a.ts', 'error'],
    ['test/a.ts', 'note'],
    ['docs/a.ts', 'note'],
    ['examples/a.ts', 'note'],
  ])('a secret in %s is an %s', async (path, level) => {
    const findings = await auditTexts({ [path]: sign('plainly-fake') }, rules, {});
    const hardcoded = findings.find((finding) => finding.rule === 'hardcoded-secret');
    expect(hardcoded?.level).toBe(level);
  });

  test('what is of low severity is a hint, and no warning', async () => {
    const text = `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.verify(token, process.env.JWT_SECRET);
`;
    const findings = await auditTexts({ 'src/check.js': text }, rules, {});
    expect(findings.map(({ rule, severity, level }) => [rule, severity, level])).toEqual([
      ['verify-without-algorithms', 'low', 'info'],
    ]);
  });

  test('--strict makes them count', async () => {
    const findings = await auditTexts({ 'test/a.ts': sign('plainly-fake') }, rules, {
      strict: true,
    });
    expect(findings.find((finding) => finding.rule === 'hardcoded-secret')?.level).toBe('error');
  });
});

describe('suppressions', () => {
  const only = (id: string) => rules.filter((rule) => rule.id === id);

  test('a comment on the line above silences the rules it names', async () => {
    const { report } = await runTexts(
      { 'a.ts': sign('plainly-fake', '// keylint: ignore[hardcoded-secret] known to the team\n') },
      only('hardcoded-secret'),
    );
    expect(report.findings.map((finding) => finding.suppressed)).toEqual([
      { by: 'comment', reason: 'known to the team' },
    ]);
    expect(report.summary.findings.high).toBe(0);
    expect(report.notices).toEqual([]);
  });

  test('one that silences nothing, and one for a rule that is none, are told', async () => {
    const { report } = await runTexts(
      {
        'a.ts': sign('plainly-fake', '// keylint: ignore[short-secret] why\n'),
        'b.ts': sign('plainly-fake', '// keylint: ignore[hardcoded-sceret] why\n'),
      },
      rules.filter((rule) => ['hardcoded-secret', 'logged-secret'].includes(rule.id)),
      { onlyRules: ['hardcoded-secret'] },
    );
    expect(report.notices.map((notice) => notice.message)).toEqual([
      expect.stringMatching(/^a\.ts:2: .*short-secret/),
      expect.stringMatching(/^b\.ts:2: .*hardcoded-sceret/),
    ]);
  });

  test('a mark in a text silences nothing, and one that nobody sees is told', async () => {
    const { report } = await runTexts(
      {
        'a.ts': `${sign('plainly-fake').trimEnd()} f('# keylint: ignore')\n`,
        'b.ts': `${sign('plainly-fake').trimEnd()}${' '.repeat(600)}// keylint: ignore\n`,
        'c.ts': "const text = '# keylint: ignore'\n",
      },
      only('hardcoded-secret'),
    );
    expect(report.findings.map(({ path, suppressed }) => [path, suppressed?.by])).toEqual([
      ['a.ts', undefined],
      ['b.ts', 'comment'],
    ]);
    expect(report.notices.map((notice) => notice.message)).toEqual([
      expect.stringMatching(/^a\.ts:2: .* stands in no comment here/),
      expect.stringMatching(/^b\.ts:2: .* from column \d{3}/),
    ]);
  });

  test.each([
    [500, 0],
    [501, 1],
  ])('a mark in column %i is told of %i times', async (column, times) => {
    const line = sign('plainly-fake').trimEnd();
    const own = line.slice(line.lastIndexOf('\n') + 1).length;
    const { report } = await runTexts(
      { 'a.ts': `${line}${' '.repeat(column - own - 4)}// keylint: ignore\n` },
      only('hardcoded-secret'),
    );
    expect(report.findings.map(({ suppressed }) => suppressed?.by)).toEqual(['comment']);
    expect(report.notices).toHaveLength(times);
  });

  test('marks of other tools count only when asked for', async () => {
    const files = { 'a.ts': `${sign('plainly-fake').trimEnd()} // gitleaks:allow\n` };
    expect(await auditTexts(files, only('hardcoded-secret'))).toHaveLength(1);
    const allowed = await auditTexts(files, only('hardcoded-secret'), {
      readForeignSuppressions: true,
    });
    expect(allowed).toEqual([]);
  });
});

describe('settings', () => {
  test('severity and off, per glob, the last match wins', async () => {
    const findings = await auditTexts(
      {
        'src/a.ts': sign('plainly-fake'),
        'legacy/a.ts': sign('plainly-fake'),
        'legacy/new/a.ts': sign('plainly-fake'),
      },
      rules.filter((rule) => rule.id === 'hardcoded-secret'),
      {
        settings: {
          ...defaultSettings,
          rules: { 'hardcoded-secret': 'low' },
          overrides: [
            { files: ['legacy/**'], rules: { 'hardcoded-secret': 'off' } },
            { files: ['legacy/new/**'], rules: { 'hardcoded-secret': 'critical' } },
          ],
        },
      },
    );
    expect(findings.map(({ path, severity }) => [path, severity])).toEqual([
      ['legacy/new/a.ts', 'critical'],
      ['src/a.ts', 'low'],
    ]);
  });

  test('names to add and names to leave alone', async () => {
    const files = { '.env': 'TICKET_GRANT=plainly-fake\nJWT_SECRET=plainly-fake-2\n' };
    const names = async (settings: object) =>
      (
        await runTexts(files, [], { settings: { ...defaultSettings, ...settings } })
      ).project.secrets.map((s) => s.name);
    expect(await names({})).toEqual(['JWT_SECRET']);
    expect(await names({ secretNames: ['ticket*'], ignoreNames: ['jwt_secret'] })).toEqual([
      'TICKET_GRANT',
    ]);
  });

  test('an algorithm hint sets the bar where no code does', async () => {
    const { project } = await runTexts({ '.env': 'JWT_SECRET=plainly-fake\n' }, [], {
      settings: { ...defaultSettings, algorithms: { 'JWT_*': 'HS512' } },
    });
    expect(project.secrets[0]).toMatchObject({
      algorithm: 'HS512',
      requiredBytes: 64,
      algorithmIsAssumed: false,
    });
  });
});

describe('fingerprints', () => {
  const hardcoded = rules.filter((rule) => rule.id === 'hardcoded-secret');
  const prints = async (text: string) =>
    (await auditTexts({ 'a.ts': text }, hardcoded)).map((f) => f.fingerprint);

  test('survive moved lines and new values', async () => {
    const before = await prints(sign('plainly-fake-one'));
    expect(await prints(`\n\n// more\n${sign('plainly-fake-two')}`)).toEqual(before);
  });

  test('tell equal findings apart', async () => {
    const two = await prints(`${sign('plainly-fake-one')}jwt.sign({}, 'plainly-fake-two');\n`);
    expect(new Set(two).size).toBe(2);
  });
});

test('a rule that throws is named, the others report, and the audit is not complete', async () => {
  const broken: Rule = defineRule({
    ...(rules[0] as Rule), // The list is never empty: its own test says so.
    id: 'broken-rule',
    check: () => {
      throw new TypeError('plainly-fake must not be printed');
    },
  });
  const { report } = await runTexts({ 'a.ts': sign('plainly-fake') }, [broken, ...rules]);
  expect(report.complete).toBe(false);
  expect(report.findings.length).toBeGreaterThan(0);
  expect(report.notices.map((notice) => notice.message).join()).toMatch(/broken-rule/);
  expect(JSON.stringify(report.notices)).not.toContain('plainly-fake');
});

test.each<[string, string, (value: string) => string]>([
  [
    'a CI job',
    '.github/workflows/ci.yml',
    (value) => `on: push\nenv:\n  JWT_SECRET: ${value}\njobs: {}\n`,
  ],
  [
    'what an editor starts',
    'apps/api/.vscode/launch.json',
    (value) => `{ "configurations": [{ "env": { "JWT_SECRET": "${value}" } }] }\n`,
  ],
])('a guessable key in %s is a note, a random-looking one is not', async (_, path, textWith) => {
  const levels = async (value: string) =>
    new Set((await auditTexts({ [path]: textWith(value) }, rules)).map(({ level }) => level));
  expect(await levels('test-secret')).toEqual(new Set(['note']));
  expect(await levels('5E8oLIaxZWCH0NPEnJtxL0575EVxQebauDHwVSAWEws')).toContain('error');
});

test.each<[string, Record<string, string>]>([
  ['a file', { 'config/test.json': '{ "jwt": { "secret": "plainly-fake" } }' }],
  ['a section', { 'config/config.json': '{ "test": { "jwtSecret": "plainly-fake" } }' }],
  [
    'a script',
    { 'package.json': '{ "scripts": { "test:unit": "JWT_SECRET=plainly-fake mocha" } }' },
  ],
])('what %s sets for the tests is a note', async (_, files) => {
  const findings = await auditTexts(files, rules);
  expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['note']));
});

test('what a script sets that starts the program is an error', async () => {
  const text =
    '{ "scripts": { "start": "JWT_SECRET=plainly-fake node .", "latest": "JWT_SECRET=plainly-fake-2 node ." } }';
  const findings = await auditTexts({ 'package.json': text }, rules);
  expect(findings.map(({ level }) => level)).not.toContain('note');
});

// Where globs of the settings count from, and values they declare public, through the API.
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { createSettingsPath } from '../src/run/rule-settings.ts';
import { auditTexts, runTexts } from './helpers.ts';

describe('globs count from the directory of the settings file', () => {
  test.each([
    ['/repo', '/repo', 'src/a.ts', 'src/a.ts'],
    ['/repo/packages/api', '/repo', 'src/a.ts', 'packages/api/src/a.ts'],
    ['/repo', '/repo/packages/api', 'packages/api/src/a.ts', 'src/a.ts'],
    ['/repo', '/repo/packages/api', 'packages/web/a.ts', undefined],
  ])('root %s, settings in %s: %s', (root, directory, path, expected) => {
    expect(createSettingsPath(root, directory)(path)).toBe(expected);
  });

  test('the root’s own where none is named', () => {
    expect(createSettingsPath('/repo', undefined)('a.ts')).toBe('a.ts');
  });
});

test('values in the settings are known secrets, whatever their strength', async () => {
  const text = 'JWT_SECRET=Qx7-plainly-fake-But-Long-Enough-For-All-Of-It-9182\n';
  const known = (knownSecrets: string[]) =>
    auditTexts(
      { '.env': text },
      rules.filter((rule) => rule.id === 'known-secret'),
      {
        settings: { ...defaultSettings, knownSecrets },
      },
    );
  expect(await known([])).toEqual([]);
  expect(await known(['qx7_plainly_fake_but_long_enough_for_all_of_it'])).toHaveLength(1);
});

test('what overrides switch off is counted, and rules that are off as a whole are not', async () => {
  const off = { rules: { 'short-secret': 'off' } } as const;
  const switchedOff = async (settings: Partial<typeof defaultSettings>) => {
    const { report } = await runTexts({ '.env': 'JWT_SECRET=kwzq\n' }, rules, {
      settings: { ...defaultSettings, ...settings },
      onlyRules: ['short-secret'],
    });
    expect(report.findings).toEqual([]);
    return report.coverage.switchedOff;
  };
  expect(await switchedOff({ overrides: [{ files: ['**'], ...off }] })).toBe(1);
  expect(await switchedOff({ ...off, overrides: [{ files: ['other'], ...off }] })).toBe(0);
});

test('names of secrets that settings leave out are counted, other names are not', async () => {
  const ignoredNames = async (ignoreNames: string[]) => {
    const { report } = await runTexts(
      {
        '.env': 'JWT_SECRET=kwzq\nPORT=80\n',
        'a.js':
          "const jwt = require('jsonwebtoken');\njwt.sign({ a }, process.env.LOGIN, { expiresIn: 1 });\n",
        'b.js': "export const sessionSecret = 'kwzq';\n",
      },
      rules,
      { settings: { ...defaultSettings, ignoreNames } },
    );
    return report.coverage.ignoredNames;
  };
  expect(await ignoredNames([])).toBeUndefined();
  expect(await ignoredNames(['PORT'])).toBeUndefined();
  expect(await ignoredNames(['LOGIN'])).toBe(1);
  expect(await ignoredNames(['*'])).toBe(3);
});

// keylint.config.json: what is read, what is refused with which words, and that the shipped JSON Schema agrees.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { firstSettings } from '../../src/cli/commands/init.ts';
import { loadSettings } from '../../src/cli/settings/find-settings.ts';
import { parseSettings } from '../../src/cli/settings/parse-settings.ts';
import { renderSettingsSchema } from '../../src/cli/settings/shape.ts';
import { UserError } from '../../src/model/errors.ts';
import { defaultSettings } from '../../src/model/settings.ts';

const ruleIds = ['short-secret', 'uuid-secret'];
const parse = (text: string) => parseSettings({ path: 'keylint.config.json', text, ruleIds });

function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

const good: readonly (readonly [name: string, value: unknown])[] = [
  ['nothing', {}],
  ['a schema', { $schema: './keylint.schema.json' }],
  ['rules', { rules: { 'short-secret': 'off', 'uuid-secret': 'low' } }],
  ['overrides', { overrides: [{ files: ['legacy/**'], rules: { 'short-secret': 'on' } }] }],
  ['no overrides', { overrides: [] }],
  ['an age in days', { maxAge: 90 }],
  ['an age with a unit', { maxAge: '12w' }],
  [
    'everything',
    {
      rules: { 'short-secret': 'critical' },
      overrides: [],
      secretNames: ['PARTNER_*'],
      ignoreNames: ['CSRF_SALT'],
      knownSecrets: ['a', 'b'],
      projectNames: ['acme'],
      algorithms: { JWT_SECRET: 'HS512', 'P*': 'HS256', constructor: 'HS384' },
      ignore: ['legacy/**'],
    },
  ],
];

const bad: readonly (readonly [name: string, value: unknown, message: RegExp])[] = [
  ['a list', [], /:1:1: the file must be an object/],
  ['a text', 'x', /:1:1: the file must be an object/],
  ['an unknown key', { rule: {} }, /:1:2: unknown key\. Did you mean `rules`\?/],
  ['a far key', { zzzzzzz: 1 }, /unknown key\. Known: \$schema, rules, /],
  ['a known key of objects', { constructor: 1 }, /unknown key/],
  [
    'an unknown rule',
    { rules: { 'short-secrt': 'off' } },
    /unknown rule in "rules"\. Did you mean `short-secret`\?/,
  ],
  [
    'a wrong severity',
    { rules: { 'short-secret': 'hihg' } },
    /"rules\.short-secret" must be one of "off", .*Did you mean `high`\?/,
  ],
  ['an ESLint severity', { rules: { 'short-secret': 2 } }, /"rules\.short-secret" must be one of/],
  ['rules as a list', { rules: ['short-secret'] }, /"rules" must be an object/],
  [
    'more names than anybody has',
    { secretNames: Array.from({ length: 1_001 }, (_, n) => `N${n}`) },
    /"secretNames" must not have more than 1000 entries \(it has 1001\)/,
  ],
  [
    'more algorithms than secrets',
    { algorithms: Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`N${n}`, 'HS256'])) },
    /"algorithms" must not have more than 1000 entries/,
  ],
  [
    'an endless name',
    { secretNames: ['N'.repeat(4_097)] },
    /"secretNames\[0\]" must not be longer than 4096/,
  ],
  ['names as a text', { secretNames: 'X' }, /"secretNames" must be a list/],
  ['a number among names', { ignoreNames: ['A', 1] }, /"ignoreNames\[1\]" must be a text/],
  ['an empty name', { projectNames: [''] }, /"projectNames\[0\]" must be a text/],
  [
    'an asymmetric algorithm',
    { algorithms: { A: 'RS256' } },
    /"algorithms\.\*" must be one of "HS256", "HS384", "HS512"/,
  ],
  ['an override without files', { overrides: [{ rules: {} }] }, /"overrides\[0\]" has no "files"/],
  [
    'an override for no files',
    { overrides: [{ files: [], rules: {} }] },
    /"overrides\[0\]\.files" must not be empty/,
  ],
  [
    'an unknown key in an override',
    { overrides: [{ files: ['a'], rules: {}, file: 'a' }] },
    /unknown key in "overrides\[0\]"\. Did you mean `files`\?/,
  ],
  [
    'an age of an unknown unit',
    { maxAge: '90h' },
    /"maxAge" must be an age\. A number of days, or/,
  ],
  ['an age without a number', { maxAge: 'd' }, /"maxAge" must be an age/],
  ['no days', { maxAge: 0 }, /"maxAge" must be an age/],
  ['half a day', { maxAge: 1.5 }, /"maxAge" must be an age/],
  ['more days than there were', { maxAge: 100_000 }, /"maxAge" must be an age/],
  ['an age that is none', { maxAge: true }, /"maxAge" must be an age/],
  ['null', { rules: null }, /"rules" must be an object/],
];

describe('validator and schema', () => {
  const schema: object = JSON.parse(renderSettingsSchema(ruleIds));
  const validate = new Ajv({ strict: true }).compile(schema);

  test.each(good)('both take %s', (_, value) => {
    expect(() => parse(JSON.stringify(value))).not.toThrow();
    expect(validate(value)).toBe(true);
  });

  test.each(bad)('both refuse %s', (_, value, message) => {
    expect(refusal(JSON.stringify(value))).toMatch(message);
    expect(validate(value)).toBe(false);
  });

  /** What they cost together is what a schema cannot say. */
  test('too many globs with several ** are refused', () => {
    const globs = Array.from({ length: 101 }, (_, n) => `**/a/**/b/**/${n}`);
    expect(refusal(JSON.stringify({ ignore: globs }))).toMatch(/"ignore" has too many globs with/);
    const override = { files: globs.slice(0, 100), rules: {} };
    expect(() => parse(JSON.stringify({ overrides: [override] }))).not.toThrow();
  });

  test('keylint.schema.json is made of the shape and the rules', async () => {
    await expect(renderSettingsSchema(rules.map(({ id }) => id))).toMatchFileSnapshot(
      '../../keylint.schema.json',
    );
  });
});

describe('reading', () => {
  test('values arrive, the rest is default, $schema is dropped', () => {
    expect(parse('{"$schema": "x", "ignore": ["a"]}')).toEqual({
      ...defaultSettings,
      ignore: ['a'],
    });
  });

  test('comments, trailing commas, a byte order mark and CRLF are fine', () => {
    const text = '\uFEFF{\r\n  // why\r\n  "ignore": ["a",], /* x */\r\n}\r\n';
    expect(parse(text).ignore).toEqual(['a']);
  });

  test('the first settings file that `init` writes', () => {
    expect(parse(firstSettings(true))).toEqual(defaultSettings);
  });

  test('complaints name line and column, all at once', () => {
    expect(refusal('{\n  "ignore": 1,\n  "rulez": {}\n}')).toBe(
      'keylint.config.json:2:13: "ignore" must be a list\n' +
        'keylint.config.json:3:3: unknown key. Did you mean `rules`?',
    );
  });

  test.each([
    ['', /:1:1: /],
    ['{', /:1:2: not JSON: close brace expected/],
    ['{"ignore": [}', /not JSON: /],
    ['{"ignore": [], "ignore": []}', /:1:16: "ignore" is there twice/],
  ])('%j is refused', (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  test('a complaint never quotes a value', () => {
    const value = 'canary-in-settings';
    for (const text of [
      `{"knownSecrets": [{"a": "${value}"}]}`,
      `{"knownSecrets": "${value}"}`,
      `{"algorithms": {"A": "${value}"}}`,
      `{"rules": {"short-secret": "${value}"}}`,
      `{"knownSecrets": ["${value}]}`,
      `"${value}"`,
      `{"${value}": 1}`,
      `{"knownSecrets": {"${value}": true}}`,
      `{"rules": {"${value}": "off"}}`,
      `{"algorithms": {"${value}": "none"}}`,
      `{"algorithms": {"${value}": "HS256", "${value}": "HS256"}}`,
    ]) {
      expect(refusal(text)).not.toContain(value);
    }
  });

  test('a tower of brackets is refused before it is parsed', () => {
    expect(refusal('{"a":'.repeat(100_000))).toMatch(/nested too deep/);
  });

  test('a __proto__ key is one more unknown key', () => {
    expect(refusal('{"__proto__": {}}')).toMatch(/unknown key/);
    expect(parse('{"algorithms": {"__proto__": "HS256"}}').algorithms).toHaveProperty(
      ['__proto__'],
      'HS256',
    );
  });
});

describe('finding the file', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-settings-')));
    mkdirSync(join(root, 'repo/.git'), { recursive: true });
    mkdirSync(join(root, 'repo/a/b'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const load = (cwd: string, more: { config?: string; isOff?: boolean } = {}) =>
    loadSettings({
      cwd: join(root, cwd),
      config: more.config,
      isOff: more.isOff ?? false,
      ruleIds: async () => ruleIds,
    });
  const put = (path: string, ignore: string): void =>
    writeFileSync(join(root, path), JSON.stringify({ ignore: [ignore] }));

  test('the nearest one counts', async () => {
    put('repo/keylint.config.json', 'outer');
    put('repo/a/keylint.config.json', 'inner');
    expect((await load('repo/a/b')).settings.ignore).toEqual(['inner']);
    expect((await load('repo')).settings.ignore).toEqual(['outer']);
  });

  test('one above the repository does not', async () => {
    put('keylint.config.json', 'stranger');
    expect(await load('repo/a/b')).toEqual({ settings: defaultSettings, file: undefined });
  });

  test('--config wins, --no-config silences', async () => {
    put('repo/keylint.config.json', 'near');
    put('repo/other.json', 'other');
    expect((await load('repo/a', { config: '../other.json' })).settings.ignore).toEqual(['other']);
    expect((await load('repo/a', { isOff: true })).settings).toEqual(defaultSettings);
  });

  test('a missing --config is told', async () => {
    await expect(load('repo', { config: 'none.json' })).rejects.toThrow(
      'The settings file none.json cannot be read: it is not there.',
    );
  });
});

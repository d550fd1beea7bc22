// The public API: options that make no sense are named, and `fix()` does what the command does.
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type AuditOptions, audit, type FixOptions, fix, UserError } from '../src/index.ts';
import { createProject, type TestProject } from './fix/project.ts';

let project: TestProject | undefined;
afterEach(() => project?.remove());

const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
  ['an unknown option', { path: '.' }, /audit\(\) has no option "path"/],
  ['one nobody could mean', { qqqqqqqq: 1 }, /no option "qqqqqqqq"/],
  ['a number for a directory', { cwd: 1 }, /cwd has to be a text/],
  ['one path as a text', { paths: 'src' }, /paths has to be a list of texts/],
  ['a scope by its name alone', { scope: 'staged' }, /scope has to be an object whose kind is one/],
  ['a scope of no kind', { scope: { kind: 'disk' } }, /scope has to be an object whose kind/],
  ['a change without a commit', { scope: { kind: 'since' } }, /its ref has to be a text/],
  ['text for bytes', { scope: { kind: 'stdin', path: 'a', bytes: 'x' } }, /its bytes has to be a/],
  ['a word for a flag', { strict: 'yes' }, /strict has to be true or false/],
  ['a confidence that is none', { minConfidence: 'sure' }, /minConfidence has to be one of high/],
  ['a rule that is none', { onlyRules: ['short-secrets'] }, /Unknown rule: short-secrets/],
  ['an age that is none', { maxAge: 'old' }, /maxAge is no age/],
  ['a time that is none', { now: new Date('x') }, /now has to be a Date/],
  ['a lookup that is none', { knownSecrets: {} }, /knownSecrets has to be an object with find/],
  ['a baseline as text', { baseline: '{}' }, /baseline has to be an object with entries/],
  ['a relative cache', { cacheDirectory: 'cache' }, /cacheDirectory has to be an absolute path/],
  ['a callback that is none', { onProgress: true }, /onProgress has to be a function/],
  ['settings as text', { settings: '{}' }, /settings has to be an object/],
  [
    'a setting that is none',
    { settings: { rule: {} } },
    /settings: unknown key\. Did you mean `rules`/,
  ],
  [
    'a rule setting that is none',
    { settings: { rules: { 'thin-secret': 'no' } } },
    /must be one of/,
  ],
];

test.each(wrong)('audit() refuses %s', async (_, options, message) => {
  // The cast: what a caller in JavaScript can hand over.
  const run = audit(options as AuditOptions);
  await expect(run).rejects.toThrow(message);
  await expect(run).rejects.toBeInstanceOf(UserError);
});

test('a mistyped option is guessed', async () => {
  const hint = await audit({ onlyRule: [] } as AuditOptions).catch((error) => error.hint);
  expect(hint).toBe('Did you mean `onlyRules`?');
  await expect(audit([] as AuditOptions)).rejects.toThrow('audit() takes an object of options.');
});

test('settings may be given in part', async () => {
  project = createProject({ 'a.env': 'JWT_SECRET=weaksecret1\n' });
  const options = {
    cwd: project.root,
    settings: { rules: { 'dictionary-secret': 'off' } },
  } as const;
  const rules = (await audit(options)).findings.map(({ rule }) => rule);
  expect(rules).toContain('short-secret');
  expect(rules).not.toContain('dictionary-secret');
});

describe('fix()', () => {
  const files = {
    '.gitignore': '.env\n',
    'a.js': "require('jsonwebtoken').sign({}, process.env.JWT_SECRET, { expiresIn: 60 });\n",
  };
  const start = (): TestProject => {
    const made = createProject(files);
    made.write('.env', 'JWT_SECRET=weaksecret1\n');
    project = made;
    return made;
  };
  const fixIn = ({ root, stateDirectory }: TestProject, more: FixOptions = {}) =>
    fix({ cwd: root, stateDirectory, ...more });

  test('repairs, reports the result and can be taken back', async () => {
    const made = start();
    const { report, fixes, steps, paths, diff } = await fixIn(made);
    expect(report.findings).toEqual([]);
    expect(fixes).toMatchObject(
      [
        {
          safety: 'safe',
          title: /replace JWT_SECRET/,
          rules: ['dictionary-secret', 'short-secret'],
        },
      ].map((one) => ({ ...one, title: expect.stringMatching(one.title) })),
    );
    expect([steps.length, paths]).toEqual([1, ['.env']]);
    const value = /JWT_SECRET=(\S{43})\n/.exec(made.read('.env'))?.[1] ?? '';
    expect(value).not.toBe('');
    expect(JSON.stringify([report, fixes, steps]) + diff).not.toContain(value);
    expect(diff).toContain('-JWT_SECRET=‹old value, 11 characters›');
    expect((await made.run('undo')).code).toBe(0);
    expect(made.read('.env')).toBe('JWT_SECRET=weaksecret1\n');
  });

  test('writes nothing where it is only asked what it would do', async () => {
    const made = start();
    const before = made.snapshot();
    const { report, paths } = await fixIn(made, { dryRun: true });
    expect([paths, report.findings, made.snapshot()]).toEqual([['.env'], [], before]);
  });

  test('leaves alone what it is not asked for, with a reason', async () => {
    const made = start();
    const { fixes } = await fixIn(made, { fixRules: ['thin-secret'] });
    expect(fixes).toEqual([]);
    made.write('a.js', "require('jsonwebtoken').sign({}, 'weaksecret1', { expiresIn: 60 });\n");
    const { left } = await fixIn(made, { fixRules: ['hardcoded-secret'] });
    expect(left).toMatchObject([
      {
        finding: { rule: 'hardcoded-secret', path: 'a.js' },
        reason: expect.stringContaining('unsafe'),
      },
    ]);
  });

  test('refuses standard input and options that make no sense', async () => {
    const made = start();
    const scope = { kind: 'stdin', path: 'a.js', bytes: new Uint8Array() } as const;
    await expect(fixIn(made, { scope })).rejects.toThrow('Standard input cannot be fixed.');
    await expect(fixIn(made, { safety: 'both' } as unknown as FixOptions)).rejects.toThrow(
      /safety has/,
    );
    await expect(fixIn(made, { stateDirectory: 'here' })).rejects.toThrow(/absolute path/);
    await expect(fixIn(made, { stateDirectory: join(made.root, 'x') })).rejects.toThrow(
      /lies inside/,
    );
  });
});

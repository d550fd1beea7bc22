// No all-clear without a look: what hides a secret from an audit, or an audit from its reader, is said in every format
// and by the exit code.
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exitCodeOf, selectFindings, type Thresholds } from '../../src/cli/verdict.ts';
import { parseBaseline, renderBaseline } from '../../src/engine/baseline.ts';
import { type AuditOptions, audit as auditReport, type Report } from '../../src/index.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { formatNames, loadReporter } from '../../src/report/index.ts';
import { toContract } from '../../src/report/json.ts';
import { git, repository, scratch, write } from '../input/scratch.ts';
import { runCli } from './run-cli.ts';

const code = 'const jwt = require("jsonwebtoken");\njwt.sign({}, "weaksecret1");\n';

interface Audited {
  readonly exit: number;
  readonly report: Report;
  /** By format, what it prints. */
  readonly said: readonly (readonly [format: string, text: string])[];
}

const usual: Thresholds = { minSeverity: undefined, failOn: 'medium', findingsCode: 1 };

/** Audits as the program does, and renders every format of the one report. */
async function audit(
  cwd: string,
  options: AuditOptions = {},
  thresholds = usual,
): Promise<Audited> {
  const report = selectFindings(await auditReport({ cwd, ...options }), thresholds);
  const plain = { color: false, columns: 110, verbosity: 'normal' } as const;
  const said = await Promise.all(
    formatNames.map(async (format): Promise<[string, string]> => {
      const text = (await loadReporter(format))(report, plain);
      // Formats escape in ways of their own, and lines are broken.
      return [
        format,
        text
          .replace(/&#(\d+);(?:<!-- -->)?/g, (_, unit) => String.fromCharCode(unit))
          .replace(/\s+/g, ' '),
      ];
    }),
  );
  const quiet = (await loadReporter('text'))(report, { ...plain, verbosity: 'quiet' });
  return { exit: exitCodeOf(report, thresholds), report, said: [...said, ['quiet', quiet]] };
}

describe('what hides no secret', () => {
  test.each<[string, string, string | Uint8Array]>([
    ['a zero byte', 'a.js', `// \0\n${code}`],
    ['a zero byte in UTF-16', 'a.js', Buffer.from(`\ufeff// \0\n${code}`, 'utf16le')],
    [
      'a byte that is no UTF-8 behind a mark',
      'a.js',
      Buffer.from(`\xef\xbb\xbf// \xff\n${code}`, 'latin1'),
    ],
    ['a comment of megabytes', 'a.js', `/*${'x'.repeat(5_500_000)}*/${code}`],
    ['the name of a squeezed file', 'a.min.js', code],
    ['YAML of a megabyte', 'config.yaml', `jwtSecret: weaksecret1\n${'a: b\n'.repeat(210_000)}`],
    [
      '3,001 settings',
      'config.json',
      JSON.stringify({ jwtSecret: 'weaksecret1', ...Array(3_000).fill('b') }),
    ],
    [
      '20,001 variables',
      '.env',
      `${Array.from({ length: 20_000 }, (_, n) => `A${n}=b`).join('\n')}\nJWT_SECRET=weaksecret1\n`,
    ],
    ['SOPS', 'config.yaml', 'sops: {mac: x}\njwtSecret: weaksecret1\n'],
    ['a directory of others', 'vendor/acme/.env', 'JWT_SECRET=weaksecret1\n'],
  ])('%s', async (_, path, content) => {
    const cwd = repository({ 'package.json': '{}' });
    write(cwd, { [path]: content });
    git(cwd, 'add', '-A', '-f');
    const { report, exit } = await audit(cwd, { strict: true });
    expect(report.findings.map((finding) => finding.path)).toContain(path);
    expect(exit).toBe(1);
  });
});

describe('what is left out by decision is said and changes no exit code', () => {
  const squeezed = `const jwt=require("jsonwebtoken");${'jwt.sign({},"weaksecret1");'.repeat(40)}`;

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['squeezed code', { 'a.min.js': squeezed }, 'minified', 'minified'],
    ['a bundle that is too large', { 'a.js': squeezed.repeat(5_000) }, 'minified', 'minified'],
    ['code of others', { 'vendor/a.js': code }, 'vendored', 'vendored'],
  ])('%s', async (_, files, reason, word) => {
    const { report, exit, said } = await audit(repository({ 'package.json': '{}', ...files }));
    expect([exit, report.complete]).toEqual([0, true]);
    expect(report.skipped.map((skipped) => skipped.reason)).toEqual([reason]);
    for (const [format, text] of said) expect(text, format).toContain(word);
  });

  test('a language that nobody reads, in every format', async () => {
    const cwd = scratch({
      'a.lua': 'local jwt = require("resty.jwt")',
      'b.lua': 'jwt:sign("weaksecret1", {})',
      'c.pl': 'use Crypt::JWT;',
      'd.lua': 'print("hello")',
      'e.c': '#include <jwt.h>',
    });
    const { report, exit, said } = await audit(cwd);
    expect([exit, report.complete, report.summary.unread]).toEqual([0, true, { Lua: 2, Perl: 1 }]);
    for (const [format, text] of said) {
      expect(text, format).toContain('2 Lua, 1 Perl not read');
      expect(text, format).not.toMatch(/[✔✅]|No weak/);
      if (format === 'html') expect(text).toContain('so there is no score');
    }
  });
});

describe('what nobody can tell what it holds is no all-clear', () => {
  test('encrypted files, pointers to what is elsewhere, binaries', async () => {
    const bytes = String.fromCharCode(...Array.from({ length: 300 }, (_, n) => (n * 151) % 256));
    const cwd = scratch(
      Object.fromEntries(
        [
          ['.env', `\0GITCRYPT\0${bytes}`],
          ['a.yaml', `\0GITCRYPT\0${bytes}`],
          ['b/.env', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'],
          ['c.js', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'],
          ['d/.env', '-----BEGIN AGE ENCRYPTED FILE-----\nYWJj\n'],
          ['e.yml', '$ANSIBLE_VAULT;1.1;AES256\n6162\n'],
          ['f.json', `\x1f\x8b\x08\0${bytes}`],
        ].map(([path = '', text = '']) => [path, Buffer.from(text, 'latin1')]),
      ),
    );
    const { report, exit, said } = await audit(cwd);
    expect([exit, report.complete]).toEqual([0, true]);
    expect(report.skipped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      '.env encrypted',
      'a.yaml encrypted',
      'b/.env stored-elsewhere',
      'c.js stored-elsewhere',
      'd/.env encrypted',
      'e.yml encrypted',
      'f.json binary',
    ]);
    for (const [format, text] of said) {
      expect(text, format).toMatch(/4 encrypted files, 2 files that are stored|encrypted: by age/);
      expect(text, format).not.toMatch(/[✔✅]|No weak/);
    }
  });

  test('and what only looks encrypted is read', async () => {
    const cwd = scratch({ 'a.js': `'-----BEGIN PGP MESSAGE-----';\n${code}` });
    const yaml = scratch({ 'a.yml': '$ANSIBLE_VAULT;1.1: a\njwt:\n  secret: weaksecret1\n' });
    expect((await audit(cwd)).exit).toBe(1);
    expect((await audit(yaml)).exit).toBe(1);
  });

  test('a part of a file in another encoding', async () => {
    const line = 'JWT_SECRET=weaksecret1\n';
    const wide = Buffer.from(line, 'utf16le');
    const ebcdic = [0xd1, 0xe6, 0xe3, 0x6d, 0xe2, 0xc5, 0xc3, 0xd9, 0xc5, 0xe3, 0x7e, 0x81, 0x25];
    const cwd = scratch({
      '.env': Buffer.concat([Buffer.from('PORT=1\n'.repeat(2_000)), wide]),
      'a/.env': Buffer.concat([Buffer.from('\ufeffPORT=1\n', 'utf16le'), Buffer.from(line)]),
      'b.yaml': Buffer.from(`${'\u4e2d'.repeat(100)}\njwtSecret: weaksecret1\n`, 'utf16le'),
      'c/.env': Buffer.from(ebcdic),
      'd/.env': Buffer.from(`# \u4e2d\u6587\nPORT=1\n`.repeat(100), 'utf16le'),
    });
    const { report, exit } = await audit(cwd);
    expect(exit).toBe(2);
    expect(report.skipped).toEqual(
      ['.env', 'a/.env', 'b.yaml', 'c/.env'].map((path) => ({
        path,
        reason: 'encoding',
        isFailure: true,
      })),
    );
  });
});

describe('what could not be read makes the audit incomplete where it speaks of signing', () => {
  // More than is parsed, white space not counted: what is parsed is given up after seconds.
  const large = (line: string): string => `${line}\n`.repeat(Math.ceil(5_300_000 / line.length));

  const utf32 = (text: string): Uint8Array =>
    Buffer.from([0xff, 0xfe, 0, 0, ...[...text].flatMap((c) => [c.charCodeAt(0), 0, 0, 0])]);

  test.each<[string, string, string | Uint8Array]>([
    ['code of megabytes', 'a.js', `${code}${large('call("a","b");')}`],
    ['UTF-32', '.env', utf32('JWT_SECRET=a')],
    ['nothing but control bytes', 'a.js', Buffer.from(`${code}${'\x01\0'.repeat(500)}`)],
  ])('%s', async (_, path, content) => {
    const cwd = repository({ 'package.json': '{}' });
    write(cwd, { [path]: content });
    git(cwd, 'add', '-A', '-f');
    const { report, exit, said } = await audit(cwd);
    expect([exit, report.complete]).toEqual([2, false]);
    expect(report.skipped.map((skipped) => skipped.path)).toEqual([path]);
    for (const [format, text] of said) expect(text, format).toContain(path);
    // What nobody commits holds up no commit.
    git(cwd, 'commit', '-q', '-m', 'all');
    write(cwd, { 'b.js': 'export const session = 1;\n' });
    git(cwd, 'add', 'b.js');
    expect((await audit(cwd, { scope: { kind: 'staged' } })).exit).toBe(0);
  });

  describe.runIf(process.platform !== 'win32')('a pipe where a file was meant to be read', () => {
    const withPipe = (path: string): string => {
      const cwd = repository({ 'a.js': 'export const session = 1;\n' });
      execFileSync('mkfifo', [`${cwd}/${path}`]);
      return cwd;
    };

    test.each(['.env', 'b.ts', 'config.yaml'])('%s', async (path) => {
      const cwd = withPipe(path);
      const { report, exit, said } = await audit(cwd);
      expect([exit, report.complete]).toEqual([2, false]);
      for (const [format, text] of said) expect(text, format).toContain(path);
      const settings = { ...defaultSettings, ignore: [path] };
      expect((await audit(cwd, { settings })).exit).toBe(0);
      expect((await audit(cwd, { exclude: [path] })).exit).toBe(0);
      // Nor does it hold up who asks about something else.
      write(cwd, { 'a.js': 'export const session = 2;\n' });
      expect((await audit(cwd, { scope: { kind: 'since', ref: 'HEAD' } })).exit).toBe(0);
    });

    test('and a link to one', async () => {
      const cwd = withPipe('pipe');
      symlinkSync('pipe', `${cwd}/.env`);
      const { report, exit } = await audit(cwd);
      expect(exit).toBe(2);
      expect(report.skipped).toEqual([
        ...[{ path: '.env', reason: 'not-a-file', detail: 'a named pipe', isFailure: true }],
        { path: 'pipe', reason: 'not-a-file', detail: 'a named pipe', isFailure: false },
      ]);
    });

    test('a socket holds nothing that a program reads', async () => {
      const cwd = scratch({});
      const server = createServer().listen(`${cwd}/.env`);
      await new Promise((resolve) => server.once('listening', resolve));
      onTestFinished(() => void server.close());
      const { report, exit } = await audit(cwd);
      expect([exit, report.skipped.length]).toEqual([0, 1]);
    });
  });

  test('and not where it does not', async () => {
    const { report, exit } = await audit(scratch({ '.env': utf32('SESSION=a') }));
    expect([exit, report.complete]).toEqual([0, true]);
    expect(report.skipped).toMatchObject([{ path: '.env', reason: 'encoding', isFailure: false }]);
  });
});

describe('what somebody has silenced or accepted is counted in every format', () => {
  test('comments', async () => {
    const cwd = scratch({ 'a.js': code.replace(/;\n$/, '; // keylint: ignore\n') });
    const { report, exit, said } = await audit(cwd);
    expect(exit).toBe(0);
    expect(toContract(report, {}).summary).toMatchObject({ suppressed: report.findings.length });
    for (const [format, text] of said) {
      expect(text, format).toContain('suppressed by comments');
      expect(text, format).not.toMatch(/[✔✅]|No weak/);
    }
  });

  test('a baseline', async () => {
    const cwd = scratch({ 'a.js': code });
    const baseline = parseBaseline(renderBaseline((await audit(cwd)).report.findings));
    const { report, exit, said } = await audit(cwd, { baseline, baselineName: 'known.json' });
    expect(exit).toBe(0);
    expect(toContract(report, {}).summary).toMatchObject({ accepted: report.findings.length });
    for (const [format, text] of said) {
      expect(text, format).toMatch(/accepted by known\.json \(\d critical\)/);
      expect(text, format).not.toMatch(/[✔✅]|No weak/);
    }
  });

  test('settings that leave everything out', async () => {
    const settings = { ...defaultSettings, ignore: ['**'] };
    const { exit, said } = await audit(scratch({ 'a.js': code }), { settings });
    expect(exit).toBe(0);
    for (const [format, text] of said) {
      expect(text, format).toMatch(/1 file is left out by .{1,10}ignore/);
      expect(text, format).not.toMatch(/[✔✅]|No weak/);
    }
  });

  test('settings that leave some files out', async () => {
    const settings = { ...defaultSettings, ignore: ['*.js'] };
    const cwd = scratch({ 'a.js': code, 'b.ts': 'export const session = 1;\n' });
    const { exit, said } = await audit(cwd, { settings });
    expect(exit).toBe(0);
    for (const [format, text] of said) {
      expect(text, format).toMatch(/1 file is left out by .{1,10}ignore/);
      expect(text, format).not.toMatch(/[✔✅]|No weak|Nothing wrong/);
    }
  });

  test('settings that leave out what was not asked about are no news of a commit', () => {
    const cwd = repository({
      'keylint.config.json': '{ "ignore": ["old/**"] }',
      'old/a.js': code,
      'b.ts': 'export const session = 1;\n',
    });
    write(cwd, { 'b.ts': 'export const session = 2;\n' });
    git(cwd, 'add', '--all');
    expect(runCli(['hook', 'run'], { cwd })).toMatchObject({ code: 0, stdout: '', stderr: '' });
    write(cwd, { 'old/a.js': `${code}\n` });
    git(cwd, 'add', '--all');
    const { stdout } = runCli(['hook', 'run'], { cwd });
    expect(stdout).toContain('1 file is left out by "ignore"');
    expect(stdout).not.toContain('✔');
  });

  test('options that leave findings out', async () => {
    const cwd = scratch({ '.env': 'JWT_SECRET=Zk3m9Qp1vX7Lr2Tn8Ws4\n' });
    const severe = await audit(cwd, {}, { ...usual, minSeverity: 'critical' });
    for (const [format, text] of severe.said) {
      expect(text, format).toMatch(/less than critical and not shown/);
    }
    const { said } = await audit(cwd, { onlyRules: ['unsigned-token'] });
    for (const [format, text] of said) {
      if (format !== 'quiet') expect(text, format).toMatch(/\b1 of \d+ rules ran/);
    }
  });
});

describe('asked for what is not there', () => {
  test('a file that a hook names and that does not exist', () => {
    const cwd = repository({ 'a.js': 'export const session = 1;\n' });
    const hook = (...names: string[]) =>
      runCli(['hook', 'run', '-f', 'json', '--', ...names], { cwd });
    const missing = hook('a.js', 'missing.js');
    expect(missing.code).toBe(2);
    expect(JSON.parse(missing.stdout).skipped).toEqual([
      { path: 'missing.js', reason: 'vanished' },
    ]);
    expect(hook('a.js').code).toBe(0);
    // What a commit deletes is no longer there, and what is named is audited although git ignores it.
    git(cwd, 'rm', '-q', '--cached', 'a.js');
    expect(hook('a.js').code).toBe(0);
    write(cwd, { '.gitignore': 'b.js\n', 'b.js': code });
    expect(hook('b.js').code).toBe(1);
  });

  test.each([
    [['-'], 'has no name'],
    [['--stdin-file-path', 'a.txt'], 'names like a.txt'],
    [['--stdin-file-path', 'a.lua'], 'names like a.lua'],
  ])('standard input of a format that is not known: %s', (args, words) => {
    const { code: exit, stdout, stderr } = runCli(args, { cwd: scratch({}), stdin: code });
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr).toContain('--stdin-file-path src/auth.ts');
  });

  test('changes where there are none', () => {
    const cwd = repository({ 'a.js': code });
    const none = runCli(['--changed'], { cwd });
    expect(none.code).toBe(0);
    expect(none.stdout).toContain('Nothing was audited: no change in what keylint reads');
    expect(none.stdout).not.toContain('✔');
    write(cwd, { 'a.js': `${code}// a\n// b\n` });
    expect(runCli(['--changed'], { cwd }).stdout).toContain('✔ Nothing new in 2 changed lines');
  });
});

test('only private keys that are written down are audited, and no report lets one think so', async () => {
  const { said } = await audit(
    scratch({
      'a.js':
        'const jwt = require("jsonwebtoken");\njwt.sign({ exp: 1 }, key(), { algorithm: "RS256" });\n',
    }),
  );
  for (const [format, text] of said) {
    if (format === 'quiet') continue;
    expect(text, format).toContain('RS256 signs in 1 place');
    expect(text, format).not.toMatch(/[✔✅]/);
  }
});

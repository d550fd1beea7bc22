// How old secrets are, in real repositories whose commits have dates of their own; the audit is told what day it is.
import { chmodSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AuditOptions, audit, defaultSettings, type Report } from '../src/index.ts';
import { runCli } from './cli/run-cli.ts';
import { commitAt, git, historyOf, isWindows, scratch, write } from './input/scratch.ts';

const day = 86_400;
const now = new Date('2026-11-16T12:00:00Z');
const daysAgo = (days: number, today = now): number => today.getTime() / 1000 - days * day;

const strong = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';
const other = '4H7BVXp9eIzE0Q4ctib_jSFgnqL-2zZW77mBWck2NbU';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
const env = '.env.production';

type Files = Readonly<Record<string, string>>;

type Commit = readonly [days: number, files: Files];

function historyUpTo(today: Date, commits: readonly Commit[]): string {
  return historyOf(
    commits.map(([days, files]) => ({ author: Math.round(daysAgo(days, today)), files })),
  );
}

/** A repository with one commit for each entry: the files as they are from then on. */
const history = (...commits: readonly Commit[]): string => historyUpTo(now, commits);

/** The same seen from the real today, for the built program, which has the clock of the machine. */
const recentHistory = (...commits: readonly Commit[]): string => historyUpTo(new Date(), commits);

function auditIn(cwd: string, options: AuditOptions = {}): Promise<Report> {
  return audit({ cwd, maxAge: '90d', now, onlyRules: ['stale-secret'], ...options });
}

const told = ({ findings }: Report): string[] =>
  findings.map(({ path, line, message }) => `${path}:${line} ${message}`);

describe('the age of a committed value', () => {
  test('is told in days, with the day it began and the days that are asked for', async () => {
    const cwd = history([412, { [env]: `PORT=1\nJWT_SECRET=${strong}\n`, 'a.js': signs }]);
    const report = await auditIn(cwd);
    expect(told(report)).toEqual([
      `${env}:2 JWT_SECRET has been the same for 412 days (since 2025-09-30); 90 days are asked for`,
    ]);
    expect(report).toMatchObject({ complete: true, skipped: [], notices: [] });
    expect(report.findings[0]).toMatchObject({
      severity: 'medium',
      level: 'warning',
      confidence: 'high',
      // Git tracks the file, and an env file has no way to refer to a value elsewhere.
      fix: null,
      secret: { name: 'JWT_SECRET', environment: 'production' },
      related: [{ path: 'a.js', line: 2 }],
    });
  });

  test('is too high only beyond the limit', async () => {
    const cwd = history([90.5, { [env]: `JWT_SECRET=${strong}\n` }]);
    expect(told(await auditIn(cwd))).toEqual([]);
    expect(told(await auditIn(cwd, { maxAge: 89 }))).toHaveLength(1);
    expect(told(await auditIn(cwd, { maxAge: '12w' }))).toHaveLength(1);
    expect(told(await auditIn(cwd, { maxAge: '3m' }))).toEqual([]);
  });

  const line = `JWT_SECRET=${strong}`;
  const moved: readonly (readonly [name: string, before: Files, after: Files])[] = [
    ['other lines change', { [env]: `A=1\n${line}\n` }, { [env]: `A=2\nB=3\n${line}\n` }],
    ['line ends change', { [env]: `${line}\n` }, { [env]: `${line}\r\n` }],
    [
      'it is indented anew',
      { 'k8s.yml': `env:\n  JWT_SECRET: ${strong}\n` },
      { 'k8s.yml': `all:\n  env:\n    JWT_SECRET: ${strong}\n` },
    ],
    [
      'it moves to another file',
      { 'old.env': `${line}\n`, 'b.env': 'A=1\n' },
      { 'old.env': 'A=1\n', 'b.env': `A=1\n${line}\n` },
    ],
    ['a comment comes to it', { [env]: `${line}\n` }, { [env]: `${line} # rotate me\n` }],
    ['it gets quotes', { [env]: `${line}\n` }, { [env]: `JWT_SECRET="${strong}"\n` }],
    ['its name changes', { [env]: `TOKEN_SECRET=${strong}\n` }, { [env]: `${line}\n` }],
    [
      'a formatter was there',
      {
        'a.js': `const jwt = require("jsonwebtoken")\njwt.sign({}, "${strong}", { expiresIn: "1h" })\n`,
      },
      {
        'a.js': `const jwt = require('jsonwebtoken');\n\njwt.sign({}, '${strong}', {\n  expiresIn: '1h',\n});\n`,
      },
    ],
  ];

  test.each(moved)('stays when %s', async (_, before, after) => {
    const cwd = history([200, before], [20, after], [10, { 'unrelated.txt': 'x\n' }]);
    expect(told(await auditIn(cwd))).toEqual([expect.stringContaining('the same for 200 days')]);
  });

  test('stays over several such changes, and over a new name of the file', async () => {
    const cwd = history([200, { '.env': `TOKEN_SECRET=${strong}\n` }], [30, { '.env': line }]);
    git(cwd, 'mv', '.env', env);
    commitAt(cwd, { author: daysAgo(20) });
    write(cwd, { [env]: `JWT_SECRET='${strong}'\nA=1\n` });
    commitAt(cwd, { author: daysAgo(10) });
    expect(told(await auditIn(cwd))).toEqual([expect.stringContaining('the same for 200 days')]);
  });

  const fresh: readonly (readonly [name: string, before: Files, after: Files])[] = [
    ['the value changes', { [env]: `JWT_SECRET=${other}\n` }, { [env]: `${line}\n` }],
    [
      'it was a part of another',
      { [env]: `JWT_SECRET=${strong}${other}\n` },
      { [env]: `${line}\n` },
    ],
    [
      'a line of it changes',
      { [env]: `JWT_SECRET="${strong}\n${other}"\n` },
      { [env]: `JWT_SECRET="${strong}\n${other}x"\n` },
    ],
    // `changeit` stands in many places by chance.
    ['a short one has a new line', { [env]: 'changeit\n' }, { [env]: 'JWT_SECRET=changeit\n' }],
  ];

  test.each(fresh)('begins anew when %s', async (_, before, after) => {
    const cwd = history([200, before], [20, after]);
    expect(told(await auditIn(cwd))).toEqual([]);
    expect(told(await auditIn(cwd, { maxAge: 19 }))).toEqual([
      expect.stringContaining('the same for 20 days'),
    ]);
  });

  test('is counted in lines of git, which a lone CR does not end', async () => {
    const cwd = history([200, { [env]: `A=1\rB=2\rC=3\n${line}\n` }], [20, { 'b.txt': 'x\n' }]);
    write(cwd, { [env]: `A=1\rB=2\rC=3\n${line}\nD=new\n` });
    expect(told(await auditIn(cwd))).toHaveLength(1);
  });

  test('is not ended by line ends that a checkout has changed', async () => {
    const cwd = history([200, { [env]: `A=1\n${line}\n` }]);
    write(cwd, { [env]: `A=1\r\n${line}\r\n` });
    expect(told(await auditIn(cwd))).toHaveLength(1);
  });

  test('has no file that is new to git', async () => {
    const cwd = history([200, { 'a.js': signs }]);
    write(cwd, { [env]: `${line}\n` });
    git(cwd, 'add', env);
    expect(await auditIn(cwd)).toMatchObject({ findings: [], complete: true, skipped: [] });
  });

  test('has no repository without a commit', async () => {
    const cwd = scratch({ [env]: `${line}\n` });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    expect(await auditIn(cwd)).toMatchObject({ findings: [], complete: true, skipped: [] });
  });

  test('is found in a submodule, which has a history of its own', async () => {
    const cwd = history([10, { 'a.js': signs }]);
    write(cwd, { 'inner/sub/.env': `${line}\n` });
    git(join(cwd, 'inner'), 'init', '-q');
    commitAt(join(cwd, 'inner'), { author: daysAgo(300) });
    git(cwd, 'add', 'inner');
    const report = await auditIn(cwd);
    expect(told(report)).toEqual([expect.stringMatching(/^inner\/sub\/\.env:1 .* 300 days/)]);
  });
});

describe('whose clock', () => {
  const ageOf = async (author: number, committer: number): Promise<string[]> => {
    const cwd = scratch({ [env]: `JWT_SECRET=${strong}\n` });
    git(cwd, 'init', '-q');
    commitAt(cwd, { author: Math.round(author), committer: Math.round(committer) });
    const report = await auditIn(cwd);
    return [...told(report), ...report.skipped.map(({ detail }) => detail ?? '')];
  };

  test('the author counts: a rebase makes no secret new', async () => {
    expect(await ageOf(daysAgo(300), daysAgo(5))).toEqual([expect.stringContaining('300 days')]);
  });

  test.each([
    ['after the commit', daysAgo(-3_000)],
    ['before there were dates', 0],
  ])('an author %s is not believed', async (_, author) => {
    expect(await ageOf(author, daysAgo(200))).toEqual([expect.stringContaining('200 days')]);
    expect(await ageOf(author, daysAgo(20))).toEqual([]);
  });

  test('a clock that is some hours ahead is believed', async () => {
    expect(await ageOf(daysAgo(-0.5), daysAgo(-0.5))).toEqual([]);
  });

  test('where neither can be true, the audit is not complete', async () => {
    expect(await ageOf(daysAgo(-3_000), daysAgo(-3_000))).toEqual([
      'the date of its commit cannot be true',
    ]);
  });

  test.each(['99999999999999999999', '-1', '4102444800000000'])(
    'a made-up date of %s ends in a report, the page with ages included',
    async (time) => {
      const cwd = recentHistory([10, { [env]: `JWT_SECRET=${strong}\n` }]);
      const tree = git(cwd, 'rev-parse', 'HEAD^{tree}').trim();
      const who = `a <a@example.org> ${time} +0000`;
      writeFileSync(
        join(cwd, '.git/forged'),
        `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nx\n`,
      );
      const type = ['hash-object', '-t', 'commit', '-w', '--literally', '.git/forged'];
      git(cwd, 'update-ref', 'refs/heads/main', git(cwd, ...type).trim());
      const report = await auditIn(cwd);
      expect(report.findings).toEqual([]);
      expect(report.skipped).toMatchObject([{ path: env, reason: 'unknown-age' }]);
      const page = runCli(['audit', '--max-age', '90'], { cwd });
      expect([page.code, page.stderr]).toEqual([2, 'Report: keylint-report.html\n']);
    },
  );
});

describe('a file that git does not track', () => {
  const ignored = { '.gitignore': '.env\n', 'a.js': signs };

  test('tells by its own date how old its secrets are at least', async () => {
    const cwd = history([400, ignored]);
    write(cwd, { '.env': `JWT_SECRET=${strong}\n` });
    utimesSync(join(cwd, '.env'), daysAgo(412), daysAgo(412));
    const report = await auditIn(cwd);
    expect(told(report)).toEqual([
      '.env:1 JWT_SECRET has been the same for at least 412 days (.env, which git does not track, was last changed on 2025-09-30); 90 days are asked for',
    ]);
    expect(report).toMatchObject({ complete: true, notices: [] });
  });

  test('and where that date is young, the report says what it means', async () => {
    const cwd = history([400, ignored]);
    write(cwd, { '.env': `JWT_SECRET=${strong}\n` });
    utimesSync(join(cwd, '.env'), daysAgo(3), daysAgo(3));
    const { findings, complete, notices } = await auditIn(cwd);
    expect({ findings, complete }).toEqual({ findings: [], complete: true });
    expect(notices).toEqual([
      {
        kind: 'warning',
        message:
          'git does not track .env: secrets there count as changed when the file was, and may be older',
      },
    ]);
  });

  test.each([
    ['an archive gave it', Date.UTC(1985, 9, 26) / 1000],
    ['lies years ahead', daysAgo(-1_000)],
  ])('a date that %s says nothing', async (_, time) => {
    const cwd = scratch({ '.env': `JWT_SECRET=${strong}\n` });
    utimesSync(join(cwd, '.env'), time, time);
    expect(await auditIn(cwd)).toMatchObject({
      findings: [],
      complete: false,
      skipped: [{ path: '.env', reason: 'unknown-age', isFailure: true }],
    });
  });
});

describe('what git cannot tell', () => {
  const full = (): string =>
    history(
      [300, { [env]: `JWT_SECRET=${strong}\n` }],
      [200, { 'a.js': signs }],
      [20, { 'b.txt': 'x\n' }],
      [10, { 'c.txt': 'x\n' }],
    );
  const cloneOf = (cwd: string, depth: number): string => {
    const clone = `${scratch()}/clone`;
    git(cwd, 'clone', '-q', '--depth', String(depth), `file://${cwd}`, clone);
    return clone;
  };

  test.runIf(!isWindows)('a shallow clone knows a lower bound, and says so', async () => {
    const report = await auditIn(cloneOf(full(), 3));
    expect(told(report)).toEqual([
      `${env}:1 JWT_SECRET has been the same for at least 200 days (since 2026-04-30 or earlier); 90 days are asked for`,
    ]);
    expect(report.complete).toBe(true);
  });

  test.runIf(!isWindows)('where that bound is not enough, the audit is not complete', async () => {
    const report = await auditIn(cloneOf(full(), 2));
    expect(report).toMatchObject({ findings: [], complete: false });
    expect(report.skipped).toEqual([
      {
        path: env,
        reason: 'unknown-age',
        isFailure: true,
        detail:
          'the history that is here ends 20 days ago; get all of it with `git fetch --unshallow`, or `fetch-depth: 0` of actions/checkout',
      },
    ]);
  });

  test('a file that a filter encrypts looks new line by line', async () => {
    const cwd = history([300, { [env]: 'cipher\n', '.gitattributes': '.env* filter=crypt\n' }]);
    write(cwd, { [env]: `JWT_SECRET=${strong}\n` });
    const report = await auditIn(cwd);
    expect(report).toMatchObject({ findings: [], complete: false });
    expect(report.skipped).toMatchObject([
      { path: env, detail: expect.stringContaining('filter') },
    ]);
  });

  test('a broken history', async () => {
    const cwd = history([300, { [env]: `JWT_SECRET=${other}\n` }], [20, { 'a.js': signs }]);
    const tree = git(cwd, 'rev-parse', 'HEAD~1^{tree}').trim();
    rmSync(join(cwd, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    expect(await auditIn(cwd)).toMatchObject({
      findings: [],
      complete: false,
      skipped: [
        { path: env, reason: 'unknown-age', detail: expect.stringContaining('git cannot tell') },
      ],
    });
  });

  test('is no concern of files for which the rule is off', async () => {
    const cwd = history([300, { [env]: 'cipher\n', '.gitattributes': '.env* filter=crypt\n' }]);
    write(cwd, { [env]: `JWT_SECRET=${strong}\n` });
    const overrides = [{ files: ['.env*'], rules: { 'stale-secret': 'off' } }] as const;
    const report = await auditIn(cwd, { settings: { ...defaultSettings, overrides } });
    expect(report).toMatchObject({ findings: [], complete: true, skipped: [] });
  });
});

describe('one value', () => {
  test('in several places is one finding, where it has stood longest', async () => {
    const compose = `services:\n  api:\n    environment:\n      JWT_SECRET: ${strong}\n`;
    const cwd = history(
      [300, { 'docker-compose.yml': compose }],
      [200, { '.env': `JWT_SECRET=${strong}\n`, 'a.js': signs }],
    );
    const report = await auditIn(cwd);
    expect(told(report)).toEqual([expect.stringMatching(/^docker-compose\.yml:4 .* 300 days/)]);
    expect(report.findings[0]?.related).toContainEqual(
      expect.objectContaining({ path: '.env', message: 'the same value' }),
    );
  });

  test('that a rotation keeps is as old as its entry, in block scalars too', async () => {
    const block = (name: string, value: string): string => `  ${name}: |-\n    ${value}\n`;
    const secret = (data: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n${data}`;
    const cwd = history(
      [300, { 'k8s.yaml': secret(block('JWT_SECRET', strong)) }],
      [
        20,
        {
          'k8s.yaml': secret(block('JWT_SECRET', other) + block('JWT_SECRET_PREVIOUS', strong)),
        },
      ],
    );
    expect(told(await auditIn(cwd))).toEqual([]);
    expect(told(await auditIn(cwd, { maxAge: 10 }))).toEqual([
      expect.stringContaining('JWT_SECRET has been the same for 20 days'),
      expect.stringMatching(
        /JWT_SECRET_PREVIOUS has been kept for 20 days \(.*until it is removed whoever knows it/,
      ),
    ]);
  });
});

describe('runs that look at changes', () => {
  test('--since asks for the age of changed lines alone', async () => {
    const cwd = history([300, { [env]: `JWT_SECRET=${strong}\n` }], [200, { 'b.env': 'A=1\n' }]);
    write(cwd, { 'b.env': `A=1\nREFRESH_TOKEN_SECRET=${other}\n` });
    commitAt(cwd, { author: daysAgo(100) });
    write(cwd, { 'c.env': `SESSION_SECRET=${strong}x\n` });
    git(cwd, 'add', '-f', 'c.env');
    const report = await auditIn(cwd, { scope: { kind: 'since', ref: 'HEAD~1' } });
    expect(told(report)).toEqual([expect.stringMatching(/^b\.env:2 .* 100 days/)]);
  });

  const staged = (): string => {
    const cwd = recentHistory([300, { [env]: `JWT_SECRET=${strong}\n`, 'a.js': signs }]);
    write(cwd, { [env]: `JWT_SECRET=${strong}\nA=1\n` });
    git(cwd, 'add', '-f', env);
    return cwd;
  };

  test('--staged asks for no age, and says so to whoever does', async () => {
    const report = await auditIn(staged(), { scope: { kind: 'staged' } });
    expect(report).toMatchObject({ findings: [], complete: true });
    expect(report.notices).toEqual([
      { kind: 'warning', message: expect.stringMatching(/is new$/) },
    ]);
  });

  test('a setting that holds for every run is no wish for this one', async () => {
    const cwd = staged();
    write(cwd, {
      'keylint.config.json': '{ "maxAge": "90d", "rules": { "tracked-env-file": "off" } }',
    });
    const hook = runCli(['hook', 'run'], { cwd });
    expect([hook.code, hook.stderr]).toEqual([0, '']);
    expect(runCli([], { cwd }).stdout).toContain('stale-secret');
  });
});

describe('whoever asks for no age', () => {
  test.runIf(!isWindows)('does not make git look', () => {
    const cwd = recentHistory([300, { [env]: `JWT_SECRET=${strong}\n`, 'a.js': signs }]);
    const bin = scratch({ git: '#!/bin/sh\necho "$@" >> "$0.log"\nexec "$REAL_GIT" "$@"\n' });
    chmodSync(join(bin, 'git'), 0o755);
    // Our git gets no variables, so the path of the real one stands in the script.
    const script = readFileSync(join(bin, 'git'), 'utf8');
    const real = ['/usr/bin/git', '/usr/local/bin/git', '/opt/homebrew/bin/git'];
    writeFileSync(
      join(bin, 'git'),
      script.replace(
        'exec "$REAL_GIT" "$@"',
        real.map((at) => `[ -x ${at} ] && exec ${at} "$@"`).join('\n'),
      ),
    );
    const callsOf = (...argv: readonly string[]): string => {
      writeFileSync(join(bin, 'git.log'), '');
      runCli(argv, { cwd, env: { PATH: `${bin}:${process.env.PATH}` } });
      return readFileSync(join(bin, 'git.log'), 'utf8');
    };
    expect(callsOf()).toContain('ls-files');
    expect(callsOf()).not.toMatch(/blame|rev-parse|check-attr|filter/);
    expect(callsOf('--max-age', '1y')).toContain('blame');
    expect(callsOf('--max-age', '1y', '--rules', 'short-secret')).not.toContain('blame');
  });

  test('hears nothing of the rule, nor of comments that silence it', async () => {
    const text = `# keylint: ignore[stale-secret] rotated by the platform\nJWT_SECRET=${strong}\n`;
    const cwd = history([300, { [env]: text }]);
    const plain = await audit({ cwd, now });
    expect(plain.notices).toEqual([]);
    expect(plain.rules.map(({ id }) => id)).not.toContain('stale-secret');
    const asked = await auditIn(cwd);
    expect(asked.findings).toMatchObject([{ suppressed: { by: 'comment' } }]);
    expect((await auditIn(cwd, { maxAge: 400 })).notices).toMatchObject([
      { message: expect.stringContaining('silences nothing') },
    ]);
  });

  test('and names the rule alone is told what is missing', async () => {
    const cwd = history([300, { [env]: `JWT_SECRET=${strong}\n` }]);
    const { notices } = await audit({ cwd, now, onlyRules: ['stale-secret'] });
    expect(notices).toMatchObject([{ message: expect.stringContaining('--max-age') }]);
  });
});

describe('the command line', () => {
  const aged = (): string =>
    recentHistory([300, { [env]: `JWT_SECRET=${strong}\n`, 'a.js': signs }]);
  const only = ['--rules', 'stale-secret'];

  test('fails a run by --fail-on as any finding does', () => {
    const cwd = aged();
    expect(runCli(['--max-age', '90d', ...only], { cwd }).code).toBe(1);
    expect(runCli(['--max-age', '90d', '--fail-on', 'high', ...only], { cwd }).code).toBe(0);
    expect(runCli(['--max-age', '99y', ...only], { cwd }).code).toBe(0);
  });

  test.each(['0', '0d', '-3', '90D', '1.5y', 'd', '90 days', '1h', '1e3', '100000', 'old'])(
    'refuses %j, and says what is meant',
    (text) => {
      const { code, stdout, stderr } = runCli([`--max-age=${text}`], { cwd: scratch() });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`--max-age cannot be "${text}"`);
      expect(stderr).toContain('90d, 12w, 6m (30 days each), 1y (365 days)');
    },
  );

  test('goes before the settings', () => {
    const cwd = aged();
    write(cwd, { 'keylint.config.json': '{ "maxAge": 30 }' });
    const told = (...argv: readonly string[]): string =>
      runCli([...argv, ...only, '-f', 'json'], { cwd }).stdout;
    expect(told()).toContain('; 30 days are asked for');
    expect(told('--max-age', '1')).toContain('; 1 day is asked for');
    const shown = JSON.parse(runCli(['--print-config', '--max-age', '2y'], { cwd }).stdout);
    expect(shown.maxAge).toBe('2y');
  });

  test('every format has the finding, and none the secret', () => {
    const cwd = aged();
    for (const format of ['json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html']) {
      const { stdout } = runCli(['--max-age', '90d', ...only, '-f', format], { cwd });
      expect(stdout, format).toContain('stale-secret');
      expect(stdout, format).not.toContain(strong);
    }
  });

  test('a baseline accepts it', () => {
    const cwd = aged();
    runCli(['baseline', '--max-age', '90d', ...only], { cwd });
    const argv = ['--max-age', '90d', ...only, '--baseline', 'keylint.baseline.json'];
    expect(runCli(argv, { cwd }).code).toBe(0);
  });
});

test('the API refuses what is no age', async () => {
  await expect(audit({ cwd: scratch(), maxAge: 'soon' })).rejects.toThrow('maxAge is no age');
  await expect(audit({ cwd: scratch(), maxAge: 1.5 })).rejects.toThrow('maxAge is no age');
});

import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { reasonOf } from '../../src/report/text/reason.ts';
import { renderText } from '../../src/report/text.ts';
import {
  makeDemoFindings,
  makeDemoReport,
  makeFinding,
  makePlace,
  makeRelated,
  makeReport,
  makeSecret,
  plainOptions,
} from './sample.ts';

const verboseOptions = { ...plainOptions, verbosity: 'verbose' } as const;
const noFiles = { listed: 0, scanned: 0, parsed: 0, skipped: 0 };

test('one secret: source, findings, why and fix once per rule, related places', () => {
  const findings = makeDemoFindings().filter((finding) => finding.secretId === 'env JWT_SECRET');
  expect(renderText(makeReport(findings, { skipped: [] }), verboseOptions)).toMatchInlineSnapshot(`
    "── JWT_SECRET · access · HS512 needs 64 bytes · production ─────────────────────

      config/.env.production:3:12
        2 │ PORT=3000
      ▸ 3 │ JWT_SECRET=••••••••
          │            ^^^^^^^^
        4 │ LOG_LEVEL=info

      ✖ critical dictionary-secret
        JWT_SECRET is made of dictionary words: about 41 bits, guessed in 4 minutes
        why  One captured token is enough to guess a weak secret offline, with no
             rate limit.
        fix  Replace it with random bytes. Tokens signed so far have to count as
             forged. \`keylint generate --alg HS512\` makes a new value.
        see  https://www.rfc-editor.org/rfc/rfc7518#section-3.2
        see  CWE-326
      ✖ high short-secret [fixable]
        JWT_SECRET is 20 bytes (about 41 bits); HS512 in src/auth.ts:14 needs 64
        bytes
        why  One captured token is enough to guess a weak secret offline, with no
             rate limit.
        fix  Replace it with random bytes. Tokens signed so far have to count as
             forged. \`keylint --fix\` does it.
        see  https://www.rfc-editor.org/rfc/rfc7518#section-3.2
        see  CWE-326
      ↳ src/auth.ts:14:3  signs HS512 with process.env.JWT_SECRET

    ✖ 2 findings: 1 critical, 1 high
      6 signing secrets in 812 files: 790 scanned, 14 parsed, 1 skipped; 9.1 MB in
      0.43 s
      1 finding fixable with keylint --fix
    "
  `);
});

test('one block a secret: place, mark, reason, worth, uses, repair, and what to do next', () => {
  const findings = makeDemoFindings().filter((finding) => finding.secretId === 'env JWT_SECRET');
  expect(renderText(makeReport(findings, { skipped: [] }), plainOptions)).toMatchInlineSnapshot(`
    "critical  JWT_SECRET                                 config/.env.production:3:12
        3 │ JWT_SECRET=••••••••
          │            ^^^^^^^^ made of dictionary words: about 41 bits, guessed in
                                4 minutes
          = 20 bytes, 41 bits: cracked in 4 minutes; HS512 needs 64 bytes
          = signs in src/auth.ts:14
      fix   Replace it with random bytes:  keylint generate --alg HS512
            dictionary-secret short-secret (keylint explain dictionary-secret)

    ✖ 1 secret · 2 findings in 1 file · 812 files in 0.4 s
    Next: keylint --fix --dry-run repairs 1 of 2 · accept: keylint baseline
    "
  `);
});

test('a command that does not fit behind its sentence stands on a line of its own', () => {
  const findings = makeDemoFindings().filter((finding) => finding.secretId === 'env JWT_SECRET');
  const lines = (columns: number) =>
    renderText(makeReport(findings, { skipped: [] }), { ...plainOptions, columns }).split('\n');
  expect(lines(80)).toContain(
    '  fix   Replace it with random bytes:  keylint generate --alg HS512',
  );
  expect(lines(60)).toEqual(
    expect.arrayContaining([
      '  fix   Replace it with random bytes:',
      '        keylint generate --alg HS512',
    ]),
  );
});

test('several secrets: an overview first, worst first, then blocks of the critical and high ones', () => {
  const names = ['A_SECRET', 'B_SECRET', 'C_SECRET', 'D_SECRET'];
  const severities = ['medium', 'high', 'critical', 'low'] as const;
  const findings = names.map((name, n) =>
    makeFinding({
      secretId: name,
      secret: makeSecret({ name }),
      message: `${name} is far too short`,
      severity: severities[n] ?? 'low',
      line: n + 1,
    }),
  );
  const lines = renderText(makeReport(findings), plainOptions).split('\n');
  expect(lines[0]).toBe('6 secrets · 1 critical · 1 high · 1 medium · 1 low · 2 ok');
  expect(lines.slice(2, 6).map((line) => line.slice(0, 18))).toEqual([
    'critical  C_SECRET',
    'high      B_SECRET',
    'medium    A_SECRET',
    'low       D_SECRET',
  ]);
  const blocks = lines.slice(6).filter((line) => /^(?:critical|high|medium|low) /.test(line));
  expect(blocks.map((line) => line.split(/ +/)[1])).toEqual(['C_SECRET', 'B_SECRET']);
});

test('what is to be said of several places of a secret is said once', () => {
  const places = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
    makeFinding({ path: `f${n}.js`, line: n, related: [makeRelated('a.ts', n, 'signs')] }),
  );
  const other = makeFinding({ path: 'other.js', message: 'something else' });
  const text = renderText(makeReport([...places, other]), plainOptions);
  expect(text).toContain('f1.js:1:12 (+8)');
  expect(text.match(/HS512 needs 64 bytes/g)).toHaveLength(1);
  expect(text.replaceAll(/\n {8}/g, ' ')).toContain(
    'also f2.js:2:12, f3.js:3:12, f4.js:4:12, f5.js:5:12, f6.js:6:12, f7.js:7:12, 1 more',
  );
  expect(text).toContain('= other.js:3:12 something else');
  expect(text).toContain('9 findings in 9 files');
});

test('paths are those that the reader sees, in places and in messages', () => {
  const rename = (path: string): string => `../app/${path}`;
  const findings = makeDemoFindings().filter((finding) => finding.secretId === 'env JWT_SECRET');
  const text = renderText(makeReport(findings), { ...verboseOptions, rename });
  expect(text).toContain('../app/config/.env.production:3:12');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('HS512 in ../app/src/auth.ts:14 needs 64 bytes');
});

test('commands repeat what the command line named; where no fix can write there are none', () => {
  const report = makeReport([makeFinding()]);
  const command = { scope: '--staged web', canFix: true };
  const text = renderText(report, { ...plainOptions, command });
  expect(text).toContain('keylint --fix --staged web');
  expect(text).toContain('keylint --fix --dry-run --staged web repairs 1 of 1');
  expect(
    renderText(report, { ...plainOptions, command: { ...command, canFix: false } }),
  ).not.toContain('--dry-run');
});

test('quiet: one line a finding, notes left out', () => {
  const text = renderText(makeDemoReport(), { ...plainOptions, verbosity: 'quiet' });
  expect(text).toMatchInlineSnapshot(`
    "config/.env.production:3:12 critical dictionary-secret: JWT_SECRET is made of dictionary words: about 41 bits, guessed in 4 minutes
    config/.env.production:3:12 high short-secret: JWT_SECRET is 20 bytes (about 41 bits); HS512 in src/auth.ts:14 needs 64 bytes
    deploy/staging/values.yaml:41:21 medium uuid-secret: REFRESH_SECRET is a version 4 UUID: 122 random bits; HS512 wants 512
    src/session/tokens.ts:27:10 medium verify-without-algorithms: jwt.verify accepts any HMAC algorithm that the token names
    src/session/tokens.ts:27:36 critical known-secret: this secret of jwt.verify is a public default, in every word list
    keylint: not read, or not in full: 1 binary file; 1 finding is suppressed by a comment
    "
  `);
});

test('a project without findings gets a calm line that says what was audited', () => {
  expect(renderText(makeReport([], { skipped: [] }), plainOptions)).toMatchInlineSnapshot(`
    "✔ No weak signing secrets found · 812 files in 0.4 s
    "
  `);
});

describe('what must not look like success', () => {
  test('nothing matched', () => {
    const report = makeReport([], { skipped: [] });
    const text = renderText(
      { ...report, summary: { ...report.summary, files: noFiles } },
      plainOptions,
    );
    expect(text).toContain('! No files were audited');
    expect(text).not.toContain('✔');
  });

  test.each(['quiet', 'normal', 'verbose'] as const)('an incomplete audit, %s', (verbosity) => {
    const report = makeReport([], {
      complete: false,
      skipped: [{ path: 'a/.env', reason: 'unreadable', detail: 'EACCES', isFailure: true }],
    });
    const text = renderText(report, { ...plainOptions, verbosity });
    expect(text).toMatch(/INCOMPLETE|not complete/);
    expect(text).toContain('a/.env');
    expect(text).not.toContain('✔');
  });
});

test('the loudest secret comes first, notes after all, the verdict last', () => {
  const text = renderText(makeDemoReport(), plainOptions);
  const order = [
    'critical  JWT_SECRET',
    'critical  this secret',
    'medium    ',
    'notes     1 in test/',
    '✖ 3 secrets, 1 other place',
    'Next: ',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test.each([76, 80, 100])('at %d columns no line of ours is wider', (columns) => {
  const text = renderText(makeDemoReport(), { ...plainOptions, columns, verbosity: 'verbose' });
  // A path is never broken, so that it can be clicked.
  const wide = text.split('\n').filter((line) => line.length > columns && line.includes(' '));
  expect(wide.filter((line) => !/^ {2,9}(see {2})?\S+$|↳|· test/.test(line))).toEqual([]);
});

test('colour changes nothing but colour', () => {
  const colored = renderText(makeDemoReport(), { ...plainOptions, color: true });
  expect(colored).toContain('\u001b[');
  expect(stripVTControlCharacters(colored)).toBe(renderText(makeDemoReport(), plainOptions));
});

test('suppressed findings are only shown when asked for', () => {
  expect(renderText(makeDemoReport(), verboseOptions)).not.toContain('src/legacy.ts');
  const text = renderText(makeDemoReport(), { ...verboseOptions, showSuppressed: true });
  expect(text).toContain('src/legacy.ts:9:12');
  expect(text).toContain('suppressed: retired in March');
});

test('notes of one place stand together', () => {
  const notes = ['a-rule', 'b-rule'].map((rule) =>
    makeFinding({ rule, level: 'note', message: `${rule} speaks` }),
  );
  const text = renderText(makeReport(notes), plainOptions);
  expect(text.match(/config\/\.env\.production:3:12/g)).toHaveLength(1);
  expect(text).toContain('a-rule: a-rule speaks');
  expect(text).toContain('b-rule: b-rule speaks');
});

test('many notes, related and skipped places are counted, verbose lists them', () => {
  const notes = Array.from({ length: 30 }, (_, index) =>
    makeFinding({ level: 'note', context: 'docs', path: `docs/${index}.md`, secretId: `${index}` }),
  );
  const related = Array.from({ length: 9 }, (_, index) =>
    makeRelated(`r${index}.ts`, 1, 'uses it'),
  );
  const skipped = Array.from({ length: 20 }, (_, index) => ({
    path: `s${index}.bin`,
    reason: 'binary' as const,
    isFailure: false,
  }));
  const report = makeReport([...notes, makeFinding({ related })], { skipped });
  const text = renderText(report, plainOptions);
  expect(text).toContain('notes     30 in docs/ (keylint -v)');
  expect(text).toContain('20 binary files');
  expect(renderText(makeReport(notes), plainOptions)).toContain(
    'and 22 more (--verbose shows them all)',
  );
  const verbose = renderText(report, { ...plainOptions, verbosity: 'verbose' });
  for (const part of ['docs/29.md', 'r8.ts', 's19.bin']) expect(verbose).toContain(part);
});

describe('frames', () => {
  const frameOf = (finding: Parameters<typeof makeFinding>[0]): string[] =>
    renderText(makeReport([makeFinding({ ...finding, related: [] })]), verboseOptions)
      .split('\n')
      .filter((line) => /│/.test(line));

  test('the mark of a value moves to its mask, which has a length of its own', () => {
    const lines = ["f('••••••••', '••••••••')"];
    const place = makePlace('a.js', 1, 20, 6);
    const [source, mark] = frameOf({ ...place, frame: { firstLine: 1, lines } });
    expect(mark?.indexOf('^')).toBe((source?.lastIndexOf("'••••••••'") ?? 0) + 1);
    expect(mark).toMatch(/ \^{8}$/);
  });

  test('the mark stands where the frame says', () => {
    const lines = ["log('••••••••', MARK)"];
    const [source, mark] = frameOf({
      ...makePlace('a.js', 1, 30, 4),
      frame: { firstLine: 1, lines, mark: { start: 16, end: 20 } },
    });
    expect(source?.indexOf('MARK')).toBe(mark?.indexOf('^^^^'));
    expect(mark).toMatch(/ \^{4}$/);
  });

  test('a long line is cropped around the mark', () => {
    const lines = [`${'a'.repeat(150)}MARK${'b'.repeat(300)}`];
    const [source, mark] = frameOf({
      ...makePlace('a.js', 1, 151, 4),
      frame: { firstLine: 1, lines },
    });
    expect(source?.length).toBeLessThanOrEqual(80);
    expect(source?.indexOf('MARK')).toBe(mark?.indexOf('^^^^'));
  });

  test('tabs keep the mark in place', () => {
    const [source, mark] = frameOf({
      ...makePlace('a.js', 1, 3, 4),
      frame: { firstLine: 1, lines: ['\t\tMARK'] },
    });
    expect(source?.indexOf('MARK')).toBe(mark?.indexOf('^^^^'));
  });
});

test('of thousands of findings the loudest are shown, the others counted with how to see them', () => {
  const many = Array.from({ length: 1_200 }, (_, n) =>
    makeFinding({
      path: 'a.js',
      line: n + 1,
      secretId: `id ${n}`,
      severity: n === 1_000 ? 'critical' : 'high',
    }),
  );
  const report = makeReport(many);
  const text = renderText(report, plainOptions);
  expect(text.match(/a\.js:\d+:\d+$/gm)).toHaveLength(20);
  expect(text.indexOf('a.js:1001:')).toBeLessThan(text.indexOf('a.js:1:'));
  expect(text).toContain('          and 1,180 more (keylint -v)');
  expect(text).toContain('\nand 1,180 more: keylint -v, or --quiet for a line each\n');
  expect(text).toContain('1,200 secrets · 1,200 findings in 1 file');
  const verbose = renderText(report, verboseOptions);
  expect(verbose.match(/a\.js:\d+:\d+$/gm)).toHaveLength(1_200);
  expect(verbose).not.toContain(' more:');
});

test('a secret of thousands of places is cut as well', () => {
  const places = Array.from({ length: 300 }, (_, n) =>
    makeFinding({ path: `f${n}.js`, line: 1, message: `place ${n}` }),
  );
  const text = renderText(makeReport(places), plainOptions);
  expect(text).toContain('      = and 293 more places (-v)');
  expect(text.split('\n').length).toBeLessThan(20);
});

test('of what could not be audited, and of remarks, so many are told, and all where all were asked for', () => {
  const report = {
    ...makeReport([]),
    complete: false,
    skipped: Array.from({ length: 80 }, (_, n) => ({
      path: `a${n}.js`,
      reason: 'unreadable' as const,
      isFailure: true,
    })),
    notices: Array.from({ length: 80 }, (_, n) => ({
      kind: 'warning' as const,
      message: `m${n}.`,
    })),
  };
  const text = renderText(report, plainOptions);
  expect(text).toContain('not audited 30 more (--verbose names them)');
  expect(text).toContain('30 more remarks (--verbose shows them)');
  expect(text).not.toContain('m79.');
  const all = renderText(report, { ...plainOptions, verbosity: 'verbose' });
  expect(all).toContain('a79.js');
  expect(all).toContain('m79.');
});

test.each(['new AccessToken', 'Jwts.builder().signWith', 'config secret_key', 'jwt.sign'])(
  'a secret without a name is that of %s, as people write the call',
  (call) => {
    const message = `The secret of ${call} is a dictionary word`;
    expect(reasonOf(makeFinding({ message }))).toBe('a dictionary word');
  },
);

// Which keys sign the tokens in the files: in all forms, from lists, within the budget, and without a word of either.
import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { HmacAlgorithm } from '../../src/model/algorithms.ts';
import { renderJson } from '../../src/report/json.ts';
import { type AuditTextsOptions, auditTexts, runTexts } from '../helpers.ts';

const rule = rules.filter(({ id }) => id === 'forgeable-token');

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(
  key: string | Buffer,
  claims: object = { sub: '7' },
  algorithm: HmacAlgorithm = 'HS256',
): string {
  const signed = `${encode({ alg: algorithm, typ: 'JWT' })}.${encode(claims)}`;
  const hash = `sha${algorithm.slice(2)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

const key = 'Q850mQ76aYBdwwKGc8afQ3zKTtatnfcOSX87KDtdMs8Q';

async function messages(
  files: Readonly<Record<string, string>>,
  options: AuditTextsOptions = {},
): Promise<string[]> {
  const findings = await auditTexts(files, rule, options);
  return findings.map(({ path, message, level }) => `${path} ${level}: ${message}`);
}

function writeList(lines: string): { readonly path: string; readonly name: string } {
  const path = join(mkdtempSync(join(tmpdir(), 'keylint-list-')), 'words.txt');
  writeFileSync(path, lines);
  return { path, name: 'words.txt' };
}

describe('keys are tried in all forms that a program takes them in', () => {
  test.each([
    ['its text', Buffer.from(key)],
    ['what it spells in base64', Buffer.from(key, 'base64')],
  ])('%s', async (_, bytes) => {
    const files = { '.env.production': `JWT_SECRET=${key}\n`, 'a.http': `Bearer ${sign(bytes)}` };
    expect(await messages(files)).toEqual([
      '.env.production error: JWT_SECRET signs the HS256 token in a.http:1 (does not expire; claims sub)',
      'a.http error: This HS256 token (does not expire; claims sub) verifies with JWT_SECRET of .env.production',
    ]);
  });

  test.each(['HS256', 'HS384', 'HS512'] as const)('%s, in hexadecimal', async (algorithm) => {
    const bytes = Buffer.alloc(70, 0xa7);
    const files = {
      '.env.production': `JWT_SECRET=${bytes.toString('hex')}\n`,
      'a.http': `Bearer ${sign(bytes, { sub: '7' }, algorithm)}`,
    };
    const found = await messages(files);
    expect(found).toHaveLength(2);
    expect(found[1]).toContain(`This ${algorithm} token`);
  });

  test('nothing at all', async () => {
    expect(await messages({ 'a.http': sign('') })).toEqual([
      'a.http error: This HS256 token (does not expire; claims sub) verifies with a published value: nothing at all, the empty text',
    ]);
  });
});

describe('what is said of a token', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const at = (date: string): number => Date.parse(date) / 1000;

  test.each([
    ['expired', { exp: at('2025-12-31T23:59:59Z'), sub: 'x' }, 'expired; claims exp, sub'],
    ['not expired', { exp: at('2026-01-01T00:00:01Z') }, 'not expired; claims exp'],
    [
      'names that are texts',
      { 'a b': 1, '\u001b[31m': 2, role: 3 },
      'does not expire; claims role',
    ],
    ['no claims', {}, 'does not expire'],
  ])('%s', async (_, claims, told) => {
    const [message] = await messages({ 'a.http': sign('secret', claims) }, { now });
    expect(message).toContain(`HS256 token (${told}) verifies`);
  });

  test('several of one key in a file are one finding; the same elsewhere is another', async () => {
    const [one, two] = [sign('secret', { sub: 'a' }), sign('secret', { sub: 'b' })];
    const findings = await auditTexts(
      { 'a.http': `${one}\n${two}\n${one}\n`, 'test/b.http': one },
      rule,
    );
    expect(findings.map(({ path, line, level }) => [path, line, level])).toEqual([
      ['a.http', 1, 'error'],
      ['test/b.http', 1, 'note'],
    ]);
    expect(findings[0]?.message).toMatch(/^2 tokens of this file verify, the first an HS256 token/);
    expect(findings[0]?.related.map(({ line }) => line)).toEqual([2]);
  });
});

describe('where a token stands says what it is worth', () => {
  const sample = sign('your-256-bit-secret', {
    sub: '1234567890',
    name: 'John Doe',
    iat: 1516239022,
  });
  const other = sign('your-256-bit-secret', { sub: 'admin' });

  test.each([
    ['the sample of jwt.io in a description of an interface', 'openapi.yml', `example: ${sample}`],
    ['documentation', 'README.md', other],
    ['a test', 'test/login.json', other],
    ['a template', '.env.example', `SERVICE_TOKEN=${other}`],
    ['a comment', 'src/a.js', `// ${other}\nexport const a = 1;`],
    ['an example of a schema', 'src/a.js', `const s = { examples: [\n  'Bearer ${other}',\n] };`],
    ['a line that is commented out', 'a.yml', `a: 1\n#  - "Bearer ${other}"\n`],
    ['documentation in a program', 'src/a.py', `def f():\n    """Reads\n    ${other}\n    """\n`],
  ])('%s: a note', async (_, path, text) => {
    const findings = await auditTexts({ [path]: text }, rule);
    expect(findings.map(({ level, severity }) => [level, severity])).toEqual([['note', 'low']]);
  });

  test.each([
    ['a collection of requests', 'x.postman_collection.json', `{"value":"Bearer ${other}"}`],
    ['code', 'src/a.js', `export const a = '${other}';`],
    ['an entry behind an example', 'a.js', `const e = { example: 'x', token: '${other}' };`],
    ['configuration', 'a.yml', `url: "https://example#" # as in\ntoken: ${other}\n`],
    ['a notebook', 'a.ipynb', `{"source":["token = '${other}'\\n"]}`],
  ])('%s: an error', async (_, path, text) => {
    const findings = await auditTexts({ [path]: text }, rule);
    expect(findings.map(({ level, severity }) => [level, severity])).toEqual([
      ['error', 'critical'],
    ]);
  });
});

describe('word lists', () => {
  const words = Array.from({ length: 500 }, (_, i) => `ordinary-word-${i}-of-a-list`).join('\n');
  const spelled = Buffer.from('forty-two kinds of plain walrus');
  const list = writeList(`${words}\r\n${spelled.toString('hex')}\nplainly-fake-walrus`);

  test.each([
    ['a line', 'plainly-fake-walrus'],
    ['what a line spells', spelled],
    ['a line with a line end of two', 'ordinary-word-499-of-a-list'],
  ])('%s', async (_, signedWith) => {
    const found = await messages({ 'a.http': sign(signedWith) }, { wordlists: [list] });
    expect(found).toEqual([
      'a.http error: This HS256 token (does not expire; claims sub) verifies with a value listed in words.txt',
    ]);
  });

  test('threads find what one reader finds', async () => {
    const long = writeList(
      Array.from({ length: 300_000 }, (_, i) => (i === 299_990 ? 'plain-fake' : `w-${i}`)).join(
        '\n',
      ),
    );
    const tokens = Array.from({ length: 2 }, (_, i) => sign('plain-fake', { sub: String(i) }));
    const found = await messages({ 'a.http': tokens.join('\n') }, { wordlists: [long] });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/2 tokens of this file .* listed in words\.txt$/);
  });

  test('what the budget does not reach is said', async () => {
    const long = writeList(`${`${words}\n`.repeat(20)}plainly-fake-walrus`);
    const { report } = await runTexts({ 'a.http': sign('plainly-fake-walrus') }, rule, {
      wordlists: [long],
      tokenBudget: 5000,
    });
    expect(report.findings).toEqual([]);
    expect(report.notices.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^words\.txt was tried on tokens up to line \d+: --token-budget allows/,
      ),
    ]);
    const none = await runTexts({ 'a.http': sign('secret') }, rule, { tokenBudget: 10 });
    expect(none.report.notices.map(({ message }) => message)).toEqual([
      '1 of 1 tokens were not tried: --token-budget allows for more',
    ]);
  });
});

test('hooks do not look, and a budget of nothing switches it off', async () => {
  const files = { 'a.http': sign('secret') };
  expect(await messages(files, { scope: { kind: 'staged' } })).toEqual([]);
  expect(await messages(files, { reportPaths: ['a.http'] })).toEqual([]);
  expect(await messages(files, { tokenBudget: 0 })).toEqual([]);
  expect(await messages(files)).toHaveLength(1);
});

test('no report holds a token, a part of it or what its claims say', async () => {
  const token = sign(key, { sub: 'somebody-of-ours', email: 'who@example.com' });
  const files = {
    '.env.production': `JWT_SECRET=${key}\n`,
    'src/a.js': `const a = 1;\nconst token = '${token}';\n`,
    'a.yml': `headers:\n  auth: Bearer ${token}\n`,
  };
  const { report } = await runTexts(files, rule);
  expect(report.findings).toHaveLength(3);
  const said = `${JSON.stringify(report)}${renderJson(report, { color: false, pathPrefix: '', showSuppressed: true, verbosity: 'verbose' })}`;
  for (const part of [key, 'somebody', 'who@', ...token.split('.')])
    expect(said).not.toContain(part);
});

describe('marks silence what is said of a token, whatever else reads the file', () => {
  const token = sign(key);
  const env = { '.env.production': `JWT_SECRET=${key}\n` };
  const inFile = async (path: string, text: string): Promise<string[]> =>
    (await messages({ ...env, [path]: text })).filter((message) => message.startsWith(path));

  test.each([
    [
      'a document',
      'docs/login.md',
      `<!-- keylint: ignore[forgeable-token] an example -->\n${token}\n`,
    ],
    ['code without a word of signing', 'a.lua', `t = '${token}' -- keylint: ignore why\n`],
    ['code that is read elsewhere', 'b.go', `package b\n// keylint: ignore\nvar t = "${token}"\n`],
    ['of what nobody knows', 'a.txt', `# keylint: ignore[forgeable-token] an example\n${token}\n`],
  ])('%s', async (_, path, text) => {
    expect(await inFile(path, text)).toEqual([]);
    expect(await inFile(path, text.replaceAll('keylint:', 'keylint'))).toHaveLength(1);
  });

  test.each([
    ['a sentence of a document', 'docs/login.md', `Write keylint: ignore here: ${token}\n`],
    ['a text', 'a.lua', `t = '${token} -- keylint: ignore'\n`],
    ['a mark for another rule', 'a.lua', `t = '${token}' -- keylint: ignore[short-secret]\n`],
  ])('but not %s', async (_, path, text) => {
    expect(await inFile(path, text)).toHaveLength(1);
  });
});

test('a token among the tests at the end of a file of Rust is one of tests', async () => {
  const token = sign('secret');
  const inRust = (before: string, tests: string) =>
    `pub fn check() {${before}}\n\n#[cfg(test)]\nmod tests {\n    fn works() {${tests}}\n}\n`;
  const contextOf = async (text: string) =>
    (await auditTexts({ 'src/lib.rs': text }, rule)).map(({ context }) => context);
  expect(await contextOf(inRust('', ` check("${token}"); `))).toEqual(['test']);
  expect(await contextOf(inRust(` check("${token}"); `, ''))).toEqual(['production']);
  const elsewhere = `#[cfg(test)]\nmod tests;\n\nconst OLD: &str = "${token}";\n`;
  expect(await contextOf(elsewhere)).toEqual(['production']);
});

test('an expired token of a key that only tests have is no alarm', async () => {
  const old = sign('secret', { sub: '7', exp: 1_500_000_000 });
  const severities = async (path: string) =>
    (
      await auditTexts({ 'calls.json': `{"a":"${old}"}`, [path]: `JWT_SECRET = 'secret'\n` }, rule)
    ).flatMap((found) => (found.path === 'calls.json' ? [found.severity] : []));
  expect(await severities('test/keys.py')).toEqual(['low']);
  expect(await severities('acme/keys.py')).toEqual(['critical']);
});

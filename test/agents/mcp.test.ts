// The server for agents, driven by the SDK's own client over the pipes of the built program.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bin, scrubbedEnvironment } from '../cli/run-cli.ts';

const weak = 'plainly-fake-walrus';
const files = {
  'src/auth.js':
    "import jwt from 'jsonwebtoken';\nexport const sign = (c) => jwt.sign(c, process.env.JWT_SECRET, { algorithm: 'HS512', expiresIn: '1h' });\n",
  '.env.production': `JWT_SECRET=${weak}\n`,
  'test/other.test.js': `import jwt from 'jsonwebtoken';\njwt.sign({}, '${weak}-2', { expiresIn: '1h' });\n`,
};

let root: string;
let client: Client;
/** Everything that the server has answered. */
let heard: string[];

beforeAll(async () => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-mcp-')));
  client = new Client({ name: 'test', version: '0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [bin, 'mcp'],
      cwd: root,
      env: { PATH: scrubbedEnvironment().PATH ?? '' },
    }),
  );
}, 120_000);
afterAll(async () => {
  await client.close();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  heard = [];
  rmSync(join(root, '.env'), { force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterEach(() => {
  // What no tool may give, whatever was asked.
  for (const text of heard) expect(text).not.toContain(weak);
});

async function call(name: string, args: Record<string, unknown> = {}) {
  const result = await client.callTool({ name, arguments: args });
  const content = result.content as readonly { readonly text: string }[];
  const text = content.map((part) => part.text).join('\n');
  heard.push(text);
  return { text, isError: result.isError === true };
}

interface Answer {
  readonly complete: boolean;
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly level: string;
  }[];
  readonly more?: string;
}
const audit = async (args: Record<string, unknown> = {}): Promise<Answer> =>
  JSON.parse((await call('audit', args)).text);

test('has four tools, none of which takes a secret', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'audit',
    'explain_rule',
    'generate_secret',
    'rate_secret',
  ]);
  const taken = tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}));
  expect(taken.filter((name) => /secret|value|text|token|key|password/i.test(name))).toEqual([]);
});

describe('audit', () => {
  test('gives the report of a scan', async () => {
    const { complete, findings } = await audit();
    expect(complete).toBe(true);
    expect(findings[0]).toMatchObject({ path: '.env.production', level: 'error' });
    expect(findings.map(({ rule }) => rule)).toContain('short-secret');
  });

  test('of some paths, rules and so many findings', async () => {
    const some = await audit({ rules: ['short-secret'] });
    expect(new Set(some.findings.map(({ rule }) => rule))).toEqual(new Set(['short-secret']));
    const one = await audit({ limit: 1 });
    expect(one.findings).toHaveLength(1);
    expect(one.more).toMatch(/^\d+ more findings/);
    const strict = await audit({ strict: true, paths: ['test'] });
    expect(strict.findings.some(({ path }) => path === 'other.test.js')).toBe(true);
  });

  test('shows what nobody would see of a name', async () => {
    const hidden = join(root, 'a\u202e\u{e0041}.env');
    writeFileSync(hidden, 'JWT_SECRET=plainlyfake\n');
    const { text } = await call('audit');
    rmSync(hidden);
    expect(text).toContain('a\\u202e\\udb40\\udc41.env');
    expect(text).not.toMatch(/[\u202e\u{e0041}]/u);
  });

  test('sees what has changed since', async () => {
    expect((await audit()).findings).not.toEqual([]);
    writeFileSync(join(root, '.env.production'), 'A=1\n');
    expect((await audit()).findings.filter(({ path }) => path === '.env.production')).toEqual([]);
  });
});

test('explain_rule says what explain says', async () => {
  const { text } = await call('explain_rule', { rule: 'short-secret' });
  expect(text).toMatch(/^short-secret: /);
  expect(text).toContain('How to fix');
});

describe('rate_secret', () => {
  test('says what a secret is worth, by path and name', async () => {
    const { text } = await call('rate_secret', { path: '.env.production', name: 'JWT_SECRET' });
    expect(JSON.parse(text)).toMatchObject({
      name: 'JWT_SECRET',
      path: '.env.production',
      line: 1,
      algorithm: 'HS512',
      requiredBytes: 64,
      bytes: weak.length,
      uses: ['jwt.sign in src/auth.js:2'],
    });
  });

  test('what is no secret there is said to be none', async () => {
    expect(await call('rate_secret', { path: '.env.production', name: 'OTHER' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('No signing secret of that name'),
    });
  });
});

describe('generate_secret', () => {
  test('writes it unseen, and keeps what is there', async () => {
    const made = await call('generate_secret', {
      path: '.env',
      name: 'JWT_SECRET',
      algorithm: 'HS512',
    });
    expect(made).toMatchObject({ isError: false, text: 'Wrote JWT_SECRET to the new file .env.' });
    const [, value = ''] =
      /^JWT_SECRET=(\S{86})\n$/.exec(readFileSync(join(root, '.env'), 'utf8')) ?? [];
    expect(value).toHaveLength(86);
    const again = await call('generate_secret', { path: '.env', name: 'JWT_SECRET' });
    expect(again.isError).toBe(true);
    expect(again.text).toContain('has a value in .env already');
    await call('generate_secret', { path: '.env', name: 'JWT_SECRET', replace: true });
    expect(readFileSync(join(root, '.env'), 'utf8')).not.toContain(value);
    for (const text of heard) expect(text).not.toContain(value);
  });

  test('a key pair', async () => {
    const made = await call('generate_secret', { path: '.env', name: 'SIGN', algorithm: 'ES256' });
    expect(made.isError).toBe(false);
    expect(made.text).not.toContain('BEGIN');
    expect(readFileSync(join(root, '.env'), 'utf8')).toMatch(/^SIGN_PRIVATE_KEY="-----BEGIN/);
  });
});

describe('what an agent may be talked into', () => {
  test.each([
    ['audit', { paths: ['..'] }],
    ['audit', { paths: ['/etc'] }],
    ['audit', { paths: ['src/../../x'] }],
    ['generate_secret', { path: '../x.env', name: 'A' }],
    ['rate_secret', { path: '/etc/passwd', name: 'root' }],
  ])('%s %o gets no further than the directory', async (name, args) => {
    const { isError, text } = await call(name, args);
    expect(isError).toBe(true);
    expect(text).toContain('leads out of the directory');
  });

  test.each([
    ['rate_secret', { path: '.env.production', name: `${weak} and more` }],
    ['explain_rule', { rule: `${weak} !` }],
    ['generate_secret', { path: '.env', name: `${weak}=x` }],
  ])('%s does not repeat a secret that it is given for a name', async (name, args) => {
    const { isError, text } = await call(name, args);
    expect(isError).toBe(true);
    expect(text).toContain('That is no name');
  });
});

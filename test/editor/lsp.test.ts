// `keylint lsp` driven by a real client: diagnostics across files while typing, hovers, definitions, actions, and no
// secret in any message but the edit that writes one.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { runCli } from '../cli/run-cli.ts';
import { amount } from '../thorough.ts';
import { applyAction, type Client, program, startClient } from './client.ts';
import { createRandom, editText } from './random-edits.ts';

const made: string[] = [];
const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function makeRepository(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-lsp-')));
  made.push(root);
  execFileSync('git', ['init', '-q'], { cwd: root });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function start(root: string, args: readonly string[] = []): Promise<Client> {
  const client = await startClient(root, { args });
  clients.push(client);
  return client;
}

/** Drawn for this run alone: good for HS256, too short for HS512. */
const value = randomBytes(36).toString('base64url');
const weak = 'plainlyfakepassword1';
const code = (alg: string) =>
  `const jwt = require('jsonwebtoken');\nmodule.exports = () => jwt.sign({}, process.env.JWT_SECRET, { algorithm: '${alg}', expiresIn: 60 });\n`;
const files = {
  '.gitignore': '.env\n',
  '.env': `PORT=3000\nJWT_SECRET=${value}\n`,
  'package.json': '{ "name": "plain" }\n',
  'src/auth.js': code('HS256'),
};

const rulesOf = (list: readonly Diagnostic[]): string[] => list.map(({ code: rule }) => `${rule}`);

describe('keylint lsp', () => {
  test('a longer algorithm typed into code is told at the env file, and taken back', async () => {
    const client = await start(makeRepository(files));
    await client.open('src/auth.js', files['src/auth.js']);
    await client.type('src/auth.js', code('HS512'));
    await client.until(() => client.diagnostics('.env').length > 0, 'short-secret at .env');
    const [found] = client.diagnostics('.env');
    expect(found).toMatchObject({
      code: 'short-secret',
      source: 'keylint',
      severity: 2,
      range: { start: { line: 1, character: 11 }, end: { line: 1, character: 11 + value.length } },
    });
    expect(found?.message).toContain('HS512');
    expect(found?.relatedInformation?.[0]?.location.uri).toMatch(/src\/auth\.js$/);
    await client.type('src/auth.js', code('HS256'));
    await client.until(() => client.diagnostics('.env').length === 0, 'no finding at .env');
    // What is closed without being saved is as it is on disk.
    await client.type('src/auth.js', code('HS512'));
    await client.until(() => client.diagnostics('.env').length > 0, 'again');
    await client.close('src/auth.js');
    await client.until(() => client.diagnostics('.env').length === 0, 'closed');
    expect(client.received.join('\n')).not.toContain(value);
  });

  test('a call that nothing led to is told once nobody types', async () => {
    const issuing =
      "const jwt = require('jsonwebtoken');\nmodule.exports.issue = (key) => jwt.sign({}, key);\n";
    const calling = (of: string) => `const { ${of} } = require('./issue.js');\n${of}('${weak}');\n`;
    const client = await start(
      makeRepository({ ...files, 'src/issue.js': issuing, 'src/call.js': calling('other') }),
    );
    await client.open('src/call.js', calling('other'));
    await client.type('src/call.js', calling('issue'));
    await client.until(() => client.diagnostics('src/call.js').length > 0, 'a caller');
    await client.type('src/call.js', calling('other'));
    await client.until(() => client.diagnostics('src/call.js').length === 0, 'no caller');
  });

  test('hover tells of a secret all but its value; a definition leads to the env files', async () => {
    const root = makeRepository({
      ...files,
      '.env.example': 'JWT_SECRET=\n',
      '.env': `JWT_SECRET=${weak}\n`,
    });
    const client = await start(root);
    await client.until(() => client.diagnostics('.env').length > 0, 'findings');
    const at = { line: 1, character: code('').split('\n')[1]?.indexOf('JWT_SECRET') ?? 0 };
    const text = await client.hover('src/auth.js', at);
    expect(text).toContain('**JWT\\_SECRET**: signing secret, HS256');
    expect(text).toContain('`.env:1`');
    expect(text).toContain('20 bytes');
    expect(text).toContain('`jwt.sign` in `src/auth.js:2`');
    expect(await client.hover('src/auth.js', { line: 0, character: 2 })).toBeUndefined();
    expect(await client.hover('.env', { line: 0, character: 3 })).toContain('HS256');
    const places = await client.definition('src/auth.js', at);
    expect(places.map(({ uri, range }) => [uri, range.start.line])).toEqual([
      [pathToFileURL(join(root, '.env')).href, 0],
      [pathToFileURL(join(root, '.env.example')).href, 0],
    ]);
    expect(client.received.join('\n')).not.toContain(weak);
  });

  test('a new value is written where the cursor stands, and only the edit holds it', async () => {
    const root = makeRepository({ ...files, '.env': `JWT_SECRET=${weak}\nPORT=1\n` });
    const client = await start(root);
    await client.until(() => client.diagnostics('.env').length > 0, 'findings');
    const text = readFileSync(join(root, '.env'), 'utf8');
    await client.open('.env', text);
    const actions = await client.actions('.env', { line: 0, character: 14 });
    expect(actions.map(({ title }) => title)).toEqual([
      'Replace JWT_SECRET with 32 new random bytes, in 1 file',
      'Generate 64 bytes here for JWT_SECRET',
    ]);
    expect(actions[0]?.isPreferred).toBe(true);
    expect(actions.every(({ edit, diagnostics }) => !edit && (diagnostics?.length ?? 0) > 0)).toBe(
      true,
    );
    for (const action of actions) {
      const resolved = await client.resolve(action);
      const after = applyAction(resolved, pathToFileURL(join(root, '.env')).href, text);
      const bytes = action === actions[0] ? 43 : 86;
      expect(after).toMatch(new RegExp(`^JWT_SECRET=[\\w-]{${bytes}}\\nPORT=1\\n$`));
      await client.type('.env', after);
      await client.until(() => client.diagnostics('.env').length === 0, 'no finding is left');
      await client.type('.env', text);
      await client.until(() => client.diagnostics('.env').length > 0, 'findings are back');
      expect(client.received.join('\n')).not.toContain(after.slice(11, 11 + bytes));
    }
    expect(await client.actions('.env', { line: 1, character: 2 })).toEqual([]);
  });

  test('an unsafe fix makes the files that it needs, and takes others out of git', async () => {
    const root = makeRepository({
      'package.json': files['package.json'],
      'src/auth.js': files['src/auth.js'],
      '.env': `JWT_SECRET=${weak}\n`,
    });
    execFileSync('git', ['add', '.'], { cwd: root });
    const client = await start(root);
    await client.until(
      () => rulesOf(client.diagnostics('.env')).includes('tracked-env-file'),
      'committed',
    );
    const actions = await client.actions('.env', { line: 0, character: 0 });
    const unsafe = actions.find(({ title }) => title.includes('out of git'));
    expect(unsafe?.title).toContain('unsafe');
    const resolved = await client.resolve(unsafe ?? { title: '' });
    const changed = (resolved.edit?.documentChanges ?? []).map((change) =>
      'kind' in change
        ? `${change.kind} ${'uri' in change ? change.uri : ''}`
        : change.textDocument.uri,
    );
    expect(changed).toContain(`create ${pathToFileURL(join(root, '.gitignore')).href}`);
    await client.execute(resolved);
    expect(execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })).not.toContain(
      '.env',
    );
    expect(client.received.join('\n')).not.toContain(weak);
  });

  test('what it publishes is what keylint finds, after random edits', async () => {
    const root = makeRepository({
      ...files,
      'config.js': `module.exports = { jwt: { secret: '${weak}' } };\n`,
    });
    const client = await start(root);
    const random = createRandom(20261128);
    const texts = new Map(
      Object.entries({ ...files, 'config.js': readFileSync(join(root, 'config.js'), 'utf8') }),
    );
    for (const [path, text] of texts) await client.open(path, text);
    for (let edit = 0; edit < amount(2, 8); edit++) {
      const path = [...texts.keys()][random(texts.size)] ?? '';
      const text = editText(texts.get(path) ?? '', random);
      texts.set(path, text);
      writeFileSync(join(root, path), text);
      await client.type(path, text);
      await client.wrote(path);
      const run = runCli(['-f', 'json'], { cwd: root });
      const { findings } = JSON.parse(run.stdout) as {
        findings: { path: string; rule: string; line: number; column: number; message: string }[];
      };
      const expected = findings
        .map((f) => [f.path, f.rule, f.line, f.column, f.message].join('|'))
        .sort();
      const published = () =>
        [...texts.keys()]
          .flatMap((of) =>
            client
              .diagnostics(of)
              .map(({ code: rule, range, message }) =>
                [of, rule, range.start.line + 1, range.start.character + 1, message].join('|'),
              ),
          )
          .sort();
      await client.until(
        () => published().join('\n') === expected.join('\n'),
        `edit ${edit}: ${expected}`,
      );
    }
  });

  test('wrong settings are told once, and right ones count without a restart', async () => {
    const root = makeRepository({ ...files, 'src/auth.js': code('HS512') });
    const client = await start(root);
    await client.until(() => client.diagnostics('.env').length > 0, 'findings');
    writeFileSync(join(root, 'keylint.config.json'), '{ "rules": { "no-such-rule": "off" } }');
    await client.wrote('keylint.config.json');
    await client.until(() => client.shown.length > 0, 'a message');
    expect(client.shown[0]).toContain('unknown rule');
    writeFileSync(join(root, 'keylint.config.json'), '{ "rules": { "short-secret": "off" } }');
    await client.wrote('keylint.config.json');
    await client.until(() => client.diagnostics('.env').length === 0, 'switched off');
    expect(client.shown).toHaveLength(1);
  });

  test('options are those of keylint, and it ends as the protocol says', async () => {
    const root = makeRepository({
      'test/auth.test.js': `require('jsonwebtoken').sign({}, '${weak}');\n`,
    });
    const client = await startClient(root, { args: ['--strict'] });
    await client.until(
      () => client.diagnostics('test/auth.test.js').some(({ severity }) => severity === 1),
      'strict',
    );
    expect(await client.stop()).toBe(0);
  });
});

test('without the package, one line says how to install it', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-alone-')));
  made.push(root);
  // The program where no package lies beside it: what it needs is imported by full paths here, and keylint-lsp is not.
  const hooks = `export async function resolve(name, context, next) {
    if (name !== 'keylint-lsp') return next(name, context);
    throw Object.assign(new Error("Cannot find package 'keylint-lsp'"), { code: 'ERR_MODULE_NOT_FOUND' });
  }`;
  const loader = `import { register } from 'node:module'; register(${JSON.stringify(
    `data:text/javascript,${encodeURIComponent(hooks)}`,
  )});`;
  writeFileSync(join(root, 'alone.mjs'), loader);
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', pathToFileURL(join(root, 'alone.mjs')).href, program, 'lsp'],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(/needs the package keylint-lsp\.\n.*npm install keylint-lsp@\d/);
});

// A session says what a fresh audit would say, whatever was typed in which order.
import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { audit, auditParts, openSession } from '../../src/index.ts';
import { createRunSession } from '../../src/run/session/session.ts';
import { amount } from '../thorough.ts';
import { comparable, runEdits } from './random-edits.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function makeTree(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'keylint-session-'));
  made.push(directory);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

describe('after random edits', () => {
  test.each(['demo', 'services/express-jsonwebtoken', 'canary'])('of %s', async (name) => {
    const { findings } = await runEdits(
      join(fixtures, name),
      { edits: amount(4, 12), seed: name.length * 7919 },
      (warm, cold, step) => expect(warm, step).toEqual(cold),
    );
    expect(findings).toBeGreaterThan(0);
  });
});

test('a changed algorithm in code is told at the env file, before anything is saved', async () => {
  const code = (alg: string) =>
    `require('jsonwebtoken').sign({}, process.env.JWT_SECRET, { algorithm: '${alg}', expiresIn: 60 });\n`;
  const cwd = makeTree({
    '.env': `JWT_SECRET=${'hV7qZ2mB9xKc4LtN'.repeat(2)}\n`,
    'src/auth.js': code('HS256'),
  });
  const session = await openSession({ cwd });
  const shortAt = async () =>
    (await session.audit()).findings
      .filter(({ rule }) => rule === 'short-secret')
      .map(({ path, message }) => [path, message.includes('HS512')]);
  expect(await shortAt()).toEqual([]);
  session.change({ kind: 'text', path: 'src/auth.js', text: code('HS512') });
  expect(await shortAt()).toEqual([['.env', true]]);
  session.change({ kind: 'text', path: 'src/auth.js', text: undefined });
  expect(await shortAt()).toEqual([]);
});

test('who shows places alone has the same findings, without lines of the files and fixes', async () => {
  const cwd = makeTree({
    '.env': 'JWT_SECRET=plainlyfakepassword1\n',
    'src/auth.js': "require('jsonwebtoken').sign({}, process.env.JWT_SECRET);\n",
  });
  const options = async () => ({ cwd });
  const [whole, places] = await Promise.all(
    [auditParts, { ...auditParts, isForPlaces: true }].map(async (parts) => {
      const { report } = await createRunSession({ parts, options }).audit();
      return report.findings;
    }),
  );
  expect(whole?.some(({ frame, fix }) => frame !== undefined && fix !== null)).toBe(true);
  expect(places?.some(({ frame }) => frame !== undefined)).toBe(false);
  const bare = whole?.map(({ frame: _frame, fix: _fix, ...finding }) => finding);
  expect(places?.map(({ fix: _, ...finding }) => finding)).toEqual(bare);
});

test('files that come and go are seen once somebody says so', async () => {
  const cwd = makeTree({ 'a.js': "require('jsonwebtoken').sign({}, process.env.KEY_OF_MINE);\n" });
  const session = await openSession({ cwd });
  const compare = async () =>
    expect(comparable(await session.audit())).toEqual(comparable(await audit({ cwd })));
  await compare();
  writeFileSync(join(cwd, '.env'), 'KEY_OF_MINE=plainly-fake\n');
  session.change({ kind: 'disk', path: '.env' });
  await compare();
  writeFileSync(join(cwd, '.env'), 'KEY_OF_MINE=plainly-fake-and-longer-than-before\n');
  session.change({ kind: 'all' });
  await compare();
  rmSync(join(cwd, '.env'));
  session.change({ kind: 'disk', path: '.env' });
  await compare();
});

test('what names lead into is asked for again where they lead elsewhere', async () => {
  const signing = (from: string, above = '') =>
    `${above}import { of } from '${from}';\nimport { sign } from 'jsonwebtoken';\nsign({}, of);\n`;
  const issuing = 'export const issue = (of) => jwt.sign({}, of);\n';
  const texts = {
    'a.js': signing('./b.js'),
    'b.js': "export const of = 'plainly-fake-1';\n",
    'c.js': "export const of = 'plainly-fake-2';\n",
    'issue.js': `import jwt from 'jsonwebtoken';\n${issuing}`,
    'd.js': "import { other } from './other.js';\nother('plainly-fake-3');\n",
  };
  const cwd = makeTree(texts);
  const session = await openSession({ cwd });
  const after = async (path: string, text: string) => {
    writeFileSync(join(cwd, path), text);
    session.change({ kind: 'disk', path });
    const warm = await session.audit();
    expect(comparable(warm), `${path}: ${text}`).toEqual(comparable(await audit({ cwd })));
    return warm.findings.filter(({ rule }) => rule === 'hardcoded-secret').map((one) => one.path);
  };
  expect(await after('a.js', texts['a.js'])).toEqual(['b.js']);
  expect(await after('a.js', signing('./b.js', '// above\n'))).toEqual(['b.js']);
  expect(await after('a.js', signing('./c.js'))).toEqual(['c.js']);
  expect(await after('c.js', "// above\nexport const of = 'plainly-fake-4';\n")).toEqual(['c.js']);
  expect(await after('c.js', 'export const of = read();\n')).toEqual([]);
  // Nothing of d.js was scanned so far.
  const calling = "import { issue } from './issue.js';\nissue('plainly-fake-3');\n";
  expect(await after('d.js', calling)).toEqual(['d.js']);
  expect(await after('d.js', `// above\n${calling}`)).toEqual(['d.js']);
  expect(await after('a.js', signing('./b.js'))).toEqual(['b.js', 'd.js']);
});

describe('an answer that may assume', () => {
  const texts = {
    'a.js': "import { of } from './b.js';\nimport { sign } from 'jsonwebtoken';\nsign({}, of);\n",
    'b.js': "export const of = 'plainly-fake-1';\n",
    'c.js': "export const of = 'plainly-fake-2';\n",
    'issue.js': "import jwt from 'jsonwebtoken';\nexport const issue = (of) => jwt.sign({}, of);\n",
    'd.js': "import { other } from './other.js';\nother('plainly-fake-3');\n",
  };
  const open = async () => {
    const cwd = makeTree(texts);
    const session = createRunSession({ parts: auditParts, options: async () => ({ cwd }) });
    await session.audit();
    const edit = async (path: string, text: string) => {
      writeFileSync(join(cwd, path), text);
      session.change({ kind: 'disk', path });
      const [first, last] = [await session.audit({ mayAssume: true }), await session.audit()];
      expect(comparable(last.report)).toEqual(comparable(await audit({ cwd })));
      expect(last.isAssumed).toBe(false);
      const [soon, later] = [first, last].map(({ report }) =>
        report.findings.filter(({ rule }) => rule === 'hardcoded-secret').map(({ path }) => path),
      );
      return { isAssumed: first.isAssumed, soon, later };
    };
    return edit;
  };

  test('knows where nothing but places has moved', async () => {
    const edit = await open();
    const moved = await edit('a.js', `// above\n${texts['a.js']}`);
    expect(moved).toEqual({ isAssumed: false, soon: ['b.js'], later: ['b.js'] });
  });

  test('follows names into files that nothing led to', async () => {
    const edit = await open();
    const led = await edit('a.js', texts['a.js'].replace('./b.js', './c.js'));
    expect(led).toEqual({ isAssumed: true, soon: ['c.js'], later: ['c.js'] });
  });

  test('leaves callers to the next one, and knows them from then on', async () => {
    const edit = await open();
    const text = "import { issue } from './issue.js';\nissue('plainly-fake-3');\n";
    const called = await edit('d.js', text);
    expect(called).toEqual({ isAssumed: true, soon: ['b.js'], later: ['b.js', 'd.js'] });
    const known = await edit('d.js', `${text}export const more = process.env.MORE_SECRET;\n`);
    expect(known).toEqual({ isAssumed: true, soon: ['b.js', 'd.js'], later: ['b.js', 'd.js'] });
    const moved = await edit('b.js', `// above\n${texts['b.js']}`);
    expect(moved).toEqual({ isAssumed: true, soon: ['b.js', 'd.js'], later: ['b.js', 'd.js'] });
  });

  test('an audit that is ended says why, and the next one misses nothing', async () => {
    const cwd = makeTree(texts);
    const session = createRunSession({ parts: auditParts, options: async () => ({ cwd }) });
    await session.audit();
    const text = "import { issue } from './issue.js';\nissue('plainly-fake-3');\n";
    writeFileSync(join(cwd, 'd.js'), text);
    session.change({ kind: 'disk', path: 'd.js' });
    const controller = new AbortController();
    const ended = session.audit({ signal: controller.signal });
    controller.abort(new Error('somebody types'));
    await expect(ended).rejects.toThrow('somebody types');
    const { report } = await session.audit();
    expect(comparable(report)).toEqual(comparable(await audit({ cwd })));
    expect(report.findings.some(({ path }) => path === 'd.js')).toBe(true);
  });

  test('knows nothing where the list of files is another', async () => {
    const edit = await open();
    const added = await edit('e.js', texts['a.js']);
    expect(added).toEqual({ isAssumed: false, soon: ['b.js'], later: ['b.js'] });
  });
});

test('a word that is a secret is hidden in the lines of files that nobody touched, and shown when it is none', async () => {
  const cwd = makeTree({
    'a.js': "require('jsonwebtoken').sign({}, process.env.JWT_SECRET, { algorithm: 'HS256' });\n",
    '.env': 'JWT_SECRET=HS256\n',
  });
  const session = await openSession({ cwd });
  const shown = async () => {
    const { findings } = await session.audit();
    return findings.find(({ path }) => path === 'a.js')?.frame?.lines.join('\n');
  };
  expect(await shown()).not.toContain('HS256');
  session.change({ kind: 'text', path: '.env', text: 'JWT_SECRET=plainly-fake-one\n' });
  expect(await shown()).toContain("'HS256'");
  session.change({ kind: 'text', path: '.env', text: undefined });
  expect(await shown()).not.toContain('HS256');
});

test('tokens and the keys that sign them are known again, and anew where either changes', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const tokenOf = (key: string) => {
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'somebody' })}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  };
  const doc = (key: string) => `Send \`Authorization: Bearer ${tokenOf(key)}\`.\n`;
  const [before, after] = ['plainly-fake-one', 'plainly-fake-two'];
  const cwd = makeTree({
    'a.js': "require('jsonwebtoken').sign({}, process.env.JWT_SECRET);\n",
    '.env': `JWT_SECRET=${before}\n`,
    'api.http': doc(before),
    'other.http': doc('secret'),
  });
  const session = await openSession({ cwd });
  const keys = async () => {
    const { findings } = await session.audit();
    const forgeable = findings.filter(({ rule }) => rule === 'forgeable-token');
    return [...new Set(forgeable.map(({ path }) => path))];
  };
  const all = ['.env', 'api.http', 'other.http'];
  expect(await keys()).toEqual(all);
  session.change({ kind: 'text', path: 'a.js', text: '// nothing\n' });
  session.change({ kind: 'text', path: 'a.js', text: undefined });
  expect(await keys()).toEqual(all);
  session.change({ kind: 'text', path: '.env', text: `JWT_SECRET=${after}\n` });
  expect(await keys()).toEqual(['other.http']);
  session.change({ kind: 'text', path: 'api.http', text: doc(after) });
  expect(await keys()).toEqual(all);
});

test('options that make no sense are told', async () => {
  await expect(openSession({ cwd: '/', scope: { kind: 'staged' } })).rejects.toThrow(/work tree/);
});

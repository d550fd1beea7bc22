// The history of real repositories: what is found, in which state, and what is said where something is missing.
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditProject } from '../src/index.ts';
import type { Tree } from '../src/input/tree.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Report } from '../src/model/report.ts';
import { loadReporter } from '../src/report/index.ts';
import { beginHistory } from '../src/run/history/find-history.ts';
import type { AuditOptions } from '../src/run.ts';
import { commitAt, git, isWindows, repository, scratch, write } from './input/scratch.ts';
import { memoryHistory } from './memory-history.ts';

const first = 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=';
const second = 'w6yZVHyjBmCk1mLKcyxGTaQdnSAUWn2RVRZHtGJgYYk=';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
const env = (value: string): string => `PORT=80\nJWT_SECRET=${value}\n`;

async function auditHistory(cwd: string, options: AuditOptions = {}): Promise<Report> {
  return (await auditProject({ cwd, history: 'required', ...options })).report;
}

function remembered({ findings }: Report): Finding[] {
  return findings.filter(({ rule }) => rule === 'secret-in-history');
}

/** `state path:line name`, one a finding. */
async function told(cwd: string, options: AuditOptions = {}): Promise<string[]> {
  const report = await auditHistory(cwd, options);
  return remembered(report).map(
    ({ history, path, line, secret }) => `${history?.state} ${path}:${line} ${secret?.name}`,
  );
}

/** Writes, stages and commits; `days` after the first of January 2024. */
function commit(cwd: string, files: Readonly<Record<string, string>>, days = 0): void {
  write(cwd, files);
  commitAt(cwd, { author: Date.UTC(2024, 0, 1) / 1000 + days * 86_400 });
}

/** A repository whose first commit has a secret in `.env`, and whose second has none. */
function cleaned(): string {
  const cwd = repository();
  commit(cwd, { '.env': env(first), 'a.js': signs }, 1);
  git(cwd, 'rm', '-q', '.env');
  commit(cwd, {}, 2);
  return cwd;
}

describe('the state of a value', () => {
  test('live: it was committed once and an ignored file of this disk still has it', async () => {
    const cwd = cleaned();
    write(cwd, { '.env': env(first), '.git/info/exclude': '.env\n' });
    const report = await auditHistory(cwd);
    expect(remembered(report)).toMatchObject([
      {
        ...{ severity: 'critical', level: 'error', path: '.env', line: 2 },
        history: {
          state: 'live',
          introduced: { date: '2024-01-02T00:00:00Z', path: '.env', line: 2 },
          removed: null,
          place: 'current',
        },
      },
    ]);
    expect([report.complete, report.history?.complete, report.history?.values]).toEqual([
      true,
      true,
      1,
    ]);
  });

  test('live: set in what is audited, whatever the name is there', async () => {
    const cwd = repository();
    commit(cwd, { 'config/app.json': JSON.stringify({ jwt: { secret: first } }), 'a.js': signs });
    commit(cwd, { '.env': env(first) });
    expect(await told(cwd)).toEqual([
      'live .env:2 JWT_SECRET',
      'live config/app.json:1 jwt.secret',
    ]);
  });

  test('live: the last commit has it, though the file of the disk has not', async () => {
    const cwd = repository();
    commit(cwd, { '.env': env(first), 'a.js': signs });
    write(cwd, { '.env': 'PORT=80\n' });
    expect(await told(cwd)).toEqual(['live .env:2 JWT_SECRET']);
  });

  test('live: the value in use stands in some file of the past that no reader knows', async () => {
    const cwd = repository();
    commit(cwd, { 'NOTES.txt': `the key of production: ${first}\n`, 'a.js': signs });
    git(cwd, 'rm', '-q', 'NOTES.txt');
    commit(cwd, {});
    write(cwd, { '.env': env(first), '.git/info/exclude': '.env\n' });
    const [finding] = remembered(await auditHistory(cwd));
    expect(finding).toMatchObject({
      ...{ path: '.env', line: 2 },
      history: { state: 'live', introduced: { path: 'NOTES.txt' } },
    });
  });

  test.each(['branch', 'tag'])('live-elsewhere: a %s has it', async (kind) => {
    const cwd = repository();
    commit(cwd, { '.env': env(first), 'a.js': signs }, 1);
    git(cwd, kind, 'old');
    git(cwd, 'rm', '-q', '.env');
    commit(cwd, {}, 2);
    const name = kind === 'tag' ? 'tags/old' : 'old';
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      {
        ...{ severity: 'high', path: '.env', line: 2 },
        history: {
          ...{ state: 'live-elsewhere', branches: [name], branchCount: 1, commits: 1 },
          removed: { date: '2024-01-03T00:00:00Z' },
          place: 'introduced',
        },
      },
    ]);
  });

  test('removed: it is gone; a call that still reads the name is told of', async () => {
    const [finding, ...others] = remembered(await auditHistory(cleaned()));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ...{ severity: 'low', level: 'info', path: '.env', line: 2 },
      history: { state: 'removed', branches: [], removed: { date: '2024-01-03T00:00:00Z' } },
      related: [{ path: 'a.js', line: 2 }],
    });
    expect(finding?.message).toContain('a.js:2 still reads it');
  });

  test('replaced: the name has another value now; the finding stands there', async () => {
    const cwd = repository();
    commit(cwd, { '.env': env(first), 'a.js': signs }, 1);
    commit(cwd, { '.env': `# new\n${env(second)}` }, 2);
    const found = remembered(await auditHistory(cwd));
    expect(found.map(({ history, level, line }) => [history?.state, level, line])).toEqual([
      ['replaced', 'note', 3],
      ['live', 'error', 3],
    ]);
  });

  test('a value of another environment replaces nothing', async () => {
    const cwd = repository();
    commit(cwd, { '.env.production': env(first), '.env.development': env(second), 'a.js': signs });
    git(cwd, 'rm', '-q', '.env.production');
    commit(cwd, {});
    expect(await told(cwd)).toEqual([
      'live .env.development:2 JWT_SECRET',
      'removed .env.production:2 JWT_SECRET',
    ]);
  });

  test('unreachable: the commit was made anew, or the file was staged and never committed', async () => {
    const cwd = repository({ 'a.js': signs });
    commit(cwd, { '.env': env(first) });
    git(cwd, 'rm', '-q', '.env');
    git(cwd, 'commit', '-q', '--amend', '--allow-empty', '-m', 'clean');
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      { level: 'note', path: '.env', line: 2, history: { state: 'unreachable', commits: 1 } },
    ]);
  });

  test('one that is on its way into the next commit is not in the history', async () => {
    const cwd = repository({ 'a.js': signs });
    write(cwd, { '.env': env(first) });
    git(cwd, 'add', '-f', '.env');
    expect(await told(cwd)).toEqual([]);
  });
});

describe('how it got there', () => {
  test('in a merge, which none of its parents has', async () => {
    const cwd = repository({ 'a.js': signs });
    git(cwd, 'checkout', '-q', '-b', 'topic');
    commit(cwd, { 'b.js': '1' }, 1);
    git(cwd, 'checkout', '-q', 'main');
    commit(cwd, { 'c.js': '1' }, 2);
    git(cwd, 'merge', '-q', '--no-commit', 'topic');
    commit(cwd, { '.env': env(first) }, 3);
    git(cwd, 'rm', '-q', '.env');
    commit(cwd, {}, 4);
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      { history: { state: 'removed', introduced: { date: '2024-01-04T00:00:00Z' } } },
    ]);
  });

  test('moved about: the first commit and the last count, one finding a value and name', async () => {
    const cwd = repository({ 'a.js': signs });
    commit(cwd, { '.env': env(first) }, 1);
    git(cwd, 'mv', '.env', '.env.local');
    commit(cwd, { '.env.local': `# moved\n\n${env(first)}` }, 2);
    git(cwd, 'rm', '-q', '.env.local');
    commit(cwd, {}, 3);
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      {
        history: {
          ...{ state: 'removed', commits: 2 },
          introduced: { path: '.env', date: '2024-01-02T00:00:00Z' },
          removed: { date: '2024-01-04T00:00:00Z' },
        },
      },
    ]);
  });

  test('a literal of code that a call of another file signed with, both gone today', async () => {
    const cwd = repository({ 'index.js': '1' });
    commit(cwd, {
      'config.js': `module.exports = { secret: '${first}' };\n`,
      'a.js': `const jwt = require('jsonwebtoken');\nconst config = require('./config');\nexports.sign = (id) => jwt.sign({ sub: id }, config.secret, { expiresIn: '1h' });\n`,
    });
    git(cwd, 'rm', '-q', 'config.js', 'a.js');
    commit(cwd, {});
    expect(await told(cwd)).toEqual(['removed config.js:1 secret']);
  });

  test('a literal of a package of Go that once had another file, which says nothing', async () => {
    const cwd = repository({ 'go.mod': 'module example.org/app\n' });
    commit(cwd, { 'global/count.go': 'package global\n\nvar Count = 1\n' });
    git(cwd, 'rm', '-q', 'global/count.go');
    commit(cwd, {
      'global/global.go': `package global\n\nvar Own = &Config{\n\tSecret: "${first}",\n}\n`,
      'notify/notify.go': `package notify\n\nimport (\n\t"crypto/hmac"\n\t"crypto/sha256"\n\t"example.org/app/global"\n)\n\nfunc Sign(text string) []byte {\n\tmac := hmac.New(sha256.New, []byte(global.Own.Secret))\n\tmac.Write([]byte(text))\n\treturn mac.Sum(nil)\n}\n`,
    });
    git(cwd, 'rm', '-q', '-r', 'global', 'notify');
    commit(cwd, {});
    expect(await told(cwd)).toEqual(['removed global/global.go:4 Secret']);
  });

  test('on other lines of its file, with a comma or a name more or less', async () => {
    const cwd = repository({ 'index.js': '1' });
    const end = "expiresIn: '1h' });\n";
    const head = "const jwt = require('jsonwebtoken');\n";
    commit(cwd, { 'a.js': `${head}const options = { phrase: '${first}' };\n` }, 1);
    commit(
      cwd,
      { 'a.js': `${head}exports.sign = (id) => jwt.sign({ id }, '${first}', { ${end}` },
      2,
    );
    git(cwd, 'rm', '-q', 'a.js');
    commit(cwd, {}, 3);
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      { history: { state: 'removed', introduced: { date: '2024-01-02T00:00:00Z' } } },
    ]);
  });

  test('until it was commented out, though its line is the same but for that', async () => {
    const cwd = repository({ 'a.js': signs });
    const line = 'JWT_SECRET=fjord-4711';
    commit(cwd, { 'app.properties': `${line}\na=1\n` }, 1);
    commit(cwd, { 'app.properties': `#${line}\na=1\n` }, 2);
    commit(cwd, { 'app.properties': `#${line}\na=2\n` }, 3);
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      { history: { state: 'removed', commits: 1, removed: { date: '2024-01-03T00:00:00Z' } } },
    ]);
  });

  test('written in another style: the same call is the same secret', async () => {
    const cwd = repository({ 'index.js': '1' });
    const head = "const jwt = require('jsonwebtoken');\n";
    commit(
      cwd,
      { 'a.js': `${head}exports.sign = (id) => jwt.sign({ id }, 'fjord', { expiresIn: '1h' });\n` },
      1,
    );
    commit(
      cwd,
      { 'a.js': `${head}exports.sign = (id) => jwt.sign({id}, "fjord", {expiresIn: "2h"})\n` },
      2,
    );
    git(cwd, 'rm', '-q', 'a.js');
    commit(cwd, {}, 3);
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      {
        history: {
          ...{ state: 'removed', commits: 2 },
          introduced: { date: '2024-01-02T00:00:00Z' },
          removed: { date: '2024-01-04T00:00:00Z' },
        },
      },
    ]);
  });

  test('first in a template that became the file itself', async () => {
    const cwd = repository({ 'a.js': signs });
    const weak = 'fjord-4711';
    commit(cwd, { '.env.example': `A=1\n${env(weak)}` }, 1);
    commit(cwd, { '.env.example': `A=2\n${env(weak)}` }, 2);
    commit(cwd, { '.env': `A=2\n${env(weak)}` }, 3);
    git(cwd, 'rm', '-q', '.env', '.env.example');
    commit(cwd, {}, 4);
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      { history: { state: 'removed', introduced: { date: '2024-01-02T00:00:00Z' } } },
    ]);
  });

  test('in builds whose names hold a hash: from the first to the last of them', async () => {
    const cwd = repository({ 'index.js': '1' });
    const build = (extra: string): string =>
      `const jwt=require("jsonwebtoken");exports.s=i=>jwt.sign({i},"${first}",{expiresIn:"1h"});${'a(1);'.repeat(300)}${extra}\n`;
    commit(cwd, { 'lib/main-4f1c2a9b.js': build('a=1') }, 1);
    for (const [day, hash] of ['0b9d3c77', 'c81e07d5'].entries()) {
      git(cwd, 'rm', '-q', '-r', 'lib');
      commit(cwd, { [`lib/main-${hash}.js`]: build(`a=${day}+2`) }, 2 + day);
    }
    git(cwd, 'rm', '-q', '-r', 'lib');
    commit(cwd, {}, 9);
    expect(remembered(await auditHistory(cwd))).toMatchObject([
      {
        path: 'lib/main-4f1c2a9b.js',
        history: {
          ...{ state: 'removed', commits: 3 },
          introduced: { date: '2024-01-02T00:00:00Z' },
          removed: { date: '2024-01-10T00:00:00Z' },
        },
      },
    ]);
  });

  test('a version that adds the call alone: the text stood there before', async () => {
    const cwd = repository({ 'index.js': '1' });
    const text = `const phrase = '${first}';\n`;
    commit(cwd, { 'a.js': `// signing\n${text}` });
    commit(cwd, {
      'a.js': `const { sign } = require('jsonwebtoken');\n${text}${'\n'.repeat(20)}exports.sign = (id) => sign({ sub: id }, phrase, { expiresIn: '1h' });\n`,
    });
    git(cwd, 'rm', '-q', 'a.js');
    commit(cwd, {});
    const found = remembered(await auditHistory(cwd));
    expect(found.map(({ history, path }) => `${history?.state} ${path}`)).toEqual(['removed a.js']);
  });
});

test('what was asked for: a day, a directory, exclusions, authors', async () => {
  const cwd = repository({ 'index.js': '1' });
  commit(cwd, { 'api/.env': env(first), 'api/a.js': signs }, 1);
  commit(cwd, { 'web/.env': env(second), 'web/a.js': signs }, 30);
  git(cwd, 'rm', '-q', 'api/.env', 'web/.env');
  commit(cwd, {}, 40);
  const both = ['removed api/.env:2 JWT_SECRET', 'removed web/.env:2 JWT_SECRET'];
  expect(await told(cwd)).toEqual(both);
  expect(await told(cwd, { historySince: '2024-01-15' })).toEqual([both[1]]);
  expect(await told(cwd, { exclude: ['web'] })).toEqual([both[0]]);
  expect(await told(cwd, { paths: ['web'] })).toEqual(['removed .env:2 JWT_SECRET']);
  expect(await told(`${cwd}/api`)).toEqual(['removed .env:2 JWT_SECRET']);
  const [plain] = remembered(await auditHistory(cwd));
  expect(JSON.stringify(plain?.history)).not.toContain('example.org');
  const [named] = remembered(await auditHistory(cwd, { historyAuthors: true }));
  expect(named?.history?.introduced?.author).toBe('a <a@example.org>');
  expect(named?.message).toContain('by a <a@example.org>');
});

test('the identity of a finding does not depend on commits', async () => {
  const cwd = repository({ 'a.js': signs });
  commit(cwd, { '.env': env(first) }, 1);
  commit(cwd, { '.env': env(second) }, 2);
  git(cwd, 'rm', '-q', '.env');
  commit(cwd, {}, 3);
  const identities = async (root: string) =>
    remembered(await auditHistory(root)).map(({ fingerprint, history }) => [
      fingerprint,
      history?.introduced?.date,
    ]);
  const before = await identities(cwd);
  expect(before).toHaveLength(2);
  const all = git(cwd, 'fast-export', '--all').replaceAll(
    ' a <a@example.org> ',
    ' b <b@example.org> ',
  );
  const anew = scratch();
  git(anew, 'init', '-q', '-b', 'main');
  execFileSync('git', ['fast-import', '--quiet'], { cwd: anew, input: all });
  git(anew, 'reset', '-q', '--hard');
  expect(git(anew, 'rev-parse', 'HEAD')).not.toBe(git(cwd, 'rev-parse', 'HEAD'));
  expect(await identities(anew)).toEqual(before);
});

test('neither a value nor the id of a blob that holds one is in any report', async () => {
  const cwd = repository();
  commit(cwd, { '.env': env(first), 'a.js': signs }, 1);
  commit(cwd, { '.env': env(second) }, 2);
  git(cwd, 'rm', '-q', '.env');
  commit(cwd, {}, 3);
  write(cwd, { '.env': env(first), '.git/info/exclude': '.env\n' });
  const run = await auditProject({ cwd, history: 'required', historyAuthors: true });
  expect(remembered(run.report)).toHaveLength(2);
  const blobs = git(cwd, 'rev-list', '--objects', '--all')
    .split('\n')
    .flatMap((line) => (line.endsWith(' .env') ? [line.split(' ')[0] ?? ''] : []));
  expect(blobs).toHaveLength(2);
  for (const format of [
    'text',
    'json',
    'sarif',
    'html',
    'markdown',
    'github',
    'gitlab',
    'gitlab-secrets',
    'junit',
  ] as const) {
    const render = await loadReporter(format);
    const text = render(run.report, { color: false, verbosity: 'verbose' });
    expect(text).toContain('secret-in-history');
    for (const hidden of [first, second, ...blobs, ...blobs.map((id) => id.slice(0, 7))]) {
      expect(text).not.toContain(hidden);
    }
  }
});

describe('kinds of repositories', () => {
  test('a bare one, of a commit', async () => {
    const cwd = cleaned();
    const bare = `${scratch()}/shop.git`;
    git(cwd, 'clone', '-q', '--bare', cwd, bare);
    const scope = { kind: 'commit', rev: 'main' } as const;
    expect(await told(bare, { scope })).toEqual(['removed .env:2 JWT_SECRET']);
    const before = { kind: 'commit', rev: 'main~1' } as const;
    expect(await told(bare, { scope: before })).toEqual(['live .env:2 JWT_SECRET']);
  });

  test('a linked work tree, and one below another', async () => {
    const cwd = cleaned();
    const linked = `${scratch()}/linked`;
    git(cwd, 'worktree', 'add', '-q', '-b', 'side', linked);
    expect(await told(linked)).toEqual(['removed .env:2 JWT_SECRET']);
    const other = cleaned();
    const outer = repository({ 'index.js': '1' });
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'libs/b');
    expect(await told(outer)).toEqual(['removed libs/b/.env:2 JWT_SECRET']);
  });

  test('one with SHA-256', async () => {
    const cwd = scratch({ '.env': env(first), 'a.js': signs });
    git(cwd, 'init', '-q', '-b', 'main', '--object-format=sha256');
    commit(cwd, {});
    git(cwd, 'rm', '-q', '.env');
    commit(cwd, {});
    const [finding] = remembered(await auditHistory(cwd));
    expect(finding?.history?.introduced?.commit).toMatch(/^[0-9a-f]{64}$/);
  });

  test('replaced objects and grafts hide nothing', async () => {
    const cwd = cleaned();
    const [head, parent, root] = ['HEAD', 'HEAD^', 'HEAD^^'].map((rev) =>
      git(cwd, 'rev-parse', rev).trim(),
    );
    write(cwd, { '.git/info/grafts': `${head} ${root}\n` });
    git(cwd, 'replace', parent ?? '', root ?? '');
    expect(await told(cwd)).toEqual(['removed .env:2 JWT_SECRET']);
  });

  test('borrowed objects: what only the other repository reaches is not this one’s', async () => {
    const lender = cleaned();
    const cwd = repository({ 'a.js': signs });
    write(cwd, { '.git/objects/info/alternates': `${lender}/.git/objects\n` });
    const report = await auditHistory(cwd);
    expect(remembered(report)).toEqual([]);
    expect([report.complete, report.history?.gaps]).toEqual([
      true,
      [expect.stringContaining('borrowed from another repository')],
    ]);
  });

  test.skipIf(isWindows)('a shallow one is incomplete, and says since when at least', async () => {
    const cwd = repository();
    commit(cwd, { 'a.js': signs, '.env': env(first) }, 1);
    commit(cwd, { 'b.js': '1' }, 2);
    git(cwd, 'rm', '-q', '.env');
    commit(cwd, {}, 3);
    const shallow = `${scratch()}/shallow`;
    git(cwd, 'clone', '-q', '--depth', '2', `file://${cwd}`, shallow);
    const report = await auditHistory(shallow);
    expect([report.complete, report.skipped]).toMatchObject([
      false,
      [{ reason: 'missing-history', detail: expect.stringContaining('shallow') }],
    ]);
    expect(remembered(report)[0]?.history?.introduced).toMatchObject({
      ...{ date: '2024-01-03T00:00:00Z', orEarlier: true },
    });
    const wanted = await auditHistory(shallow, { history: 'wanted' });
    expect([wanted.complete, wanted.skipped, wanted.history?.complete]).toEqual([true, [], false]);
  });

  test.skipIf(isWindows)('a partial one is incomplete, and fetches nothing', async () => {
    const cwd = cleaned();
    git(cwd, 'config', 'uploadpack.allowFilter', 'true');
    const partial = `${scratch()}/partial`;
    git(cwd, 'clone', '-q', '--filter=blob:none', `file://${cwd}`, partial);
    const objects = () => git(partial, 'count-objects', '-v');
    const before = objects();
    const report = await auditHistory(partial);
    expect([report.complete, report.history?.gaps[0]]).toEqual([
      false,
      expect.stringContaining('partial'),
    ]);
    expect(objects()).toBe(before);
  });

  test('none at all, or one without a commit', async () => {
    const report = await auditHistory(scratch({ 'a.js': signs }));
    expect([report.complete, report.skipped]).toMatchObject([
      false,
      [{ path: '.', reason: 'missing-history', detail: 'this is no git repository' }],
    ]);
    const empty = scratch({ 'a.js': signs });
    git(empty, 'init', '-q');
    expect((await auditHistory(empty)).complete).toBe(true);
  });

  test('a broken object costs itself alone', async () => {
    const cwd = cleaned();
    commit(cwd, { 'z.js': 'const jwt = 1;\n' });
    const id = git(cwd, 'rev-parse', 'HEAD:z.js').trim();
    const path = join(cwd, '.git/objects', id.slice(0, 2), id.slice(2));
    git(cwd, 'config', 'core.compression', '0');
    const { chmodSync } = await import('node:fs');
    chmodSync(path, 0o644);
    writeFileSync(path, 'not zlib');
    appendFileSync(path, 'at all');
    const report = await auditHistory(cwd);
    expect(remembered(report).map(({ history }) => history?.state)).toEqual(['removed']);
    expect(report.complete).toBe(false);
  });
});

test('git begins with a few repositories at once, and ends what it began', () => {
  const calls: string[] = [];
  const sources = Array.from({ length: 100 }, (_, at) => ({
    source: {
      ...memoryHistory({ commits: [] }),
      begin: () => calls.push(`begin ${at}`),
      end: () => calls.push(`end ${at}`),
    },
    toRunPath: (path: string) => path,
  }));
  beginHistory({ tree: {} as Tree, hasAuthors: false, openSources: () => sources }).end();
  const few = ['0', '1', '2', '3'];
  expect(calls).toEqual([...few.map((at) => `begin ${at}`), ...few.map((at) => `end ${at}`)]);
});

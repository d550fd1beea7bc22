// The life of a merge request against a GitLab on loopback.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { oldLineOf } from '../../src/gitlab/diff.ts';
import { readJobContext } from '../../src/gitlab/job-context.ts';
import { me, token } from './api-server.ts';
import { createMergeRequest, type MergeRequestFixture } from './merge-request.ts';

const weak = 'mysecretkey';
const auth = (options: string): string =>
  [
    "import jwt from 'jsonwebtoken';",
    'export const sign = (claims) =>',
    `  jwt.sign(claims, process.env.JWT_SECRET, { algorithm: 'HS256', expiresIn: '1h' });`,
    `export const verify = (token) => jwt.verify(token, process.env.JWT_SECRET${options});`,
    '',
  ].join('\n');
const old = '{ "dependencies": { "jsonwebtoken": "3.2.2" } }';
const pinned = ", { algorithms: ['HS256'] }";

const open: MergeRequestFixture[] = [];
async function start(base: Readonly<Record<string, string>>): Promise<MergeRequestFixture> {
  const fixture = await createMergeRequest(base);
  open.push(fixture);
  return fixture;
}

afterEach(async () => {
  for (const fixture of open.splice(0)) {
    const { discussions } = fixture.api;
    expect(JSON.stringify(discussions)).not.toContain(weak);
    await fixture.dispose();
  }
});

const places = ({ api }: MergeRequestFixture): string[] =>
  api.discussions.flatMap(({ notes }) =>
    notes.map(({ position }) => (position ? `${position.new_path}:${position.new_line}` : 'all')),
  );

describe('a merge request', () => {
  test('a first push, one with one mended and one new, and a run with nothing new', async () => {
    const merge = await start({ 'package.json': old, 'src/auth.js': auth(pinned) });
    const { api } = merge;
    merge.push({ 'src/auth.js': auth(''), '.env.production': `A=1\nJWT_SECRET=${weak}\n` });
    const first = await merge.review(['--comment']);
    expect(first.stderr).toContain('review: 2 new notes, 0 findings in one for all');
    expect(first.code).toBe(1);
    expect(places(merge).sort()).toEqual(['.env.production:2', 'src/auth.js:4']);
    const suggested = api.discussions.flatMap(({ notes }) => notes).map(({ body }) => body);
    const line = auth(pinned).split('\n')[3];
    expect(suggested.join('\n')).toContain(`\`\`\`suggestion:-0+0\n${line}\n\`\`\``);
    expect(suggested.join('\n')).toContain('https://gitlab.example/acme/service/-/blob/');

    merge.push({ 'src/auth.js': auth(pinned), '.env.staging': `JWT_SECRET=${weak}2\n` });
    const second = await merge.review(['--comment']);
    expect(second.stderr).toContain('review: 1 new notes');
    expect(second.stderr).toContain('1 resolved');
    const mended = api.discussions.find(
      ({ notes }) => notes[0]?.position?.new_path === 'src/auth.js',
    );
    expect(mended?.notes[0]).toMatchObject({ resolved: true, body: expect.stringMatching(/^✅/) });

    const third = await merge.review(['--comment']);
    expect(third.stderr).toContain('review: 0 new notes');
    expect(api.discussions).toHaveLength(3);
    expect(api.rejected).toEqual([]);
  });

  test('what it does not touch is not reported, unless all is asked for', async () => {
    const merge = await start({
      '.env.production': `JWT_SECRET=${weak}\n`,
      'src/auth.js': auth(''),
    });
    merge.push({ 'notes.txt': 'nothing\n' });
    expect((await merge.review(['--comment'])).code).toBe(0);
    expect(merge.api.discussions).toEqual([]);
    expect((await merge.review(['--all'])).code).toBe(1);
  });

  test('a line that the diff shows and does not change is named by both its numbers', async () => {
    const merge = await start({
      '.env.production': `A=1\nJWT_SECRET=${'k3'.repeat(20)}\nB=1\n`,
      'src/auth.js': auth(pinned),
    });
    merge.push({
      'src/auth.js': `\n${auth(pinned).replaceAll('HS256', 'HS512')}`,
      '.env.production': `N=1\nA=1\nJWT_SECRET=${'k3'.repeat(20)}\nB=1\n`,
    });
    const run = await merge.review(['--comment']);
    expect(run.code).toBe(1);
    expect(merge.api.rejected).toEqual([]);
    expect(places(merge).length).toBeGreaterThan(0);
  });

  test('our marks in notes of others silence nothing', async () => {
    const merge = await start({ 'src/auth.js': auth(pinned) });
    merge.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    await merge.review(['--comment']);
    const [written] = merge.api.discussions;
    const marks = written?.notes[0]?.body ?? '';
    merge.api.discussions.splice(0);
    const author = { id: me + 1 };
    const stranger = { id: 7, body: marks, author, resolvable: true, resolved: false };
    merge.api.discussions.push({ id: 'x', notes: [stranger] });
    const again = await merge.review(['--comment']);
    expect(again.stderr).toContain('review: 1 new notes');
    expect(stranger.body).toBe(marks);
  });

  test('a line that GitLab does not take is told in one note for all', async () => {
    const merge = await start({ 'src/auth.js': auth(pinned) });
    merge.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    merge.api.faults.push({ on: /^POST .*\/discussions$/, status: 400 });
    const run = await merge.review(['--comment']);
    expect(run.stderr).toContain('review: 0 new notes');
    expect(places(merge)).toEqual(['all']);
    // And is known from then on.
    expect((await merge.review(['--comment'])).stderr).toContain('0 findings in one for all');
  });
});

describe('what GitLab does not allow changes no exit code', () => {
  test.each([
    ['no token', { KEYLINT_GITLAB_TOKEN: '' }, 'no notes: KEYLINT_GITLAB_TOKEN is not set'],
    [
      'a token of somebody else',
      { KEYLINT_GITLAB_TOKEN: 'wrong' },
      'the token may not do that (401)',
    ],
    ['a server that is not there', { CI_API_V4_URL: 'http://127.0.0.1:9/api/v4' }, 'no answer'],
  ])('%s: the clone tells what changed', async (_, env, said) => {
    const merge = await start({
      '.env.staging': `JWT_SECRET=${weak}\n`,
      'src/auth.js': auth(pinned),
    });
    merge.push({ '.env.production': `JWT_SECRET=${weak}2\n` });
    const run = await merge.review(['--comment'], env);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(said);
    expect(run.stdout).toContain('.env.production');
    expect(merge.api.discussions).toEqual([]);
    expect(`${run.stdout}${run.stderr}`).not.toContain(token);
  });

  test('it waits where GitLab asks for it', async () => {
    const merge = await start({ 'src/auth.js': auth(pinned) });
    merge.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    merge.api.faults.push({ on: /^GET .*\/diffs$/, status: 429, after: '1' });
    expect((await merge.review(['--comment'])).stderr).toContain('review: 1 new notes');
  });
});

test('the reports of a job', async () => {
  const merge = await start({ 'src/auth.js': auth(pinned) });
  merge.push({ '.env.production': `JWT_SECRET=${weak}\n` });
  const path = join(merge.root, 'gl-secret-detection-report.json');
  await merge.review(['--format=text', '--format=gitlab-secrets', `--output=${path}`]);
  const report = JSON.parse(readFileSync(path, 'utf8'));
  expect(report.vulnerabilities[0].location).toMatchObject({
    file: '.env.production',
    commit: { sha: merge.api.refs.head_sha },
  });
});

test('what is for GitHub alone is refused', async () => {
  const merge = await start({ 'a.txt': '' });
  const run = await merge.review(['--upload-sarif']);
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('is for GitHub') });
});

test.each(['CI_PROJECT_ID', 'CI_PROJECT_URL', 'CI_API_V4_URL', 'CI_COMMIT_SHA'])(
  'a job without %s is none',
  (name) => {
    const env = {
      GITLAB_CI: 'true',
      CI_PROJECT_ID: '1',
      CI_PROJECT_URL: 'https://gitlab.example/a/b',
      CI_API_V4_URL: 'https://gitlab.example/api/v4',
      CI_COMMIT_SHA: 'a'.repeat(40),
    };
    expect(readJobContext(env)).toMatchObject({ projectId: 1, merge: undefined });
    expect(() => readJobContext({ ...env, [name]: 'file:///x' })).toThrow(name);
  },
);

test('old numbers of lines, where a text looks like a header', () => {
  const diff = '@@ -10,4 +20,5 @@ f\n a\n-b\n+@@ -1,1 +1,1 @@\n+c\n d\n\\ No newline\n e\n';
  const numbers = [20, 21, 22, 23, 24, 25].map((line) => oldLineOf(diff, line));
  expect(numbers).toEqual([10, undefined, undefined, 12, 13, undefined]);
});

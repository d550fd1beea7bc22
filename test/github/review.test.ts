// The whole life of a pull request against a server that judges every request by GitHub's published description.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { bot } from './api-server.ts';
import { createPullRequest, type FixtureOptions, type PullRequestFixture } from './pull-request.ts';

const weak = 'mysecretkey';
const auth = (options: string): string =>
  [
    "import jwt from 'jsonwebtoken';",
    'export const sign = (claims) =>',
    `  jwt.sign(claims, process.env.JWT_SECRET, { algorithm: 'HS256', expiresIn: '1h' });`,
    `export const verify = (token) => jwt.verify(token, process.env.JWT_SECRET${options});`,
    '',
  ].join('\n');
/** A version that takes whatever algorithm the token names: a warning, not a remark. */
const old = '{ "dependencies": { "jsonwebtoken": "3.2.2" } }';
const pinned = ", { algorithms: ['HS256'] }";

const open: PullRequestFixture[] = [];
async function start(options?: FixtureOptions): Promise<PullRequestFixture> {
  const fixture = await createPullRequest(options);
  open.push(fixture);
  return fixture;
}

afterEach(async () => {
  for (const fixture of open.splice(0)) {
    const { rejected, reviews, comments } = fixture.api;
    expect(rejected).toEqual([]);
    // Nothing that is posted holds a secret.
    expect(JSON.stringify([reviews, comments])).not.toContain(weak);
    await fixture.dispose();
  }
});

const places = ({ api }: PullRequestFixture): string[] =>
  api.comments.map(({ path, line }) => `${path}:${line}`).sort();

describe('a pull request', () => {
  test('first push, second push with one fixed and one new, a third run, a force push', async () => {
    const pull = await start({ base: { 'package.json': old, 'src/auth.js': auth(pinned) } });
    const { api } = pull;
    pull.push({ 'src/auth.js': auth(''), '.env.production': `A=1\nJWT_SECRET=${weak}\n` });

    const first = await pull.review(['--comment', '--summary']);
    expect(first.code).toBe(1);
    expect(first.stderr).toContain('review: 2 new comments');
    expect(places(pull)).toEqual(['.env.production:2', 'src/auth.js:4']);
    expect(api.reviews).toHaveLength(1);
    expect(api.reviews[0]).toMatchObject({ event: 'COMMENT', commit_id: api.head });
    const suggestion = api.comments.find(({ path }) => path === 'src/auth.js')?.body;
    expect(suggestion).toContain(`\`\`\`suggestion\n${auth(pinned).split('\n')[3]}\n\`\`\``);
    expect(first.summary).toContain('short-secret');
    expect(first.outputs).toMatch(/^findings=\d+$/m);

    pull.push({ 'src/auth.js': auth(pinned), '.env.staging': `JWT_SECRET=${weak}2\n` });
    const second = await pull.review(['--comment']);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('1 resolved');
    expect(api.reviews).toHaveLength(2);
    expect(api.reviews[1]?.comments.map(({ path }) => path)).toEqual(['.env.staging']);
    expect(api.comments.find(({ path }) => path === 'src/auth.js')?.body).toMatch(
      /^✅ \*\*Resolved/,
    );

    const third = await pull.review(['--comment']);
    expect(third.stderr).toContain('review: 0 new comments');
    expect(api.reviews).toHaveLength(2);

    pull.forcePush({
      '.env.production': `B=1\nC=1\nJWT_SECRET=${weak}\n`,
      'src/auth.js': auth(''),
    });
    const forced = await pull.review(['--comment']);
    expect(forced.code).toBe(1);
    // The value is known already, wherever its line went; what was resolved is back and told again.
    expect(api.reviews).toHaveLength(3);
    expect(api.reviews[2]?.comments.map(({ path }) => path)).toEqual(['src/auth.js']);
    const staging = api.comments.find(({ path }) => path === '.env.staging');
    expect(staging?.body).toMatch(/^✅/);
  });

  test('what it does not touch is audited and not reported', async () => {
    const pull = await start({ base: { 'src/auth.js': auth(''), '.env': `JWT_SECRET=${weak}\n` } });
    pull.push({ 'notes.txt': 'nothing\n' });
    const quiet = await pull.review(['--comment', '--summary']);
    expect(quiet).toMatchObject({ code: 0, stdout: '' });
    expect(quiet.summary).toMatch(/_\d more in files and lines that this pull request does not/);
    expect(pull.api.reviews).toEqual([]);
    expect((await pull.review(['--all'])).code).toBe(1);
  });

  test('a call that is changed tells of the value elsewhere that is now too short', async () => {
    const value = Buffer.from('k'.repeat(3)).toString('hex');
    const long = `${value}f81d4a9c3b5e7026${'9a4c1e'.repeat(4)}`;
    const pull = await start({
      base: { 'src/auth.js': auth(pinned), '.env': `JWT_SECRET=${long}\n` },
    });
    pull.push({ 'src/auth.js': auth(pinned).replaceAll('HS256', 'HS512') });
    const run = await pull.review(['--comment']);
    expect(run.code).toBe(1);
    expect(pull.api.comments[0]).toMatchObject({ path: 'src/auth.js' });
    expect(pull.api.comments[0]?.body).toContain('HS512');
  });

  test('line numbers of a merge are those of the head commit', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `L${index}=1`);
    const env = (more: readonly string[], secret: string): string =>
      `${[...more, ...lines, `JWT_SECRET=${secret}`].join('\n')}\n`;
    const pull = await start({
      base: { 'src/auth.js': auth(pinned), '.env': env([], '') },
    });
    pull.push({ '.env': env([], weak) });
    pull.moveBase({ '.env': env(['NEW=1', 'MORE=1'], '') });
    const run = await pull.review(['--comment']);
    expect(run.stdout).toContain('line=43');
    expect(places(pull)).toEqual(['.env:41']);
  });

  test('300 changed files come in three pages', async () => {
    const pull = await start();
    const files = Array.from({ length: 299 }, (_, index) => [`docs/${index}.txt`, 'x\n'] as const);
    pull.push({
      ...Object.fromEntries(files),
      'zz/.env.production': `JWT_SECRET=${weak}\n`,
    });
    const run = await pull.review(['--comment']);
    expect(run.code).toBe(1);
    expect(pull.api.requests.filter((one) => one.endsWith('list-files'))).toHaveLength(3);
    expect(places(pull)).toEqual(['zz/.env.production:1']);
  });

  test('more than 30 places: the rest is in the text of the review', async () => {
    const pull = await start();
    const names = Array.from({ length: 40 }, (_, index) => `services/s${index}/.env.production`);
    pull.push(Object.fromEntries(names.map((name) => [name, `JWT_SECRET=${weak}\n`])));
    await pull.review(['--comment']);
    expect(pull.api.comments).toHaveLength(30);
    const body = pull.api.reviews[0]?.body ?? '';
    expect(names.filter((name) => body.includes(`${name}:1`))).toHaveLength(10);
    await pull.review(['--comment']);
    expect(pull.api.reviews).toHaveLength(1);
  });
});

describe('suggestions', () => {
  const suggested = ({ api }: PullRequestFixture): string[] =>
    api.comments.flatMap(({ body }) => /```suggestion\n([\s\S]*?)\n```/.exec(body)?.[1] ?? []);

  test('a literal becomes a variable, a fallback goes, and no value is offered', async () => {
    const pull = await start();
    const lines = [
      "import jwt from 'jsonwebtoken';",
      `const key = '${weak}';`,
      "export const sign = (claims) => jwt.sign(claims, key, { expiresIn: '1h' });",
      `const other = process.env.REFRESH_SECRET || '${weak}2';`,
      "export const refresh = (claims) => jwt.sign(claims, other, { expiresIn: '1h' });",
      '',
    ];
    pull.push({ 'src/auth.js': lines.join('\n') });
    const run = await pull.review(['--comment']);
    expect(run.code).toBe(1);
    expect(suggested(pull)).toEqual([
      expect.stringMatching(/^const key = process\.env\.\w+;$/),
      'const other = process.env.REFRESH_SECRET;',
    ]);
    const posted = JSON.stringify(pull.api.reviews);
    // 32 random bytes have 43 characters or more in every format.
    expect(posted.replace(/k1:[0-9a-f]{32}|[0-9a-f]{40}/g, '')).not.toMatch(/[A-Za-z0-9_-]{43,}/);
    expect(posted).toContain('keylint generate');
  });

  test('a line of an env file is commented on, and no value is suggested for it', async () => {
    const pull = await start();
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    await pull.review(['--comment']);
    expect(pull.api.comments).toHaveLength(1);
    expect(suggested(pull)).toEqual([]);
  });
});

describe('what GitHub refuses', () => {
  test('a fork: 403 falls back to annotations and summary, the exit code stays', async () => {
    const pull = await start({ isFork: true });
    pull.api.isReadOnly = true;
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    const run = await pull.review(['--comment', '--summary', '--upload-sarif']);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('::error file=.env.production,line=1');
    expect(run.stdout).toContain('::notice title=keylint::No review');
    expect(run.stdout).toContain('::notice title=keylint::SARIF was not sent');
    expect(run.summary).toContain('.env.production');
    expect(pull.api.reviews).toEqual([]);

    pull.forcePush({ 'a.txt': 'nothing\n' });
    expect((await pull.review(['--comment', '--upload-sarif'])).code).toBe(0);
  });

  test('a line outside of the diff: all is said in the text, in a second request', async () => {
    const pull = await start();
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    pull.api.commentable = () => false;
    const run = await pull.review(['--comment']);
    expect(run.code).toBe(1);
    expect(pull.api.requests.filter((one) => one.endsWith('create-review'))).toHaveLength(2);
    expect(pull.api.comments).toEqual([]);
    expect(pull.api.reviews[0]?.body).toContain('.env.production:1');
    await pull.review(['--comment']);
    expect(pull.api.reviews).toHaveLength(1);
  });

  test('a push in the meantime: the review goes to the new commit', async () => {
    const pull = await start();
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    const env = { GITHUB_EVENT_PATH: pull.environment().GITHUB_EVENT_PATH ?? '' };
    pull.api.head = 'f'.repeat(40);
    await pull.review(['--comment'], env);
    expect(pull.api.reviews[0]).toMatchObject({ comments: [], commit_id: 'f'.repeat(40) });
  });

  test('rate limits with retry-after are waited for, on reading and on writing', async () => {
    const pull = await start();
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    const headers = { 'retry-after': '1' };
    const message = 'You have exceeded a secondary rate limit.';
    pull.api.faults.push(
      { on: 'pulls/list-files', status: 429, headers, message },
      { on: 'pulls/create-review', status: 403, headers, message },
    );
    const run = await pull.review(['--comment']);
    expect(run.code).toBe(1);
    expect(pull.api.reviews).toHaveLength(1);
    expect(pull.api.requests.filter((one) => one.endsWith('create-review'))).toHaveLength(2);
  });

  test('an answer that does not come: the clone says what changed', async () => {
    const pull = await start({ base: { '.env': `JWT_SECRET=${weak}\n` } });
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    pull.api.faults.push({ on: 'pulls/list-files', status: 404 });
    const run = await pull.review([]);
    expect(run.stderr).toContain('did not list the changed files: not found with this token (404)');
    expect(run.stdout).toContain('file=.env.production');
    expect(run.stdout).not.toMatch(/file=\.env,/);
  });
});

describe('around it', () => {
  test('an Enterprise server has its API elsewhere', async () => {
    const pull = await start({ apiBase: '/api/v3' });
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    await pull.review(['--comment']);
    expect(pull.api.reviews).toHaveLength(1);
  });

  test('SARIF goes through the API: of the whole tree, compressed, with line hashes', async () => {
    const pull = await start({ base: { 'src/auth.js': auth(''), '.env': `JWT_SECRET=${weak}\n` } });
    pull.push({ 'notes.txt': 'nothing\n' });
    const run = await pull.review(['--upload-sarif', '--sarif=out.sarif']);
    expect(run).toMatchObject({ code: 0 });
    expect(run.outputs).toContain('sarif-file=out.sarif');
    expect(pull.api.uploads).toHaveLength(1);
    expect(pull.api.uploads[0]).toMatchObject({ ref: 'refs/pull/7/merge' });
    const text = JSON.stringify(pull.api.uploads[0]?.sarif);
    expect(text).toContain('primaryLocationLineHash');
    expect(text).not.toContain(weak);
  });

  test.each([
    ['a stranger', { login: 'stranger', type: 'User' }, bot.login, 1],
    ['another bot', { login: 'dependabot[bot]', type: 'Bot' }, bot.login, 1],
    ['a user with the name of ours', { login: 'github-actions', type: 'User' }, bot.login, 1],
    ['our own bot', bot, bot.login, 0],
    ['our own bot, as GraphQL spells it', bot, 'github-actions', 0],
    ['the bot of an app of our own', { login: 'acme[bot]', type: 'Bot' }, 'acme[bot]', 0],
    ['the bot of workflows, where nobody tells who we are', bot, undefined, 0],
  ] as const)('a mark in the comment of %s', async (_, user, viewer, told) => {
    const pull = await start();
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    await pull.review(['--comment']);
    const { comments } = pull.api;
    comments.splice(0, comments.length, ...comments.map((comment) => ({ ...comment, user })));
    pull.api.reviews.splice(0);
    pull.api.viewer = viewer;
    await pull.review(['--comment']);
    expect(pull.api.reviews).toHaveLength(told);
  });

  // Windows has no such names.
  test.skipIf(process.platform === 'win32')(
    'names of files cannot steer the log, the comment or the summary',
    async () => {
      const name = 'x`@team --> <img onerror=1>\n::error::injected/.env.production';
      const pull = await start();
      pull.push({ [name]: `JWT_SECRET=${weak}\n` });
      const run = await pull.review(['--comment', '--summary']);
      expect(run.code).toBe(1);
      for (const line of `${run.stdout}\n${run.stderr}`.split('\n')) {
        expect(line).not.toMatch(/^\s*::error::injected/);
      }
      const posted = [...pull.api.comments, ...pull.api.reviews].map(({ body }) => body).join('\n');
      for (const text of [posted, run.summary]) {
        expect(text).not.toMatch(/@team|<img|\n::error/);
      }
    },
  );

  test('a hostile settings file is quoted in one line that no runner obeys', async () => {
    const pull = await start();
    pull.push({ 'keylint.config.json': '{"\\n::error::injected": 1}' });
    const run = await pull.review([]);
    expect(run.code).toBe(2);
    expect(run.stderr).not.toMatch(/^::/m);
  });

  test('a change of settings or baseline is pointed at', async () => {
    const pull = await start();
    pull.push({ 'keylint.config.json': '{}' });
    expect((await pull.review([])).stdout).toContain('::warning file=keylint.config.json');
  });

  test('a push has no pull request: everything is reported and nothing is sent', async () => {
    const pull = await start({ base: { '.env': `JWT_SECRET=${weak}\n` } });
    pull.push({ 'a.txt': 'x\n' });
    const { GITHUB_EVENT_PATH = '' } = pull.environment();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(GITHUB_EVENT_PATH, JSON.stringify({ ref: 'refs/heads/main' }));
    const run = await pull.review(['--comment'], { GITHUB_EVENT_PATH });
    expect(run.code).toBe(1);
    expect(pull.api.requests).toEqual([]);
  });
});

test('a pull request asks for no age: what it changes is new, and its clone has no history', async () => {
  const strong = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';
  const pull = await start({
    base: { 'src/auth.js': auth(pinned), '.env': `JWT_SECRET=${strong}\n` },
  });
  pull.push({ 'src/auth.js': `${auth(pinned)}// more\n` });
  const head = execFileSync('git', ['rev-list', 'HEAD'], { cwd: pull.root, encoding: 'utf8' });
  writeFileSync(join(pull.root, '.git/shallow'), head);
  const ofChanges = await pull.review(['--max-age', '90d']);
  expect([ofChanges.code, ofChanges.stderr]).toEqual([0, '']);
  const ofAll = await pull.review(['--max-age', '90d', '--all']);
  expect(ofAll.code).toBe(2);
  expect(ofAll.stderr).toContain('fetch-depth: 0');
});

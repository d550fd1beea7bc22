// action.yml, step by step as a runner runs it: on a push, a pull request, and one from a fork.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { action, runAction } from './action.ts';
import { createPullRequest, type FixtureOptions, type PullRequestFixture } from './pull-request.ts';

const weak = 'mysecretkey';
const open: PullRequestFixture[] = [];

async function start(options?: FixtureOptions): Promise<PullRequestFixture> {
  const fixture = await createPullRequest(options);
  open.push(fixture);
  return fixture;
}

afterEach(async () => {
  for (const fixture of open.splice(0)) {
    expect(fixture.api.rejected).toEqual([]);
    await fixture.dispose();
  }
});

// The action is for runners; theirs on Windows has bash, a developer's machine may not.
describe.skipIf(process.platform === 'win32')('action.yml', () => {
  test('a pull request: annotations, summary, review, SARIF, then the exit code', async () => {
    const pull = await start();
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    const env = pull.environment();
    const run = await runAction({
      cwd: pull.root,
      env,
      inputs: { comment: 'true', 'upload-sarif': 'true' },
    });
    expect(run).toMatchObject({ isGreen: false, exitCode: 1 });
    expect(run.outputs['exit-code']).toBe('1');
    expect(Number(run.outputs.findings)).toBeGreaterThan(0);
    expect(run.log).toContain('::error file=.env.production,line=1');
    expect(run.log).not.toContain(weak);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY ?? '', 'utf8')).toContain('.env.production');
    expect(pull.api.reviews).toHaveLength(1);
    expect(run.used.map(({ uses }) => uses)).toEqual([
      expect.stringMatching(/^github\/codeql-action\/upload-sarif@[0-9a-f]{40}$/),
    ]);
    const sarif = run.used[0]?.with.sarif_file ?? '';
    expect(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results.length).toBeGreaterThan(0);
  });

  test('a pull request that touches nothing is green, whatever else is there', async () => {
    const pull = await start({ base: { '.env': `JWT_SECRET=${weak}\n` } });
    pull.push({ 'a.txt': 'x\n' });
    const green = await runAction({ cwd: pull.root, env: pull.environment() });
    expect(green).toMatchObject({ isGreen: true, outputs: { 'exit-code': '0', findings: '0' } });
    const all = await runAction({
      cwd: pull.root,
      env: pull.environment(),
      inputs: { 'changed-only': 'false' },
    });
    expect(all).toMatchObject({ isGreen: false, exitCode: 1 });
  });

  test('a fork: the token can only read, and the job fails for findings alone', async () => {
    const pull = await start({ isFork: true });
    pull.api.isReadOnly = true;
    const inputs = { comment: 'true', 'upload-sarif': 'true' };
    pull.push({ 'a.txt': 'x\n' });
    const clean = await runAction({
      cwd: pull.root,
      env: pull.environment(),
      inputs,
      outcomeOfUses: 'failure',
    });
    expect(clean).toMatchObject({ isGreen: true });
    pull.push({ '.env.production': `JWT_SECRET=${weak}\n` });
    const found = await runAction({ cwd: pull.root, env: pull.environment(), inputs });
    expect(found).toMatchObject({ exitCode: 1 });
    expect(found.log).toContain('::notice title=keylint::No review');
  });

  test('a push: the whole tree, and SARIF by the API', async () => {
    const pull = await start({ base: { '.env': `JWT_SECRET=${weak}\n` } });
    pull.push({ 'a.txt': 'x\n' });
    const env = pull.environment({ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' });
    writeFileSync(env.GITHUB_EVENT_PATH ?? '', JSON.stringify({ ref: 'refs/heads/main' }));
    const run = await runAction({ cwd: pull.root, env, inputs: { 'upload-sarif': 'api' } });
    expect(run).toMatchObject({ isGreen: false, exitCode: 1, used: [] });
    expect(pull.api.uploads).toMatchObject([{ ref: 'refs/heads/main' }]);
  });

  test('a failed upload fails the job of a push, with 2', async () => {
    const pull = await start();
    pull.push({ 'a.txt': 'x\n' });
    const run = await runAction({
      cwd: pull.root,
      env: pull.environment(),
      inputs: { 'upload-sarif': 'true' },
      outcomeOfUses: 'failure',
    });
    expect(run).toMatchObject({ exitCode: 2 });
  });

  test('inputs are values and never code or options', async () => {
    const pull = await start();
    const odd = '--exit-zero';
    pull.push({
      [odd]: 'x\n',
      'a b/.env': `JWT_SECRET=${weak}\n`,
      'c/.env': `JWT_SECRET=${weak}\n`,
    });
    const trap = join(pull.root, '..', 'trap');
    const run = await runAction({
      cwd: pull.root,
      env: pull.environment(),
      inputs: { paths: `${odd}\na b\n\n`, 'fail-on': `low";touch ${trap};$(touch ${trap})` },
    });
    expect(existsSync(trap)).toBe(false);
    expect(run).toMatchObject({ exitCode: 2 });
    const good = await runAction({
      cwd: pull.root,
      env: pull.environment(),
      inputs: { paths: `${odd}\na b\n\n`, 'fail-on': 'low' },
    });
    expect(good).toMatchObject({ exitCode: 1 });
    expect(good.log).toContain('file=a b/.env');
    expect(good.log).not.toContain('file=c/.env');
  });

  test('a version is installed from npm, away from the workspace, and has to be exact', async () => {
    const pull = await start();
    pull.push({ '.npmrc': 'registry=https://registry.invalid\n' });
    const bin = join(pull.root, '..', 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm $* in $PWD"\n', { mode: 0o755 });
    const env = { ...pull.environment(), PATH: `${bin}:${process.env.PATH}` };
    const exact = await runAction({ cwd: pull.root, env, inputs: { version: '1.2.3' } });
    expect(exact.log).toMatch(/^npm install .*keylint@1\.2\.3 in .*runner\/keylint$/m);
    for (const version of ['latest', '^1.2.3', '1.2.3; id', 'https://example.com/x.tgz']) {
      const run = await runAction({ cwd: pull.root, env, inputs: { version } });
      expect(run).toMatchObject({ exitCode: 2 });
      expect(run.log).not.toContain('npm install');
    }
  });

  test('nothing is put into scripts by template, and other actions are pinned', () => {
    for (const { run, uses, shell } of action.runs.steps) {
      expect(run ?? '').not.toContain('${{');
      if (uses) expect(uses).toMatch(/@[0-9a-f]{40}$/);
      else expect(shell).toBe('bash');
    }
  });
});

// A repository comes with links of its own. No command writes through one that leads out of it, or into `.git`.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProject, type TestProject } from '../fix/project.ts';

const weak = "const jwt = require('jsonwebtoken');\njwt.sign({}, 'weaksecret1');\n";

let project: TestProject;
let victim: string;
beforeEach(() => {
  // The name of a file is a part of every report: a shell that reads one runs it.
  project = createProject({ '$(touch RUN).js': weak });
  mkdirSync(join(project.root, '.git/hooks'), { recursive: true });
  victim = join(project.root, '../.bashrc');
  writeFileSync(victim, 'export PRECIOUS=1\n');
});
afterEach(() => project.remove());

const commands = {
  'a report': ['-f', 'text', '-o', 'link'],
  'a report named by its extension': ['-o', 'link.sarif'],
  'a report of a fix': ['--fix', '-f', 'json', '-o', 'link'],
  'a baseline': ['baseline', '--baseline', 'link'],
  'an updated baseline': ['--update-baseline', '--baseline', 'link'],
  'the baseline that nobody named': ['baseline'],
  'first settings': ['init'],
  'a new secret': ['generate', '--env-name', 'A', '--write', 'link', '--force'],
  'the SARIF of a review': ['review', '--sarif', 'link'],
} as const;
const names = ['link', 'link.sarif', 'keylint.baseline.json', 'keylint.config.json'];

describe.skipIf(process.platform === 'win32').each(Object.entries(commands))('%s', (_, argv) => {
  test.each([
    ['out of the repository', '../.bashrc'],
    ['out of it to a file that is not there', '../new-file'],
    ['into .git', '.git/hooks/pre-commit'],
  ])('is not written through a link %s', async (_where, to) => {
    for (const name of names) symlinkSync(to, join(project.root, name));
    const hook = join(project.root, '.git/hooks/pre-commit');
    const { code, stderr } = await project.run(
      ...argv,
      ...(argv[0] === 'init' ? [] : ['--no-config']).filter(() => argv[0] !== 'generate'),
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/is a link, or lies behind one: it leads to|is there already/);
    expect(readFileSync(victim, 'utf8')).toBe('export PRECIOUS=1\n');
    expect([existsSync(hook), existsSync(join(project.root, '../new-file'))]).toEqual([
      false,
      false,
    ]);
    for (const name of names)
      expect(lstatSync(join(project.root, name)).isSymbolicLink()).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('hook install', () => {
  test('refuses a hook that is a link to somewhere else', async () => {
    mkdirSync(join(project.root, '.git/hooks'), { recursive: true });
    symlinkSync(victim, join(project.root, '.git/hooks/pre-commit'));
    const { code, stderr } = await project.run('hook', 'install');
    expect([code, readFileSync(victim, 'utf8')]).toEqual([2, 'export PRECIOUS=1\n']);
    expect(stderr).toContain('it leads to');
  });

  test.each([
    ['a link that was committed', (root: string) => symlinkSync('..', join(root, 'hooks'))],
    ['a directory below such a link', (root: string) => symlinkSync('..', join(root, 'hooks'))],
  ])('does not follow core.hooksPath through %s', async (name, make) => {
    make(project.root);
    const below = name.includes('below') ? 'hooks/made' : 'hooks';
    project.git('config', 'core.hooksPath', below);
    const { code, stderr } = await project.run('hook', 'install');
    expect([code, stderr]).toEqual([2, expect.stringContaining('which other repositories share')]);
    expect(existsSync(join(project.root, '../pre-commit'))).toBe(false);
    expect(existsSync(join(project.root, '../made'))).toBe(false);
  });
});

test.skipIf(process.platform === 'win32')('refuses before the audit, not after it', async () => {
  symlinkSync(victim, join(project.root, 'link'));
  const { stdout, stderr } = await project.run('-f', 'text', '-f', 'json', '-o', 'link');
  expect([stdout, stderr.split('\n').length]).toEqual(['', 3]);
});

describe.skipIf(process.platform === 'win32')('what only this disk has stays', () => {
  const env = 'JWT_SECRET=plainlyfake1\n';
  const settings = (baseline: string): void =>
    writeFileSync(join(project.root, 'keylint.config.json'), JSON.stringify({ baseline }));

  test('where the settings of a repository call it their baseline', async () => {
    writeFileSync(join(project.root, '.env'), env);
    settings('.env');
    const { code, stderr } = await project.run('baseline');
    expect([code, readFileSync(join(project.root, '.env'), 'utf8')]).toEqual([2, env]);
    expect(stderr).toContain('.env is no baseline');
  });

  test.each(['.git/hooks/pre-commit', 'a/../.GIT/config'])('and so does %s', async (name) => {
    const hook = join(project.root, '.git/hooks/pre-commit');
    settings(name);
    const { code, stderr } = await project.run('--update-baseline');
    expect([code, existsSync(hook)]).toEqual([2, false]);
    expect(stderr).toContain("leads into git's own directory");
  });

  test('where a link inside of the repository leads a report to it', async () => {
    writeFileSync(join(project.root, '.env'), env);
    symlinkSync('.env', join(project.root, 'keylint.sarif'));
    const { code, stderr } = await project.run('-o', 'keylint.sarif');
    expect([code, readFileSync(join(project.root, '.env'), 'utf8')]).toEqual([2, env]);
    expect(stderr).toContain('it would be lost');
  });
});

test('a baseline that a merge has damaged is written anew', async () => {
  writeFileSync(join(project.root, 'keylint.baseline.json'), '<<<<<<< a\n{ "findings": [\n');
  expect((await project.run('baseline')).code).toBe(0);
  writeFileSync(join(project.root, 'keylint.baseline.json'), '');
  expect((await project.run('baseline')).code).toBe(0);
});

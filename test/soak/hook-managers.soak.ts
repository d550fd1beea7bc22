// The real hook managers: pre-commit installs the hook from a clone of this repository, husky, lefthook and lint-staged
// call it as the README says. Whatever cannot be had - pre-commit is expected on PATH, the others come from npm - is
// said aloud and skipped.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bin } from '../cli/run-cli.ts';
import { createRepository, type Repository } from '../hooks/repository.ts';

const root = join(import.meta.dirname, '../..');
const scratch = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-managers-')));
const weak = 'JWT_SECRET=mysecretkey\n';
const clean = 'JWT_SECRET=\n';
const auth =
  "import jwt from 'jsonwebtoken';\nexport const sign = (claims) => jwt.sign(claims, process.env.JWT_SECRET, { algorithm: 'HS512', expiresIn: '1h' });\n";

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function skipped(what: string): boolean {
  process.stderr.write(`\n!!! SKIPPED: ${what}\n\n`);
  return true;
}

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
const lacksPreCommit =
  !hasPreCommit && skipped('pre-commit is not on PATH (pip install pre-commit)');

function installManagers(): boolean {
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', scratch];
  try {
    execFileSync('npm', [...args, 'husky@9', 'lefthook@2', 'lint-staged@16'], {
      stdio: 'pipe',
      timeout: 300_000,
      cwd: scratch,
      shell: process.platform === 'win32',
    });
    return true;
  } catch {
    return false;
  }
}
const lacksManagers =
  !installManagers() && skipped('husky, lefthook and lint-staged cannot be had from npm');

/** Certificates, proxies and registries of this machine: npm runs under pre-commit. */
function networkEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || /^(?:GIT_|PATH$|Path$)/.test(name) ? [] : [[name, value]],
    ),
  );
}

let repository: Repository;
beforeEach(() => {
  repository = createRepository();
});
afterEach(() => {
  repository.dispose();
});

/** What every manager has to do, once its hook is in place. */
function proveCommits(commit: (message: string) => ReturnType<Repository['git']>): void {
  repository.write('auth.js', auth);
  repository.write('a b/.env', weak);
  repository.git('add', '--all', '.');
  const blocked = commit('weak');
  expect(blocked.code, blocked.text).not.toBe(0);
  expect(blocked.text).toContain('HS512 needs 64 bytes');
  expect(blocked.text).toContain('signs in auth.js:2');
  expect(blocked.text).not.toContain('mysecretkey');
  repository.write('a b/.env', clean);
  repository.git('add', '--all', '.');
  const passed = commit('clean');
  expect(passed.code, passed.text).toBe(0);
  // The index is weak, the disk is not.
  repository.write('a b/.env', weak);
  repository.git('add', '--all', '.');
  repository.write('a b/.env', clean);
  expect(commit('index').code).not.toBe(0);
  // The disk is weak, the index is not.
  repository.git('reset', '--quiet');
  repository.write('a b/.env', `# new\n${clean}`);
  repository.git('add', '--all', '.');
  repository.write('a b/.env', weak);
  const staged = commit('staged');
  expect(staged.code, staged.text).toBe(0);
}

describe.skipIf(lacksPreCommit)('pre-commit', () => {
  test('installs from a clone, blocks, passes, sees the index, and all files', {
    timeout: 900_000,
  }, () => {
    const clone = join(scratch, 'clone');
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
    const revision = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: clone, encoding: 'utf8' });
    repository.write(
      '.pre-commit-config.yaml',
      [
        'default_language_version: {node: system}',
        'repos:',
        `- repo: ${clone}`,
        `  rev: ${revision.trim()}`,
        '  hooks: [{id: keylint}, {id: keylint-all}]',
        '',
      ].join('\n'),
    );
    const env = { ...networkEnvironment(), PRE_COMMIT_HOME: join(scratch, 'pre-commit') };
    const preCommit = (...args: readonly string[]): ReturnType<Repository['git']> =>
      repository.run('pre-commit', args, { env, timeout: 300_000 });
    const git = (...args: readonly string[]): ReturnType<Repository['git']> =>
      repository.run('git', args, { env, timeout: 300_000 });
    const installed = preCommit('install', '--install-hooks', '-t', 'pre-commit', '-t', 'pre-push');
    expect(installed.code, installed.text).toBe(0);
    proveCommits((message) => git('commit', '--message', message));

    repository.git('reset', '--quiet', '--hard');
    for (const name of ['-x.env', '--exit-zero', 'all files.env']) repository.write(name, weak);
    repository.git('add', '--all', '.');
    const dashed = git('commit', '--message', 'dashes');
    expect(dashed.code, dashed.text).not.toBe(0);
    expect(dashed.text).toContain('-x.env');
    expect(dashed.text).toContain('all files.env');
    expect(git('commit', '--quiet', '--no-verify', '--message', 'x').code).toBe(0);
    // Nothing is staged any more: names are read from disk.
    expect(preCommit('run', 'keylint', '--all-files').code).toBe(1);
    expect(preCommit('run', 'keylint-all', '--hook-stage', 'manual', '--all-files').code).toBe(1);
    repository.run('git', ['init', '--quiet', '--bare', join(repository.parent, 'remote')]);
    const pushed = git('push', '--quiet', join(repository.parent, 'remote'), 'main');
    expect(pushed.code, pushed.text).not.toBe(0);
  });
});

describe.skipIf(lacksPreCommit)('the mirror for pre-commit', () => {
  test('installs one package in seconds, blocks and passes', { timeout: 600_000 }, () => {
    const words = ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch];
    const shell = process.platform === 'win32';
    const packed = execFileSync('npm', words, { cwd: root, encoding: 'utf8', shell }).trim();
    const mirror = join(scratch, 'mirror');
    cpSync(join(root, 'mirrors/pre-commit'), mirror, { recursive: true });
    const hooks = join(mirror, '.pre-commit-hooks.yaml');
    // What this repository would publish, in the place of what is published.
    const text = readFileSync(hooks, 'utf8');
    writeFileSync(hooks, text.replace(/'keylint@[\d.]+'/g, `'${join(scratch, packed)}'`));
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    for (const args of [
      ['init', '--quiet'],
      ['add', '.'],
      ['commit', '--quiet', '-m', 'x'],
    ]) {
      execFileSync('git', [...identity, ...args], { cwd: mirror });
    }
    const revision = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: mirror, encoding: 'utf8' });
    repository.write(
      '.pre-commit-config.yaml',
      [
        'default_language_version: {node: system}',
        'repos:',
        `- {repo: ${mirror}, rev: ${revision.trim()}, hooks: [{id: keylint}]}`,
        '',
      ].join('\n'),
    );
    const env = { ...networkEnvironment(), PRE_COMMIT_HOME: join(scratch, 'mirrored') };
    const started = performance.now();
    const installed = repository.run('pre-commit', ['install', '--install-hooks'], {
      env,
      timeout: 600_000,
    });
    expect(installed.code, installed.text).toBe(0);
    process.stderr.write(
      `the mirror was installed in ${Math.round((performance.now() - started) / 100) / 10} s\n`,
    );
    proveCommits((message) =>
      repository.run('git', ['commit', '--message', message], { env, timeout: 300_000 }),
    );
  });
});

describe.skipIf(lacksManagers)('managers from npm', () => {
  const programs = join(scratch, 'node_modules/.bin');
  /** The package as an installation puts it there. */
  function installKeylint(): void {
    repository.write('.gitignore', 'node_modules\n');
    repository.write(
      'node_modules/.bin/keylint',
      `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`,
      0o755,
    );
  }

  test('husky', { timeout: 120_000 }, () => {
    installKeylint();
    repository.write('package.json', '{"private":true,"devDependencies":{"husky":"9"}}\n');
    const started = repository.run(join(programs, 'husky'), []);
    expect(started.code, started.text).toBe(0);
    const recipe = repository.keylint('hook', 'install');
    expect(recipe.stderr).toContain('.husky/pre-commit');
    repository.write('.husky/pre-commit', recipe.stdout, 0o755);
    proveCommits((message) => repository.git('commit', '--message', message));
  });

  test('lefthook', { timeout: 120_000 }, () => {
    installKeylint();
    repository.write('lefthook.yml', '');
    const recipe = repository.keylint('hook', 'install');
    repository.write('lefthook.yml', recipe.stdout);
    const started = repository.run(join(programs, 'lefthook'), ['install']);
    expect(started.code, started.text).toBe(0);
    expect(existsSync(join(repository.root, '.git/hooks/pre-commit'))).toBe(true);
    const env = { LEFTHOOK_BIN: join(programs, 'lefthook') };
    proveCommits((message) => repository.run('git', ['commit', '--message', message], { env }));
  });

  test('lint-staged, started by a plain hook', { timeout: 120_000 }, () => {
    installKeylint();
    repository.write('package.json', '{"private":true,"lint-staged":{}}\n');
    const recipe = repository.keylint('hook', 'install').stdout;
    repository.write('package.json', `{"private":true,"lint-staged":{${recipe}}}\n`);
    repository.write(
      '.git/hooks/pre-commit',
      `#!/bin/sh\nexec '${join(programs, 'lint-staged')}'\n`,
      0o755,
    );
    proveCommits((message) => repository.git('commit', '--message', message));
  });
});

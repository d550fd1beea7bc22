// `keylint hook` in real repositories: what it reports on, and what it does to hooks that are there already.
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bin } from '../cli/run-cli.ts';
import { createRepository, type Repository } from './repository.ts';

const weak = 'JWT_SECRET=mysecretkey\n';
const auth =
  "import jwt from 'jsonwebtoken';\nexport const sign = (claims) => jwt.sign(claims, process.env.JWT_SECRET, { algorithm: 'HS512', expiresIn: '1h' });\n";

let repository: Repository;
beforeEach(() => {
  repository = createRepository();
});
afterEach(() => {
  repository.dispose();
});

const isWindows = process.platform === 'win32';

describe('hook run', () => {
  test('named files are linked against all others and reported alone', () => {
    repository.write('auth.js', auth);
    repository.write('.env', weak);
    repository.write('other/.env', weak);
    repository.git('add', '.');
    const run = repository.keylint('hook', 'run', '--', '.env');
    expect(run.code).toBe(1);
    // The algorithm is said in a file that was not named.
    expect(run.stdout).toContain('HS512 needs 64 bytes');
    expect(run.stdout).toContain('signs in auth.js:2');
    expect(run.stdout).not.toContain('other/.env');
    expect(repository.keylint('hook', 'run', '--', 'auth.js').code).toBe(0);
  });

  test('what is staged is audited, not what is on disk', () => {
    repository.write('.env', weak);
    repository.git('add', '.');
    repository.write('.env', 'JWT_SECRET=\n');
    expect(repository.keylint('hook', 'run').code).toBe(1);
    expect(repository.keylint('hook', 'run', '--', '.env').code).toBe(1);
    repository.git('add', '.');
    repository.write('.env', weak);
    expect(repository.keylint('hook', 'run').code).toBe(0);
    expect(repository.keylint('hook', 'run', '--', '.env').code).toBe(0);
  });

  test('files that are not staged are read from disk: --all-files, a push', () => {
    repository.write('.env', weak);
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message', 'x');
    expect(repository.keylint('hook', 'run').code).toBe(0);
    expect(repository.keylint('hook', 'run', '--', '.env').code).toBe(1);
  });

  test('from a directory below, and with absolute paths as lint-staged gives them', () => {
    repository.write('auth.js', auth);
    repository.write('a/.env', weak);
    repository.git('add', '.');
    const below = { cwd: join(repository.root, 'a') };
    const run = repository.run('keylint', ['hook', 'run', '--', '.env'], below);
    if (!isWindows) expect(run.code).toBe(1);
    const absolute = join(repository.root, 'a/.env');
    expect(repository.keylint('hook', 'run', '--', absolute).code).toBe(1);
  });

  test.skipIf(isWindows)(
    'names with blanks, dashes, marks of globs and line ends are names',
    () => {
      const names = [
        '-f .env',
        '--exit-zero',
        'a b/.env',
        '[id]/.env',
        '!x/.env',
        'n\nl/.env',
        '-',
      ];
      for (const name of names) repository.write(name, weak);
      repository.write('i/.env', weak);
      repository.git('add', '--all', '.');
      const run = repository.keylint('hook', 'run', '--format=json', '--', ...names);
      expect(run.code).toBe(1);
      const { findings }: { findings: { path: string }[] } = JSON.parse(run.stdout);
      const paths = new Set(findings.map(({ path }) => path));
      expect([...paths].sort()).toEqual(names.filter((name) => name.includes('.env')).sort());
    },
  );

  test('options that a hook manager was given land behind the dashes, and are options all the same', () => {
    repository.write('.env', weak);
    repository.write('b/.env', weak);
    repository.git('add', '--all', '.');
    const run = (...words: string[]) => repository.keylint('hook', 'run', '--', ...words);
    const json = run('.env', '--no-cache', '--format', 'json', '--exclude=b/**');
    expect(json.code).toBe(1);
    const { findings }: { findings: { path: string }[] } = JSON.parse(json.stdout);
    expect(new Set(findings.map(({ path }) => path))).toEqual(new Set(['.env']));
    expect(run('.env', '--exit-zero').code).toBe(0);
    expect(run('--no-cache', '.env.gone')).toMatchObject({ code: 2 });
    expect(run('.env', '--no-cach')).toMatchObject({ code: 2 });
    expect(run('.env', '--fail-on')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--fail-on needs a value'),
    });
    expect(run('.env', '--fail-on', 'nothing').code).toBe(2);
  });

  test.skipIf(isWindows)('a file that is called like an option switches nothing off', () => {
    const run = (cwd = repository.root) =>
      repository.run('keylint', ['hook', 'run', '--', '.env', '--exit-zero'], { cwd });
    repository.write('.env', weak);
    repository.git('add', '--force', '.env');
    repository.write('--exit-zero', 'on disk');
    expect(run().code).toBe(1);
    repository.git('add', '--all', '.');
    rmSync(join(repository.root, '--exit-zero'));
    expect(run().code).not.toBe(0);
    repository.git('commit', '--quiet', '--no-verify', '--message', 'x');
    repository.git('rm', '--quiet', '--cached', '--', '--exit-zero');
    repository.write('.env', 'JWT_SECRET=changeme\n');
    repository.git('add', '--force', '.env');
    expect(run().code).toBe(1);
  });

  test('a baseline has nothing stale in files that were not asked about', () => {
    repository.write('.env', weak);
    repository.write('b/.env', weak);
    repository.git('add', '.');
    repository.keylint('baseline');
    const run = repository.keylint('hook', 'run', '--baseline=keylint.baseline.json', '--', '.env');
    expect(run).toMatchObject({ code: 0 });
    expect(run.text).not.toContain('is gone');
  });

  test('a commit that is fine is not spoken of; one that is stopped says so last', () => {
    repository.write('a.js', 'export const a = 1;\n');
    repository.git('add', '.');
    expect(repository.keylint('hook', 'run')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    repository.write('.env', weak);
    repository.git('add', '-f', '.');
    const run = repository.keylint('hook', 'run');
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(
      /keylint stopped this commit: 1 secret in \.env\. Repair: keylint --fix\S* --staged · Allow: .*ignore\[[a-z-]+\] why · Skip: git commit --no-verify\n$/,
    );
  });

  test('"baseline" of the settings is honoured, and a file that nobody reads is spoken of', () => {
    repository.write('.env', weak);
    repository.git('add', '-f', '.');
    const made = repository.keylint('baseline');
    expect(made.stderr).toContain('"baseline": "keylint.baseline.json"');
    expect(repository.keylint('hook', 'run')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('keylint.baseline.json is not used'),
    });
    repository.write('keylint.config.json', '{ "baseline": "keylint.baseline.json" }\n');
    const run = repository.keylint('hook', 'run');
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('accepted by keylint.baseline.json');
    repository.write('keylint.config.json', '{ "baseline": "../outside.json" }\n');
    expect(repository.keylint('hook', 'run')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('leads out'),
    });
  });

  test('outside of a repository, and with a wrong word, it exits 2 and says why', () => {
    const outside = { cwd: repository.parent };
    const run = repository.run(process.execPath, [bin, 'hook', 'run'], outside);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('git');
    expect(repository.keylint('hook', 'instal')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('install'),
    });
  });
});

describe.skipIf(isWindows)('hook install', () => {
  const hook = '.git/hooks/pre-commit';
  const modeOf = (path: string): number => statSync(join(repository.root, path)).mode & 0o777;

  test('flags are written into the hook, quoted', () => {
    repository.keylint('hook', 'install', '--strict', '--fail-on', 'high', '--exclude', "it's/**");
    expect(repository.read(hook)).toContain(
      "keylint hook run --fail-on=high --strict '--exclude=it'\\''s/**' </dev/null",
    );
  });

  test('blocks a commit with a weak secret, lets a clean one pass, and goes again', () => {
    expect(repository.keylint('hook', 'install').code).toBe(0);
    expect(modeOf(hook)).toBe(0o755);
    repository.write('.env', weak);
    repository.git('add', '.');
    const blocked = repository.git('commit', '--message', 'x');
    expect(blocked.code).toBe(1);
    expect(blocked.text).toContain('JWT_SECRET');
    expect(blocked.text).not.toContain('mysecretkey');
    repository.write('.env', 'JWT_SECRET=\n');
    repository.git('add', '.');
    expect(repository.git('commit', '--message', 'x').code).toBe(0);
    // `git commit file` stages into an index of its own.
    repository.write('.env', weak);
    expect(repository.git('commit', '--message', 'x', '.env').code).toBe(1);
    expect(repository.git('commit', '--message', 'x', '--all').code).toBe(1);
    expect(repository.keylint('hook', 'uninstall').code).toBe(0);
    expect(existsSync(join(repository.root, hook))).toBe(false);
    expect(repository.git('commit', '--message', 'x', '.env').code).toBe(0);
  });

  test.each([
    ['at the end', '#!/bin/sh\necho before\n', /before[\s\S]*keylint/],
    [
      'first, where the script ends by itself',
      '#!/usr/bin/env bash\necho last\nexit 0\n',
      /keylint[\s\S]*last/,
    ],
    ['after a last line without an end', '#!/bin/sh\necho before', /before\n[\s\S]*keylint/],
  ])('joins a hook that is there: %s', (_, script, order) => {
    repository.write(hook, script, 0o750);
    expect(repository.keylint('hook', 'install').code).toBe(0);
    const installed = repository.read(hook);
    expect(installed).toMatch(order);
    expect(modeOf(hook)).toBe(0o750);
    // Twice is once.
    repository.keylint('hook', 'install');
    expect(repository.read(hook)).toBe(installed);
    repository.write('.env', weak);
    repository.git('add', '.');
    expect(repository.git('commit', '--message', 'x').code).toBe(1);
    repository.keylint('hook', 'uninstall');
    expect(repository.read(hook).trimEnd()).toBe(script.trimEnd());
    expect(modeOf(hook)).toBe(0o750);
  });

  test('leaves a hook alone that is no shell script, or broken', () => {
    for (const script of ['#!/usr/bin/env python3\n', '#!/bin/sh\n# >>> keylint >>>\n']) {
      repository.write(hook, script, 0o755);
      expect(repository.keylint('hook', 'install').code).toBe(2);
      expect(repository.read(hook)).toBe(script);
    }
  });

  test('goes where core.hooksPath says, and not into a directory of others', () => {
    repository.git('config', 'core.hooksPath', 'own hooks');
    repository.keylint('hook', 'install');
    expect(repository.read('own hooks/pre-commit')).toContain('keylint');
    repository.git('config', 'core.hooksPath', join(repository.parent, 'shared'));
    const refused = repository.keylint('hook', 'install');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('other repositories share');
    expect(repository.keylint('hook', 'install', '--force').code).toBe(0);
  });

  test('a linked work tree shares the hooks of its repository', () => {
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'x');
    const linked = join(repository.parent, 'linked');
    repository.git('worktree', 'add', '--quiet', linked);
    expect(repository.run('keylint', ['hook', 'install'], { cwd: linked }).code).toBe(0);
    expect(repository.read(hook)).toContain('keylint');
    repository.run('sh', ['-c', 'printf "JWT_SECRET=mysecretkey\\n" > .env && git add .'], {
      cwd: linked,
    });
    expect(repository.run('git', ['commit', '--message', 'x'], { cwd: linked }).code).toBe(1);
  });

  test('a push is checked over the whole tree', () => {
    repository.keylint('hook', 'install', '--stage', 'pre-push');
    expect(existsSync(join(repository.root, hook))).toBe(false);
    repository.write('.env', weak);
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message', 'x');
    repository.run('git', ['init', '--quiet', '--bare', join(repository.parent, 'remote')]);
    const remote = join(repository.parent, 'remote');
    expect(repository.git('push', '--quiet', remote, 'main').code).toBe(1);
    repository.git('rm', '--quiet', '--cached', '.env');
    repository.write('.env', 'JWT_SECRET=\n');
    expect(repository.git('push', '--quiet', remote, 'main').code).toBe(0);
  });

  test('a program that is gone lets nothing pass in silence', () => {
    repository.keylint('hook', 'install');
    repository.run('rm', [join(repository.parent, 'bin/keylint')]);
    repository.write('a.txt', 'x\n');
    repository.git('add', '.');
    const blocked = repository.git('commit', '--message', 'x');
    expect(blocked).toMatchObject({ code: 1 });
    expect(blocked.text).toContain('not installed here');
  });

  test.each([
    ['pre-commit', '.pre-commit-config.yaml', 'repos: []\n', 'id: keylint'],
    ['lefthook', 'lefthook.yml', '', 'hook run'],
    ['lint-staged', 'package.json', '{"lint-staged":{}}', 'keylint hook run --'],
    ['husky', 'package.json', '{"devDependencies":{"husky":"1"}}', 'hook run'],
  ])(
    '%s manages hooks: it is told what to add, and nothing is written',
    (name, file, text, recipe) => {
      repository.write(file, text);
      const run = repository.keylint('hook', 'install');
      expect(run.code).toBe(0);
      expect(run.stderr).toContain(name);
      expect(run.stdout).toContain(recipe);
      expect(existsSync(join(repository.root, hook))).toBe(false);
      expect(repository.keylint('hook', 'install', '--force').code).toBe(0);
      expect(repository.read(hook)).toContain('keylint');
    },
  );

  test('outside of a repository there is nothing to install into', () => {
    mkdirSync(join(repository.parent, 'plain'));
    const run = repository.run('keylint', ['hook', 'install'], {
      cwd: join(repository.parent, 'plain'),
    });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('There is no git work tree here');
  });
});

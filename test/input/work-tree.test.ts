// What a run on the disk lists: paths, directories, globs, ignore rules, and what git knows.
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkTree } from '../../src/input/work-tree.ts';
import { UserError } from '../../src/model/errors.ts';
import { processorMs } from '../processor-time.ts';
import {
  git,
  isWindows,
  optionsFor,
  pathsOf,
  repository,
  scratch,
  textOf,
  write,
} from './scratch.ts';

async function list(cwd: string, ...paths: readonly string[]): Promise<string[]> {
  return pathsOf(await openWorkTree(optionsFor(cwd, ...paths)));
}

async function tracked(cwd: string, ...paths: readonly string[]) {
  const { sources } = await openWorkTree(optionsFor(cwd, ...paths));
  return Object.fromEntries(sources.map((source) => [source.path, source.tracked]));
}

describe('what is asked for', () => {
  test('a directory is the root, files are sorted by code unit and can be read', async () => {
    const cwd = scratch({ 'app/b.js': 'b', 'app/B.js': 'B', 'app/a/z.js': 'z', 'other.js': '' });
    const tree = await openWorkTree(optionsFor(cwd, 'app'));
    expect(tree.root).toBe(`${cwd}/app`);
    expect(tree.name).toBe('app');
    expect(pathsOf(tree)).toEqual(isWindows ? ['B.js', 'a/z.js'] : ['B.js', 'a/z.js', 'b.js']);
    expect(textOf(tree, 'a/z.js')).toBe('z');
  });

  test('without paths everything below the working directory is listed', async () => {
    expect(await list(scratch({ 'a.js': '', 'b/c.js': '' }))).toEqual(['a.js', 'b/c.js']);
  });

  test('an existing path is taken literally before it is a glob', async () => {
    const cwd = scratch({
      'app/(auth)/[id].ts': 'literal',
      'app/(auth)/i.ts': '',
      'app/auth/i.ts': '',
    });
    const tree = await openWorkTree(optionsFor(cwd, 'app/(auth)/[id].ts'));
    expect(pathsOf(tree)).toEqual(['app/(auth)/[id].ts']);
    expect(textOf(tree, 'app/(auth)/[id].ts')).toBe('literal');
  });

  test('globs match, with dot files and braces', async () => {
    const cwd = scratch({ 'a/.env': '', 'a/x.js': '', 'b/.env': '', 'b/y.ts': '', 'c.env': '' });
    expect(await list(cwd, '**/.env')).toEqual(['a/.env', 'b/.env']);
    expect(await list(cwd, '*/*.{js,ts}')).toEqual(['a/x.js', 'b/y.ts']);
    expect(await list(cwd, '{c,d}.env', 'a')).toEqual(['a/.env', 'a/x.js', 'c.env']);
  });

  test('a path named twice is listed once', async () => {
    const cwd = scratch({ 'a/x.js': '' });
    expect(await list(cwd, 'a', 'a/x.js', '**/*.js', './a')).toEqual(['a/x.js']);
  });

  test('a path with ! leaves out, unless a file is called so', async () => {
    const cwd = scratch({ 'src/a.js': '', 'src/gen/b.js': '', '!odd.js': '' });
    expect(await list(cwd, '**/*.js', '!src/gen/**')).toEqual(['!odd.js', 'src/a.js']);
    expect(await list(cwd, '!odd.js')).toEqual(['!odd.js']);
  });

  test('several requests outside of the working directory share their nearest directory', async () => {
    const cwd = scratch({ 'x/a/1.js': '', 'x/b/2.js': '', 'here/3.js': '' });
    const tree = await openWorkTree(optionsFor(`${cwd}/here`, '../x/a', '../x/b/2.js'));
    expect(tree.root).toBe(`${cwd}/x`);
    expect(pathsOf(tree)).toEqual(['a/1.js', 'b/2.js']);
  });

  test('a path that does not exist is the user\u2019s to mend', async () => {
    await expect(list(scratch(), 'nowhere.js')).rejects.toThrow(UserError);
    await expect(list(scratch(), 'no\u001bwhere')).rejects.toThrow('no\\u001bwhere');
    await expect(list('/nowhere/at/all')).rejects.toThrow(UserError);
  });

  test.each([
    ['{a,b}'.repeat(30), 'stand for too many globs'],
    ['{1..999999999}', 'stand for too many globs'],
    ['**/a/'.repeat(6), 'has more than 3 times **'],
  ])('a glob that would take for ever is refused: %s', async (glob, why) => {
    await expect(list(scratch({ 'a.js': '' }), glob)).rejects.toThrow(why);
  });

  test('a glob that matches nothing is an error, unless it may', async () => {
    const cwd = scratch({ 'a.js': '', 'b.min.js': '' });
    await expect(list(cwd, '*.rb', '*.js', '*.go')).rejects.toThrow('no file matches *.rb or *.go');
    await expect(list(cwd, 'nowhere/**/*.rb')).rejects.toThrow(UserError);
    const options = { ...optionsFor(cwd, '*.rb', 'nowhere/**', '*.js'), allowUnmatched: true };
    const tree = await openWorkTree(options);
    expect(pathsOf(tree)).toEqual(['a.js', 'b.min.js']);
  });

  test('a bare repository, or a .git, holds no files to audit', async () => {
    const bare = scratch();
    git(bare, 'init', '-q', '--bare');
    await expect(list(bare)).rejects.toThrow('no files to audit');
    await expect(list(`${bare}/refs`)).rejects.toThrow(UserError);
    await expect(list(repository({ 'a.js': '' }), '.git')).rejects.toThrow(UserError);
    // One that lies in a work tree is a directory of fixtures.
    const cwd = repository();
    git(cwd, 'init', '-q', '--bare', 'fixtures/bare');
    write(cwd, { 'fixtures/a.js': '' });
    expect(await list(cwd, 'fixtures')).toContain('a.js');
  });
});

describe('what is left out', () => {
  const everything = {
    'a.js': '',
    'a.min.js': '',
    'node_modules/x/index.js': '',
    'packages/web/node_modules/y/.env': '',
    'packages/web/package.json': '',
    'packages/web/vendor/lib.js': '',
    'shop/vendor/payout.js': '',
    'third_party/z.js': '',
    '.next/server.js': '',
    '.yarn/releases/yarn-4.cjs': '',
    'dist/a.js': '',
  };

  test('dependencies and vendored files, but not plain words', async () => {
    const tree = await openWorkTree(optionsFor(scratch(everything)));
    // `vendor` beside no manifest may be the seller of a shop; `dist` is only left out where git ignores it.
    expect(pathsOf(tree)).toEqual([
      'a.js',
      'a.min.js',
      'dist/a.js',
      'packages/web/package.json',
      'shop/vendor/payout.js',
    ]);
    // One line a directory, but for caches.
    expect(tree.skipped.map(({ path, reason, isFailure }) => [path, reason, isFailure])).toEqual([
      ['node_modules', 'vendored', false],
      ['packages/web/node_modules', 'vendored', false],
      ['packages/web/vendor', 'vendored', false],
      ['third_party', 'vendored', false],
    ]);
  });

  test('but not configuration of theirs that git tracks', async () => {
    const cwd = repository({
      'package.json': '{}',
      'vendor/a/.env': '',
      'vendor/a/b.js': '',
      'vendor/a/config/c.yaml': '',
      'x/node_modules/y/.env': '',
      'Pods/d.json': '',
      '.gitignore': 'ignored/',
      'third_party/e.js': '',
    });
    write(cwd, {
      'vendor/a/new.yaml': '',
      'ignored/node_modules/z/f.yaml': '',
      'node_modules/g/h.yaml': '',
    });
    const isConfiguration = async () => (path: string) => !path.endsWith('.js');
    const options = { ...optionsFor(cwd), isConfiguration: isConfiguration() };
    const tree = await openWorkTree(options);
    expect(pathsOf(tree)).toEqual([
      '.gitignore',
      'Pods/d.json',
      'package.json',
      'vendor/a/.env',
      'vendor/a/config/c.yaml',
      'x/node_modules/y/.env',
    ]);
    expect(tree.skipped.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([
      'Pods: only configuration that git tracks was read',
      'node_modules: not tracked by git',
      'third_party: only configuration that git tracks was read',
      'vendor: only configuration that git tracks was read',
      'x/node_modules: only configuration that git tracks was read',
    ]);
  });

  test('a named path is audited all the same', async () => {
    const cwd = scratch(everything);
    expect(await list(cwd, 'node_modules/x')).toEqual(['index.js']);
    expect(await list(cwd, 'a.min.js', 'node_modules/x/index.js')).toEqual([
      'a.min.js',
      'node_modules/x/index.js',
    ]);
  });

  test('--exclude counts from the working directory and from the root, also for named files', async () => {
    const cwd = scratch({ 'app/a.js': '', 'app/gen/b.js': '', 'app/c.test.js': '', 'd.js': '' });
    const paths = async (exclude: string[], ...asked: string[]) =>
      pathsOf(await openWorkTree({ ...optionsFor(cwd, ...asked), exclude }));
    expect(await paths(['app/gen/**', '*.test.js'], 'app')).toEqual(['a.js']);
    expect(await paths(['gen'], 'app')).toEqual(['a.js', 'c.test.js']);
    expect(await paths(['./d.js', 'app'], 'd.js', 'app/a.js')).toEqual([]);
  });

  test('--ignore-path counts from its own directory', async () => {
    const cwd = scratch({
      'app/.keep': 'gen/\n.env\n',
      'app/gen/a.js': '',
      'app/.env': '',
      'gen/b.js': '',
    });
    const options = { ...optionsFor(cwd), ignorePath: 'app/.keep' };
    expect(pathsOf(await openWorkTree(options))).toEqual(['app/.keep', 'gen/b.js']);
    await expect(openWorkTree({ ...options, ignorePath: 'none' })).rejects.toThrow(UserError);
  });
});

describe('.gitignore', () => {
  test('every level counts, the nearest first, with those above the root of the run', async () => {
    const cwd = repository({
      '.gitignore': '*.log\n/deep/gone/\nkept.txt\n',
      'deep/.gitignore': '!kept.txt\n*.tmp\n',
    });
    write(cwd, {
      'a.log': '',
      'deep/b.log': '',
      'deep/c.tmp': '',
      'deep/kept.txt': '',
      'deep/d.js': '',
      'deep/gone/e.js': '',
      'kept.txt': '',
      'c.tmp': '',
    });
    expect(await list(cwd)).toEqual([
      '.gitignore',
      'c.tmp',
      'deep/.gitignore',
      'deep/d.js',
      'deep/kept.txt',
    ]);
    expect(await list(cwd, 'deep')).toEqual(['.gitignore', 'd.js', 'kept.txt']);
  });

  test('a directory that a nearer file takes back is listed', async () => {
    const cwd = repository({ '.gitignore': 'build/\n', 'src/.gitignore': '!build/\n' });
    write(cwd, { 'src/build/a.js': '', 'build/b.js': '' });
    expect(await list(cwd)).toEqual(['.gitignore', 'src/.gitignore', 'src/build/a.js']);
  });

  test('.git/info/exclude counts, in a linked work tree too', async () => {
    const cwd = repository({ 'a.js': '' });
    write(cwd, { '.git/info/exclude': 'private.js\n', 'private.js': '' });
    expect(await list(cwd)).toEqual(['a.js']);
    git(cwd, 'worktree', 'add', '-q', 'linked');
    write(cwd, { 'linked/private.js': '', 'linked/b.js': '' });
    expect(await tracked(cwd, 'linked')).toEqual({ 'a.js': 'tracked', 'b.js': 'untracked' });
  });

  test('env files are audited although they are ignored, and say so', async () => {
    const cwd = repository({
      '.gitignore': '.env*\n.dev.vars\n*.env\nprivate/\ndist/\n',
      'a.js': '',
    });
    const names = ['.env', '.env.production', '.envrc', '.dev.vars', 'secrets.env', 'private/.env'];
    write(
      cwd,
      Object.fromEntries([...names, 'private/x.js', 'dist/.env'].map((name) => [name, ''])),
    );
    const states = await tracked(cwd);
    for (const name of names) expect(states[name]).toBe('ignored');
    // Not an env file; a copy that a build made.
    expect(Object.keys(states)).not.toContain('private/x.js');
    expect(Object.keys(states)).not.toContain('dist/.env');
  });

  test('what git tracks is audited whatever the rules say', async () => {
    const cwd = repository({ 'gen/a.js': '', 'b.log': '', 'new.js': '' });
    write(cwd, { '.gitignore': 'gen/\n*.log\n', 'gen/c.js': '', 'd.log': '' });
    expect(await tracked(cwd)).toEqual({
      '.gitignore': 'untracked',
      'b.log': 'tracked',
      'gen/a.js': 'tracked',
      'new.js': 'tracked',
    });
  });

  test('other files that hold secrets at a desk are audited too, and say so', async () => {
    const names = [
      ...['terraform.tfvars', 'prod.auto.tfvars', 'appsettings.Development.json', 'secrets.yml'],
      ...['local.settings.json', 'application-local.yml', 'docker-compose.override.yml'],
    ];
    const others = ['notes.json', 'data.yml', 'secretary.md'];
    const files = Object.fromEntries([...names, ...others].map((name) => [name, 'x']));
    const cwd = repository({ '.gitignore': `${[...names, ...others].join('\n')}\n`, ...files });
    const states = await tracked(cwd);
    for (const name of names) expect([name, states[name]]).toEqual([name, 'ignored']);
    for (const name of others) expect(states[name]).toBeUndefined();
  });

  test('a named directory is audited although it is ignored', async () => {
    const cwd = repository({ '.gitignore': 'dist/\n' });
    write(cwd, { 'dist/a.js': '', 'dist/b/c.js': '' });
    expect(await tracked(cwd, 'dist')).toEqual({ 'a.js': 'ignored', 'b/c.js': 'ignored' });
    expect(await tracked(cwd, 'dist/a.js')).toEqual({ 'dist/a.js': 'ignored' });
  });

  test('--no-gitignore lists everything and still knows the state', async () => {
    const cwd = repository({ '.gitignore': 'dist/\n*.log\n' });
    write(cwd, { 'dist/a.js': '', 'b.log': '' });
    const tree = await openWorkTree({ ...optionsFor(cwd), respectGitignore: false });
    expect(tree.sources).toEqual([
      { path: '.gitignore', tracked: 'tracked' },
      { path: 'b.log', tracked: 'ignored' },
      { path: 'dist/a.js', tracked: 'ignored' },
    ]);
  });

  test('outside of a repository it rules out nothing', async () => {
    // Debian's kernel archive ships a `.gitignore` that starts with `/*`.
    const cwd = scratch({ '.gitignore': '/*\n', 'a.js': '' });
    expect(await tracked(cwd)).toEqual({ '.gitignore': 'unknown', 'a.js': 'unknown' });
  });

  test('a hostile one costs little and stops nothing', async () => {
    const cwd = repository({ 'a.js': '' });
    const name = 'a'.repeat(200);
    const deep = `${'a/'.repeat(150)}c.js`;
    const rules = [
      `${'*a'.repeat(60)}*b`,
      `${'**/a*/'.repeat(5)}b`,
      ...Array(300).fill('**/a*/**/a*/b'),
      '[',
      '\\',
      'b.js',
    ];
    write(cwd, { '.gitignore': rules.join('\n'), [name]: '', [deep]: '', 'b.js': '' });
    const startedMs = processorMs();
    const tree = await openWorkTree(optionsFor(cwd));
    expect(pathsOf(tree)).toEqual(['.gitignore', 'a.js', deep, name]);
    expect(processorMs() - startedMs).toBeLessThan(3000);
    expect(tree.warnings.join()).toContain('too costly');
  });

  test('one with too many lines is heeded as far as it goes', async () => {
    const cwd = repository({ '.gitignore': `a.js\n${'x\n'.repeat(20_000)}b.js\n` });
    write(cwd, { 'a.js': '', 'b.js': '' });
    const tree = await openWorkTree(optionsFor(cwd));
    expect(tree.warnings.join()).toContain('too many');
    expect(pathsOf(tree)).toEqual(['.gitignore', 'b.js']);
  });
});

describe('what git knows', () => {
  test('tracked, untracked and the remotes', async () => {
    const cwd = repository({ '.env': '', 'lib/a.js': '' });
    write(cwd, { 'lib/b.js': '' });
    git(cwd, 'remote', 'add', 'origin', 'https://user:password@example.org/acme/shop.git');
    git(cwd, 'remote', 'add', 'upstream', 'git@example.org:Big-Corp/shop');
    const tree = await openWorkTree(optionsFor(cwd, 'lib'));
    expect(tree.sources).toEqual([
      { path: 'a.js', tracked: 'tracked' },
      { path: 'b.js', tracked: 'untracked' },
    ]);
    expect(tree.remoteNames).toEqual(['Big-Corp', 'acme', 'shop']);
  });
});

test.runIf(!isWindows)('git answers while the program is being loaded', async () => {
  const cwd = repository({ 'a.js': '' });
  const bin = scratch({
    git: '#!/bin/sh\necho asked > "${0%/*}/asked"\nPATH=/usr/bin:/bin:/usr/local/bin exec git "$@"\n',
  });
  chmodSync(join(bin, 'git'), 0o755);
  const isAsked = (): boolean => existsSync(join(bin, 'asked'));
  // As if loading took until git was asked.
  const isConfiguration = (async () => {
    while (!isAsked()) await new Promise((resolve) => setTimeout(resolve, 10));
    return () => false;
  })();
  const tree = await openWorkTree({ ...optionsFor(cwd), isConfiguration }, { PATH: bin });
  expect(tree.sources.map(({ path, tracked }) => [path, tracked])).toEqual([['a.js', 'tracked']]);
});

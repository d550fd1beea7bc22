// The files of a commit: what a checkout of it would list, and the bytes that git holds, whatever lies on the disk.
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContent } from '../../src/input/commit-content.ts';
import { openCommitTree } from '../../src/input/commit-tree.ts';
import { openGit } from '../../src/input/git.ts';
import { openHistory } from '../../src/input/history/source.ts';
import type { Tree } from '../../src/input/tree.ts';
import { openWorkTree } from '../../src/input/work-tree.ts';
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

const open = (cwd: string, rev = 'HEAD', ...paths: readonly string[]): Promise<Tree> =>
  openCommitTree({ ...optionsFor(cwd, ...paths), rev });

/** Paths and reasons of what a tree leaves out. */
const leftOut = (tree: Tree) => tree.skipped.map(({ path, reason }) => `${path} ${reason}`);

describe('the content', () => {
  test('is that of the commit, not of the disk or the index', async () => {
    const cwd = repository({ 'a.js': 'old', 'gone.js': 'x' });
    git(cwd, 'tag', 'v1');
    git(cwd, 'rm', '-q', 'gone.js');
    write(cwd, { 'a.js': 'new', 'untracked.js': 'x' });
    git(cwd, 'commit', '-q', '-a', '-m', 'second');
    write(cwd, { 'a.js': 'dirty' });
    const tree = await open(cwd, 'v1');
    expect(pathsOf(tree)).toEqual(['a.js', 'gone.js']);
    expect(textOf(tree, 'a.js')).toBe('old');
    await tree.load?.(['a.js', 'gone.js']);
    expect(textOf(tree, 'gone.js')).toBe('x');
    expect(tree.sources.every(({ tracked }) => tracked === 'tracked')).toBe(true);
    tree.close?.();
  });

  test('is the same where nothing was checked out, so that there is no index', async () => {
    const cwd = repository({ 'a.js': 'text', 'sub/b.js': 'b' });
    const clone = `${scratch()}/clone`;
    git(cwd, 'clone', '-q', '--no-checkout', cwd, clone);
    rmSync(`${clone}/.git/index`, { force: true });
    expect(pathsOf(await open(clone))).toEqual(pathsOf(await open(cwd)));
    expect(openHistory({ directory: clone }).head).toEqual(openHistory({ directory: cwd }).head);
  });

  test('is the same in a bare repository, which is named without its ending', async () => {
    const cwd = repository({ 'a.js': 'text', 'sub/b.js': 'b' });
    const bare = `${scratch()}/shop.git`;
    git(cwd, 'clone', '-q', '--bare', cwd, bare);
    const tree = await open(bare);
    expect([pathsOf(tree), tree.name, textOf(tree, 'sub/b.js')]).toEqual([
      ['a.js', 'sub/b.js'],
      'shop',
      'b',
    ]);
    expect(tree.commit?.prefix).toBe('');
    tree.close?.();
    const below = await open(bare, 'main', 'sub');
    expect([pathsOf(below), below.commit?.prefix]).toEqual([['b.js'], 'sub/']);
    below.close?.();
  });

  test('is forgotten when there is too much of it, and read again', async () => {
    const cwd = repository({ 'a.js': 'aaaa', 'b.js': 'bbbb', 'c.js': 'cccc' });
    const paths = ['a.js', 'b.js', 'c.js'];
    const entries = paths.map((path) => ({ path, id: git(cwd, 'rev-parse', `:${path}`).trim() }));
    const content = createContent(openGit({ cwd }), entries, 6);
    const read = (path: string) => {
      const result = content.read(path);
      return 'bytes' in result ? Buffer.from(result.bytes).toString() : result.skipped.reason;
    };
    await content.load(['a.js', 'b.js']);
    expect(paths.map(read)).toEqual(['aaaa', 'bbbb', 'cccc']);
    await content.load(['c.js']);
    rmSync(join(cwd, '.git/objects'), { recursive: true });
    // What was read last is still there, the others are not.
    expect(paths.map(read)).toEqual(['unreadable', 'unreadable', 'cccc']);
    content.close();
  });

  test('does not go through replaced objects', async () => {
    const cwd = repository({ 'a.js': 'what was committed' });
    const [from, to] = ['a.js', 'other.js'].map((path) => {
      write(cwd, { 'other.js': 'what somebody put in its place' });
      return git(cwd, 'hash-object', '-w', path).trim();
    });
    git(cwd, 'replace', from ?? '', to ?? '');
    const tree = await open(cwd);
    expect(textOf(tree, 'a.js')).toBe('what was committed');
    tree.close?.();
  });
});

describe('the list', () => {
  test('is that of a checkout: dependencies and exclusions stay out', async () => {
    const cwd = repository({
      '.gitignore': 'ignored.js\n',
      'package.json': '{}',
      'a b/ü.js': '1',
      'node_modules/x/index.js': '1',
      'app.min.js': '1',
      'left/out.js': '1',
      'ignored.js': 'tracked all the same',
    });
    git(cwd, 'add', '-f', '.');
    git(cwd, 'commit', '-q', '-m', 'all');
    const options = { ...optionsFor(cwd), exclude: ['left'] };
    const disk = await openWorkTree(options);
    const tree = await openCommitTree({ ...options, rev: 'HEAD' });
    expect(pathsOf(tree)).toEqual([
      '.gitignore',
      'a b/ü.js',
      'app.min.js',
      'ignored.js',
      'package.json',
    ]);
    expect(pathsOf(tree)).toEqual(pathsOf(disk));
    expect(leftOut(tree)).toEqual(leftOut(disk));
    tree.close?.();
  });

  test('counts from the directory that was asked for, or where the run starts', async () => {
    const cwd = repository({ 'a.js': '1', 'api/b.js': '2', 'api/lib/c.js': '3', 'web/d.js': '4' });
    const listed = async (start: string, ...paths: readonly string[]) => {
      const [disk, tree] = [
        await openWorkTree(optionsFor(start, ...paths)),
        await open(start, 'HEAD', ...paths),
      ];
      tree.close?.();
      expect([tree.root, pathsOf(tree)]).toEqual([disk.root, pathsOf(disk)]);
      return pathsOf(tree);
    };
    expect(await listed(`${cwd}/api`)).toEqual(['b.js', 'lib/c.js']);
    expect(await listed(cwd, 'api')).toEqual(['b.js', 'lib/c.js']);
    expect(await listed(cwd, 'api', 'a.js')).toEqual(['a.js', 'api/b.js', 'api/lib/c.js']);
    expect(await listed(`${cwd}/api`, 'lib', '../web')).toEqual(['api/lib/c.js', 'web/d.js']);
    expect(await listed(cwd, 'api/*.js')).toEqual(['api/b.js']);
  });

  test('names submodules, whose files a commit does not hold', async () => {
    const other = repository({ 'b.js': '1' });
    const cwd = repository({ 'a.js': '1' });
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'libs/b');
    git(cwd, 'commit', '-q', '-m', 'module');
    const tree = await open(cwd);
    expect(pathsOf(tree)).toEqual(['.gitmodules', 'a.js']);
    expect(tree.warnings).toEqual(['libs/b is a submodule: a commit does not hold its files']);
    tree.close?.();
  });

  test.skipIf(isWindows)(
    'follows links as a checkout does, and never out of the root',
    async () => {
      const cwd = repository({ 'config/prod.txt': 'A=1', 'src/a.js': '1', 'src/deep/b.js': '2' });
      const links: Readonly<Record<string, string>> = {
        '.env': 'config/prod.txt',
        'again.js': 'src/a.js',
        'broken.js': 'nowhere.js',
        'circle.js': 'circle.js',
        folder: 'src',
        'leads-out.js': `${'../'.repeat(12)}etc/passwd`,
        'absolute.js': '/etc/passwd',
        'src/deep/up.env': '../../folder/../config/prod.txt',
      };
      for (const [path, target] of Object.entries(links)) symlinkSync(target, join(cwd, path));
      git(cwd, 'add', '-A');
      git(cwd, 'commit', '-q', '-m', 'links');
      const [disk, tree] = [await openWorkTree(optionsFor(cwd)), await open(cwd)];
      expect(pathsOf(tree)).toEqual([
        '.env',
        'config/prod.txt',
        'src/a.js',
        'src/deep/b.js',
        'src/deep/up.env',
      ]);
      expect(pathsOf(tree)).toEqual(pathsOf(disk));
      expect(leftOut(tree)).toEqual(leftOut(disk));
      expect(textOf(tree, '.env')).toBe('A=1');
      tree.close?.();
      const below = await open(cwd, 'HEAD', 'src');
      expect(leftOut(below)).toEqual(['deep/up.env outside-root']);
      below.close?.();
    },
  );
});

describe('what cannot be had', () => {
  test('is more than the objects have room for: the largest files are told of', async () => {
    const cwd = repository({ 'a.js': 'small', 'b.js': ' '.repeat(9 << 20) });
    const tree = await open(cwd);
    await tree.load?.(pathsOf(tree));
    expect(textOf(tree, 'a.js')).toBe('small');
    expect(tree.read('b.js')).toMatchObject({ skipped: { reason: 'too-large', isFailure: true } });
    tree.close?.();
  });

  test('is a revision that git does not know, or one that looks like an option', async () => {
    const cwd = repository();
    await expect(open(cwd, 'no-such')).rejects.toThrow('git knows no commit no-such');
    await expect(open(cwd, '--all')).rejects.toThrow('git knows no commit --all');
    await expect(open(scratch(), 'HEAD')).rejects.toThrow('not in a git repository');
  });

  test('is a path that the commit does not hold, although the disk does', async () => {
    const cwd = repository({ 'a.js': '1' });
    write(cwd, { 'new.js': '1' });
    await expect(open(cwd, 'HEAD', 'new.js')).rejects.toThrow(
      'no such file or directory in HEAD: new.js',
    );
    await expect(open(cwd, 'HEAD', '../elsewhere')).rejects.toThrow('no such file or directory');
  });

  test('is an object that is missing: the file is a failure, the others are read', async () => {
    const cwd = repository({ 'a.js': 'lost', 'b.js': 'kept' });
    const id = git(cwd, 'rev-parse', 'HEAD:a.js').trim();
    rmSync(join(cwd, '.git/objects', id.slice(0, 2), id.slice(2)));
    const tree = await open(cwd);
    await tree.load?.(['a.js', 'b.js']);
    expect(tree.read('a.js')).toEqual({
      skipped: { path: 'a.js', reason: 'unreadable', detail: 'object is missing', isFailure: true },
    });
    expect(textOf(tree, 'b.js')).toBe('kept');
    tree.close?.();
  });
});

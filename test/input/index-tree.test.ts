// The git index as a tree: staged content and never the disk, and findings only where the commit changes something.
import { Buffer } from 'node:buffer';
import { rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Blob, readBlobs } from '../../src/input/blobs.ts';
import { openGit } from '../../src/input/git.ts';
import { openIndexTree } from '../../src/input/index-tree.ts';
import { UserError } from '../../src/model/errors.ts';
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

async function stagedIn(cwd: string, ...paths: readonly string[]): Promise<string[]> {
  const tree = await openIndexTree(optionsFor(cwd, ...paths));
  return [...(tree.reportOn?.keys() ?? [])];
}

test('reads what is staged, not what is on disk', async () => {
  const cwd = repository({ 'a.js': 'committed', 'b.js': 'b', 'gone.js': 'index only' });
  write(cwd, { 'a.js': 'staged' });
  git(cwd, 'add', 'a.js');
  write(cwd, { 'a.js': 'disk', 'b.js': 'disk', 'c.js': 'untracked' });
  rmSync(`${cwd}/gone.js`);
  const tree = await openIndexTree(optionsFor(cwd));
  expect(tree.root).toBe(cwd);
  expect(pathsOf(tree)).toEqual(['a.js', 'b.js', 'gone.js']);
  expect(['a.js', 'b.js', 'gone.js'].map((path) => textOf(tree, path))).toEqual([
    'staged',
    'b',
    'index only',
  ]);
  expect([...(tree.reportOn ?? [])]).toEqual([['a.js', [{ from: 1, to: 1 }]]]);
  expect(tree.sources[0]).toEqual({ path: 'a.js', tracked: 'tracked' });
});

test('works before the first commit', async () => {
  const cwd = scratch({ 'a.js': 'a', 'b.js': 'b' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', 'a.js');
  expect(await stagedIn(cwd)).toEqual(['a.js']);
});

test('moves and changes count, deletions do not', async () => {
  const cwd = repository({ 'a.js': 'long enough to be seen as moved\n', 'b.js': 'b', 'c.js': 'c' });
  git(cwd, 'mv', 'a.js', 'moved.js');
  git(cwd, 'rm', '-q', 'b.js');
  expect(await stagedIn(cwd)).toEqual(['moved.js']);
});

test('the root is that of the repository; paths narrow what is reported', async () => {
  const cwd = repository();
  write(cwd, { 'src/a.ts': '', 'src/deep/b.ts': '', 'src/c.js': '', 'd.ts': '' });
  git(cwd, 'add', '-A');
  const tree = await openIndexTree(optionsFor(`${cwd}/src`));
  expect(pathsOf(tree)).toEqual(['d.ts', 'src/a.ts', 'src/c.js', 'src/deep/b.ts']);
  expect([...(tree.reportOn?.keys() ?? [])]).toEqual(['src/a.ts', 'src/c.js', 'src/deep/b.ts']);
  expect(await stagedIn(cwd, '*.ts')).toEqual(['d.ts']);
  expect(await stagedIn(cwd, 'src/**/*.ts')).toEqual(['src/a.ts', 'src/deep/b.ts']);
  expect(await stagedIn(cwd, 'src/deep', './d.ts')).toEqual(['d.ts', 'src/deep/b.ts']);
});

test('leaves out what a walk leaves out', async () => {
  const cwd = repository();
  write(cwd, {
    'package.json': '{}',
    'vendor/a.js': '',
    'web/vendor/b.js': '',
    'x/node_modules/y/c.js': '',
    'x/node_modules/y/.env': '',
    'x/node_modules/y/node_modules/z/d.js': '',
    'gen/e.js': '',
    'f.js': '',
  });
  git(cwd, 'add', '-A', '-f');
  const isConfiguration = Promise.resolve((path: string) => !path.endsWith('.js'));
  const options = { ...optionsFor(cwd), isConfiguration };
  const tree = await openIndexTree({ ...options, exclude: ['gen'] });
  expect(pathsOf(tree)).toEqual([
    'f.js',
    'package.json',
    'web/vendor/b.js',
    'x/node_modules/y/.env',
  ]);
  const lines = (skipped: typeof tree.skipped) =>
    skipped.map(({ path, reason, isFailure }) => [path, reason, isFailure]);
  expect(lines(tree.skipped)).toEqual([
    ['vendor', 'vendored', false],
    ['x/node_modules', 'vendored', false],
  ]);
  // Of what no commit touches there is nothing to be said.
  git(cwd, 'commit', '-q', '-m', 'all');
  write(cwd, { 'x/node_modules/y/c.js': 'c' });
  git(cwd, 'add', '-A', '-f');
  expect(lines((await openIndexTree(options)).skipped)).toEqual([
    ['x/node_modules', 'vendored', false],
  ]);
});

test('links and submodules have no content', async () => {
  const cwd = repository({ 'a.js': 'a' });
  const blob = git(cwd, 'rev-parse', ':a.js').trim();
  const commit = git(cwd, 'rev-parse', 'HEAD').trim();
  git(cwd, 'update-index', '--add', '--cacheinfo', `120000,${blob},link.js`);
  git(cwd, 'update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
  expect(pathsOf(await openIndexTree(optionsFor(cwd)))).toEqual(['a.js']);
});

test('without a staged file there is a warning', async () => {
  const cwd = repository({ 'a.js': 'a' });
  const tree = await openIndexTree(optionsFor(cwd));
  expect(tree.warnings).toEqual(['no staged files to audit']);
  expect(tree.reportOn?.size).toBe(0);
});

test('what was loaded is read from memory, all else from git', async () => {
  const cwd = repository({ 'a.js': 'a', 'b.js': 'b', 'same.js': 'a' });
  const tree = await openIndexTree(optionsFor(cwd));
  await tree.load?.(['a.js', 'no such file']);
  expect(textOf(tree, 'b.js')).toBe('b');
  rmSync(`${cwd}/.git/objects`, { recursive: true });
  expect(['a.js', 'b.js', 'same.js'].map((path) => textOf(tree, path))).toEqual(['a', 'b', 'a']);
  expect(tree.read('no such file')).toMatchObject({ skipped: { detail: 'object is missing' } });
});

test('a search finds words of either case, in binary files and in UTF-16, and nothing else', async () => {
  const cwd = repository({
    '.gitattributes': '*.bin binary\n*.bin diff=x\n',
    'a.js': 'const jwtSECRET = 1;',
    'b.bin': 'secret\0',
    'deep/c d.js': '\nA Token\n',
    'harmless.js': 'nothing',
    'wide.js': Buffer.from('\ufeffnothing', 'utf16le'),
  });
  // Only the index counts.
  write(cwd, { 'harmless.js': 'secret', 'a.js': '' });
  const likely = { words: ['secret', 'token'] };
  for (const options of [optionsFor(cwd), { ...optionsFor(`${cwd}/deep`), likely: [likely] }]) {
    const tree = await openIndexTree(options);
    const found = await tree.search?.(likely);
    expect([...(found ?? [])].sort()).toEqual(['a.js', 'b.bin', 'deep/c d.js', 'wide.js']);
    expect(await tree.search?.({ words: ['[a-z]', 'nowhere'] })).toEqual(new Set(['wide.js']));
  }
});

test('a search for exact words finds no others', async () => {
  const cwd = repository({ 'a.js': 'createHmac', 'b.js': 'createhmac' });
  const tree = await openIndexTree(optionsFor(cwd));
  expect(await tree.search?.({ words: ['Hmac'], isExact: true })).toEqual(new Set(['a.js']));
});

test('a search keeps to files with some endings, or to all others', async () => {
  const cwd = repository({
    'a.js': 'secret',
    'deep/B.JS': 'secret',
    'deep/c.ts': 'secret',
    'd.yaml': 'secret',
    js: 'secret',
  });
  const tree = await openIndexTree(optionsFor(`${cwd}/deep`));
  const words = ['secret'];
  expect(await tree.search?.({ words, endings: ['.js'] })).toEqual(new Set(['a.js', 'deep/B.JS']));
  expect(await tree.search?.({ words, otherThan: ['.js', '.ts'] })).toEqual(
    new Set(['d.yaml', 'js']),
  );
});

test('a file in conflict counts as found', async () => {
  const cwd = repository({ 'a.js': 'a', 'b.js': 'b' });
  const blob = git(cwd, 'rev-parse', ':a.js').trim();
  const stages = [1, 2, 3].map((stage) => `100644 ${blob} ${stage}\tb.js\n`).join('');
  const atRoot = openGit({ cwd });
  atRoot.run(['rm', '--cached', 'b.js']);
  atRoot.run(['update-index', '--index-info'], { input: stages });
  const tree = await openIndexTree(optionsFor(cwd));
  expect(await tree.search?.({ words: ['nowhere'] })).toEqual(new Set(['b.js']));
});

test('a search that cannot see every file finds nothing out', async () => {
  const cwd = repository({ 'a.js': 'secret', 'b.js': 'secret too' });
  const blob = git(cwd, 'rev-parse', ':b.js').trim();
  rmSync(`${cwd}/.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
  const tree = await openIndexTree(optionsFor(cwd));
  expect(await tree.search?.({ words: ['secret'] })).toBeUndefined();
});

test('the index of a hook is the one that counts', async () => {
  const cwd = repository({ 'a.js': 'a', 'b.js': 'b' });
  write(cwd, { 'a.js': 'in the commit', 'b.js': 'not in the commit' });
  git(cwd, 'add', 'b.js');
  // What `git commit a.js` does: HEAD and a.js alone go into a temporary index.
  const index = `${cwd}/.git/next-index-1.lock`;
  const env = { PATH: process.env.PATH, SYSTEMROOT: process.env.SYSTEMROOT, GIT_INDEX_FILE: index };
  openGit({ cwd, env, inHook: true }).run(['read-tree', 'HEAD']);
  openGit({ cwd, env, inHook: true }).run(['update-index', 'a.js']);
  const tree = await openIndexTree({ ...optionsFor(cwd), env });
  expect([...(tree.reportOn?.keys() ?? [])]).toEqual(['a.js']);
  expect(textOf(tree, 'b.js')).toBe('b');
});

test.runIf(!isWindows)('names of every kind', async () => {
  const cwd = repository();
  write(cwd, { 'a\nb.js': '1', ' c .js': '2', 'é.js': '3', '"q".js': '4' });
  if (process.platform === 'linux') writeFileSync(Buffer.from(`${cwd}/\xe9.js`, 'latin1'), '5');
  git(cwd, 'add', '-A');
  const tree = await openIndexTree(optionsFor(cwd));
  const texts = Object.fromEntries(pathsOf(tree).map((path) => [path, textOf(tree, path)]));
  expect(texts).toMatchObject({ 'a\nb.js': '1', ' c .js': '2', 'é.js': '3', '"q".js': '4' });
  if (process.platform === 'linux') expect(texts).toMatchObject({ '\\xE9.js': '5' });
  expect(tree.reportOn?.size).toBe(pathsOf(tree).length);
});

test('needs a repository and git', async () => {
  await expect(openIndexTree(optionsFor(scratch()))).rejects.toThrow('not in a git repository');
  const withoutGit = openIndexTree({ ...optionsFor(repository()), env: { PATH: '' } });
  await expect(withoutGit).rejects.toThrow(UserError);
});

test('blobs of every size come through, in whatever pieces git writes', async () => {
  const sizes = [0, 1, 9, 4095, 4096, 65_536, 300_001];
  const files = sizes.map((size) => [`f${size}`, Buffer.alloc(size, `${size}\n`)] as const);
  const many = Array.from({ length: 1200 }, (_, n) => [`g${n}`, `text ${n}\n\0`] as const);
  const all = [...files, ...many];
  const cwd = repository(Object.fromEntries(all));
  const bound = openGit({ cwd });
  const listed = bound.run(['ls-files', '-s', '-z']);
  const lines = listed.ok ? listed.stdout.toString().split('\0').filter(Boolean) : [];
  const ids = new Map(lines.map((line) => [line.split('\t')[1], line.split(' ')[1] ?? '']));
  const absent = '0'.repeat(40);
  const blobs = await readBlobs(bound, [...ids.values(), absent]);
  expect(blobs.get(absent)).toBe('missing');
  const wrong = all.filter(([name, content]) => !isSame(blobs.get(ids.get(name) ?? ''), content));
  expect(wrong).toEqual([]);

  const limited = await readBlobs(bound, [...ids.values()], { limitBytes: 65_535 });
  expect([...limited.values()].filter((blob) => blob === 'too-large')).toHaveLength(2);
});

function isSame(blob: Blob | undefined, content: string | Uint8Array): boolean {
  return blob instanceof Uint8Array && Buffer.from(content as string).equals(blob);
}

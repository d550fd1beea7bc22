// A `.git` that has git open a file: each key that git documents names a pipe, which holds up whoever opens it, and
// parts of it are pipes and devices themselves. Nothing of a file outside is told, and nothing waits for ever.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { blameLines } from '../../src/input/blame.ts';
import { openGit } from '../../src/input/git.ts';
import { chooseConfig, parsePlainConfig, renderConfig } from '../../src/input/git-config.ts';
import { openIndexTree } from '../../src/input/index-tree.ts';
import { openSinceTree } from '../../src/input/since-tree.ts';
import { openWorkTree } from '../../src/input/work-tree.ts';
import { git, isWindows, optionsFor, repository, scratch, write } from './scratch.ts';

function pipe(): string {
  const path = join(scratch(), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

/** `a.js` is committed, changed and staged; `b.js` is new. */
function changedRepository(): string {
  const cwd = repository({ 'a.js': 'one\n' });
  write(cwd, { 'a.js': 'two\n', 'b.js': 'new\n' });
  git(cwd, 'add', 'a.js');
  return cwd;
}

/** What every mode makes of a repository. */
async function seenIn(cwd: string): Promise<unknown> {
  const work = await openWorkTree(optionsFor(cwd));
  const index = await openIndexTree(optionsFor(cwd));
  const since = await openSinceTree(optionsFor(cwd), 'HEAD');
  index.close?.();
  return {
    work: [work.sources, work.skipped, work.warnings],
    index: [index.sources, index.reportOn],
    since: since.reportOn,
    ages: blameLines({ root: cwd, lines: [{ path: 'a.js', line: 1 }] }).map(({ line }) => line),
  };
}

/** Keys as `git help -c` lists them, with a name where they have room for one. */
function documentedKeys(): string[] {
  return (
    execFileSync('git', ['help', '-c'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => /^[a-z0-9]+\.\S+$/i.test(line))
      .map((key) => key.replace(/<[^>]*>|\*/g, 'trap'))
      // Git documents keys of its web interface that its own parser refuses.
      .filter((key) => !key.startsWith('extensions.') && !key.includes('_'))
  );
}

describe.runIf(!isWindows)('the configuration of a hostile repository', () => {
  test('counts for nothing, whichever of the keys that git documents it sets', async () => {
    const cwd = changedRepository();
    const sound = await seenIn(cwd);
    const file = pipe();
    const keys = documentedKeys();
    expect(keys.length).toBeGreaterThan(500);
    appendFileSync(
      `${cwd}/.git/config`,
      renderConfig([
        ...keys.map((key) => [key, file] as const),
        ['includeIf.gitdir:**.path', file],
        ['diff.trap.textconv', file],
        ['filter.trap.process', file],
      ]),
    );
    write(cwd, { '.git/info/attributes': '* diff=trap filter=trap\n' });
    expect(await seenIn(cwd)).toEqual(sound);
    const plain = spawnSync('git', ['-C', cwd, 'blame', 'a.js'], { timeout: 1_000 });
    expect(plain.status).not.toBe(0);
  });

  test('cannot have the line of a file told', () => {
    const cwd = changedRepository();
    const outside = scratch({ secret: 'CANARY_first_line\n' });
    git(cwd, 'config', 'blame.ignoreRevsFile', `${outside}/secret`);
    const plain = spawnSync('git', ['-C', cwd, 'blame', 'a.js'], { encoding: 'utf8' });
    expect(plain.stderr).toContain('CANARY');
    expect(blameLines({ root: cwd, lines: [{ path: 'b.js', line: 1 }] })).toEqual([]);
    for (const args of [['blame', 'none'], ['diff', `-O${outside}/secret`, 'HEAD'], ['no-such']]) {
      expect(JSON.stringify(openGit({ cwd }).run(args))).not.toContain('CANARY');
    }
  });

  test('cannot move the audit elsewhere', async () => {
    const cwd = changedRepository();
    const sound = await seenIn(cwd);
    const elsewhere = scratch({ 'a.js': 'x', '.env': 'JWT_SECRET=x' });
    git(cwd, 'config', 'core.worktree', elsewhere);
    expect(await seenIn(cwd)).toEqual(sound);
    git(cwd, 'config', 'core.bare', 'true');
    expect(await seenIn(cwd)).toEqual(sound);
  });

  test('says how its objects and branches are kept, and what the upstream is', async () => {
    const cwd = scratch({ 'a.js': 'one\n' });
    git(cwd, 'init', '-q', '-b', 'main', '--object-format=sha256');
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-q', '-m', 'first');
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    git(cwd, 'config', 'branch.main.remote', 'origin');
    git(cwd, 'config', 'branch.main.merge', 'refs/heads/main');
    git(cwd, 'config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
    git(cwd, 'pack-refs', '--all');
    write(cwd, { 'a.js': 'two\n' });
    for (const ref of ['@{upstream}', 'origin/main', 'HEAD', 'main@{0}']) {
      const tree = await openSinceTree(optionsFor(cwd), ref);
      expect([...(tree.reportOn?.keys() ?? [])], ref).toEqual(['a.js']);
    }
  });

  test('of an index in two parts, both are read, and it is written whole', async () => {
    const cwd = repository({ 'a.js': 'one\n' });
    git(cwd, 'config', 'core.splitIndex', 'true');
    git(cwd, 'update-index', '--split-index');
    write(cwd, { 'b.js': 'b' });
    git(cwd, 'add', 'b.js');
    const listed = () => git(cwd, 'ls-files').trim().split('\n');
    expect((await openWorkTree(optionsFor(cwd))).sources).toEqual([
      { path: 'a.js', tracked: 'tracked' },
      { path: 'b.js', tracked: 'tracked' },
    ]);
    expect(openGit({ cwd }).run(['rm', '-q', '--cached', '--', 'a.js']).ok).toBe(true);
    expect(listed()).toEqual(['b.js']);
  });
});

test('what of a configuration counts, and in which form', () => {
  const { allowed, remoteUrls, unknownExtension } = chooseConfig([
    ['core.ignorecase', 'true'],
    ['core.filemode', '/etc/passwd'],
    ['core.hookspath', '/tmp'],
    ['branch.a"b\\c.merge', 'refs/heads/a"b\\c'],
    ['remote.origin.url', 'https://git.example/acme/shop.git'],
    ['extensions.objectformat', 'sha256'],
    ['extensions.tomorrow', 'true'],
  ]);
  expect(allowed.map(([key]) => key)).toEqual([
    'core.ignorecase',
    'branch.a"b\\c.merge',
    'extensions.objectformat',
  ]);
  expect(remoteUrls).toEqual(['https://git.example/acme/shop.git']);
  expect(unknownExtension).toBe('tomorrow');
  const file = join(scratch(), 'config');
  write(join(file, '..'), { config: renderConfig(allowed) });
  const args = ['config', '--file', file, '-z', '--list'];
  const read = execFileSync('git', args, { encoding: 'utf8' }).split('\0').filter(Boolean);
  expect(read).toEqual(allowed.map(([key, value]) => `${key}\n${value}`));
});

describe('a configuration that is read without git', () => {
  const listedByGit = (text: string): string[] | undefined => {
    const file = join(scratch(), 'config');
    write(join(file, '..'), { config: text });
    const args = ['config', '--no-includes', '--file', file, '-z', '--list'];
    try {
      const listed = execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' });
      return listed.split('\0').filter((entry) => entry !== '');
    } catch {
      return undefined;
    }
  };
  const readHere = (text: string): string[] | undefined =>
    parsePlainConfig(text)?.map(([key, value]) => `${key}\n${value}`);
  const cloned = `[core]
\trepositoryformatversion = 0
\tfileMode = true
\tbare = true
[remote "origin"]
\turl = https://git.example/acme/shop.git
\tfetch = +refs/heads/*:refs/remotes/origin/*
[Branch "Feature/One"]
\tmerge = refs/heads/Feature/One
`;

  test('is what git itself writes, and says the same', () => {
    expect(readHere(cloned)).toEqual(listedByGit(cloned));
    expect(readHere(cloned)).toHaveLength(6);
    expect(readHere('')).toEqual([]);
  });

  // Each has something that git takes otherwise than it looks, or refuses.
  test.each([
    '[core]\n\tbare = true # really\n',
    '[core]\n\tbare = "true"\n',
    '[core]\n\tbare\n',
    '[core]\n\tbare =\n',
    '[core]\n\tbare = true \\\n\tx = 1\n',
    '[core]\n\tname = two words\n',
    '[core] bare = true\n',
    '[core]\n  bare = true\n',
    '[core]\r\n\tbare = true\r\n',
    '\ufeff[core]\n\tbare = true\n',
    '[remote.Origin]\n\turl = a/b\n',
    '[remote "a\\"b"]\n\turl = a/b\n',
    '[remote "a]\n\turl = a/b\n',
    '\tbare = true\n',
    '[core]\n\tbare = true;x\n',
    '[core]\n\tb_are = true\n',
    '# [core]\n[user]\n\tname = x\n',
    '[core]\n\tname = \u00e4\n',
  ])('leaves %j to git', (text) => {
    expect(readHere(text)).toBeUndefined();
  });

  test('says nothing else than git of files of such pieces', () => {
    const pieces = [
      '[core]',
      '[a "B"]',
      '[a "b c"]',
      '\tbare = true',
      '\tX-y = a=b',
      '\tx = 1;',
      '',
    ];
    let seed = 1;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    let read = 0;
    for (let turn = 0; turn < 2_000 && read < 40; turn++) {
      const some = Array.from({ length: 1 + next(5) }, () => pieces[next(pieces.length)]);
      const text = ['[core]', ...some].join('\n');
      const here = readHere(text);
      if (here === undefined) continue;
      read++;
      expect(here, text).toEqual(listedByGit(text));
    }
    expect(read).toBe(40);
  });
});

describe.runIf(!isWindows)('parts of .git that are no files', () => {
  test.each(['index', 'HEAD', 'config', 'packed-refs', 'info/exclude', 'shallow'])(
    'a pipe or an endless device as %s holds nothing up',
    async (part) => {
      for (const put of [
        (path: string) => void execFileSync('mkfifo', [path]),
        (path: string) => symlinkSync('/dev/zero', path),
      ]) {
        const cwd = changedRepository();
        rmSync(`${cwd}/.git/${part}`, { force: true });
        mkdirSync(`${cwd}/.git/info`, { recursive: true });
        put(`${cwd}/.git/${part}`);
        const started = performance.now();
        await openWorkTree(optionsFor(cwd));
        await openIndexTree(optionsFor(cwd)).catch(() => undefined);
        await openSinceTree(optionsFor(cwd), 'HEAD').catch(() => undefined);
        expect(performance.now() - started).toBeLessThan(20_000);
      }
    },
  );

  test.each([
    ['refs/heads/main'],
    ['refs/heads/other'],
    ['refs/tags/v1'],
    ['packed-refs'],
    ['shallow'],
    ['logs/HEAD'],
    ['objects/info/alternates'],
    ['objects/info/commit-graph'],
    ['objects/info/commit-graphs/commit-graph-chain'],
    ['objects/pack/multi-pack-index'],
    ['objects/pack/pack-1.idx'],
    ['objects/pack/pack-1.pack'],
  ])('git is not started where it would wait for %s', async (part) => {
    for (const put of odd) {
      const cwd = changedRepository();
      const path = `${cwd}/.git/${part}`;
      rmSync(path, { force: true });
      mkdirSync(dirname(path), { recursive: true });
      put(path);
      const asked = openGit({ cwd });
      const answer = {
        ok: false,
        problem: 'unsound',
        detail: `${part} in its .git is not a regular file`,
      };
      expect(asked.run(['rev-parse', 'HEAD'])).toEqual(answer);
      expect(await asked.ask(['diff', '--cached'])).toEqual(answer);
      expect(asked.start(['cat-file', '--batch'])).toBeUndefined();
      await expect(openSinceTree(optionsFor(cwd), 'HEAD')).rejects.toThrow(answer.detail);
    }
  });

  test('nor for an object, whose id is not told', () => {
    const cwd = changedRepository();
    const id = git(cwd, 'rev-parse', 'HEAD:a.js').trim();
    const path = `${cwd}/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
    rmSync(path);
    execFileSync('mkfifo', [path]);
    const answer = openGit({ cwd }).run(['rev-parse', 'HEAD']);
    expect(answer).toMatchObject({ problem: 'unsound' });
    expect(JSON.stringify(answer)).not.toContain(id.slice(2));
  });

  test('nor in a store that objects are borrowed from, or behind directories that link to each other', () => {
    const cwd = changedRepository();
    const other = scratch({ 'pack/keep': '' });
    symlinkSync('..', join(other, 'pack/loop'));
    write(cwd, { '.git/objects/info/alternates': `${other}\n` });
    expect(openGit({ cwd }).run(['rev-parse', 'HEAD']).ok).toBe(true);
    execFileSync('mkfifo', [join(other, 'pack/pack-1.idx')]);
    expect(openGit({ cwd }).run(['rev-parse', 'HEAD'])).toMatchObject({ problem: 'unsound' });
  });

  test('git waits for no pipe that holds attributes', async () => {
    const cwd = repository({ 'a.js': 'one\n', 'lib/b.js': 'one\n' });
    write(cwd, { 'a.js': 'two\n', 'lib/b.js': 'two\n' });
    execFileSync('mkfifo', [`${cwd}/lib/.gitattributes`]);
    const answer = openSinceTree(optionsFor(cwd), 'HEAD');
    await expect(answer).rejects.toThrow('lib/.gitattributes is not a regular file');
  });

  test('what holds up git all the same is waited for no longer than the limit, and not again', () => {
    const asked = waiting();
    const started = performance.now();
    for (let times = 0; times < 3; times++) {
      expect(asked.run(['cat-file', 'blob', 'HEAD:a.js'])).toEqual({
        ok: false,
        problem: 'timeout',
        detail: 'git cat-file did not answer within 1 s',
      });
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('beside other work as well', async () => {
    expect(await waiting().ask(['cat-file', 'blob', 'HEAD:a.js'])).toMatchObject({
      problem: 'timeout',
    });
  });
});

const odd = [
  (path: string) => void execFileSync('mkfifo', [path]),
  (path: string) => symlinkSync('/dev/zero', path),
];

/** A git that waits for a pipe which was not there when keylint looked. */
function waiting() {
  const cwd = changedRepository();
  const asked = openGit({ cwd, limitMs: 700 });
  expect(asked.run(['rev-parse', 'HEAD']).ok).toBe(true);
  rmSync(`${cwd}/.git/refs/heads/main`);
  execFileSync('mkfifo', [`${cwd}/.git/refs/heads/main`]);
  return asked;
}

test('no directory of ours stays behind', async () => {
  const cwd = changedRepository();
  const place = scratch();
  vi.stubEnv('TMPDIR', place);
  vi.stubEnv('TEMP', place);
  onTestFinished(() => void vi.unstubAllEnvs());
  const git = openGit({ cwd });
  const answers = Promise.all([git.ask(['ls-files']), git.ask(['rev-parse', 'HEAD'])]);
  expect(readdirSync(place)).toHaveLength(1);
  await answers;
  expect(readdirSync(place)).toEqual([]);
  expect(git.run(['ls-files']).ok).toBe(true);
  expect(readdirSync(place)).toEqual([]);
});

// Repositories that are made to break whoever reads them: bare ones, written by hand and by `git fast-import`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const env = { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
const head =
  'commit refs/heads/main\ncommitter A <a@acme.example> 1700000000 +0000\ndata 4\nevil\n';
const common = `${file('src/auth.js', signs)}${file('.env', 'JWT_SECRET=acme-secret-1\n')}`;

/** Makes all of them below `root`, by their names; what each has to end as is the test's to say. */
export async function makePoison(root: string): Promise<void> {
  await blobOfGigabyte(join(root, 'blob-of-1-gb.git'));
  await manyRefs(join(root, 'refs-200000.git'), 200_000);
  await brokenPack(join(root, 'broken-pack.git'));
  treeBomb(join(root, 'tree-bomb.git'));
  await deepFiles(join(root, 'deep-files.git'));
  await hostileConfiguration(join(root, 'hostile-configuration.git'));
  await linkFarm(join(root, 'link-farm.git'), 50_000);
}

/** A gigabyte of zeros is a megabyte in a pack, and a gigabyte for whoever unpacks it. */
async function blobOfGigabyte(path: string): Promise<void> {
  const size = 1 << 30;
  const chunk = Buffer.alloc(1 << 20);
  function* stream(): Generator<string | Buffer> {
    yield `${head}${common}M 100644 inline dump.env\ndata ${size}\n`;
    for (let at = 0; at < size; at += chunk.length) yield chunk;
    yield '\n';
  }
  await importInto(path, stream());
}

async function manyRefs(path: string, count: number): Promise<void> {
  await importInto(path, [head, common]);
  const id = git(path, ['rev-parse', 'main']).trim();
  const lines = Array.from(
    { length: count },
    (_, at) => `${id} refs/heads/b/${String(at).padStart(6, '0')}\n`,
  );
  writeFileSync(
    join(path, 'packed-refs'),
    `# pack-refs with: peeled fully-peeled sorted \n${lines.join('')}`,
  );
}

async function brokenPack(path: string): Promise<void> {
  await importInto(path, [head, common, file('big.txt', 'line of text\n'.repeat(10_000))]);
  const packs = join(path, 'objects/pack');
  for (const name of readdirSync(packs).filter((one) => one.endsWith('.pack'))) {
    spawnSync('chmod', ['600', join(packs, name)]);
    const bytes = readFileSync(join(packs, name));
    writeFileSync(join(packs, name), bytes.subarray(0, Math.ceil(bytes.length / 2)));
  }
}

/** Ten directories in ten directories, ten levels deep: ten thousand million files of eleven objects. */
function treeBomb(path: string): void {
  makeBare(path);
  let id = git(path, ['hash-object', '-w', '--stdin'], 'JWT_SECRET=acme-secret-1\n').trim();
  let kind = '100644 blob';
  for (let level = 0; level < 10; level++) {
    const lines = Array.from({ length: 10 }, (_, at) => `${kind} ${id}\td${at}`);
    id = git(path, ['mktree'], `${lines.join('\n')}\n`).trim();
    kind = '040000 tree';
  }
  const commit = git(path, ['commit-tree', id, '-m', 'bomb']).trim();
  git(path, ['update-ref', 'refs/heads/main', commit]);
}

/** What takes parsers their memory: nesting, aliases of aliases, one line of megabytes. */
async function deepFiles(path: string): Promise<void> {
  const laughs = Array.from({ length: 30 }, (_, at) =>
    at === 0 ? 'a0: &a0 [lol, lol]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}, *a${at - 1}]`,
  );
  await importInto(path, [
    head,
    common,
    file('nested.json', '['.repeat(2_000_000)),
    file('laughs.yaml', `${laughs.join('\n')}\njwt_secret: *a29\n`),
    file('line.js', `jwt.sign(${'a+'.repeat(2_000_000)}1, 'x')`),
    file('blocks.js', `${'{'.repeat(500_000)}jwt.sign(a, 'acme-secret-1')`),
    file('package.json', `{"name":"${'x'.repeat(3_000_000)}"`),
  ]);
}

/** Settings of git, of keylint and of hosts that would run, read or take for ever. */
async function hostileConfiguration(path: string): Promise<void> {
  const patterns = Array.from({ length: 2000 }, () => '"**/*a*a*a*a*a*a*a*a*a*b/**"').join(',');
  await importInto(path, [
    head,
    common,
    file(
      'keylint.config.json',
      `{"ignore":[${patterns}],"extends":"/etc/passwd","wordlists":["/etc/shadow"]}`,
    ),
    file('.gitattributes', '* filter=evil diff=evil\n'),
    file(
      '.gitmodules',
      '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% /tmp/keylint-poison-ran\n',
    ),
    file('.github/CODEOWNERS', `${'*'.repeat(1000)}/${'**/'.repeat(5000)} @acme/x\n`.repeat(50)),
  ]);
  writeFileSync(
    join(path, 'config'),
    `[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = touch /tmp/keylint-poison-ran\n\thooksPath = /tmp\n\tsshCommand = touch /tmp/keylint-poison-ran\n\tpager = touch /tmp/keylint-poison-ran\n[include]\n\tpath = /dev/zero\n[filter "evil"]\n\tsmudge = touch /tmp/keylint-poison-ran\n\tclean = touch /tmp/keylint-poison-ran\n[diff "evil"]\n\ttextconv = touch /tmp/keylint-poison-ran\n\tcommand = touch /tmp/keylint-poison-ran\n[gpg]\n\tprogram = touch /tmp/keylint-poison-ran\n[log]\n\tshowSignature = true\n[remote "origin"]\n\turl = ext::sh -c touch% /tmp/keylint-poison-ran\n\tpromisor = true\n\tpartialclonefilter = blob:none\n`,
  );
  mkdirSync(join(path, 'hooks'));
  for (const name of ['post-checkout', 'reference-transaction', 'fsmonitor-watchman']) {
    writeFileSync(join(path, 'hooks', name), '#!/bin/sh\ntouch /tmp/keylint-poison-ran\n', {
      mode: 0o755,
    });
  }
}

/** Each leads to the next, some to themselves, some out of the repository. */
async function linkFarm(path: string, count: number): Promise<void> {
  function* stream(): Generator<string> {
    yield head + common;
    for (let at = 0; at < count; at++) {
      const target =
        at % 4 === 0
          ? `l${at + 1}`
          : at % 4 === 1
            ? `l${at}`
            : at % 4 === 2
              ? '../../../../etc/passwd'
              : `../`.repeat(500);
      yield `M 120000 inline farm/l${at}\ndata ${target.length}\n${target}\n`;
    }
    yield link('.env.production', '/etc/passwd');
    yield link('keylint.config.json', '/dev/zero');
  }
  await importInto(path, stream());
}

function file(path: string, text: string): string {
  return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
}

function link(path: string, target: string): string {
  return `M 120000 inline ${path}\ndata ${target.length}\n${target}\n`;
}

function makeBare(path: string): void {
  for (const name of ['objects', 'refs/heads']) mkdirSync(join(path, name), { recursive: true });
  writeFileSync(join(path, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(path, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
}

function git(path: string, args: readonly string[], input = ''): string {
  const who = {
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@acme.example',
    GIT_AUTHOR_DATE: '1700000000 +0000',
  };
  const committer = {
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@acme.example',
    GIT_COMMITTER_DATE: '1700000000 +0000',
  };
  const options = { env: { ...env, ...who, ...committer }, input, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('git', ['--git-dir', path, ...args], options);
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  return stdout;
}

async function importInto(path: string, stream: Iterable<string | Buffer>): Promise<void> {
  makeBare(path);
  const args = ['--git-dir', path, '-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet'];
  const child = spawn('git', args, { env, stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await pipeline(Readable.from(stream), child.stdin);
  if ((await ended) !== 0) throw new Error(`git fast-import in ${path}`);
}

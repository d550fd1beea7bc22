// A small history written without git, byte for byte what git would make of it (test/input/make-history.test.ts): a commit
// takes git two processes, and hundreds of tests begin with one.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** Content by path, with slashes. */
type Files = ReadonlyMap<string, Uint8Array>;

export interface WrittenCommit {
  /** All files that are tracked from then on. */
  readonly files: Files;
  /** Seconds since 1970. */
  readonly author: number;
  readonly committer: number;
  readonly message: string;
}

/** What `git init -b main` makes on this machine, by path below `.git`; directories end in a slash. */
let initialised: ReadonlyMap<string, Uint8Array> | undefined;

function initialDirectory(): ReadonlyMap<string, Uint8Array> {
  if (initialised) return initialised;
  const root = mkdtempSync(join(tmpdir(), 'keylint-init-'));
  try {
    execFileSync('git', ['init', '-q', '-b', 'main', root], {
      env: {
        PATH: process.env.PATH,
        SYSTEMROOT: process.env.SYSTEMROOT,
        HOME: root,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: devNull,
        GIT_TEMPLATE_DIR: '',
      },
    });
    const made = join(root, '.git');
    initialised = new Map(
      readdirSync(made, { recursive: true, withFileTypes: true }).map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const name = path.slice(made.length + 1).replaceAll('\\', '/');
        return entry.isDirectory() ? [`${name}/`, new Uint8Array()] : [name, readFileSync(path)];
      }),
    );
    return initialised;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** An empty repository, as `git init -q -b main` without templates makes it. */
export function writeRepository(root: string): void {
  for (const [name, content] of initialDirectory()) {
    const path = join(root, '.git', name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, content);
  }
}

/**
 * A repository with these commits on `main`, one after the other, and the last one's files in its index. Those files stand
 * in `root` already.
 */
export function writeHistory(root: string, commits: readonly WrittenCommit[]): void {
  writeRepository(root);
  let parent: string | undefined;
  for (const { files, author, committer, message } of commits) {
    const who = (seconds: number): string => `a <a@example.org> ${seconds} +0000`;
    const lines = [
      `tree ${writeTree(root, files)}`,
      ...(parent === undefined ? [] : [`parent ${parent}`]),
      `author ${who(author)}`,
      `committer ${who(committer)}`,
      '',
      `${message}\n`,
    ];
    parent = writeObject(root, 'commit', Buffer.from(lines.join('\n')));
  }
  if (parent === undefined) return;
  writeFileSync(join(root, '.git/refs/heads/main'), `${parent}\n`);
  writeFileSync(join(root, '.git/index'), indexOf(root, commits.at(-1)?.files ?? new Map()));
}

/** A branch that begins where `main` is, checked out. */
export function startBranch(root: string, name: string): void {
  const head = readFileSync(join(root, '.git/refs/heads/main'));
  writeFileSync(join(root, '.git/refs/heads', name), head);
  writeFileSync(join(root, '.git/HEAD'), `ref: refs/heads/${name}\n`);
}

/** Writes a loose object unless it is there; gives its id. */
function writeObject(root: string, type: 'blob' | 'tree' | 'commit', content: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const id = createHash('sha1').update(bytes).digest('hex');
  const path = join(root, '.git/objects', id.slice(0, 2), id.slice(2));
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, deflateSync(bytes), { flag: 'wx' });
    chmodSync(path, 0o444);
  } catch (error) {
    // The cast: writing fails with an error of the system.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return id;
}

function blobIdOf(content: Uint8Array): Buffer {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest();
}

function writeTree(root: string, files: Files): string {
  const entries: { name: string; mode: string; id: string }[] = [];
  const below = new Map<string, Map<string, Uint8Array>>();
  for (const [path, content] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      entries.push({ name: path, mode: '100644', id: writeObject(root, 'blob', content) });
      continue;
    }
    const inner = below.get(path.slice(0, slash)) ?? new Map<string, Uint8Array>();
    below.set(path.slice(0, slash), inner.set(path.slice(slash + 1), content));
  }
  for (const [name, inner] of below)
    entries.push({ name, mode: '40000', id: writeTree(root, inner) });
  // Git sorts a directory as if its name ended in a slash.
  const key = ({ name, mode }: { name: string; mode: string }): Buffer =>
    Buffer.from(mode === '40000' ? `${name}/` : name);
  entries.sort((a, b) => Buffer.compare(key(a), key(b)));
  const parts = entries.flatMap(({ name, mode, id }) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.from(id, 'hex'),
  ]);
  return writeObject(root, 'tree', Buffer.concat(parts));
}

/** The index of version 2 (gitformat-index), with what the system says of each file: nothing looks changed. */
function indexOf(root: string, files: Files): Buffer {
  const sorted = [...files]
    .map(([path, content]) => ({ path: Buffer.from(path), content, file: join(root, path) }))
    .sort((a, b) => Buffer.compare(a.path, b.path));
  const header = Buffer.alloc(12);
  header.write('DIRC');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(sorted.length, 8);
  const entries = sorted.map(({ path, content, file }) => {
    const stat = lstatSync(file, { bigint: true });
    const numbers = [
      ...[stat.ctimeNs / 1_000_000_000n, stat.ctimeNs % 1_000_000_000n],
      ...[stat.mtimeNs / 1_000_000_000n, stat.mtimeNs % 1_000_000_000n],
      ...[stat.dev, stat.ino, 0o100644n, stat.uid, stat.gid, stat.size],
    ];
    const entry = Buffer.alloc(Math.ceil((62 + path.length + 1) / 8) * 8);
    for (const [at, number] of numbers.entries())
      entry.writeUInt32BE(Number(BigInt.asUintN(32, number)), at * 4);
    blobIdOf(content).copy(entry, 40);
    entry.writeUInt16BE(Math.min(path.length, 0xfff), 60);
    path.copy(entry, 62);
    return entry;
  });
  const bytes = Buffer.concat([header, ...entries]);
  return Buffer.concat([bytes, createHash('sha1').update(bytes).digest()]);
}

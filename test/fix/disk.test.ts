// What goes wrong with disks, permissions and git in between: a clear error, nothing lost, exit code 2.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runTransaction } from '../../src/fix/transaction/run-transaction.ts';
import { bundle } from './kill-rounds.ts';
import { createProject, type TestProject } from './project.ts';

const isRoot = process.getuid?.() === 0;
const strong = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';
const files = { '.gitignore': '.env\n', '.env': 'JWT_SECRET=mysecretkey\n' };
let home: string;
let project: TestProject | undefined;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-disk-')));
});
afterEach(() => {
  project?.remove();
  project = undefined;
  rmSync(home, { recursive: true, force: true });
});

/** Mounts a file system of 64 kB; false, loudly, where that is not possible. */
function mountSmall(directory: string): boolean {
  mkdirSync(directory);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    process.stderr.write(
      '\nSKIPPED: no small file system can be mounted here (needs root on Linux).\n',
    );
    return false;
  }
}

describe('a full disk', () => {
  test.each(['project', 'state'])(
    'of the %s: nothing is lost, and there is no stray file',
    (which) => {
      const root = join(home, 'project');
      const state = join(home, 'state');
      const small = which === 'project' ? root : state;
      if (!mountSmall(small)) return;
      try {
        mkdirSync(root, { recursive: true });
        const before = Array.from({ length: 10 }, (_, i) => Buffer.from(`${i}`.repeat(4000)));
        for (const [i, bytes] of before.entries()) writeFileSync(join(root, `${i}`), bytes);
        const changes = before.map((bytes, i) => ({
          path: `${i}`,
          before: bytes,
          after: Buffer.from('x'.repeat(8000)),
        }));
        // The old values alone fill the state's disk only with more of them.
        if (which === 'state') writeFileSync(join(small, 'filler'), 'f'.repeat(40_000));
        expect(() =>
          runTransaction(changes, { root, stateDirectory: join(state, 'keylint'), title: 'test' }),
        ).toThrow(/no space left/);
        for (const [i, bytes] of before.entries()) {
          expect(readFileSync(join(root, `${i}`))).toEqual(bytes);
        }
        expect(readdirSync(root)).toHaveLength(10);
        expect(readdirSync(join(state, 'keylint', 'transactions'))).toEqual([]);
      } finally {
        execFileSync('umount', [small]);
      }
    },
  );
});

test.skipIf(!isRoot)('a directory that may not be written to', async () => {
  const root = join(home, 'project');
  const state = join(home, 'state');
  mkdirSync(root);
  mkdirSync(state);
  chmodSync(home, 0o755);
  writeFileSync(join(root, 'a'), 'version 1\n');
  chmodSync(join(root, 'a'), 0o666);
  const script = await bundle(home);
  execFileSync('chmod', ['-R', 'a+rX', home]);
  chownSync(state, 65534, 65534);
  const child = spawnSync(execPath, [script, root, state, 'version 2'], { uid: 65534, gid: 65534 });
  expect(child.status).not.toBe(0);
  expect(child.stderr.toString()).toMatch(/permission denied/);
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('version 1\n');
  expect(readdirSync(root)).toEqual(['a']);
});

test('a read-only env file: exit code 2 and the name of the file', async () => {
  project = createProject(files);
  chmodSync(join(project.root, '.env'), 0o444);
  const { code, stderr } = await project.run('--fix');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^keylint: \.env is read-only/);
  expect(project.read('.env')).toBe(files['.env']);
});

test.skipIf(process.platform === 'win32')(
  'a link out of the root is not written through',
  async () => {
    project = createProject({ '.gitignore': '.env\n' });
    writeFileSync(join(home, 'outside'), files['.env']);
    symlinkSync(join(home, 'outside'), join(project.root, '.env'));
    await project.run('--fix=unsafe');
    expect(readFileSync(join(home, 'outside'), 'utf8')).toBe(files['.env']);
  },
);

test('--staged refuses a file with changes that are not staged', async () => {
  project = createProject({ 'a.js': '\n' });
  project.write('.env', 'JWT_SECRET=mysecretkey\n');
  project.git('add', '.env');
  project.write('.env', 'JWT_SECRET=mysecretkey\nPORT=1\n');
  const { code, stderr } = await project.run('--staged', '--fix=unsafe');
  expect(code).toBe(2);
  expect(stderr).toMatch(/\.env has changes that are not staged/);
  expect(project.read('.env')).toBe('JWT_SECRET=mysecretkey\nPORT=1\n');
});

test('--staged fixes the file on disk, says that it is to be staged, and passes once it is', async () => {
  project = createProject({ 'a.js': '\n', '.gitignore': '.env.staging\n' });
  project.write('application.yml', 'jwt:\n  secret: mysecretkey\n');
  project.git('add', 'application.yml');
  const first = await project.run('--staged', '--fix=unsafe');
  expect(first.code).toBe(1);
  expect(first.stderr).toContain('1. The next commit still holds what it held: stage the changed');
  project.git('add', '-A');
  const { stderr } = await project.run('--staged', '--fix=unsafe');
  expect(stderr).toContain('Nothing was changed.');
});

test.each(['fix', 'scan', 'audit'])(
  'an interrupted fix is told of and ended by the next %s',
  async (next) => {
    project = createProject({ ...files, '.env': `JWT_SECRET=${strong}\n` });
    const folder = join(project.stateDirectory, 'transactions', '0mhlw0000-999999-00.pending');
    mkdirSync(folder, { recursive: true });
    const temp = join(project.root, '.keylint-0-0.tmp');
    writeFileSync(temp, 'JWT_SECRET=new\n');
    writeFileSync(
      join(folder, 'journal.json'),
      JSON.stringify({
        version: 1,
        id: '0mhlw0000-999999-00',
        kind: 'fix',
        undoes: null,
        root: project.root,
        title: 'test',
        writer: { host: 'elsewhere' },
        files: [
          {
            path: '.env',
            target: join(project.root, '.env'),
            temp,
            backup: null,
            mode: 384,
            owner: null,
            afterHash: '',
          },
        ],
        untracked: [],
      }),
    );
    const { code, stderr } = await project.run(next);
    expect(stderr).toMatch(/an earlier fix of 1 file was interrupted: took it back/);
    expect(code).toBe(0);
    expect(project.snapshot()).not.toHaveProperty('.keylint-0-0.tmp');
    expect(project.read('.env')).toBe(`JWT_SECRET=${strong}\n`);
  },
);

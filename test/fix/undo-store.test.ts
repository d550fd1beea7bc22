// What `keylint undo` needs is whole files with secrets in them: kept for a week, by project, and deleted when asked.
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runTransaction } from '../../src/fix/transaction/run-transaction.ts';
import { createProject, type TestProject } from './project.ts';

let project: TestProject;
beforeEach(() => {
  project = createProject({ 'a.txt': '0' }, { isRepository: false });
});
afterEach(() => project.remove());

const folder = (): string => join(project.stateDirectory, 'transactions');
const kept = (): string[] => (existsSync(folder()) ? readdirSync(folder()).sort() : []);

function change(root: string, path: string, before: string | null, after: string): void {
  const bytes = before === null ? null : Buffer.from(before);
  runTransaction([{ path, before: bytes, after: Buffer.from(after) }], {
    root,
    stateDirectory: project.stateDirectory,
    title: 'test',
  });
}

/** Makes a kept one look as old as this. */
function age(name: string, days: number): void {
  const created = (Date.now() - days * 24 * 60 * 60 * 1000).toString(36).padStart(9, '0');
  renameSync(join(folder(), name), join(folder(), name.replace(/^[^-]+/, created)));
}

describe('after a week', () => {
  test.each([['--no-config'], ['undo']])('`keylint %s` deletes old values', async (command) => {
    change(project.root, 'a.txt', '0', '1');
    const [first = ''] = kept();
    change(project.root, 'a.txt', '1', '2');
    const second = kept().find((name) => name !== first) ?? '';
    age(first, 8);
    age(second, 6);
    expect(kept()).toHaveLength(2);
    await project.run(command);
    // Undo is a transaction of its own.
    expect(kept()).toHaveLength(command === 'undo' ? 2 : 1);
    expect(project.read('a.txt')).toBe(command === 'undo' ? '1' : '2');
    expect((await project.run('undo')).stderr).toContain(
      command === 'undo' ? 'nothing to undo' : 'restored a.txt',
    );
  });
});

describe('a checkout inside of another one', () => {
  const inside = 'worktrees/x';
  const undo = async (directory: string): Promise<string> =>
    (await project.runIn(directory, 'undo')).stderr;
  beforeEach(() => {
    mkdirSync(join(project.root, '.git'));
    mkdirSync(join(project.root, 'api'));
    mkdirSync(join(project.root, inside), { recursive: true });
    // As git leaves it in a worktree.
    writeFileSync(join(project.root, inside, '.git'), 'gitdir: elsewhere\n');
  });

  test('takes back nothing of it', async () => {
    change(project.root, 'a.txt', '0', '1');
    expect(await undo(inside)).toContain('nothing to undo');
    expect(project.read('a.txt')).toBe('1');
    // A directory of the same checkout does.
    expect(await undo('api')).toContain('restored ../a.txt');
    expect(project.read('a.txt')).toBe('0');
  });

  test('is not taken back from there, nor forgotten', async () => {
    change(join(project.root, inside), 'b.txt', null, '1');
    expect(await undo('.')).toContain('nothing to undo');
    expect((await project.run('undo', '--forget')).stderr).toContain('Nothing was kept');
    expect(await undo(inside)).toContain('restored b.txt');
  });
});

test('many fixes of one project do not push out those of another', async () => {
  const other = join(project.root, '../other');
  mkdirSync(other);
  change(other, 'b.txt', null, '1');
  for (let i = 0; i < 25; i++) change(project.root, 'a.txt', `${i}`, `${i + 1}`);
  // Twenty of the one, and the one of the other.
  expect(kept()).toHaveLength(21);
});

test('`keylint undo --forget` deletes what is kept of this directory, and nothing else', async () => {
  const other = join(project.root, '../other');
  mkdirSync(other);
  change(other, 'b.txt', null, '1');
  change(project.root, 'a.txt', '0', '1');
  change(project.root, 'a.txt', '1', '2');
  const { code, stderr } = await project.run('undo', '--forget');
  expect([code, stderr]).toEqual([
    0,
    '2 fixes of this directory can no longer be taken back; the old files are deleted.\n',
  ]);
  expect([kept().length, project.read('a.txt')]).toEqual([1, '2']);
  expect((await project.run('undo')).code).toBe(2);
  expect((await project.run('undo', '--forget')).stderr).toBe(
    'Nothing was kept of this directory.\n',
  );
});

test('where a fix is done, it is said what is kept, where and for how long', async () => {
  project.write('.env', 'JWT_SECRET=weaksecret1\n');
  const { stderr } = await project.run('--fix');
  expect(stderr).toContain(
    `the old files, secrets included, are kept for 7 days in ${project.stateDirectory}`,
  );
  expect(stderr).toContain('`keylint undo --forget` deletes them.');
});

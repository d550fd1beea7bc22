// Names are hostile too: a line of a `.gitignore` stands for the file it was written for, and for no other.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ignoreLine } from '../../src/fix/ignore-line.ts';
import { createProject, type TestProject } from './project.ts';

let project: TestProject | undefined;
afterEach(() => project?.remove());

function isIgnored(root: string, path: string): boolean {
  const { status } = spawnSync('git', ['check-ignore', '--quiet', '--no-index', '--', path], {
    cwd: root,
  });
  return status === 0;
}

// Each with a name that the line would fit if it were not escaped.
test.each([
  ['.env', '.envx'],
  ['.env.*', '.env.production'],
  ['.env.[a]', '.env.a'],
  ['.env.a?', '.env.ab'],
  ['.env.a\\*', '.env.a*'],
  ['.env.prod ', '.env.prod'],
  ['.env.prod  ', '.env.prod '],
  ['.env.prod\t', '.env.prod'],
  ['keys[1]/a b*.json', 'keys1/a bc.json'],
  ['#keys.json', 'keys.json'],
  ['!keys.json', 'keys.json'],
  ['a/\\keys.json', 'a/keys.json'],
  ['a/keys\n.env', 'a/keys'],
  ['.env.\r', '.env.'],
])('%j, and not %j', (path, other) => {
  project = createProject({ 'a.txt': '' });
  writeFileSync(join(project.root, '.gitignore'), `${ignoreLine(path)}\n`);
  expect(ignoreLine(path)).not.toMatch(/[\r\n]/);
  expect(isIgnored(project.root, path)).toBe(true);
  expect(isIgnored(project.root, other)).toBe(false);
});

test('`keylint --fix` lets git ignore a file with such a name', async () => {
  project = createProject({ 'a.txt': '' });
  project.write('.env.[x]', 'JWT_SECRET=weaksecret1\n');
  expect((await project.run('--fix')).code).toBe(0);
  expect(project.read('.gitignore')).toBe('.env.\\[x\\]\n');
  expect(project.git('status', '--short')).not.toContain('.env.[');
});

test('where another rule takes it back, it is said', async () => {
  project = createProject({ '.gitignore': '.env\n', 'api/.gitignore': '!.env\n' });
  project.write('api/.env', 'JWT_SECRET=Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs\n');
  const { stderr } = await project.run('--fix');
  expect(stderr).toContain('api/.env:1 unignored-env-file: one rule of a .gitignore ignores it');
  expect(project.git('status', '--short', '--', '.gitignore')).toBe('');
});

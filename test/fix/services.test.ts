import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createParse } from '../../src/run/fix/syntax.ts';
import { createProject, type TestProject } from './project.ts';

const folder = new URL('../../fixtures/services/', import.meta.url);
const isWindows = process.platform === 'win32';
let project: TestProject | undefined;

afterEach(() => project?.remove());

/** Every value of the live env files. */
function secretsOf(files: Record<string, string>): string[] {
  return Object.entries(files)
    .filter(([path]) => /(?:^|\/)\.env(?!\.example)/.test(path))
    .flatMap(([, text]) => [...text.matchAll(/_(?:SECRET|KEY)=["']?([\w-]{20,})/g)])
    .map((match) => match[1] ?? '');
}

describe.each(readdirSync(folder))('%s', (name) => {
  test('has nothing left at the fail level after --fix=unsafe, and a second run edits nothing', async () => {
    project = createProject(new URL(`${name}/`, folder));
    const before = project.snapshot();
    expect((await project.run('--quiet')).code).toBe(1);

    const fixed = await project.run('--fix=unsafe');
    expect(fixed).toMatchObject({ code: 0 });
    const after = project.snapshot();
    expect(after).not.toEqual(before);
    const secrets = secretsOf(after);
    expect(secrets.length).toBeGreaterThan(0);
    expect(new Set(secrets).size).toBe(secrets.length);
    for (const secret of secrets) expect(fixed.stdout + fixed.stderr).not.toContain(secret);

    const parse = await createParse();
    for (const [path, text] of Object.entries(after)) {
      if (before[path] === text || !/\.[jt]sx?$/.test(path)) continue;
      expect(parse(path, text)?.hasErrors, path).toBe(false);
    }
    expect((await project.run('--fix=unsafe')).code).toBe(0);
    expect(project.snapshot()).toEqual(after);

    expect((await project.run('undo')).code).toBe(0);
    expect(project.snapshot()).toEqual(before);
    expect(project.git('status', '--short')).toBe('');
  });

  test('--dry-run shows a diff without any secret and writes nothing', async () => {
    project = createProject(new URL(`${name}/`, folder));
    const before = project.snapshot();
    const { code, stdout, stderr } = await project.run('fix', '--unsafe', '--dry-run');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^@@ /m);
    expect(stdout).toMatch(/‹new secret, \d+ characters›/);
    for (const old of Object.entries(before)
      .filter(([path]) => path.includes('.env'))
      .flatMap(([, text]) => [...text.matchAll(/SECRET=["']?([\w-]+)/g)])) {
      expect(stdout + stderr).not.toContain(old[1]);
    }
    expect(project.snapshot()).toEqual(before);
  });
});

test.skipIf(isWindows)('a new env file is for its owner alone', async () => {
  project = createProject(new URL('nest-jwt/', folder));
  await project.run('--fix=unsafe');
  expect(statSync(join(project.root, '.env')).mode & 0o777).toBe(0o600);
  expect(statSync(join(project.root, '.env.example')).mode & 0o777).toBe(0o644);
});

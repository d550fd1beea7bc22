// What somebody typed in the wrong place may be a secret: no message repeats it.
import { afterAll, expect, test } from 'vitest';
import { createProject, runCli } from './run-cli.ts';

const secret = 'canary-9fX2typed';
const { root: cwd, dispose } = createProject({});
afterAll(dispose);

test.each<string[]>([
  ['check', secret],
  ['check', '--', secret],
  ['rotate', `JWT_SECRET=${secret}`],
  ['rotate', 'JWT_SECRET', secret],
  ['rotate', secret],
  ['rotate', `it is ${secret}`],
  ['generate', secret],
  ['generate', '--env-name', `X=${secret}`],
  ['undo', secret],
  ['init', secret],
  ['rules', secret],
])('keylint %s %s %s', (...argv) => {
  const { code, stdout, stderr } = runCli(argv, { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^keylint: /);
  expect(stdout + stderr).not.toContain(secret);
});

test('and says where it belongs', () => {
  expect(runCli(['check', secret], { cwd }).stderr).toContain(
    'the secret is read from standard input',
  );
  expect(runCli(['rotate', `A=${secret}`], { cwd }).stderr).toContain(
    'keylint makes the new value itself',
  );
});

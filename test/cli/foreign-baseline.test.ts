// Baselines of gitleaks and detect-secrets become ours: the findings at their places are accepted, others are not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProject, runCli } from './run-cli.ts';

const weak = 'JWT_SECRET=mysecretkey\n';
const files = { 'old/.env': `A=1\n${weak}`, 'new/.env': weak };

test.each([
  ['gitleaks', JSON.stringify([{ RuleID: 'x', File: 'old/.env', StartLine: 2, EndLine: 2 }])],
  [
    'detect-secrets',
    JSON.stringify({ version: '1.5.0', results: { './old/.env': [{ line_number: 2 }] } }),
  ],
])('%s', (_, text) => {
  const project = createProject({ ...files, 'theirs.json': text });
  const made = runCli(['baseline', '--from', 'theirs.json'], { cwd: project.root });
  expect(made).toMatchObject({ code: 0 });
  const once = readFileSync(join(project.root, 'keylint.baseline.json'), 'utf8');
  expect(once).toContain('"old/.env"');
  expect(once).not.toContain('"new/.env"');
  // Twice is once.
  runCli(['baseline', '--from', 'theirs.json'], { cwd: project.root });
  expect(readFileSync(join(project.root, 'keylint.baseline.json'), 'utf8')).toBe(once);
  const argv = ['--baseline', 'keylint.baseline.json', '--format=json'];
  const { findings }: { findings: { path: string; rule: string }[] } = JSON.parse(
    runCli(argv, { cwd: project.root }).stdout,
  );
  expect(findings.some(({ path }) => path === 'new/.env')).toBe(true);
  project.dispose();
});

test.each([
  ['no JSON', 'JWT_SECRET=mysecretkey'],
  ['another shape', '{"a":1}'],
  ['entries without places', '[{"Secret":"mysecretkey"}]'],
])('%s is refused, and not quoted', (_, text) => {
  const project = createProject({ 'theirs.json': text });
  const run = runCli(['baseline', '--from', 'theirs.json'], { cwd: project.root });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('theirs.json');
  expect(run.stderr).not.toContain('mysecretkey');
  project.dispose();
});

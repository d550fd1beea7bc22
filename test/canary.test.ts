// A unique string is planted in every input format under fixtures/canary; nothing keylint prints may hold it, in any
// format, on either stream, encoded or in part, not even when it fails.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNames } from '../src/report/index.ts';
import {
  canary,
  canaryBytes,
  canaryFixtures,
  canaryPaths,
  expectNoTrace,
  readCanaryFixture,
} from './canary.ts';
import { runCli } from './cli/run-cli.ts';

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-canary-'));
  cpSync(canaryFixtures, directory, { recursive: true });
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function run(...args: string[]): { code: number | null; output: string } {
  const { code, stdout, stderr } = runCli(args, { cwd: directory, env: { NO_COLOR: '1' } });
  return { code, output: stdout + stderr };
}

test('the string really is in every file', () => {
  const paths = canaryPaths();
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) {
    const content = readCanaryFixture(path);
    const isThere =
      content.includes(canary) ||
      content.includes(canaryBytes.toString('base64')) ||
      content.includes(Buffer.from(canary, 'utf16le'));
    expect(isThere, path).toBe(true);
  }
});

describe('no report holds it', () => {
  test.each(formatNames)('%s', (format) => {
    const { code, output } = run(
      '--format',
      format,
      '--strict',
      '--verbose',
      '--show-suppressed',
      '--persona',
      'auditor',
    );
    expect(code).not.toBe(0);
    expect(output.length).toBeGreaterThan(200);
    expectNoTrace(output);
  });

  test('the run finds it nearly everywhere: masking is not silence', () => {
    const { output } = run('--format', 'json', '--strict');
    const report = JSON.parse(output.slice(0, output.lastIndexOf('}') + 1)) as {
      findings: { path: string }[];
    };
    const paths = new Set(report.findings.map((finding) => finding.path));
    for (const path of [
      '.env',
      '.env.utf16',
      '.envrc',
      '.github/workflows/ci.yml',
      'Dockerfile',
      'compose.override.yml',
      'config/app.ini',
      'config/app.yml',
      'config/application.properties',
      'config/production.json',
      'deploy/run.sh',
      'deploy/values.yaml',
      'hasura.env',
      'k8s/secret.yaml',
      'package.json',
      'src/a.js',
      'src/b.ts',
      'src/c.tsx',
      'src/d.vue',
      'src/e.js',
      'wrangler.jsonc',
      'wrangler.toml',
    ]) {
      expect(paths, path).toContain(path);
    }
  });
});

describe('nor does anything else that is printed or written', () => {
  test.each([
    ['a baseline', ['--update-baseline', '--baseline', 'baseline.json'], 'baseline.json'],
    ['a written report', ['--format', 'html', '--output', 'report.html'], 'report.html'],
  ] as const)('%s', (_, args, file) => {
    const { output } = run(...args);
    expectNoTrace(output);
    expectNoTrace(readFileSync(join(directory, file), 'utf8'));
  });

  test('the error for a settings file that is not one', () => {
    writeFileSync(join(directory, 'bad.json'), `{ "knownSecrets": "${canary}", "${canary}": `);
    const { code, output } = run('--config', 'bad.json');
    expect(code).toBe(2);
    expectNoTrace(output);
  });

  test('the diff of a dry run', () => {
    const { output } = run('--fix=unsafe', '--dry-run');
    expect(output).toContain('JWT_SECRET');
    expectNoTrace(output);
  });
});

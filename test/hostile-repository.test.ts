// A repository that tries to run something, audited by the built program in every mode: nothing runs, and what is
// weak in it is found all the same. test/input/git.test.ts proves the same of each layer that calls git.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/index.ts';
import { runCli } from './cli/run-cli.ts';
import { type HostileRepository, hostileRepository, readMarker } from './input/hostile.ts';
import { isWindows } from './input/scratch.ts';

const auth = `import jwt from 'jsonwebtoken';
export const issue = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

/** The repository of the layer's tests with something to find: in the last commit, in the index and on disk. */
function hostileProject(): HostileRepository {
  return hostileRepository({
    committed: { 'auth.js': auth, '.env.production': 'PORT=1\n' },
    staged: { '.env.production': 'PORT=1\nJWT_SECRET=mysecretkey\n' },
  });
}

describe.runIf(!isWindows)('nothing of the repository runs', () => {
  test.each([
    ['the work tree', []],
    ['the index', ['--staged']],
    ['changed lines', ['--since', 'HEAD']],
    ['what is not committed', ['--changed']],
    ['named files', ['.env.production', 'auth.js']],
    ['fixes that are only shown', ['--fix=unsafe', '--dry-run']],
  ])('when %s: keylint %j', (_, argv) => {
    const { cwd, marker } = hostileProject();
    const { code, stdout, stderr } = runCli([...argv, '--format', 'json'], { cwd });
    expect(readMarker(marker)).toBe('');
    expect(code, stderr).toBe(1);
    expect(stdout).toContain('.env.production');
    spawnSync('git', ['diff', 'HEAD'], { cwd });
    expect(readMarker(marker)).not.toBe('');
  });

  test('when the ages of secrets are asked for: keylint audit', () => {
    const { cwd, marker } = hostileProject();
    const argv = ['audit', '--output', join(cwd, 'report.html')];
    const { code, stderr } = runCli(argv, { cwd });
    expect(readMarker(marker)).toBe('');
    expect(code, stderr).toBe(1);
    // git's own blame reads through the filter and the text conversion.
    spawnSync('git', ['blame', '.env'], { cwd });
    expect(readMarker(marker)).not.toBe('');
  });

  test('when a report of every format is written', () => {
    const { cwd, marker } = hostileProject();
    for (const format of ['sarif', 'gitlab', 'gitlab-secrets', 'html', 'markdown']) {
      expect(runCli(['--format', format], { cwd }).code).toBe(1);
    }
    expect(readMarker(marker)).toBe('');
  });

  test('the same is found in each mode', () => {
    const { cwd } = hostileProject();
    const rulesAt = (...argv: string[]): string[] => {
      const report = JSON.parse(runCli([...argv, '--format', 'json'], { cwd }).stdout) as Report;
      return report.findings
        .filter(({ path, rule }) => path === '.env.production' && rule !== 'tracked-env-file')
        .map(({ line, rule }) => `${line} ${rule}`);
    };
    const expected = ['2 known-secret', '2 short-secret'];
    expect(rulesAt()).toEqual(expected);
    expect(rulesAt('--staged')).toEqual(expected);
    expect(rulesAt('--since', 'HEAD')).toEqual(expected);
  });
});

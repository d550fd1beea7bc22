// A git that fails, at the beginning or half way, never looks like a clean run, and keylint writes no secret into a
// file of which it does not know whether it will be committed. And undo puts back into git what a fix took out,
// whatever directory it runs in.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/index.ts';
import { runCli } from './cli/run-cli.ts';
import { git, isWindows, repository, scratch, write } from './input/scratch.ts';

const auth = `import jwt from 'jsonwebtoken';
export const issue = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
const strong = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';

function reportOf(stdout: string): Report {
  return JSON.parse(stdout) as Report;
}

/** A tracked env file with a good secret: one finding, and git alone can tell. */
function trackedSecret(value = strong): string {
  return repository({ 'auth.js': auth, '.env.production': `JWT_SECRET=${value}\n` });
}

describe('a damaged index', () => {
  test('makes the audit incomplete, with the reason', () => {
    const cwd = trackedSecret();
    const sound = runCli(['-f', 'json'], { cwd });
    expect(sound.code).toBe(1);
    expect(reportOf(sound.stdout).findings.map(({ rule }) => rule)).toEqual(['tracked-env-file']);
    writeFileSync(join(cwd, '.git/index'), 'garbage');
    const { code, stdout, stderr } = runCli(['-f', 'json'], { cwd });
    expect(code).toBe(2);
    expect(reportOf(stdout)).toMatchObject({ complete: false, findings: [] });
    expect(stderr).toContain('git failed (its index is damaged');
    for (const argv of [[], ['.env.production'], ['--staged'], ['--changed'], ['hook', 'run']]) {
      expect(runCli([...argv, '--no-progress'], { cwd }).code, argv.join()).toBe(2);
    }
    const named = runCli(['hook', 'run', '--', '.env.production'], { cwd });
    expect(named.code).toBe(2);
  });

  test('also where git reads it as far as it goes', () => {
    const cwd = trackedSecret();
    const index = join(cwd, '.git/index');
    // Within the second entry: git lists it without a path, and says nothing.
    writeFileSync(index, readFileSync(index).subarray(0, 100));
    for (const argv of [[], ['--staged']]) {
      const { code, stdout, stderr } = runCli([...argv, '--no-progress'], { cwd });
      expect(code, argv.join()).toBe(2);
      expect(stdout + stderr).toContain('its index is damaged');
    }
  });

  test('keeps fixes out of the files that may be committed', () => {
    const cwd = trackedSecret('weak');
    writeFileSync(join(cwd, '.git/index'), 'garbage');
    const env = { XDG_STATE_HOME: scratch() };
    for (const argv of [['--fix'], ['--fix=unsafe'], ['rotate', 'JWT_SECRET']]) {
      const { code, stderr } = runCli([...argv, '--no-progress'], { cwd, env });
      expect(code, argv.join()).toBe(2);
      expect(stderr, argv.join()).toContain('git did not tell whether it tracks the file');
      expect(readFileSync(join(cwd, '.env.production'), 'utf8')).toBe('JWT_SECRET=weak\n');
    }
  });
});

describe.runIf(!isWindows)('a git that goes away half way', () => {
  /** A PATH with a git that answers so many times. */
  function gitFor(times: number): Record<string, string> {
    const bin = scratch({ count: '' });
    const real = process.env.PATH?.split(':').find((path) => {
      try {
        readFileSync(join(path, 'git'));
        return true;
      } catch {
        return false;
      }
    });
    const script = `#!/bin/sh
echo >> ${bin}/count
[ $(wc -l < ${bin}/count) -le ${times} ] || exit 127
exec ${real}/git "$@"
`;
    writeFileSync(join(bin, 'git'), script);
    chmodSync(join(bin, 'git'), 0o755);
    return { PATH: `${bin}:/usr/bin:/bin` };
  }

  test.each([
    ['the work tree', []],
    ['the index', ['--staged']],
    ['a branch', ['--since', 'HEAD']],
  ])('never leaves a finding out in silence: %s', { timeout: 180_000 }, (_, argv) => {
    const cwd = repository({ 'auth.js': auth });
    write(cwd, { '.env.production': `JWT_SECRET=${strong}\n` });
    git(cwd, 'add', '.env.production');
    const found: number[] = [];
    for (const times of [0, 1, 2, 3, 4, 6, 12]) {
      if (found.at(-1) === 1) break;
      const env = gitFor(times);
      const run = runCli([...argv, '-f', 'json', '--no-cache'], { cwd, env });
      if (run.code === 1) {
        expect(reportOf(run.stdout).findings.map(({ rule }) => rule)).toEqual(['tracked-env-file']);
      }
      found.push(run.code ?? -1);
    }
    expect(new Set(found)).toEqual(new Set([2, 1]));
  });
});

describe('undo', () => {
  test.each(['api', '.'])(
    'of a fix in %s puts the entry of the index back where it was',
    (where) => {
      const cwd = repository({
        'api/auth.js': auth,
        'api/.env.production': `JWT_SECRET=${strong}\n`,
      });
      const before = git(cwd, 'ls-files', '-s');
      const run = (...argv: string[]) =>
        runCli(argv, { cwd: join(cwd, where), env: { XDG_STATE_HOME: `${cwd}-state` } });
      expect(run('--fix=unsafe', '--no-progress').code).toBe(0);
      expect(git(cwd, 'ls-files')).toBe('api/auth.js\n');
      expect(run('undo').code).toBe(0);
      expect(git(cwd, 'ls-files', '-s')).toBe(before);
      expect(git(cwd, 'status', '--porcelain')).toBe('');
    },
  );

  test('of a fix in a submodule, its own index', () => {
    const library = repository({ 'auth.js': auth, '.env.production': `JWT_SECRET=${strong}\n` });
    const cwd = repository();
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library, 'lib');
    const inner = join(cwd, 'lib');
    const before = git(inner, 'ls-files', '-s');
    const run = (...argv: string[]) =>
      runCli(argv, { cwd, env: { XDG_STATE_HOME: `${cwd}-state` } });
    expect(run('--fix=unsafe', '--no-progress').code).toBe(0);
    expect(git(inner, 'ls-files')).toBe('auth.js\n');
    expect(run('undo').code).toBe(0);
    expect(git(inner, 'ls-files', '-s')).toBe(before);
  });
});

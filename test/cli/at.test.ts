// `--at`: the report of a commit is that of a checkout of it, byte for byte, in every format and wherever it is asked.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyDemo, countedPlaces, planted } from '../demo.ts';
import { git, repository, scratch, write } from '../input/scratch.ts';
import { runCli } from './run-cli.ts';

const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

/** Standard output without the time a run took, and apart from it what can be done next, which files are needed for. */
function read(cwd: string, ...argv: readonly string[]) {
  const { code, stdout, stderr } = runCli(argv, { cwd });
  const timeless = stdout.replace(/ in\s+\d+(?:\.\d+)? s/, '');
  const at = timeless.search(/^ *Next: /m);
  const next = at === -1 ? '' : timeless.slice(at);
  return { report: { code, stderr, stdout: at === -1 ? timeless : timeless.slice(0, at) }, next };
}

function report(cwd: string, ...argv: readonly string[]) {
  return read(cwd, ...argv).report;
}

describe('the same report as a checkout', () => {
  test.each([['sarif'], ['text']])('%s', (format) => {
    const demo = copyDemo({ isTracked: true });
    try {
      git(demo.root, 'commit', '-q', '-m', 'demo');
      const directory = join(demo.root, 'fixtures/demo');
      const checkout = read(directory, '-f', format);
      const commit = read(directory, '--at', 'HEAD', '-f', format);
      expect(checkout.report.code).toBe(1);
      expect(commit.report).toEqual(checkout.report);
      // A commit cannot be repaired; what is on the disk can.
      expect(commit.next).not.toMatch(/--fix|baseline/);
      if (format === 'text') expect(checkout.next).toMatch(/--fix/);
    } finally {
      demo.dispose();
    }
  });

  test('in a bare repository, and of a commit that the disk is not at', () => {
    const demo = copyDemo({ isTracked: true });
    try {
      git(demo.root, 'commit', '-q', '-m', 'demo');
      const bare = `${scratch()}/demo.git`;
      git(demo.root, 'rm', '-q', '-r', '.');
      git(demo.root, 'commit', '-q', '-m', 'all gone');
      git(demo.root, 'clone', '-q', '--bare', '.', bare);
      const argv = ['--at', 'HEAD^', 'fixtures/demo', '-f', 'json'];
      const { code, stdout } = report(bare, ...argv);
      expect(code).toBe(1);
      expect(countedPlaces(JSON.parse(stdout).findings)).toEqual(planted);
      expect(report(bare, '--at', 'HEAD', '-f', 'json').code).toBe(0);
    } finally {
      demo.dispose();
    }
  });
});

test('settings are those of the commit; --config names a file of the disk', () => {
  const off = JSON.stringify({ rules: { 'short-secret': 'off', 'tracked-env-file': 'off' } });
  const cwd = repository({
    'keylint.config.json': off,
    'api/.env': 'JWT_SECRET=aK9q-2Lx\n',
    'api/a.js': signs,
  });
  git(cwd, 'tag', 'lenient');
  write(cwd, { 'keylint.config.json': '{}' });
  git(cwd, 'commit', '-q', '-a', '-m', 'strict');
  const rulesOf = (...argv: readonly string[]): string[] => {
    const { stdout } = runCli([...argv, '-f', 'json'], { cwd: `${cwd}/api` });
    return JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
  };
  expect(rulesOf('--at', 'HEAD')).toContain('short-secret');
  expect(rulesOf('--at', 'lenient')).not.toContain('short-secret');
  expect(rulesOf('--at', 'lenient', '--config', '../keylint.config.json')).toContain(
    'short-secret',
  );
  expect(rulesOf('--at', 'lenient', '--no-config')).toContain('short-secret');
});

test('ages are those of the commit', () => {
  const cwd = repository({ '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n' });
  const bare = `${scratch()}/a.git`;
  git(cwd, 'clone', '-q', '--bare', '.', bare);
  const argv = ['--at', 'HEAD', '--max-age', '1d', '-f', 'json'];
  const { complete, skipped } = JSON.parse(runCli(argv, { cwd: bare }).stdout);
  expect([complete, skipped]).toEqual([true, []]);
});

test('a bare repository below a work tree: paths of code scanning count from the commit', () => {
  const cwd = repository({ 'api/.env': 'JWT_SECRET=keyboard-cat\n' });
  const outer = repository();
  cpSync(`${cwd}/.git`, `${outer}/inner/mirror.git`, { recursive: true });
  const { stdout } = runCli(['--at', 'main', 'api', '-f', 'sarif'], {
    cwd: `${outer}/inner/mirror.git`,
  });
  const uris = JSON.parse(stdout).runs[0].results.map(
    (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      result.locations[0]?.physicalLocation.artifactLocation.uri,
  );
  expect(new Set(uris)).toEqual(new Set(['api/.env']));
});

test.each([
  [
    ['--at', 'HEAD', '--staged'],
    'keylint: --staged and --at cannot be had together.\nChoose one.\n',
  ],
  [
    ['fix', '--at', 'HEAD'],
    'keylint: A commit cannot be fixed.\nCheck it out, or leave --at out.\n',
  ],
  [
    ['--at', 'nowhere'],
    'keylint: git knows no commit nowhere\nFetch it first; in a GitHub workflow, check out with `fetch-depth: 0`.\n',
  ],
])('%j is refused', (argv, stderr) => {
  expect(runCli(argv, { cwd: repository() })).toMatchObject({ code: 2, stdout: '', stderr });
});

// An audit opens no socket, asks no name server and starts no program but git: the built program runs with everything
// that could do so replaced by a trap, and finds the same.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Report } from '../src/index.ts';
import { formatNames } from '../src/report/index.ts';
import { bin, runCli, scrubbedEnvironment } from './cli/run-cli.ts';
import { copyDemo, countedPlaces, type DemoCopy, planted } from './demo.ts';
import { networkTrap } from './network-trap.ts';

let copy: DemoCopy;
let directory: string;
let marker: string;
beforeAll(() => {
  copy = copyDemo({ isTracked: true });
  directory = mkdtempSync(join(tmpdir(), 'keylint-network-'));
  marker = join(directory, 'tripped');
});
beforeEach(() => rmSync(marker, { force: true }));
afterAll(() => {
  copy.dispose();
  rmSync(directory, { recursive: true, force: true });
});

interface TrappedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the trap caught. */
  readonly tripped: string;
}

const tripped = (): string => (existsSync(marker) ? readFileSync(marker, 'utf8').trim() : '');

/** Runs node behind the trap. */
function runTrapped(...argv: readonly string[]): TrappedRun {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', networkTrap(marker), ...argv],
    { cwd: copy.root, env: scrubbedEnvironment(), encoding: 'utf8', timeout: 60_000 },
  );
  return { code: status, stdout, stderr, tripped: tripped() };
}

/** Runs the program behind the trap, in the thread that is kept for it. */
function runProgram(...argv: readonly string[]): TrappedRun {
  const { code, stdout, stderr } = runCli(argv, {
    cwd: copy.root,
    preload: networkTrap(marker),
  });
  return { code, stdout, stderr, tripped: tripped() };
}

// Without these a trap that catches nothing would pass for a program that does nothing.
test.each([
  ['net.connect', "(await import('node:net')).connect(9, '127.0.0.1')"],
  ['net.Socket.connect', "new (await import('node:net')).Socket().connect(9, '127.0.0.1')"],
  ['net.Server.listen', "(await import('node:net')).createServer().listen(0)"],
  ['dns.lookup', "import { lookup } from 'node:dns'; lookup('localhost', () => {})"],
  ['dns.promises.lookup', "import { lookup } from 'node:dns/promises'; await lookup('localhost')"],
  ['http.get', "import { get } from 'node:http'; get('http://127.0.0.1:9')"],
  ['https.request', "import { request } from 'node:https'; request('https://127.0.0.1:9')"],
  ['dgram.createSocket', "import { createSocket } from 'node:dgram'; createSocket('udp4')"],
  ['global.fetch', "await fetch('http://127.0.0.1:9')"],
  [
    'child_process.spawnSync',
    "(await import('node:child_process')).spawnSync('node', ['-e', '0'])",
  ],
  ['child_process.execSync', "import { execSync } from 'node:child_process'; execSync('git')"],
])('the trap catches %s', (name, script) => {
  const { code, tripped } = runTrapped('--input-type=module', '-e', script);
  expect(code).not.toBe(0);
  expect(tripped).toBe(name);
});

// Nor would one that is not there where the program runs.
test('the trap is set in the thread of the program', () => {
  // It starts programs of its own.
  const { code } = runProgram('fleet', 'run', '.', '--out', join(directory, 'out'));
  expect(code).not.toBe(0);
  expect(tripped()).toContain('child_process.');
});

test('the trap lets git through', () => {
  const script = "import { spawnSync as run } from 'node:child_process'; run('git', ['--version'])";
  expect(runTrapped('--input-type=module', '-e', script)).toMatchObject({ code: 0, tripped: '' });
});

test('an audit behind the trap finds the same', () => {
  const { code, stdout, stderr, tripped } = runTrapped(bin, 'fixtures/demo', '--format', 'json');
  expect(tripped).toBe('');
  expect(stderr).toBe('');
  expect(code).toBe(1);
  expect(countedPlaces((JSON.parse(stdout) as Report).findings)).toEqual(planted);
});

test.each(formatNames)('a report as %s stays at home', (format) => {
  const { code, tripped } = runProgram('fixtures/demo', '--format', format);
  expect(tripped).toBe('');
  expect(code).toBe(1);
});

test.each([
  ['--staged --strict', 1],
  ['rules', 0],
  ['explain short-secret', 0],
  ['check --help', 0],
  ['generate', 0],
  ['fixtures/demo --fix=unsafe --dry-run', 1],
])('keylint %s stays at home', (line, expected) => {
  const { code, tripped, stderr } = runProgram(...line.split(' '));
  expect(tripped).toBe('');
  expect(code, stderr).toBe(expected);
});

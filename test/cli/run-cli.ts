// Runs the built program as a user would, in an environment with nothing of ours in it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runResident } from './resident.ts';

export const bin = join(import.meta.dirname, '../../dist/src/cli/bin.js');

/** A run that takes longer has failed. */
const limitMs = 60_000;

export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** A module that is loaded before the program: a trap. */
  readonly preload?: string;
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a process needs to start at all, and nothing else. */
export function scrubbedEnvironment(
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: tmpdir(),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(tmpdir(), 'no-such-git-config'),
    ...more,
  };
}

/** `keylint ...argv` in a process of its own. */
export function spawnCli(argv: readonly string[], options: CliOptions = {}): CliRun {
  mustBeBuilt();
  const run = spawnSync(process.execPath, [bin, ...argv], {
    cwd: options.cwd ?? tmpdir(),
    env: scrubbedEnvironment(options.env),
    input: options.stdin ?? '',
    encoding: 'utf8',
    timeout: limitMs,
  });
  return { code: run.status, signal: run.signal, stdout: run.stdout, stderr: run.stderr };
}

/** `keylint ...argv` in the thread that is kept for it: what it loads was loaded by the run before. */
export function runCli(argv: readonly string[], options: CliOptions = {}): CliRun {
  mustBeBuilt();
  const { cwd = tmpdir(), env, stdin = '', preload } = options;
  const request = { argv, cwd, env: scrubbedEnvironment(env), stdin };
  return runResident({ bin, preload }, request, limitMs);
}

function mustBeBuilt(): void {
  if (existsSync(bin)) return;
  throw new Error(
    'dist/ is missing: these tests run the built program. Run `npm run build` first.',
  );
}

/** A directory with `files`, gone again after `dispose()`. */
export function createProject(files: Readonly<Record<string, string>>): {
  readonly root: string;
  dispose(): void;
} {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-cli-')));
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { root, dispose: () => rmSync(root, { recursive: true, force: true }) };
}

// `keylint fleet` by the built program, beside this process: a server in the test can answer it.
import { spawn } from 'node:child_process';
import { bin, scrubbedEnvironment } from '../cli/run-cli.ts';

export interface FleetRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FleetRunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function runFleet(
  args: readonly string[],
  { cwd, env }: FleetRunOptions,
): Promise<FleetRun> {
  const child = spawn(process.execPath, [bin, 'fleet', ...args], {
    cwd,
    env: scrubbedEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

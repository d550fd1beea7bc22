// Runs the built program and tells what it used, as the system counted it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const bin = join(import.meta.dirname, '../dist/src/cli/bin.js');

const tell = `
import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));`;

export interface Used {
  /** `null` where it was ended for taking too long. */
  readonly exitCode: number | null;
  readonly processorMs: number;
  readonly peakMb: number;
  readonly stdout: string;
  /** It says of itself that it has failed. */
  readonly isBroken: boolean;
}

/** One run of the program in `cwd`. */
export function runAndMeasure(
  args: readonly string[],
  cwd: string,
  timeoutMs = 120_000,
  env: Readonly<Record<string, string>> = {},
): Used {
  const preload = `data:text/javascript,${encodeURIComponent(tell)}`;
  const { status, output, stdout } = spawnSync(
    process.execPath,
    ['--import', preload, pathToFileURL(bin).pathname, ...args],
    {
      cwd,
      env: { ...process.env, ...env },
      timeout: timeoutMs,
      // What is busy in one step hears no other signal.
      killSignal: 'SIGKILL',
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  const usage: unknown = JSON.parse(output[3] || '{}');
  const {
    userCPUTime = Number.NaN,
    systemCPUTime = Number.NaN,
    maxRSS = Number.NaN,
  } = usage as Partial<NodeJS.ResourceUsage>;
  return {
    exitCode: status,
    processorMs: (userCPUTime + systemCPUTime) / 1000,
    peakMb: maxRSS / 1024,
    stdout,
    isBroken: /bug (?:of|in) keylint/.test(`${stdout}${output[2]}`),
  };
}

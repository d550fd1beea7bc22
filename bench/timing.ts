// Times of whole programs, taken in turns: a busy machine slows all of them alike, and ratios hold.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

export interface Times {
  readonly wallMs: number;
  /** Of the program and all programs it started. */
  readonly cpuMs: number;
}

export interface TimedCommand {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Exit codes that mean that it did what it was asked for. */
  readonly statuses: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
  /** Done before each run, and not timed. */
  readonly prepare?: () => void;
}

/** Runs a program to its end and holds the times that bash has of it; all else that bash does is left out. */
export function time({ argv, cwd, statuses, env, prepare }: Omit<TimedCommand, 'name'>): Times {
  prepare?.();
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...argv], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  const [real = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr
    .trim()
    .split(' ')
    .map((seconds) => Number(seconds) * 1_000);
  if (status === null || !statuses.includes(status)) {
    throw new Error(`${argv.join(' ')} exits with ${status}`);
  }
  return { wallMs: real, cpuMs: user + system };
}

export function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
}

/** Medians by name. Round 0 warms the caches of disk and programs. */
export function timeInTurns(
  commands: readonly TimedCommand[],
  rounds: number,
): Record<string, Times> {
  const taken = new Map<string, Times[]>(commands.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const command of commands) {
      const times = time(command);
      if (round > 0) taken.get(command.name)?.push(times);
    }
  }
  return Object.fromEntries(
    [...taken].map(([name, times]) => [
      name,
      {
        wallMs: Math.round(median(times.map(({ wallMs }) => wallMs))),
        cpuMs: Math.round(median(times.map(({ cpuMs }) => cpuMs))),
      },
    ]),
  );
}

/** What the figures were taken on. */
export function describeMachine() {
  return {
    node: process.version,
    cores: cpus().length,
    platform: process.platform,
    load: Number(loadavg()[0]?.toFixed(1)),
  };
}

// Kills a process in the middle of a 40-file fix again and again and looks at what the next run finds. Shared by
// the short test and the long soak.
import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process, { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { recoverTransactions } from '../../src/fix/transaction/recover.ts';

export interface KillCounts {
  before: number;
  after: number;
  /** Killed before it was done, and something had to be cleaned up. */
  recovered: number;
  /** What must never happen, in words. */
  readonly broken: string[];
}

const fileCount = 40;

/** Multiples of the golden ratio, modulo one, lie as evenly as can be, whenever one stops. */
const spread = 0.6180339887;

/** What the moment of a kill is measured in: calls are the same on every machine, time falls between them as well. */
type Measure = 'milliseconds' | 'calls that change the disk';

/** Runs `rounds` kills, at moments that are spread over a whole run and a fifth more. */
export async function killRounds(rounds: number, measure: Measure): Promise<KillCounts> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-kill-')));
  const root = join(home, 'project');
  const stateDirectory = join(home, 'state');
  mkdirSync(root);
  for (let i = 0; i < fileCount; i++) {
    writeFileSync(join(root, `file ${i}`), `version 0\n${'line\n'.repeat(i * 40)}`);
  }
  const script = await bundle(home);
  const counts: KillCounts = { before: 0, after: 0, recovered: 0, broken: [] };
  try {
    const kill = measure === 'milliseconds' ? killAfter : killAtCall(join(home, 'calls'));
    let whole = (await kill(script, [root, stateDirectory, 'version 1'], null)).size;
    rmSync(join(root, 'new version 1'));
    let current = 'version 1';
    for (let round = 0; round < rounds; round++) {
      const next = `version ${round + 2}`;
      // Every part of the run in turn, and a fifth more than the whole, so that both ends are met.
      const moment = whole * 1.2 * ((round * spread) % 1);
      const run = await kill(script, [root, stateDirectory, next], moment);
      // The machine is faster at one time than at another: the last whole run says how fast it is now.
      whole = run.isKilled ? Math.max(whole, run.size) : run.size;
      const recovered = recoverTransactions(stateDirectory, root).length > 0;
      const isAfter = versionsIn(root).has(next);
      counts[isAfter ? 'after' : 'before']++;
      if (recovered) counts.recovered++;
      counts.broken.push(...complaints(root, isAfter ? next : current, isAfter, round));
      if (isAfter) rmSync(join(root, `new ${next}`));
      if (isAfter) current = next;
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return counts;
}

function versionsIn(root: string): Set<string> {
  return new Set(
    readdirSync(root).map((name) => readFileSync(join(root, name), 'utf8').split('\n')[0] ?? ''),
  );
}

function complaints(root: string, version: string, isAfter: boolean, round: number): string[] {
  const versions = [...versionsIn(root)];
  const strays = readdirSync(root).filter((name) => !/^(?:file|new)/.test(name));
  const count = readdirSync(root).length;
  return [
    ...(versions.length === 1 && versions[0] === version ? [] : [`mixed ${versions.join(', ')}`]),
    ...strays.map((name) => `stray ${name}`),
    ...(count === fileCount + (isAfter ? 1 : 0) ? [] : [`${count} files`]),
    ...readdirSync(root).flatMap((name) => {
      const lines = readFileSync(join(root, name), 'utf8').split('\n').length;
      const expected = name.startsWith('new') ? 2 : 2 + Number(name.slice(5)) * 40;
      return lines === expected ? [] : [`${name} lost lines`];
    }),
  ].map((complaint) => `round ${round}: ${complaint}`);
}

/** The writer as one file that plain node runs. */
export async function bundle(home: string): Promise<string> {
  const outDir = join(home, 'bundle');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: fileURLToPath(new URL('killed-writer.ts', import.meta.url)),
      outDir,
      rollupOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  });
  return join(outDir, 'writer.mjs');
}

/** How much of a run there was, in what the moments of kills are measured in. */
interface Killed {
  readonly size: number;
  readonly isKilled: boolean;
}

/** Starts the writer and kills it at `moment`; `null`: lets it end. */
type Kill = (script: string, args: readonly string[], moment: number | null) => Promise<Killed>;

/** Counted from when the process says that it starts. */
const killAfter: Kill = (script, args, delayMs) =>
  new Promise((resolve, reject) => {
    const child = spawn(execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let startedAt = 0;
    child.stdout.once('data', () => {
      startedAt = performance.now();
      if (delayMs === null) return;
      // Timers are too coarse for the first milliseconds.
      while (performance.now() - startedAt < Math.min(delayMs, 3));
      if (delayMs <= 3) child.kill('SIGKILL');
      else setTimeout(() => child.kill('SIGKILL'), delayMs - 3);
    });
    child.once('error', reject);
    child.once('exit', (_, signal) =>
      resolve({ size: performance.now() - startedAt, isKilled: signal !== null }),
    );
  });

/** Just before one of the calls that change the disk; `count`: path where a run that ends leaves their number. */
function killAtCall(count: string): Kill {
  const preloaded = new URL('../soak/kill-at-call.mjs', import.meta.url).href;
  return async (script, args, moment) => {
    const at = moment === null ? 0 : 1 + Math.floor(moment);
    const child = spawn(execPath, ['--import', preloaded, script, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, KILL_AT: String(at), KILL_COUNT: count },
    });
    const isKilled = await new Promise<boolean>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (_, signal) => resolve(signal !== null));
    });
    return { size: isKilled ? at : Number(readFileSync(count, 'utf8')), isKilled };
  };
}

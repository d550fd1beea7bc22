// Hands runs of the built program to the thread in resident.mjs and waits for them, as spawnSync() waits for a process.
import { pathToFileURL } from 'node:url';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { CliRun } from './run-cli.ts';

/** A thread for each of these; one is kept. */
export interface ResidentProgram {
  /** The program's file. */
  readonly bin: string;
  /** A module that is loaded before it. */
  readonly preload: string | undefined;
}

export interface ResidentRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: string | Uint8Array;
}

interface Resident {
  readonly program: ResidentProgram;
  readonly worker: Worker;
  readonly answered: Int32Array;
}

let resident: Resident | undefined;

/** One run; `code` is `null` if it did not end within `limitMs`. */
export function runResident(
  program: ResidentProgram,
  request: ResidentRequest,
  limitMs: number,
): CliRun {
  const { worker, answered } = residentFor(program);
  const { port1, port2 } = new MessageChannel();
  Atomics.store(answered, 0, 0);
  worker.postMessage({ request, port: port2 }, [port2]);
  // The run before may wake us late, after its answer was taken.
  for (const end = Date.now() + limitMs; Atomics.load(answered, 0) === 0 && Date.now() < end; ) {
    Atomics.wait(answered, 0, 0, end - Date.now());
  }
  const answer = receiveMessageOnPort(port1)?.message as CliRun | undefined;
  port1.close();
  if (answer) return answer;
  end();
  return { code: null, signal: 'SIGTERM', stdout: '', stderr: '' };
}

function residentFor(program: ResidentProgram): Resident {
  const { bin, preload } = program;
  if (resident?.program.bin === bin && resident.program.preload === preload) return resident;
  end();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('resident.mjs', import.meta.url), {
    workerData: { bin, url: pathToFileURL(bin).href, preload, answered },
    execArgv: [],
  });
  worker.unref();
  resident = { program, worker, answered };
  return resident;
}

function end(): void {
  void resident?.worker.terminate();
  resident = undefined;
}

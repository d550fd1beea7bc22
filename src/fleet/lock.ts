// Keeps two coordinators of one run apart. A lock names a process and when that process began, so that a number which
// the system gave to somebody else by now holds nobody up; on another machine the hour of its last sign of life counts.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { readText } from '../read/read-file.ts';
import { dropFile, putBackAside, putFile, putNewFile, setAside } from '../write/own-directory.ts';

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** In the system's own count; `null` where it does not tell. */
  readonly started: string | null;
  /** Last sign of life, ISO 8601. */
  readonly seen: string;
}

export interface Lock {
  release(): void;
}

const signEveryMs = 15_000;
/** A machine that has not been heard of for so long has lost its lock: a pod that was started anew, a dead laptop. */
const lostAfterMs = 120_000;

/** Takes the lock `name` of the run in `directory`. Throws a UserError where somebody alive holds it. */
export function takeLock(directory: string, name = 'lock'): Lock {
  const path = join(directory, name);
  const own = { host: hostname(), pid: process.pid, started: startOf(process.pid) };
  const text = (): Uint8Array =>
    new TextEncoder().encode(JSON.stringify({ ...own, seen: new Date().toISOString() }));
  for (let attempt = 1; !putNewFile(path, text()); attempt++) {
    const holder = readHolder(path);
    if ((holder && isAlive(holder)) || attempt > 5) throw held(holder, path);
    breakLock(path, holder);
  }
  const timer = setInterval(() => {
    // A full disk does not end a run; the lock is only older then.
    try {
      putFile(path, text(), { isDurable: false });
    } catch {}
  }, signEveryMs);
  timer.unref();
  return {
    release() {
      clearInterval(timer);
      if (readHolder(path)?.pid === process.pid) dropFile(path);
    },
  };
}

/** Whether somebody alive works on the run in `directory`. */
export function isLocked(directory: string, name = 'lock'): boolean {
  const holder = readHolder(join(directory, name));
  return holder !== undefined && isAlive(holder);
}

/** Of two that break a dead lock, the second may have the first one's new lock in hand: it is put back. */
function breakLock(path: string, dead: Holder | undefined): void {
  const aside = setAside(path);
  if (aside === undefined) return;
  const taken = readHolder(aside);
  if (taken && (taken.pid !== dead?.pid || taken.host !== dead.host)) putBackAside(aside, path);
  else dropFile(aside);
}

function readHolder(path: string): Holder | undefined {
  const read = readText(path, { links: 'never', limitBytes: 4096 });
  try {
    // The cast: whatever is not as it should be belongs to nobody alive.
    return 'text' in read ? (JSON.parse(read.text) as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return Date.now() - Date.parse(holder.seen) < lostAfterMs;
  if (holder.pid === process.pid) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const started = startOf(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

/** Field 22 of `/proc/<pid>/stat`; the name in field 2 may hold anything, so it is counted from its end. */
function startOf(id: number): string | null {
  const read = readText(`/proc/${id}/stat`, { links: 'anywhere', limitBytes: 1 << 16 });
  if (!('text' in read)) return null;
  const fields = read.text.slice(read.text.lastIndexOf(')') + 2).split(' ');
  return fields[19] ?? null;
}

function held(holder: Holder | undefined, path: string): UserError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new UserError(`${who} works on this run already.`, {
    hint: `Look on with \`keylint fleet status\`. If that process is gone for good, remove ${path}.`,
  });
}

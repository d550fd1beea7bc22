// Scans texts here, and beside that in threads once a run turns out to be a long one: on a small tree they would cost
// more than they bring.
import { availableParallelism } from 'node:os';
import { type ScanOptions, type ScanResult, scanText } from '../scan/scan.ts';
import type { ScanThreads } from './threads/scan-threads.ts';

export interface TextScanner {
  scan(path: string, text: string, options: ScanOptions): Promise<ScanResult | undefined>;
  /** Ends its threads. What is scanned after that is scanned here. */
  end(): void;
}

/** Scanning takes this long before threads are started: each has to load, compile and get warm first. */
const patienceMs = 2_000;

/**
 * Threads where nobody says how many, this one included. Node compiles and collects garbage in threads of its own: with
 * fewer cores than four, another that scans makes a run longer.
 */
export function usualThreads(): number {
  return availableParallelism() < 4 ? 1 : 3;
}

/** The same for versions of the past, which are many where there are any: a thread has time to get warm. */
export function historyThreads(): number {
  return Math.min(availableParallelism(), 3);
}

/** `threads`: how many to scan in, this one included. `patience`: what to spend here before the others are started, in ms. */
export function createTextScanner(threads: number, patience = patienceMs): TextScanner {
  let others: ScanThreads | undefined;
  let spentMs = 0;
  /** Threads are started once, and not where there are to be none. */
  let mayStart = threads > 1;
  let isOver = false;
  const scanHere: TextScanner['scan'] = async (path, text, options) => {
    const startedMs = performance.now();
    const result = await scanText(path, text, options);
    spentMs += performance.now() - startedMs;
    return result;
  };
  return {
    async scan(path, text, options) {
      if (mayStart && spentMs > patience) {
        mayStart = false;
        const { startScanThreads } = await import('./threads/scan-threads.ts');
        // The run may have ended meanwhile.
        if (!isOver) others = startScanThreads(threads - 1);
      }
      return others?.scan(path, text, options) ?? scanHere(path, text, options);
    },
    end() {
      isOver = true;
      others?.end();
      others = undefined;
    },
  };
}

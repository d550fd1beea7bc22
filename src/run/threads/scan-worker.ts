// The thread that scans texts, one after the other: an entry of its own in the build.
import { parentPort } from 'node:worker_threads';
import { scanText } from '../../scan/scan.ts';
import type { ScanAnswer, ScanTask } from './scan-threads.ts';

// The cast: only `scan-threads.ts` sends anything.
parentPort?.on('message', async ({ id, path, text, options }: ScanTask) => {
  const answer: ScanAnswer = { id, result: await scanText(path, text, options) };
  parentPort?.postMessage(answer);
});

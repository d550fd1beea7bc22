// How much memory all that this process has started holds together; Linux.
import { spawnSync } from 'node:child_process';
import { setInterval } from 'node:timers';

export interface MemoryWatch {
  /** The most that was seen at a time, in megabytes. */
  stop(): number;
}

export function watchMemory(): MemoryWatch {
  let most = 0;
  const timer = setInterval(() => {
    const { stdout } = spawnSync('ps', ['-eo', 'pid,ppid,rss'], { encoding: 'utf8' });
    most = Math.max(most, sumBelow(process.pid, stdout));
  }, 500);
  return {
    stop() {
      clearInterval(timer);
      return Math.round(most / 1024);
    },
  };
}

function sumBelow(root: number, listing: string): number {
  const rows = listing
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = new Set([root]);
  // A child may have a smaller number than its parent: until nothing is added.
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const [pid = 0, parent = 0] of rows) if (below.has(parent)) below.add(pid);
  }
  below.delete(root);
  return rows.reduce(
    (sum, [pid = 0, , kilobytes = 0]) => sum + (below.has(pid) ? kilobytes : 0),
    0,
  );
}

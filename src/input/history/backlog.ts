// Output of git that comes before anybody reads it: git works beside the run, and waits only where that would take too
// much memory.
import type { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';

/** Bytes of output that wait to be taken; git waits for more. */
const maxWaiting = 64 << 20;

export interface Backlog {
  /** Gives what came, and from now on what comes. */
  readWith(take: (chunk: Buffer) => void): void;
}

/** `onChunk` is called for each piece that comes, whoever reads it. */
export function createBacklog(output: Readable, onChunk: () => void = () => {}): Backlog {
  const waiting: Buffer[] = [];
  let bytes = 0;
  let reader: ((chunk: Buffer) => void) | undefined;
  output.on('data', (chunk: Buffer) => {
    onChunk();
    if (reader) {
      reader(chunk);
      return;
    }
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes > maxWaiting) output.pause();
  });
  return {
    readWith(take) {
      reader = take;
      output.resume();
      // What was taken is let go of: the reader makes of it what takes as much room.
      for (let chunk = waiting.shift(); chunk; chunk = waiting.shift()) take(chunk);
    },
  };
}

// One line on stderr that says how far a long scan is; on terminals alone, and gone before anything else is said.
import type { Output } from './io.ts';

export interface Progress {
  update(progress: { readonly listed: number; readonly scanned: number }): void;
  /** Clears the line. */
  end(): void;
}

const patienceMs = 500;
const intervalMs = 100;

/** Shows nothing for runs under half a second, nor where `output` is no terminal. */
export function createProgress(output: Output, isOff: boolean): Progress {
  if (isOff || !output.isTerminal) return { update: () => {}, end: () => {} };
  const startMs = performance.now();
  let lastMs = startMs + patienceMs - intervalMs;
  let isShown = false;
  return {
    update({ listed, scanned }) {
      const nowMs = performance.now();
      if (nowMs - lastMs < intervalMs) return;
      lastMs = nowMs;
      isShown = true;
      output.write(`\r\u001b[Kkeylint: ${scanned} of ${listed} files`);
    },
    end() {
      if (isShown) output.write('\r\u001b[K');
      isShown = false;
    },
  };
}

// One line on stderr that says how far a long scan is; on terminals alone, and gone before anything else is said.
import type { OnProgress } from '../run/scan-tree.ts';
import type { Output } from './io.ts';

export interface Progress {
  update(progress: Parameters<OnProgress>[0]): void;
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
    update({ listed, scanned, versions }) {
      const nowMs = performance.now();
      if (nowMs - lastMs < intervalMs) return;
      lastMs = nowMs;
      isShown = true;
      const history = versions === undefined ? '' : `, ${versions} versions of the history`;
      output.write(`\r\u001b[Kkeylint: ${scanned} of ${listed} files${history}`);
    },
    end() {
      if (isShown) output.write('\r\u001b[K');
      isShown = false;
    },
  };
}

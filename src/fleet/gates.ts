// How much is done at once: requests to one host, bytes of clones on the disk.

export interface Gate {
  pass<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** Lets so many through at once, in the order they came. */
export function createGate(most: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    async pass(act, signal) {
      if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside++;
      try {
        signal.throwIfAborted();
        return await act();
      } finally {
        // Whoever is next takes the place over.
        const next = waiting.shift();
        if (next) next();
        else inside--;
      }
    },
  };
}

export interface Room {
  resize(bytes: number): void;
  free(): void;
}

/** Keeps clones within a budget: one that needs more than all of it waits until it is alone. */
export function createDisk(budget: number | undefined) {
  let used = 0;
  let holders = 0;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const all = waiting;
    waiting = [];
    for (const one of all) one();
  };
  return {
    async take(estimate: number, signal: AbortSignal): Promise<Room> {
      while (budget !== undefined && holders > 0 && used + estimate > budget) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        signal.throwIfAborted();
      }
      let own = estimate;
      used += own;
      holders++;
      return {
        resize(bytes) {
          used += bytes - own;
          own = bytes;
          wake();
        },
        free() {
          used -= own;
          own = 0;
          holders--;
          wake();
        },
      };
    },
  };
}

// Long work between two looks at the world: a signal, a key or a clock is seen only when the event loop turns.

/** How long work goes on at most before it lets others have their turn. */
const intervalMs = 40;

/** Called between two pieces of work; takes a break when one is due. */
export type Breathe = () => Promise<void> | undefined;

/** `onBreak` is called at each break. */
export function createBreath(onBreak?: () => void): Breathe {
  let lastMs = performance.now();
  return () => {
    if (performance.now() - lastMs < intervalMs) return undefined;
    onBreak?.();
    return new Promise((resolve) => {
      setImmediate(() => {
        lastMs = performance.now();
        resolve();
      });
    });
  };
}

/** Turns of the event loop until a message that has come meanwhile is read, taken apart and acted on. */
const turns = 3;

/** Lets whoever holds `signal` come to know that it is to end; rejects with its reason then. Costs nothing without one. */
export async function letStop(signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return;
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

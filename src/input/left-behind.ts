// What would be left on the disk if the run ended here and now: asked by who ends it. Loads nothing, since it is there
// from the first moment on.

const pending = new Set<() => void>();

/** Notes what takes something away again; `done` when it was taken away. `undo` must not throw. */
export function noteLeftover(undo: () => void): { done(): void } {
  pending.add(undo);
  return { done: () => void pending.delete(undo) };
}

/** Takes everything away. */
export function clearLeftovers(): void {
  for (const undo of pending) undo();
  pending.clear();
}

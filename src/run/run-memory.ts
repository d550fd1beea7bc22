// What a session keeps between two audits of one tree, file by file: what was read, scanned and searched is not looked at
// again until somebody says that the file has changed. Holds secrets, as Facts do; never leaves the process.

/** What is known of one thing as it is now. */
export interface Memory {
  get<T>(key: string): T | undefined;
  set(key: string, value: unknown): void;
  /** The answer from the last time, else the one that `ask` gives. */
  recall<T>(key: string, ask: () => T): T;
}

export interface RunMemory {
  /** What is known of the tree as a whole: each answer says itself what it was made from. */
  readonly whole: Memory;
  of(path: string): Memory;
  /** Forgets all that is known of a file. */
  forget(path: string): void;
  /** Files that were forgotten since the last call of `settle()`. */
  readonly forgotten: ReadonlySet<string>;
  /** What is known of the tree as a whole is known of the files as they are now. */
  settle(): void;
}

/** An empty memory. */
export function createRunMemory(): RunMemory {
  const files = new Map<string, Memory>();
  let forgotten = new Set<string>();
  return {
    whole: createMemory(),
    of(path) {
      let known = files.get(path);
      if (!known) {
        known = createMemory();
        files.set(path, known);
      }
      return known;
    },
    forget(path) {
      files.delete(path);
      forgotten.add(path);
    },
    get forgotten() {
      return forgotten;
    },
    settle() {
      forgotten = new Set();
    },
  };
}

function createMemory(): Memory {
  const known = new Map<string, unknown>();
  const memory: Memory = {
    // The casts: a key is written and read by one function, with one type.
    get: <T>(key: string) => known.get(key) as T | undefined,
    set: (key, value) => void known.set(key, value),
    recall<T>(key: string, ask: () => T): T {
      if (!known.has(key)) known.set(key, ask());
      return known.get(key) as T;
    },
  };
  return memory;
}

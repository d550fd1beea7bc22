// Files that linking would have looked into, had they been scanned, and what it would have looked for there.

/** By path: names that would have been looked up among the file's exports; `*` for the module as a whole. */
export type UnscannedFiles = ReadonlyMap<string, ReadonlySet<string>>;

/** A list of such files that grows while something is followed. */
export interface UnscannedList {
  readonly files: UnscannedFiles;
  /** Remembers that `name` leads into the file `path`. */
  note(path: string, name: string): void;
  /** The same for each of `paths`, which are the same list whenever they are asked for that name: noted once. */
  noteAll(paths: readonly string[], name: string): void;
}

/** An empty list; while `isClosed` says so nothing is noted. */
export function createUnscannedList(isClosed: () => boolean = () => false): UnscannedList {
  const files = new Map<string, Set<string>>();
  const noted = new WeakSet<readonly string[]>();
  const note = (path: string, name: string): void => {
    if (isClosed()) return;
    // An instance of a class is found by the class's name; default exports have none of their own.
    const plain = name.replace(/#$/, '');
    const wanted = plain === 'default' || plain === '=' || plain === '' ? '*' : plain;
    const names = files.get(path);
    if (names) names.add(wanted);
    else files.set(path, new Set([wanted]));
  };
  return {
    files,
    note,
    noteAll: (paths, name) => {
      if (paths.length === 0 || isClosed() || noted.has(paths)) return;
      noted.add(paths);
      for (const path of paths) note(path, name);
    },
  };
}

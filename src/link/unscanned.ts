// Files that linking would have looked into, had they been scanned, and what it would have looked for there.

/** By path: names that would have been looked up among the file's exports; `*` for the module as a whole. */
export type UnscannedFiles = Map<string, Set<string>>;

/** Remembers that `name` leads into the file `path`. */
export function noteUnscanned(files: UnscannedFiles, path: string, name: string): void {
  const names = files.get(path);
  // An instance of a class is found by the class's name; default exports have none of their own.
  const plain = name.replace(/#$/, '');
  const wanted = plain === 'default' || plain === '=' || plain === '' ? '*' : plain;
  if (names) names.add(wanted);
  else files.set(path, new Set([wanted]));
}

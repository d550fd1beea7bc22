// Which package a file belongs to: a monorepo's `.env` is read by the package it lies in.

/** Files whose directory is a package of its own, whatever the language. */
const manifests =
  /^(?:package\.json|go\.mod|Cargo\.toml|pyproject\.toml|setup\.py|pom\.xml|build\.gradle(?:\.kts)?|composer\.json|Gemfile|mix\.exs|deno\.jsonc?|[^/]+\.csproj)$/;

/** Finds the nearest package directory of a path; '' is the root. */
export type PackageFinder = (path: string) => string;

/** Builds a finder from all paths of the tree. */
export function createPackageFinder(paths: Iterable<string>): PackageFinder {
  const directories = new Set<string>(['']);
  for (const path of paths) {
    const slash = path.lastIndexOf('/');
    if (manifests.test(path.slice(slash + 1))) directories.add(path.slice(0, Math.max(slash, 0)));
  }
  return (path) => {
    let directory = parentOf(path);
    while (!directories.has(directory)) directory = parentOf(directory);
    return directory;
  };
}

/** The directory above a path, '' at the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** `directory` and every directory above it, nearest first, '' last. */
export function ancestorsOf(directory: string): string[] {
  const list = [directory];
  for (let current = directory; current !== ''; ) {
    current = parentOf(current);
    list.push(current);
  }
  return list;
}

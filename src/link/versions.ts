// Which version of a library a file gets, as far as the manifests above it say.
import type { Facts } from '../model/facts.ts';
import { ancestorsOf, parentOf } from './packages.ts';

/** What a manifest at or above a package asks for: `^9.0.2`; `undefined` where none names the library. */
export type VersionFinder = (packageDirectory: string, library: string) => string | undefined;

/** Builds a finder over the manifests of a run. */
export function createVersionFinder(facts: readonly Facts[]): VersionFinder {
  const manifests = new Map<string, ReadonlyMap<string, string>>();
  for (const { path, dependencies } of facts) {
    if (!dependencies) continue;
    manifests.set(parentOf(path), new Map(dependencies.map((d) => [d.name, d.version])));
  }
  return (packageDirectory, library) => {
    for (const directory of ancestorsOf(packageDirectory)) {
      const version = manifests.get(directory)?.get(library);
      if (version !== undefined) return version;
    }
    return undefined;
  };
}

/**
 * Whether a range of versions begins before `since`; `false` where nobody can tell. `^4.1.0` does for `4.2.2`: what is
 * locked elsewhere may be either.
 */
export function allowsBefore(range: string | undefined, since: string): boolean {
  const lowest = /\d{1,6}(?:\.\d{1,6}){0,2}/.exec(range ?? '')?.[0];
  if (lowest === undefined) return false;
  const [a, b] = [numbersOf(lowest), numbersOf(since)];
  for (let position = 0; position < 3; position++) {
    const difference = (a[position] ?? 0) - (b[position] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}

// The third pass: which blobs hold each value that was found, so that its story can be told from what commits changed.
// Reads the versions of the few files again that held one.
import { decodeText } from '../../model/decode.ts';
import { type Place, startOfText } from '../../model/place.ts';
import { withoutHash } from './built-names.ts';
import { findNeedle, needlesOf, placeAt } from './needles.ts';
import { type ChosenVersions, forEachVersion, type PastEntry, type Versions } from './read-past.ts';
import type { Survey } from './survey.ts';

/** Where a blob holds a value, seen as the file of one path; for content that no reader knows, line 1. */
export type Occurrences = ReadonlyMap<number, Place>;

export interface Occurring {
  readonly entry: PastEntry;
  /** By blob. */
  readonly blobs: Map<number, Place>;
}

/**
 * Entries with the blobs that hold them. A file that ever was the copy of one that held a value is looked through as
 * well: the value may have stood there first.
 */
export async function findOccurrences(
  entries: Iterable<PastEntry>,
  options: ChosenVersions & { readonly changes: Survey['changes'] },
): Promise<Occurring[]> {
  const all = [...entries].map((entry): Occurring => ({ entry, blobs: new Map() }));
  const byPath = new Map<string, Occurring[]>();
  const pathsOf = new Map<string, string[]>();
  for (const path of options.versions.keys()) append(pathsOf, withoutHash(path), path);
  for (const occurring of all) {
    const paths = [...occurring.entry.needles.keys()];
    for (const file of new Set(paths.map(withoutHash))) {
      for (const path of pathsOf.get(file) ?? []) append(byPath, path, occurring);
    }
  }
  await searchVersions(byPath, options);
  const byCopy = findCopies(all, options);
  if (byCopy.size > 0) await searchVersions(byCopy, options);
  return all;
}

/** More copies of one value are no files that somebody keeps. */
const maxCopies = 50;

/** Other files that had the very bytes of one that held a value. */
function findCopies(
  all: readonly Occurring[],
  { changes, versions }: Parameters<typeof findOccurrences>[1],
): Map<string, Occurring[]> {
  const pathsOf = new Map<number, Set<string>>();
  for (const { path, after } of changes) {
    if (!versions.has(path)) continue;
    const known = pathsOf.get(after);
    if (known) known.add(path);
    else pathsOf.set(after, new Set([path]));
  }
  const byCopy = new Map<string, Occurring[]>();
  for (const occurring of all) {
    const { needles } = occurring.entry;
    const paths = [...occurring.blobs.keys()].flatMap((number) => [...(pathsOf.get(number) ?? [])]);
    const copies = [...new Set(paths)].filter((path) => !needles.has(path));
    for (const path of copies.slice(0, maxCopies)) append(byCopy, path, occurring);
  }
  return byCopy;
}

function append<T>(map: Map<string, T[]>, path: string, one: T): void {
  const known = map.get(path);
  if (known) known.push(one);
  else map.set(path, [one]);
}

/** Looks for values in all versions of some files. */
async function searchVersions(
  byPath: ReadonlyMap<string, readonly Occurring[]>,
  options: ChosenVersions,
): Promise<void> {
  const versions: Versions = new Map([...options.versions].filter(([path]) => byPath.has(path)));
  await forEachVersion({ ...options, versions }, (path, bytes, number) => {
    const decoded = decodeText(bytes);
    if (!('text' in decoded)) return;
    for (const { entry, blobs } of byPath.get(path) ?? []) {
      if (blobs.has(number)) continue;
      const own = entry.needles.get(path) ?? [...entry.needles.values()].flat();
      for (const needle of [...own, ...needlesOf(entry.text)]) {
        const at = findNeedle(decoded.text, needle);
        if (at === undefined) continue;
        blobs.set(number, placeAt(path, decoded.text, at, needle.length));
        break;
      }
    }
  });
}

/** Adds the blobs that hold a value in use byte for byte, whatever kind of file they are. */
export function addVerbatim(
  all: readonly Occurring[],
  { verbatim, changes, dangling }: Survey,
): void {
  const lost = new Set(dangling);
  const pathOf = new Map<number, string>();
  for (const { after, path } of changes) if (after !== -1) pathOf.set(after, path);
  for (const [number, held] of verbatim) {
    const path = pathOf.get(number);
    // What is staged is on its way into the history and not there yet.
    if (path === undefined && !lost.has(number)) continue;
    const texts = new Set(held.map(({ value }) => value.text));
    for (const { entry, blobs } of all) {
      if (!texts.has(entry.text) || blobs.has(number)) continue;
      blobs.set(number, {
        path: path ?? '.git',
        ...startOfText,
      });
    }
  }
}

// How much of what a commit says that it holds is read. A few thousand bytes of objects can hold gigabytes of one character.
import { fewBytesOfContent } from './object-bytes.ts';
import { maxFileBytes } from './read-file.ts';

interface Sized {
  readonly path: string;
  readonly sizeBytes: number;
}

/** Paths that are not read: what is too large by itself, and the largest where all together are too much. */
export function beyondRoom(files: readonly Sized[], roomOf: () => number): ReadonlySet<string> {
  const large = files.filter(({ sizeBytes }) => sizeBytes > maxFileBytes);
  const others = files.filter(({ sizeBytes }) => sizeBytes <= maxFileBytes);
  const beyond = new Set(large.map(({ path }) => path));
  const total = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total <= fewBytesOfContent) return beyond;
  let left = roomOf();
  if (total <= left) return beyond;
  for (const { path, sizeBytes } of others.toSorted((a, b) => a.sizeBytes - b.sizeBytes)) {
    left -= sizeBytes;
    if (left < 0) beyond.add(path);
  }
  return beyond;
}

export const beyondDetail =
  'the commit names far more than its objects have room for: the smallest files were read';

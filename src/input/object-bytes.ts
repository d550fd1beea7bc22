// How many files the commits of a repository may name. A handful of trees that hold each other ten times over names a
// billion files in a thousand bytes: what git lists is followed as far as the repository has room for so many files.
import { readdirSync, statSync } from 'node:fs';
import { readText } from '../read/read-file.ts';

/** So many names are listed whatever there is, as are those that objects of ordinary size would give. */
const fewNames = 300_000;
/** Of a pack, for each name in a tree: twenty bytes are the id of what it stands for. */
const bytesEach = 20;
/** A longer name counts as several. */
const nameLength = 200;

/** Takes names one after the other; false once there are more than the objects of the repository have room for. */
export function mostNames(objectDirectory: string): (name: string) => boolean {
  let left = fewNames;
  let isCounted = false;
  return ({ length }) => {
    left -= 1 + Math.floor(length / nameLength);
    if (left < 0 && !isCounted) {
      isCounted = true;
      left += filesWorth(objectDirectory) - fewNames;
    }
    return left >= 0;
  };
}

/** A list of files that takes no more is held whatever there is. */
export const fewBytesOfNames = 8 << 20;

/** Files of so many bytes are read whatever there is. */
export const fewBytesOfContent = 8 << 20;

/** How many bytes a list of all files of a tree may take: each takes a few times what is kept for it. */
export function bytesOfNames(objectDirectory: string): number {
  return fewBytesOfNames + 10 * objectBytes(objectDirectory);
}

/** How many files a tree may name. */
export function filesWorth(objectDirectory: string): number {
  return fewNames + objectBytes(objectDirectory) / bytesEach;
}

/**
 * How many bytes the files of a commit may have in all: eight megabytes whatever there is, and sixty for each that the
 * objects take. Of 309 public repositories the tightest has 45 (390 MB of JSON that is much the same), most less than six.
 */
export function bytesOfContent(objectDirectory: string): number {
  return fewBytesOfContent + 60 * objectBytes(objectDirectory);
}

/** What the objects take on the disk; without end where some are borrowed from elsewhere. */
function objectBytes(directory: string): number {
  const lenders = readText(`${directory}/info/alternates`, {
    links: 'anywhere',
    limitBytes: 1 << 20,
  });
  if ('text' in lenders && lenders.text.trim() !== '') return Number.POSITIVE_INFINITY;
  const loose = namesIn(directory).filter((name) => /^[0-9a-f]{2}$/.test(name));
  return ['pack', ...loose].reduce((sum, name) => sum + sizeOf(`${directory}/${name}`), 0);
}

function sizeOf(directory: string): number {
  return namesIn(directory).reduce(
    (sum, name) => sum + (statSync(`${directory}/${name}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

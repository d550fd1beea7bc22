// The entries of a directory as the disk has them, names that are not UTF-8 included: they are shown in a form that can be
// told apart, and opened by their bytes.
import { Buffer } from 'node:buffer';
import { type Dirent, readdirSync } from 'node:fs';
import type { Skipped } from '../model/source.ts';
import { errorCode } from '../read/read-file.ts';
import { decodeName, withSlash } from './paths.ts';

export interface DirectoryReader {
  /** In the order of the disk; none where the directory cannot be read. */
  read(directory: string): readonly Dirent[];
  /** How to open a path whose name is not UTF-8; every other path opens as it is. */
  locationOf(path: string): string | Buffer;
}

/** What is neither file nor directory, nor a link to one. Whether it was meant to be read is for others to say. */
export function skippedSpecial(path: string, kind: Pick<Dirent, 'isFIFO' | 'isSocket'>): Skipped {
  const detail = kind.isFIFO() ? 'a named pipe' : kind.isSocket() ? 'a socket' : 'a device';
  return { path, reason: 'not-a-file', detail, isFailure: false };
}

/** Directories that cannot be read are added to `skipped`. */
export function createDirectoryReader(skipped: Skipped[]): DirectoryReader {
  const rawLocations = new Map<string, Buffer>();
  return {
    read: (directory) => readDirents(directory, rawLocations, skipped),
    locationOf: (path) => rawLocations.get(path) ?? path,
  };
}

function readDirents(directory: string, rawLocations: Map<string, Buffer>, skipped: Skipped[]) {
  const raw = rawLocations.get(directory);
  try {
    if (raw === undefined) {
      const dirents = readdirSync(directory, { withFileTypes: true });
      // Node puts U+FFFD where a name is not UTF-8, and such a name opens nothing.
      if (!dirents.some(({ name }) => name.includes('\uFFFD'))) return dirents;
    }
    return readRawDirents(directory, raw ?? Buffer.from(directory), rawLocations);
  } catch (error) {
    const code = errorCode(error);
    const isGone = code === 'ENOENT' || code === 'ENOTDIR';
    const reason = isGone ? 'vanished' : 'unreadable';
    skipped.push({ path: directory, reason, detail: code, isFailure: !isGone });
    return [];
  }
}

function readRawDirents(directory: string, raw: Buffer, rawLocations: Map<string, Buffer>) {
  const dirents = readdirSync(raw, { withFileTypes: true, encoding: 'buffer' });
  return dirents.map((dirent) => {
    const bytes = dirent.name;
    const name = decodeName(bytes);
    rawLocations.set(withSlash(directory) + name, Buffer.concat([raw, Buffer.from('/'), bytes]));
    return Object.assign(dirent, { name }) as unknown as Dirent;
  });
}

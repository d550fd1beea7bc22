// Reads the index of git as it lies on the disk: what `git ls-files -s` would say, and what git knew of each file when it was
// added. Anything that is not the plain case - damaged, split, sparse, of a later version - is left to git.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from '../read/read-file.ts';
import type { FileStamp } from './file-stamps.ts';
import { baseName, decodeName } from './paths.ts';

/** A file of the index and the id of its content. */
export interface IndexEntry {
  readonly path: string;
  readonly id: string;
  readonly isConflict: boolean;
}

/** Files of the index in its order; of a conflict what the branch has. */
export interface IndexListing {
  readonly entries: readonly IndexEntry[];
  /** Absent where nobody knows. */
  readonly stamps?: IndexStamps;
}

/** What git knew of the files on the disk when they were added: what is added anew gets another stamp. */
export interface IndexStamps {
  /** `stampLength` numbers for each entry: times of two numbers each, inode, size, how the path ends. */
  readonly numbers: Int32Array;
  /** Of the files that say how git converts others before it keeps them: where these change, so may what stamps stand for. */
  readonly attributes: string;
}

export const stampLength = 7;

/** Whether the stamp of an entry can be relied upon. */
export function isSure({ numbers }: IndexStamps, entry: number): boolean {
  return numbers[entry * stampLength + 1] !== 0;
}

/** The stamp of an entry as a text, and the size of the file that it stands for. */
export function stampOf({ numbers }: IndexStamps, entry: number): FileStamp {
  const own = numbers.subarray(entry * stampLength, (entry + 1) * stampLength);
  return { sizeBytes: (own[5] ?? 0) >>> 0, text: own.join(' ') };
}

/** The index of the largest public repositories is a third of it. */
const maximumBytes = 256 << 20;

/** `undefined`: git has to be asked. */
export function readIndexFile(path: string): IndexListing | undefined {
  // Looked at before it is read: what was added since counts as unsettled.
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  const read = found && readFile(path, { links: 'anywhere', limitBytes: maximumBytes });
  if (!read || !('bytes' in read)) return undefined;
  const idLength = idLengthOf(read.bytes);
  if (idLength === undefined) return undefined;
  const writtenNs = found.mtimeNs;
  const second = 1_000_000_000n;
  const written = { s: Number(writtenNs / second), ns: Number(writtenNs % second) };
  return readEntries(read.bytes, idLength, written);
}

function withAttributes(entries: readonly IndexEntry[], numbers: Int32Array): IndexListing {
  const found = entries.flatMap(({ path }, entry) =>
    path.endsWith('.gitattributes') && baseName(path) === '.gitattributes' ? [entry] : [],
  );
  const stamps = { numbers, attributes: '' };
  if (!found.every((entry) => isSure(stamps, entry))) return { entries };
  const attributes = found.map(
    (entry) => `${entries[entry]?.path}\0${stampOf(stamps, entry).text}`,
  );
  return { entries, stamps: { numbers, attributes: attributes.join('\0') } };
}

const headLength = 12;

/** The checksum at the end is made as ids are. */
function idLengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < headLength || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const kinds = [
    ['sha1', 20],
    ['sha256', 32],
  ] as const;
  return kinds.find(([algorithm, length]) => {
    const end = Math.max(0, bytes.length - length);
    const digest = createHash(algorithm).update(bytes.subarray(0, end)).digest();
    return digest.equals(bytes.subarray(end));
  })?.[1];
}

/** Times, device, inode, mode, owner and size, four bytes each. */
const statLength = 40;

const flags = { assumed: 0x8000, extended: 0x4000, longestName: 0xfff } as const;
/** Of the extended flags: left out of a sparse checkout, and not added yet. */
const notThere = 0x6000;

const types = { file: 0o10, link: 0o12, submodule: 0o16 } as const;

interface Time {
  readonly s: number;
  readonly ns: number;
}

function readEntries(bytes: Buffer, idLength: number, written: Time): IndexListing | undefined {
  const end = bytes.length - idLength;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4 || count > end / statLength) return undefined;
  const entries: IndexEntry[] = [];
  const numbers = new Int32Array(count * stampLength);
  let name: Buffer = bytes.subarray(0, 0);
  let at = headLength;
  for (let left = count; left > 0; left--) {
    const start = at;
    const idEnd = start + statLength + idLength;
    if (idEnd + 4 > end) return undefined;
    const bits = bytes.readUInt16BE(idEnd);
    const isExtended = (bits & flags.extended) !== 0;
    const more = isExtended ? bytes.readUInt16BE(idEnd + 2) : 0;
    at = idEnd + (isExtended ? 4 : 2);
    const length = bits & flags.longestName;
    if (version < 4) {
      const close = length < flags.longestName ? at + length : bytes.indexOf(0, at);
      if (close < at || close >= end) return undefined;
      name = bytes.subarray(at, close);
      // One to eight zeros, so that the next one begins at a multiple of eight.
      at = start + ((close - start + 8) & ~7);
    } else {
      const shared = readShared(bytes, at, name.length);
      const close = shared ? bytes.indexOf(0, shared.at) : -1;
      if (!shared || close === -1 || close >= end) return undefined;
      name = Buffer.concat([name.subarray(0, shared.length), bytes.subarray(shared.at, close)]);
      at = close + 1;
    }
    if (at > end || !isSound(name)) return undefined;
    const type = bytes.readUInt32BE(start + 24) >> 12;
    // Neither has a text.
    if (type === types.link || type === types.submodule) continue;
    if (type !== types.file) return undefined;
    const stage = (bits >> 12) & 3;
    if (stage === 1 || stage === 3) continue;
    if (stage === 0 && (bits & flags.assumed) === 0 && (more & notThere) === 0)
      stampEntry(bytes, start, { name, written, into: numbers, entry: entries.length });
    const id = bytes.toString('hex', start + statLength, idEnd);
    entries.push({ path: decodeName(name), id, isConflict: stage !== 0 });
  }
  if (!areOptional(bytes, at, end)) return undefined;
  return withAttributes(entries, numbers.subarray(0, entries.length * stampLength));
}

/** How much of a name is that of the one before it: what is cut off stands there, seven bits a byte. */
function readShared(
  bytes: Buffer,
  from: number,
  length: number,
): { readonly length: number; readonly at: number } | undefined {
  let at = from;
  let byte = bytes[at++] ?? 0;
  let cut = byte & 127;
  while (byte >= 128 && cut <= length) {
    byte = bytes[at++] ?? 0;
    cut = (cut + 1) * 128 + (byte & 127);
  }
  return cut <= length ? { length: length - cut, at } : undefined;
}

/** As git checks names; what it would refuse it shall refuse itself. */
function isSound(name: Buffer): boolean {
  const slash = 47;
  const dot = 46;
  if (name.length === 0 || name[0] === slash || name[name.length - 1] === slash) return false;
  if (name[0] !== dot) return true;
  return name[1] !== slash && (name[1] !== dot || name[2] !== slash);
}

interface Stamped {
  readonly name: Buffer;
  readonly written: Time;
  readonly into: Int32Array;
  readonly entry: number;
}

/**
 * Git's own rule: what was changed no earlier than the index was written may have changed once more since, without a trace.
 * Where only seconds are kept, that is too long a moment.
 */
function stampEntry(bytes: Buffer, start: number, { name, written, into, entry }: Stamped): void {
  const isBefore = (at: number): boolean => {
    const s = bytes.readUInt32BE(at);
    return s < written.s || (s === written.s && bytes.readUInt32BE(at + 4) < written.ns);
  };
  if (bytes.readUInt32BE(start + 4) === 0 || !isBefore(start) || !isBefore(start + 8)) return;
  const to = entry * stampLength;
  for (let field = 0; field < 4; field++) into[to + field] = bytes.readInt32BE(start + field * 4);
  into[to + 4] = bytes.readInt32BE(start + 20);
  into[to + 5] = bytes.readInt32BE(start + 36);
  // One inode may have two names, of which the other is no code.
  into[to + 6] = name.length >= 4 ? name.readInt32LE(name.length - 4) : 0;
}

/** Extensions whose name begins with a small letter change what entries mean: part of them is elsewhere, or a directory. */
function areOptional(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  while (at + 8 <= end) {
    const first = bytes[at] ?? 0;
    if (first < 65 || first > 90) return false;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at === end;
}

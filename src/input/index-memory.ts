// What earlier searches of the index were told, by what git knows of each file on the disk: what is added anew was not asked
// about. Kept are these numbers, and for each a yes or no to questions that only the key of the memory can tell apart: no
// text, no path and no id of a content, which is a hash of what it holds.
import { Buffer } from 'node:buffer';
import { createHmac, randomBytes } from 'node:crypto';
import { type IndexStamps, isSure, stampLength } from './index-file.ts';
import { type MemoryOptions, openMemoryFile } from './memory-file.ts';

export interface IndexMemory {
  /** What was said of the files of the index, which have numbers, when they were asked this. */
  question(text: string): KnownSearch;
  /** Keeps what was learned. Never throws: the next run only starts without it. */
  save(): void;
}

export interface KnownSearch {
  /** `undefined` where a file was not asked, or is not sure to be the one that was. */
  recall(entry: number): boolean | undefined;
  learn(entry: number, answer: boolean): void;
}

/** So many questions have a bit each; then the oldest is forgotten. */
const mostQuestions = 31;
const digestLength = 16;
const keyLength = 32;

/** The stamp of a file, which questions it was asked, and to which the answer was yes. */
const rowLength = stampLength + 2;
const askedAt = stampLength;
const yesAt = stampLength + 1;

/** Key, questions, and which of them is the next to be forgotten. */
const headLength = keyLength + mostQuestions * digestLength + 4;

/** `stamps`: of the index as it is now. */
export function openIndexMemory(
  options: MemoryOptions,
  root: string,
  stamps: IndexStamps,
): IndexMemory {
  const file = openMemoryFile(options, `${root}\0index`);
  const kept = file.body && file.body.length >= headLength ? file.body : undefined;
  const head = kept ? Buffer.from(kept.subarray(0, headLength)) : newHead();
  const rows = rowsFor(stamps, kept && readRows(kept.subarray(headLength)));
  const digestOf = (text: string): Buffer =>
    createHmac('sha256', head.subarray(0, keyLength))
      .update(`${stamps.attributes}\0${text}`)
      .digest()
      .subarray(0, digestLength);
  let hasLearned = false;

  const slotOf = (digest: Buffer): number => {
    for (let slot = 0; slot < mostQuestions; slot++)
      if (digest.equals(slotAt(head, slot))) return slot;
    const next = head.readUInt32LE(headLength - 4) % mostQuestions;
    digest.copy(slotAt(head, next));
    head.writeUInt32LE((next + 1) % mostQuestions, headLength - 4);
    for (let at = askedAt; at < rows.length; at += rowLength)
      rows[at] = (rows[at] ?? 0) & ~(1 << next);
    return next;
  };
  return {
    question(text) {
      const bit = 1 << slotOf(digestOf(text));
      return {
        recall(entry) {
          const at = entry * rowLength;
          if (((rows[at + askedAt] ?? 0) & bit) === 0) return undefined;
          return ((rows[at + yesAt] ?? 0) & bit) !== 0;
        },
        learn(entry, answer) {
          if (!isSure(stamps, entry)) return;
          const at = entry * rowLength;
          rows[at + askedAt] = (rows[at + askedAt] ?? 0) | bit;
          const yes = rows[at + yesAt] ?? 0;
          rows[at + yesAt] = answer ? yes | bit : yes & ~bit;
          hasLearned = true;
        },
      };
    },
    save() {
      if (hasLearned) file.keep(Buffer.concat([head, Buffer.from(rows.buffer)]));
    },
  };
}

function newHead(): Buffer {
  const head = Buffer.alloc(headLength);
  randomBytes(keyLength).copy(head);
  return head;
}

function slotAt(head: Buffer, slot: number): Buffer {
  const at = keyLength + slot * digestLength;
  return head.subarray(at, at + digestLength);
}

function readRows(body: Buffer): Int32Array {
  const rows = new Int32Array(Math.floor(body.length / (rowLength * 4)) * rowLength);
  Buffer.from(rows.buffer).set(body.subarray(0, rows.byteLength));
  return rows;
}

/** A row for each file of the index, with what is known of it. Most stand where they stood. */
function rowsFor(stamps: IndexStamps, known: Int32Array | undefined): Int32Array {
  const { numbers } = stamps;
  const count = numbers.length / stampLength;
  const rows = new Int32Array(count * rowLength);
  let places: ReadonlyMap<number, number> | undefined;
  let next = 0;
  for (let entry = 0; entry < count; entry++) {
    const at = entry * rowLength;
    const from = entry * stampLength;
    for (let field = 0; field < stampLength; field++) rows[at + field] = numbers[from + field] ?? 0;
    if (!known || !isSure(stamps, entry)) continue;
    let row = next;
    if (!isSame(rows, at, known, row)) {
      places ??= placesOf(known);
      row = places.get(placeOf(rows, at)) ?? -1;
      if (row === -1 || !isSame(rows, at, known, row)) continue;
    }
    rows[at + askedAt] = known[row + askedAt] ?? 0;
    rows[at + yesAt] = known[row + yesAt] ?? 0;
    next = row + rowLength;
  }
  return rows;
}

function isSame(rows: Int32Array, at: number, known: Int32Array, row: number): boolean {
  if (row >= known.length) return false;
  for (let field = 0; field < stampLength; field++)
    if (rows[at + field] !== known[row + field]) return false;
  return true;
}

function placesOf(rows: Int32Array): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = 0; at < rows.length; at += rowLength) places.set(placeOf(rows, at), at);
  return places;
}

/** Hardly any two files share an inode, or the moment in which they were made. */
function placeOf(rows: Int32Array, at: number): number {
  return (rows[at + 4] ?? 0) * 2 ** 20 + ((rows[at + 1] ?? 0) >>> 12);
}

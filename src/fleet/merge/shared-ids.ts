// Which fingerprints stand in more than one repository, of as many as there are: twenty bytes each, in buckets by their
// first byte. Nothing else is kept of them.
import { Buffer } from 'node:buffer';

const idBytes = 16;
const entryBytes = idBytes + 4;
const buckets = 256;

/** An id and the member that holds a value with it. */
export type HeldId = readonly [id: string, member: number];

/** As many entries of twenty bytes. */
export function packIds(held: readonly HeldId[]): Uint8Array {
  const packed = Buffer.alloc(held.length * entryBytes);
  for (const [at, [id, member]] of held.entries()) {
    toBytes(id).copy(packed, at * entryBytes);
    packed.writeUInt32BE(member, at * entryBytes + idBytes);
  }
  return packed;
}

export interface SharedIds {
  /** Notes what members hold: entries of `packIds`. */
  add(entries: Uint8Array): void;
  /** Ids that two members or more hold, and these members. */
  find(): { readonly ids: ReadonlySet<string>; readonly members: ReadonlySet<number> };
}

export function createSharedIds(): SharedIds {
  const filled = Array.from({ length: buckets }, () => ({ bytes: Buffer.alloc(0), length: 0 }));
  const addOne = (entry: Uint8Array): void => {
    const bucket = filled[entry[0] ?? 0];
    if (!bucket) return;
    if (bucket.length + entryBytes > bucket.bytes.length) {
      const larger = Buffer.alloc(Math.max(1024, bucket.bytes.length * 2));
      bucket.bytes.copy(larger, 0, 0, bucket.length);
      bucket.bytes = larger;
    }
    bucket.bytes.set(entry, bucket.length);
    bucket.length += entryBytes;
  };
  return {
    add(entries) {
      for (let at = 0; at < entries.length; at += entryBytes)
        addOne(entries.subarray(at, at + entryBytes));
    },
    find() {
      const shared: Shared = { ids: new Set(), members: new Set() };
      for (const { bytes, length } of filled) findIn(bytes.subarray(0, length), shared);
      return shared;
    },
  };
}

interface Shared {
  readonly ids: Set<string>;
  readonly members: Set<number>;
}

/** Equal ids stand beside each other once they are sorted. */
function findIn(bytes: Buffer, shared: Shared): void {
  const entries = Array.from({ length: bytes.length / entryBytes }, (_, at) =>
    bytes.subarray(at * entryBytes, (at + 1) * entryBytes),
  ).sort(Buffer.compare);
  for (const [at, entry] of entries.entries()) {
    const before = entries[at - 1];
    if (!before?.subarray(0, idBytes).equals(entry.subarray(0, idBytes))) continue;
    const [first, second] = [before, entry].map((one) => one.readUInt32BE(idBytes));
    if (first === undefined || second === undefined || first === second) continue;
    shared.ids.add(toText(entry.subarray(0, idBytes)));
    shared.members.add(first).add(second);
  }
}

/** After a merge an id is the number of a group; both fit. */
function toBytes(id: string): Buffer {
  if (/^[0-9a-f]{32}$/.test(id)) return Buffer.from(id, 'hex');
  const bytes = Buffer.alloc(idBytes);
  bytes.write(id.slice(0, idBytes), 'latin1');
  return bytes;
}

function toText(bytes: Buffer): string {
  return bytes[0] === 0x53 && bytes[1] === 0x2d && bytes[idBytes - 1] === 0
    ? bytes.toString('latin1').replace(/\0+$/, '')
    : bytes.toString('hex');
}

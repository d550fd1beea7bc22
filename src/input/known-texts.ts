// What scans of contents gave, as bytes that whoever scans can read: by the id of a content, the latest first to stay.
import { Buffer } from 'node:buffer';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { maximumBytes } from './memory-file.ts';

export interface KnownTexts {
  recall(id: string): Buffer | undefined;
  learn(id: string, bytes: Uint8Array): void;
}

/** Those of other branches are kept too, up to this size or twice what a run meets. */
const fewestBytes = 8 << 20;

/** `most`: entries to keep. */
export function createKnownTexts(idLength: number, most = Number.POSITIVE_INFINITY) {
  const known = new Map<string, Buffer>();
  const met = new Map<string, Uint8Array>();
  let metBytes = 0;
  let hasLearned = false;
  const meet = (id: string, bytes: Uint8Array): void => {
    if (met.get(id) === bytes) return;
    metBytes += bytes.length - (met.get(id)?.length ?? 0);
    met.set(id, bytes);
  };
  return {
    recall(id: string): Buffer | undefined {
      const bytes = known.get(id);
      if (bytes && !met.has(id)) meet(id, bytes);
      return bytes;
    },
    learn(id: string, bytes: Uint8Array): void {
      // What is kept for this run alone would only take room.
      if (metBytes + bytes.length > maximumBytes / 2) return;
      meet(id, bytes);
      hasLearned = true;
    },
    get hasLearned(): boolean {
      return hasLearned;
    },
    read(reader: ByteReader): void {
      for (let left = reader.number(); left > 0; left--) {
        const id = reader.bytes(idLength).toString('latin1');
        known.set(id, reader.bytes(reader.number()));
      }
    },
    write(writer: ByteWriter): void {
      const limit = Math.max(fewestBytes, Math.min(2 * metBytes, maximumBytes / 2));
      const kept = new Map<string, Uint8Array>(met);
      let size = metBytes;
      for (const [id, bytes] of known) {
        if (kept.has(id) || kept.size >= most || size + bytes.length > limit) continue;
        kept.set(id, bytes);
        size += bytes.length;
      }
      writer.number(kept.size);
      for (const [id, bytes] of kept) {
        writer.bytes(Buffer.from(id, 'latin1'));
        writer.number(bytes.length);
        writer.bytes(bytes);
      }
    },
  };
}

// What earlier runs learned of contents: code with these object ids of git holds nothing that a search was for. An id
// stands for the same bytes for ever, so what is kept here cannot become wrong, only useless; nothing else is kept, no
// path, no text and nothing of what was found. A file that is broken, foreign or of another build counts as empty.
import { Buffer } from 'node:buffer';
import { type MemoryOptions, openMemoryFile } from './memory-file.ts';

export type { MemoryOptions } from './memory-file.ts';

export interface ContentMemory {
  /** Ids of contents that need no second look, by earlier runs. */
  readonly known: ReadonlySet<string>;
  learn(ids: Iterable<string>): void;
  /** Keeps what is known, first of all of the `current` ids. Never throws: the next run only starts without it. */
  save(current: readonly string[]): void;
}

/** What other branches hold is kept too, up to this many ids (of 41 bytes) or twice what the branch has. */
const fewestKept = 20_000;

/** Reads what is known of the repository with this root. Never throws. */
export function openContentMemory(options: MemoryOptions, root: string): ContentMemory {
  const file = openMemoryFile(options, root);
  const known = readIds(file.body);
  const learned = new Set<string>();
  return {
    known,
    learn(ids) {
      for (const id of ids) if (!known.has(id)) learned.add(id);
    },
    save(current) {
      if (learned.size === 0) return;
      const isKnown = (id: string): boolean => known.has(id) || learned.has(id);
      const kept = new Set(current.filter(isKnown));
      const limit = Math.max(fewestKept, 2 * current.length);
      for (const id of [...learned, ...known]) if (kept.size < limit) kept.add(id);
      file.keep(Buffer.from(`${[...kept].join('\n')}\n`, 'latin1'));
    },
  };
}

/** An id a line. */
function readIds(body: Buffer | undefined): ReadonlySet<string> {
  const ids = body?.toString('latin1').split('\n') ?? [];
  ids.pop();
  return new Set(ids);
}

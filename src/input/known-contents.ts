// What earlier full runs made of files in which there was nothing: of a name and bytes that are the same again it is known
// without another look. What is kept cannot become wrong: it is said of these bytes under this name by this build. Of
// what was found nothing is kept, nor an id that others could make: a file that holds nothing for us may hold secrets
// of other kinds, so ids are made with a key of their own.
import { createHmac, randomBytes } from 'node:crypto';
import { type MemoryOptions, openContentMemory } from './content-memory.ts';
import { isElsewhere } from './paths.ts';

/**
 * `unread`: cannot hold anything, and was not parsed. `silent`: was parsed and says nothing by itself. The others: written
 * by a tool, and left out.
 */
export type KnownVerdict = 'unread' | 'silent' | 'bundled' | 'generated' | 'minified';

export interface KnownContents {
  /** What stands for a file of that path, from the root, with these bytes. */
  idOf(path: string, bytes: Uint8Array): string;
  verdictOf(id: string): KnownVerdict | undefined;
  learn(id: string, verdict: KnownVerdict): void;
  /** Keeps what this run has met. Never throws: the next run only starts without it. */
  save(): void;
}

const letters: Readonly<Record<KnownVerdict, string>> = {
  unread: 'u',
  silent: 's',
  bundled: 'b',
  generated: 'g',
  minified: 'm',
};

const verdicts = new Map(
  Object.entries(letters).map(([verdict, letter]) => [letter, verdict as KnownVerdict]),
);

/** Of SHA-256, 128 bits: no two files of a lifetime share them. */
const idLength = 32;
const keyLetter = 'k';

/** `undefined` where the repository itself could hold what is remembered: whoever wrote it would decide what is read. */
export function openKnownContents(options: MemoryOptions, root: string): KnownContents | undefined {
  if (!isElsewhere(options.directory, root)) return undefined;
  const memory = openContentMemory(options, `${root}\0files`);
  const known = new Map<string, KnownVerdict>();
  let key: string | undefined;
  for (const entry of memory.known) {
    const verdict = verdicts.get(entry.slice(idLength));
    if (verdict) known.set(entry.slice(0, idLength), verdict);
    else if (entry.startsWith(keyLetter)) key = entry;
  }
  key ??= keyLetter + randomBytes(idLength).toString('hex');
  const secret = Buffer.from(key.slice(keyLetter.length), 'hex');
  const met = new Set([key]);
  return {
    idOf: (path, bytes) =>
      createHmac('sha256', secret)
        .update(`${path}\0`)
        .update(bytes)
        .digest('hex')
        .slice(0, idLength),
    verdictOf: (id) => {
      const verdict = known.get(id);
      if (verdict) met.add(id + letters[verdict]);
      return verdict;
    },
    learn: (id, verdict) => {
      met.add(id + letters[verdict]);
    },
    save: () => {
      memory.learn(met);
      memory.save([...met]);
    },
  };
}

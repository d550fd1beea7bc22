// Looks at files, each kept apart from the others: several may be under way at once, and a session remembers them.
import type { ScannedTree } from './scanned-tree.ts';

/** What one look at a file has added to a scan. */
export interface Look {
  readonly added: ScannedTree;
  readonly isSilent: boolean;
}

/** A file to look at, for a reason. */
interface Asked {
  readonly path: string;
  readonly key: string;
  readonly into: ScannedTree;
}

/** Scans a file, or adds what the same scan gave when the file was last looked at and has not changed since. */
export async function scanOnce(
  asked: Asked,
  scan: (into: ScannedTree) => Promise<boolean>,
): Promise<boolean> {
  const { memory } = asked.into;
  if (!memory) return scan(asked.into);
  const { added, isSilent } = await lookAt(asked, scan);
  merge(added, asked.into);
  return isSilent;
}

/** What a scan of a file alone gives. */
export async function lookAt(
  { path, key, into }: Asked,
  scan: (into: ScannedTree) => Promise<boolean>,
): Promise<Look> {
  const looks = into.memory?.of(path);
  const known = looks?.get<Look>(key);
  if (known) return known;
  const added: ScannedTree = {
    ...into,
    ...{ facts: new Map(), spare: new Map(), skipped: [], configs: new Map() },
    mayHoldToken: new Map(),
    ...{ count: 0, parsed: 0, bytes: 0, memory: undefined },
  };
  const look = { isSilent: await scan(added), added };
  looks?.set(key, look);
  return look;
}

function merge(added: ScannedTree, into: ScannedTree): void {
  // Of ten thousand files most have nothing to add.
  if (added.facts.size > 0) for (const [path, facts] of added.facts) into.facts.set(path, facts);
  if (added.spare.size > 0) for (const [path, facts] of added.spare) into.spare.set(path, facts);
  if (added.configs.size > 0)
    for (const [path, text] of added.configs) into.configs.set(path, text);
  for (const [path, holds] of added.mayHoldToken) into.mayHoldToken.set(path, holds);
  if (added.skipped.length > 0) into.skipped.push(...added.skipped);
  into.count += added.count;
  into.parsed += added.parsed;
  into.bytes += added.bytes;
}

/** Looks that are under way at most: what they hold of texts and facts shall not grow with the tree. */
const maxLooks = 256;

/** Adds looks to a scan in the order in which they were asked for, however long each takes. */
export function createLookQueue(into: ScannedTree) {
  // What is remembered waits as it is: none of ten thousand files behind a changed one is a promise.
  const looks: (Look | Promise<Look>)[] = [];
  const take = async (count: number): Promise<void> => {
    for (const look of looks.splice(0, count)) {
      merge((look instanceof Promise ? await look : look).added, into);
    }
  };
  return {
    /** Adds what a session remembers of a file, if it does. */
    recall(path: string, key: string): boolean {
      const known = into.memory?.of(path).get<Look>(key);
      if (!known) return false;
      if (looks.length === 0) merge(known.added, into);
      else looks.push(known);
      return true;
    },
    async add(look: Promise<Look>): Promise<void> {
      // Told of when its turn comes.
      look.catch(() => undefined);
      looks.push(look);
      if (looks.length > maxLooks) await take(1);
    },
    async end(): Promise<void> {
      await take(looks.length);
    },
  };
}

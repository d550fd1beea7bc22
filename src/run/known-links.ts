// Which files linking came to ask for when a tree was the same: then they can be there at once, and all is linked once instead
// of round by round. What is kept is their numbers in the list of files, under an id of all that the tree is.
import type { Buffer } from 'node:buffer';
import { createByteReader, createByteWriter } from '../input/bytes.ts';
import type { KnownContents } from '../input/known-contents.ts';
import type { Tree } from '../input/tree.ts';
import type { Settings } from '../model/settings.ts';
import { isWanted } from './first-tests.ts';
import { scanBytes } from './scan-file.ts';
import type { ScannedTree } from './scanned-tree.ts';

export interface KnownLinks {
  /** Paths in the order in which they were asked for; `undefined` where nobody knows. */
  readonly paths: readonly string[] | undefined;
  /** Keeps what linking has come to in this run. */
  keep(paths: readonly string[]): void;
}

/** `undefined` where the tree cannot be told from others. */
export function openKnownLinks(
  tree: Tree,
  scanned: ScannedTree,
  settings: Settings,
): KnownLinks | undefined {
  const known = tree.reportOn ? undefined : scanned.known;
  const id = known && idOfTree(tree, scanned, settings, known);
  if (!known || id === undefined) return undefined;
  const kept = known.trees.recall(id);
  return {
    paths: kept && readPaths(kept, tree),
    keep(paths) {
      const numberOf = new Map(tree.sources.map(({ path }, number) => [path, number]));
      const writer = createByteWriter();
      writer.number(paths.length);
      for (const path of paths) writer.number(numberOf.get(path) ?? tree.sources.length);
      known.trees.learn(id, writer.written());
    },
  };
}

/** Of every file that somebody can read with its stamp, of the others that they are there; what it is linked with besides. */
function idOfTree(
  { sources, name, remoteNames, root }: Tree,
  { isNamed, facts, configs }: ScannedTree,
  settings: Settings,
  { answers, sealed }: KnownContents,
): string | undefined {
  // What was read is what the stamps stand for.
  for (const path of [...facts.keys(), ...configs.keys()])
    if (!answers.isStill(path)) return undefined;
  const parts = [JSON.stringify([root, name, remoteNames, settings])];
  for (const { path, tracked } of sources) {
    // Names lead into what settings leave out as well.
    const id = isWanted(path) ? answers.idOf(path) : '';
    if (id === undefined) return undefined;
    parts.push(path, tracked, isNamed(path) ? 'named' : '', id);
  }
  return sealed(parts.join('\0'));
}

/** Scans a file that linking is known to come to. */
export async function scanLinked(tree: Tree, scanned: ScannedTree, path: string): Promise<void> {
  const read = tree.read(path);
  const spared = scanned.spare.has(path) && { spared: { facts: scanned.spare.get(path) } };
  const options = { isDemanded: true, ...spared };
  if ('bytes' in read) await scanBytes(path, read.bytes, scanned, options);
}

function readPaths(kept: Buffer, { sources }: Tree): string[] {
  const reader = createByteReader(kept);
  return Array.from({ length: reader.number() }, () => sources[reader.number()]?.path ?? '');
}

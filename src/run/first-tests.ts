// The tests that most files of a tree end at, before anything is decoded or parsed.
import type { Tree } from '../input/tree.ts';
import { decodeText } from '../model/decode.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import { prefilterWords } from '../scan/prefilter-words.ts';
import { isAlwaysRead, isModuleConfig, isWorthReading, readerFor } from '../scan/scan.ts';

const mayMatter = createPrefilter(prefilterWords);

/** Whether any reader knows the path. */
export function isWanted(path: string): boolean {
  return readerFor(path) !== undefined || isModuleConfig(path);
}

/** The first test of a file: certain configuration always passes, all else must hold a word that matters. */
export function mayMatterAt(path: string, bytes: Uint8Array): boolean {
  return isAlwaysRead(path) || mayMatter(bytes);
}

/** A closer look than the prefilter's, which pays for the few files of a commit. */
export function isWorthLinking(tree: Tree, path: string): boolean {
  const read = tree.read(path);
  if ('skipped' in read || !mayMatterAt(path, read.bytes)) return false;
  const decoded = decodeText(read.bytes);
  return !('text' in decoded) || isWorthReading(path, decoded.text);
}

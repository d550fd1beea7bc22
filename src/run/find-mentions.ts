// What other files than its own take a constant for: those of code that hold its name, and lie no nearer to another that is
// called so.
import type { Tree } from '../input/tree.ts';
import type { AskedConstant } from '../link/asked-constants.ts';
import { contextOf } from '../link/context.ts';
import type { Mentioned } from '../model/facts.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import { isCode } from '../scan/scan.ts';
import { codeEndings } from '../scan/searches.ts';
import { askOf, createOpener } from './ask-mentions.ts';
import { askOnce } from './known-looks.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** What each of them is taken for, file by file. */
type Found = ReadonlyMap<AskedConstant, readonly Mentioned[]>;

/** Of more files than these that mention one nobody is asked. */
const maxFiles = 100;

export async function findMentions(
  tree: Tree,
  scanned: ScannedTree,
  open: readonly AskedConstant[],
): Promise<Found> {
  const all = new Map(open.map((constant) => [constant, new Map<string, Mentioned>()]));
  const definers = createDefiners();
  for (const { name, path } of open) definers.add(name, path);
  const openText = createOpener(tree);
  for (const path of await filesWith(tree, scanned, open)) {
    for (const [constant, mentions] of all) {
      if (mentions.size >= maxFiles || constant.path === path) continue;
      const { mentioned, isDefined } = askOf(openText, scanned, path, constant);
      if (isDefined) definers.add(constant.name, path);
      if (mentioned) mentions.set(path, mentioned);
    }
  }
  const found = ([constant, mentions]: readonly [AskedConstant, ReadonlyMap<string, Mentioned>]) =>
    [...mentions].flatMap(([path, mentioned]) =>
      definers.hasNearer(constant, path) ? [] : [mentioned],
    );
  return new Map([...all].map((one) => [one[0], found(one)]));
}

/** Files of code that hold the name of a constant. */
async function filesWith(
  tree: Tree,
  scanned: ScannedTree,
  open: readonly AskedConstant[],
): Promise<readonly string[]> {
  const words = [...new Set(open.map(({ name }) => name))].sort();
  if (words.length === 0) return [];
  const said = await tree.search?.({ words, isExact: true, endings: codeEndings });
  const paths = tree.sources
    .map(({ path }) => path)
    .filter(
      (path) =>
        said?.has(path) !== false &&
        isCode(path) &&
        contextOf(path) === 'production' &&
        !scanned.isIgnored(path),
    );
  await tree.load?.(paths);
  const holdsAny = createPrefilter(words);
  const question = `holds any\0${words.join('\0')}`;
  return paths.filter((path) => {
    const ask = (): boolean | undefined => {
      const read = tree.read(path);
      return 'bytes' in read ? holdsAny(read.bytes) : undefined;
    };
    return askOnce(scanned, path, { question, ask });
  });
}

/** Files that give a name a value. What is mentioned beside one of them is not what another part of the repository defines. */
function createDefiners() {
  /** Directories that hold one, however deep. */
  const above = new Map<string, Set<string>>();
  return {
    add(name: string, path: string): void {
      const directories = above.get(name) ?? new Set();
      for (const directory of directoriesOf(path)) directories.add(directory);
      above.set(name, directories);
    },
    /** Whether some file that defines its name lies nearer to a file than the one of the constant does. */
    hasNearer({ name, path: from }: AskedConstant, path: string): boolean {
      const apart = directoriesOf(path).find((directory) => !from.startsWith(directory));
      return apart !== undefined && above.get(name)?.has(apart) === true;
    },
  };
}

/** `a/`, `a/b/` of `a/b/c.js`. */
function directoriesOf(path: string): readonly string[] {
  return Array.from(path.matchAll(/\//g), ({ index }) => path.slice(0, index + 1));
}

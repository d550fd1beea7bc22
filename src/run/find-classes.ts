// Looks for the classes of a type among the files that the first pass left out: an interface says that its method gives what
// is signed with, and the class that says which text that is may be named nowhere else.
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import type { Wrapper } from '../link/function-finder.ts';
import { memoByObject } from '../model/memo.ts';
import { readerFor } from '../scan/scan.ts';
import { codeEndings } from '../scan/searches.ts';
import { createAsker, groupByLanguage, isSearchable, latin1 } from './find-callers.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** In one run no more files are scanned for what their classes are; others are listed. */
const maxFiles = 2_000;

const tooMany = {
  reason: 'too-many',
  isFailure: true,
  detail: `more than ${maxFiles} files of classes may say what is signed with`,
} as const;

/** Files with a class that extends or implements one of the types. */
export async function findClasses(
  tree: Tree,
  scanned: ScannedTree,
  types: readonly Wrapper[],
): Promise<string[]> {
  const searches = types
    .filter(({ name }) => isSearchable(name))
    .map(({ name, path }) => ({
      name,
      isSpareOnly: false,
      language: scanned.facts.get(path)?.language,
    }));
  if (searches.length === 0) return [];
  const words = [...new Set(searches.map(({ name }) => name))];
  const named = await tree.search?.({ words, isExact: true, endings: codeEndings });
  const groups = groupByLanguage(searches);
  const groupOf = (path: string) =>
    named?.has(path) === false || scanned.facts.has(path)
      ? undefined
      : groups.get(readerFor(path)?.id ?? '');
  const mayTell = (path: string): boolean =>
    groupOf(path) !== undefined && (scanned.spare.has(path) || contextOf(path) === 'production');
  const paths = tree.sources.map(({ path }) => path).filter(mayTell);
  await tree.load?.(paths);
  const found = paths.filter((path) => {
    const group = groupOf(path);
    const ask = createAsker(tree, scanned, path);
    if (!group || !ask(group.key, group.holdsAny)) return false;
    return ask(`is one of\0${group.key}`, (bytes) =>
      wordsOfHeads(latin1(bytes)).some((word) => namesOf(group).has(word)),
    );
  });
  for (const path of found.splice(maxFiles)) scanned.skipped.push({ path, ...tooMany });
  return found.sort();
}

const namesOf = memoByObject(
  ({ searches }: { readonly searches: readonly { readonly name: string }[] }) =>
    new Set(searches.map(({ name }) => name)),
);

/** What heads of classes name: `class FixedKeys implements Keys`, `class FixedKeys(Keys)`, `impl Keys for FixedKeys`. */
function wordsOfHeads(text: string): readonly string[] {
  const heads = text.matchAll(
    /\b(?:class|record|object|struct|enum|impl|extension)\b[^;{}]{0,300}/g,
  );
  return Array.from(heads, ([head]) => head.match(/[\w$]+/g) ?? []).flat();
}

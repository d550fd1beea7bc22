// Looks for the callers of wrappers among the files that the first pass left out: what `issue(claims, settings.key)`
// signs with is said there, though such a file may hold no word of signing.
import { Buffer } from 'node:buffer';
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import type { ModuleResolver } from '../link/fact-index.ts';
import type { Wrapper } from '../link/function-finder.ts';
import { wordsOf } from '../link/name-words.ts';
import type { Facts } from '../model/facts.ts';
import { createPrefilter, type Prefilter } from '../prefilter/prefilter.ts';
import { readerFor } from '../scan/scan.ts';
import { codeEndings } from '../scan/searches.ts';
import { handedOn } from './handed-on.ts';
import { askOnce } from './known-looks.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** More callers of wrappers than these are not looked for. */
const maxCallers = 200;

/** A single word that more files than these hold, and the module's beside it, is one that everybody uses: `Client`. */
const maxNearWord = 60;

/** Of more files than these that hold both nobody looks which of them import the module. */
const maxNear = 5_000;

/** Fewer are callers through whatever module; where few files matter to begin with, more of them say nothing of these. */
const maxCallersOfOne = 30;

/** Files that mention a wrapper and the module it comes from, or a wrapper that hardly any file mentions. */
export async function findCallers(
  tree: Tree,
  scanned: ScannedTree,
  wanted: readonly Wrapper[],
): Promise<string[]> {
  const searches = wanted
    .filter(({ name }) => isSearchable(name))
    .map((wrapper) => ({
      name: wrapper.name,
      isSpareOnly: isAmongSpared(tree, wrapper),
      language: scanned.facts.get(wrapper.path)?.language,
      hasName: createPrefilter([wrapper.name]),
      module: moduleWord(wrapper.path),
      hasModule: moduleFilter(moduleWord(wrapper.path)),
      /** Files that hold the name, and the module's, at most: where there are more, those tell that import it. */
      most: wordsOf(wrapper.name).length > 1 ? maxCallers : maxNearWord,
      near: [] as string[],
      far: [] as string[],
    }));
  if (searches.length === 0) return [];
  const words = [...new Set(searches.map(({ name }) => name))];
  const named = await tree.search?.({ words, isExact: true, endings: codeEndings });
  const groups = groupByLanguage(searches);
  const groupOf = (path: string) => {
    if (named?.has(path) === false || scanned.facts.has(path)) return undefined;
    const group = groups.get(readerFor(path)?.id ?? '');
    // What was read and spared counts wherever it stands, as does all else that was read.
    if (scanned.spare.has(path)) return group;
    return !group?.isSpareOnly && contextOf(path) === 'production' ? group : undefined;
  };
  const paths = tree.sources.map(({ path }) => path).filter((path) => groupOf(path) !== undefined);
  await tree.load?.(paths);
  const isPartial = tree.reportOn !== undefined;
  const found = new Set<string>();
  for (const path of paths) {
    const ask = createAsker(tree, scanned, path);
    const group = groupOf(path);
    // One look for all names: most files hold none of a hundred.
    if (!group || !ask(group.key, group.holdsAny)) continue;
    for (const search of group.searches) {
      const { name, module, hasName, hasModule, most, near, far } = search;
      if (search.isSpareOnly && !scanned.spare.has(path)) continue;
      if (!ask(`holds\0${name}`, hasName)) continue;
      if (near.length > (isPartial ? most : maxNear)) continue;
      (ask(`holds\0${module}`, hasModule) ? near : far).push(path);
    }
  }
  const mentioned = searches.map((search) => ({ ...search, ...mentioning(search, isPartial) }));
  const isMuch = new Set(mentioned.flatMap(({ files }) => files)).size > maxCallers;
  for (const { module, files, isSure } of mentioned) {
    // Where names and modules lead to much, those files tell that import the module.
    const callers =
      isSure && !isMuch ? files : files.filter((path) => imports(tree, scanned, path, module));
    // Where the first ones say what is signed with, linking tells that there are more.
    for (const path of callers) if (found.size < maxCallers) found.add(path);
  }
  return [...found].sort();
}

/** Files that may call what is searched for; `isSure`: so few hold it that they do. */
function mentioning(
  { most, near, far }: Mentions,
  isPartial: boolean,
): { readonly files: readonly string[]; readonly isSure: boolean } {
  // A name that hardly any file holds is the wrapper's, whatever module it is imported through.
  if (near.length + far.length <= maxCallersOfOne)
    return { files: [...near, ...far], isSure: true };
  if (isPartial) return { files: near.length <= maxCallersOfOne ? near : [], isSure: true };
  return { files: near, isSure: near.length <= most };
}

/** Whether a file imports a module by its name: `'../sign'`, `from .sign import`, `use crate::sign::issue`. */
function imports(tree: Tree, scanned: ScannedTree, path: string, module: string): boolean {
  const named = module.replaceAll(/[.$]/g, '\\$&');
  const importing = new RegExp(
    `[/'"]${named}(?:\\.\\w{1,5})?['"]|\\b(?:from|import|require\\w*|use|using|include\\w*)\\b[^\\n;]{0,200}\\b${named}\\b`,
  );
  return createAsker(
    tree,
    scanned,
    path,
  )(`imports\0${module}`, (bytes) => importing.test(latin1(bytes)));
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

type Asker = (question: string, holds: (bytes: Uint8Array) => boolean) => boolean;

/** Asks the content of a file, which is read if nobody remembers the answer, and once for all that is asked. */
export function createAsker(tree: Tree, scanned: ScannedTree, path: string): Asker {
  // The bytes last until the next file is read: they are asked for once a file, if at all.
  let bytes: Uint8Array | undefined | null = null;
  return (question, holds) => {
    const ask = (): boolean | undefined => {
      if (bytes === null) {
        const read = tree.read(path);
        bytes = 'bytes' in read ? read.bytes : undefined;
      }
      return bytes && holds(bytes);
    };
    return askOnce(scanned, path, { question, ask });
  };
}

/** Where some callers of a wrapper are known, the others can only be among the files that were read and spared. */
export function isAmongSpared({ reportOn }: Tree, { isCalled }: Wrapper): boolean {
  return isCalled && reportOn === undefined;
}

/** Files that hold the name of a wrapper. */
interface Mentions {
  readonly most: number;
  /** And that of its module. */
  readonly near: readonly string[];
  readonly far: readonly string[];
}

/** A wrapper that is looked for. */
interface Search {
  readonly name: string;
  /** Looked for among the files that were spared. */
  readonly isSpareOnly: boolean;
  readonly language: string | undefined;
}

interface Group<S extends Search> {
  readonly searches: readonly S[];
  readonly isSpareOnly: boolean;
  /** What `holdsAny` looks for, in short. */
  readonly key: string;
  readonly holdsAny: Prefilter;
}

export function groupByLanguage<S extends Search>(
  searches: readonly S[],
): ReadonlyMap<string, Group<S>> {
  const languages = new Set(searches.map(({ language }) => language));
  return new Map(
    [...languages].flatMap((language): [string, Group<S>][] => {
      if (language === undefined) return [];
      const own = searches.filter((search) => search.language === language);
      const names = [...new Set(own.map(({ name }) => name))].sort();
      const key = `holds any\0${names.join('\0')}`;
      const isSpareOnly = own.every((search) => search.isSpareOnly);
      return [[language, { searches: own, isSpareOnly, key, holdsAny: createPrefilter(names) }]];
    }),
  );
}

/** Whether bytes name the module; of one whose name is too short to be looked for nobody can say so. */
function moduleFilter(word: string): (bytes: Uint8Array) => boolean {
  return isSearchable(word) ? createPrefilter([word]) : () => false;
}

/** What the byte filter can look for: three ASCII characters or more. */
export function isSearchable(word: string): boolean {
  return /^[\w.$-]{3,}$/.test(word);
}

/** What an import of the file says: its base name, or the directory's for an index file. */
function moduleWord(path: string): string {
  const segments = path.split('/');
  const file = segments.at(-1) ?? '';
  const directory = segments.at(-2) ?? '';
  const base = file.replace(/\..*$/, '');
  return base === 'index' || base.length < 3 ? directory || base : base;
}

/**
 * Modules that calls of `names` in a file lead into, and those that it hands such names on from: barrels that stand
 * between a caller and a wrapper.
 */
export function modulesBetween(
  facts: Facts,
  names: ReadonlySet<string>,
  resolveModule: ModuleResolver,
): string[] {
  const called = facts.calls.flatMap(({ callee }) => {
    if (callee.kind !== 'name') return [];
    const [binding = ''] = callee.path;
    const source = facts.imports.find(({ local }) => local === binding);
    const isCall = names.has(callee.path.at(-1) ?? '') || names.has(source?.imported ?? '');
    const target = source && isCall ? resolveModule(facts.path, source.from) : undefined;
    return target === undefined ? [] : [target];
  });
  return [...called, ...handedOn({ facts, names }, resolveModule).map(({ path }) => path)];
}

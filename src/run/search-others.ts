// Files that nothing leads into and that may say something all the same: callers of wrappers, and configuration that sets
// what keys are read from. Found by what they hold.
import type { Tree } from '../input/tree.ts';
import type { ModuleResolver } from '../link/fact-index.ts';
import type { Wrapper } from '../link/function-finder.ts';
import type { Settings } from '../model/settings.ts';
import { findCallers, isAmongSpared, modulesBetween } from './find-callers.ts';
import { findClasses } from './find-classes.ts';
import { createConfigurationSearch } from './find-configuration.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** The searches of one run, which remember what they were asked before. */
export function searchOthers(
  tree: Tree,
  scanned: ScannedTree,
  { secretNames }: Settings,
  resolveModule: ModuleResolver,
) {
  return {
    callers: createCallerSearch(tree, scanned, resolveModule),
    configuration: createConfigurationSearch(tree, scanned, secretNames),
  };
}

/** Searching for callers reads files again, so it is done this often at most. */
const maxSearches = 3;

/**
 * Finds callers of wrappers, round by round. Where all files were scanned those without any are looked for everywhere, and
 * others among the files that were spared; where few were, the callers that are known are not all there are.
 */
function createCallerSearch(tree: Tree, scanned: ScannedTree, resolveModule: ModuleResolver) {
  const isWanted = ({ path, tells, isCalled }: Wrapper): boolean =>
    tree.reportOn?.has(path) === true ||
    tells === 'classes' ||
    (scanned.isHandedOn && tells === 'key' && (!isCalled || scanned.spare.size > 0));
  const isOfSpared = (wrapper: Wrapper): boolean => isAmongSpared(tree, wrapper);
  let searchesLeft = maxSearches;
  const names = new Set<string>();
  const asked = new Set<string>();
  const found = new Set<string>();
  return {
    async next(wrappers: readonly Wrapper[]): Promise<string[]> {
      const between = [...found].flatMap((path) => {
        const facts = scanned.facts.get(path);
        return facts ? modulesBetween(facts, names, resolveModule) : [];
      });
      const isAsked = (wrapper: Wrapper): boolean => asked.has(keyOf(scanned, wrapper));
      const fresh = wrappers.filter((wrapper) => isWanted(wrapper) && !isAsked(wrapper));
      // Few files were spared: a look at these is none at the whole tree.
      const wanted = searchesLeft > 0 ? fresh : fresh.filter(isOfSpared);
      if (wanted.length > 0) {
        if (!wanted.every(isOfSpared)) searchesLeft--;
        for (const wrapper of wanted) {
          asked.add(keyOf(scanned, wrapper));
          names.add(wrapper.name);
        }
        const isType = ({ tells }: Wrapper): boolean => tells === 'classes';
        const callers = wanted.filter((wrapper) => !isType(wrapper));
        for (const path of await findCallers(tree, scanned, callers)) found.add(path);
        for (const path of await findClasses(tree, scanned, wanted.filter(isType))) found.add(path);
      }
      for (const path of between) found.add(path);
      return [...found].filter((path) => !scanned.facts.has(path));
    },
  };
}

/** What is looked for once: callers by the module of what they call, classes of a type by its name, whoever asks for it. */
function keyOf({ facts }: ScannedTree, { path, name, tells }: Wrapper): string {
  return `${tells === 'classes' ? facts.get(path)?.language : path}\0${name}\0${tells}`;
}

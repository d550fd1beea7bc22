// Finds the files that imports and undeclared names of any language mean, by the paths of the run.

import { languages } from '../languages/index.ts';
import { createModulePathResolver, type ModulePathOptions } from '../languages/module-paths.ts';
import type { Language, PathIndex } from './language.ts';

export interface ModuleFinderOptions extends ModulePathOptions {
  readonly paths: ReadonlyMap<string, unknown>;
}

export interface ModuleFinder {
  /** The file that a specifier of `from` means; `undefined` where it is none of the run. */
  readonly resolve: (from: string, specifier: string) => string | undefined;
  /** Files that, by their paths, may declare a name which `from` neither declares nor imports. */
  readonly candidates: (from: string, name: string) => readonly string[];
}

/** Builds a finder over the paths of a run. */
export function createModuleFinder(options: ModuleFinderOptions): ModuleFinder {
  const javascript = createModulePathResolver(options);
  const paths = indexPaths(options.paths);
  const known = new Map<string, string | undefined>();
  return {
    resolve(from, specifier) {
      const language = languageOf(from);
      if (!language) return javascript(from, specifier);
      const key = `${from}\0${specifier}`;
      if (known.has(key)) return known.get(key);
      const found = language.modules.resolve(from, specifier, paths);
      known.set(key, found);
      return found;
    },
    candidates(from, name) {
      return languageOf(from)?.modules.candidates?.(from, name, paths) ?? [];
    },
  };
}

const byEnding: ReadonlyMap<string, Language> = new Map(
  languages.flatMap((language) =>
    language.endings.map((ending): [string, Language] => [ending, language]),
  ),
);

function languageOf(path: string): Language | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : byEnding.get(path.slice(dot).toLowerCase());
}

/** Built when a language first asks: a run over JavaScript alone never does. */
function indexPaths(paths: ModuleFinderOptions['paths']): PathIndex {
  let tables:
    | { readonly byName: Map<string, string[]>; readonly byDirectory: Map<string, string[]> }
    | undefined;
  const build = () => {
    const byName = new Map<string, string[]>();
    const byDirectory = new Map<string, string[]>();
    for (const path of paths.keys()) {
      if (languageOf(path) === undefined) continue;
      const slash = path.lastIndexOf('/');
      append(byName, path.slice(slash + 1), path);
      append(byDirectory, path.slice(0, Math.max(0, slash)), path);
    }
    return { byName, byDirectory };
  };
  const ask = () => {
    tables ??= build();
    return tables;
  };
  return {
    has: (path) => paths.has(path),
    named: (name) => ask().byName.get(name) ?? [],
    in: (directory) => ask().byDirectory.get(directory) ?? [],
  };
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

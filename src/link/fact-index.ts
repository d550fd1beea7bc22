// All Facts of a run, looked up by name: definitions by file, by variable and by setting path, functions with
// their callers, modules with their exports. Built once; the resolver only reads it.
import type { FunctionOf } from '../model/expression.ts';
import type { Call, Definition, Export, Facts, Import } from '../model/facts.ts';
import { memoByObject } from '../model/memo.ts';
import type { FileSummary } from '../model/secret.ts';
import { append, exportsNamed, type FactTable, tableOf } from './fact-table.ts';
import { compactPath } from './name-words.ts';
import { createUnits, type Units } from './units.ts';

/** A definition and the file it stands in. */
export interface PlacedDefinition {
  readonly definition: Definition;
  readonly file: FileSummary;
}

/** Finds the file a module specifier names; `undefined` where it is not a file of the project. */
export type ModuleResolver = (fromPath: string, specifier: string) => string | undefined;

/** Files, by path, that may declare a name which a file neither declares nor imports. */
export type CandidateFinder = (fromPath: string, name: string) => readonly string[];

export interface FactIndex {
  readonly facts: ReadonlyMap<string, Facts>;
  fileOf(path: string): FileSummary;
  /** At most `maxSameName` of them, the first in the file. */
  codeDefinitions(path: string, name: string): readonly Definition[];
  /** Whether a name has more than those. */
  isCrowded(path: string, name: string): boolean;
  /** Most steps below `base` that a definition of the file names: 2 where there is `config.jwt.secret = ...`. */
  stepsBelow(path: string, base: string): number;
  envDefinitions(name: string): readonly PlacedDefinition[];
  /** By relaxed path: case and separators folded. */
  settingDefinitions(path: string): readonly PlacedDefinition[];
  /** Names of code that a framework takes for settings, by what it calls them: `SECRET_KEY` of Django's. */
  settingsByName(name: string): readonly PlacedDefinition[];
  /** All names and paths defined anywhere, for discovery by name. */
  readonly envNames: Iterable<string>;
  readonly settingPaths: Iterable<string>;
  functionOf(path: string, id: string): FunctionOf | undefined;
  /** Ids of all functions of a file. */
  functionsOf(path: string): readonly string[];
  /** The variable, property or export that a function without a name of its own is given to. */
  holderOf(path: string, id: string): string | undefined;
  importOf(
    path: string,
    local: string,
  ): { readonly from: string; readonly imported: string } | undefined;
  resolveModule: ModuleResolver;
  /** Names that need no import. */
  readonly units: Units;
  /** Exports of a file that can be `name`: by that name, by `*` and by `=`, in source order. */
  exportsOf(path: string, name: string): readonly Export[];
  /** Calls whose callee starts with this binding of this file. */
  callsOf(path: string, binding: string): readonly Call[];
  /** Files that import a given file, with the local binding each uses. */
  importersOf(
    path: string,
  ): readonly { readonly path: string; readonly local: string; readonly imported: string }[];
}

/** One list for all names that nothing sets: what is made of a list is kept by the list. */
const none: readonly PlacedDefinition[] = [];

/** Builds the index. `facts` must be sorted by path: everything that follows keeps that order. */
export function indexFacts(
  facts: readonly Facts[],
  files: ReadonlyMap<string, FileSummary>,
  findModule: ModuleResolver,
  candidatesOf: CandidateFinder = () => [],
): FactIndex {
  const byPath = new Map<string, Facts>();
  /** Where a package is a directory, any of its files stands for it: one that was scanned tells more. */
  const standIn = (target: string | undefined): string | undefined => {
    if (target === undefined || byPath.has(target)) return target;
    const directory = directoryOf(target);
    const isBeside = (path: string): boolean =>
      byPath.get(path)?.unit !== undefined && directoryOf(path) === directory;
    return candidatesOf(target, '').find(isBeside) ?? target;
  };
  const resolveModule: ModuleResolver = (from, specifier) => standIn(findModule(from, specifier));
  const targetsOf = targetsBy(findModule);
  const tables = new Map<string, FactTable>();
  const env = new Map<string, PlacedDefinition[]>();
  const settings = new Map<string, PlacedDefinition[]>();
  const byName = new Map<string, PlacedDefinition[]>();
  const imports = new Map<string, Map<string, { from: string; imported: string }>>();
  const importers = new Map<string, { path: string; local: string; imported: string }[]>();
  const fileOf = (path: string): FileSummary =>
    files.get(path) ?? {
      path,
      language: 'unknown',
      context: 'production',
      tracked: 'unknown',
      packageDirectory: '',
    };

  for (const fact of facts) byPath.set(fact.path, fact);
  for (const fact of facts) {
    const file = fileOf(fact.path);
    const table = tableOf(fact);
    tables.set(fact.path, table);
    for (const { name, definition } of table.variables) append(env, name, { definition, file });
    for (const { name, definition } of table.settings) append(settings, name, { definition, file });
    for (const { name, definition } of table.settingsByName)
      append(byName, name, { definition, file });
    const importsHere = new Map<string, { from: string; imported: string }>();
    imports.set(fact.path, importsHere);
    const targets = targetsOf(fact);
    for (const [position, written] of fact.imports.entries()) {
      const { local } = written;
      const module = moduleImport(fact, written);
      const { from, imported } = module ?? written;
      importsHere.set(local, { from, imported });
      const target = module ? resolveModule(fact.path, from) : standIn(targets[position]);
      if (target !== undefined) append(importers, target, { path: fact.path, local, imported });
    }
  }
  /** What is imported may be a file, where there is one of its name that the module above does not call otherwise. */
  function moduleImport({ path }: Facts, { imported, asFile }: Import): Import | undefined {
    const target = asFile && resolveModule(path, asFile.from);
    if (!asFile || target === undefined) return undefined;
    if (!asFile.names.some((name) => `/${target}`.endsWith(`/${name}`))) return undefined;
    const holds = byPath.get(target)?.exports.some(({ exported }) => exported === imported);
    return holds ? undefined : { local: imported, from: asFile.from, imported: '*' };
  }

  return {
    facts: byPath,
    fileOf,
    codeDefinitions: (path, name) => tables.get(path)?.code.get(name) ?? [],
    isCrowded: (path, name) => tables.get(path)?.crowded.has(name) === true,
    stepsBelow: (path, base) => tables.get(path)?.steps.get(base) ?? 0,
    envDefinitions: (name) => env.get(name) ?? none,
    settingDefinitions: (path) => settings.get(compactPath(path)) ?? none,
    settingsByName: (name) => byName.get(name) ?? [],
    envNames: env.keys(),
    settingPaths: settings.keys(),
    functionOf: (path, id) => tables.get(path)?.functions.get(id)?.function,
    functionsOf: (path) => [...(tables.get(path)?.functions.keys() ?? [])],
    holderOf: (path, id) => tables.get(path)?.functions.get(id)?.holder,
    importOf: (path, local) => imports.get(path)?.get(local),
    resolveModule,
    units: createUnits(facts, fileOf, candidatesOf),
    exportsOf: (path, name) => {
      const fact = byPath.get(path);
      return fact ? exportsNamed(fact, name) : [];
    },
    callsOf: (path, binding) => tables.get(path)?.calls.get(binding) ?? [],
    importersOf: (path) => importers.get(path) ?? [],
  };
}

/** The files that the imports of a file lead into, in their order: kept for each list of files that there is. */
const targetsBy = memoByObject((findModule: ModuleResolver) =>
  memoByObject(({ path, imports }: Facts) => imports.map(({ from }) => findModule(path, from))),
);

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

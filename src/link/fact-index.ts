// All Facts of a run, looked up by name: definitions by file, by variable and by setting path, functions with
// their callers, modules with their exports. Built once; the resolver only reads it.
import type { Expression, FunctionOf, Parameter } from '../model/expression.ts';
import type { Call, Definition, Export, Facts, Import } from '../model/facts.ts';
import { memoByObject } from '../model/memo.ts';
import type { FileSummary } from '../model/secret.ts';
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
  /** Most steps below `base` that a definition of the file names: 2 where there is `config.jwt.secret = ...`. */
  stepsBelow(path: string, base: string): number;
  envDefinitions(name: string): readonly PlacedDefinition[];
  /** By relaxed path: case and separators folded. */
  settingDefinitions(path: string): readonly PlacedDefinition[];
  /** Names of settings modules that are settings by that name: `SECRET_KEY` of Django's. */
  moduleSettings(name: string): readonly PlacedDefinition[];
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

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * Definitions of one name in one file that are looked at. Every use of the name asks for all of them: without a limit
 * a file that gives one variable a thousand values and reads it a thousand times costs a million steps.
 */
const maxSameName = 128;

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
  const modules = new Map<string, PlacedDefinition[]>();
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
    for (const { name, definition } of table.modules) append(modules, name, { definition, file });
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
  /** `from package import module` of Python, `use crate::module` of Rust: what is imported is a file. */
  function moduleImport({ path, language }: Facts, { from, imported }: Import): Import | undefined {
    if (!importsFiles.has(language) || !/^[a-z_]/.test(imported) || imported.includes('#')) return;
    const specifier = from.endsWith('.') ? `${from}${imported}` : `${from}.${imported}`;
    const target = resolveModule(path, specifier);
    if (target === undefined || !isNamed(target, imported)) return;
    const holds = byPath.get(target)?.exports.some(({ exported }) => exported === imported);
    return holds ? undefined : { local: imported, from: specifier, imported: '*' };
  }

  return {
    facts: byPath,
    fileOf,
    codeDefinitions: (path, name) => tables.get(path)?.code.get(name) ?? [],
    stepsBelow: (path, base) => tables.get(path)?.steps.get(base) ?? 0,
    envDefinitions: (name) => env.get(name) ?? [],
    settingDefinitions: (path) => settings.get(compactPath(path)) ?? [],
    moduleSettings: (name) => modules.get(name) ?? [],
    envNames: env.keys(),
    settingPaths: settings.keys(),
    functionOf: (path, id) => tables.get(path)?.functions.get(id)?.function,
    functionsOf: (path) => [...(tables.get(path)?.functions.keys() ?? [])],
    holderOf: (path, id) => tables.get(path)?.functions.get(id)?.holder,
    importOf: (path, local) => imports.get(path)?.get(local),
    resolveModule,
    units: createUnits(facts, fileOf, candidatesOf),
    exportsOf: createExportFinder(byPath),
    callsOf: (path, binding) => tables.get(path)?.calls.get(binding) ?? [],
    importersOf: (path) => importers.get(path) ?? [],
  };
}

/** What one file says, by name. Made once: every round of linking asks for it, and every audit of a session. */
interface FactTable {
  readonly code: ReadonlyMap<string, readonly Definition[]>;
  /** By what their names begin with. */
  readonly steps: ReadonlyMap<string, number>;
  readonly variables: readonly NamedDefinition[];
  /** By relaxed path. */
  readonly settings: readonly NamedDefinition[];
  /** Settings that are names of a module. */
  readonly modules: readonly NamedDefinition[];
  readonly functions: ReadonlyMap<string, HeldFunction>;
  readonly calls: ReadonlyMap<string, readonly Call[]>;
}

interface NamedDefinition {
  readonly name: string;
  readonly definition: Definition;
}

const tableOf = memoByObject((fact: Facts): FactTable => {
  const code = new Map<string, Definition[]>();
  const steps = new Map<string, number>();
  const variables: NamedDefinition[] = [];
  const settings: NamedDefinition[] = [];
  const modules: NamedDefinition[] = [];
  const functions = new Map<string, HeldFunction>();
  const calls = new Map<string, Call[]>();
  const addSetting = (definition: Definition): void => {
    settings.push({ name: compactPath(definition.name), definition });
    // Parameters of Symfony's container are read by their own names.
    const parameter = /\.ya?ml$/.test(fact.path) && /^parameters\.(.+)$/.exec(definition.name)?.[1];
    if (parameter) settings.push({ name: compactPath(parameter), definition });
  };
  for (const definition of fact.definitions) {
    const { space, name, value } = definition;
    if (space === 'env') {
      variables.push({ name, definition });
      const setting = settingOfVariable(definition);
      if (setting) addSetting(setting);
    } else if (space === 'setting') addSetting(definition);
    else {
      if ((code.get(name)?.length ?? 0) < maxSameName) append(code, name, definition);
      const setting = settingOfModule(fact, name);
      if (setting !== undefined) modules.push({ name: setting, definition });
    }
    collectFunctions(value, functions, name.split('.').at(-1) ?? '');
  }
  for (const name of code.keys()) {
    // A base may have dots itself: `module.exports`.
    let below = 0;
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      below++;
      const base = name.slice(0, dot);
      steps.set(base, Math.max(below, steps.get(base) ?? 0));
    }
  }
  for (const call of fact.calls) {
    if (call.callee.kind === 'name') append(calls, call.callee.path[0] ?? '', call);
  }
  return { code, steps, variables, settings, modules, functions, calls };
});

/**
 * `SECRET_KEY = ...` in the settings of Django, or in a class of Flask's: both take every name in capitals.
 * https://docs.djangoproject.com/en/stable/topics/settings/, https://flask.palletsprojects.com/en/stable/config/
 */
function settingOfModule({ path, language }: Facts, name: string): string | undefined {
  if (language !== 'python') return undefined;
  const settings = /(?:^|\/)(?:\w{0,40}settings\w{0,40}|config\w{0,40})(?:\/\w+)?\.py$/;
  return settings.test(path)
    ? /^(?:\w+#\.)?(?<key>[A-Z][A-Z0-9_]+)$/.exec(name)?.groups?.key
    : undefined;
}

/** The files that the imports of a file lead into, in their order: kept for each list of files that there is. */
const targetsBy = memoByObject((findModule: ModuleResolver) =>
  memoByObject(({ path, imports }: Facts) => imports.map(({ from }) => findModule(path, from))),
);

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Languages in which a name that is imported may be that of a file. */
const importsFiles: ReadonlySet<string> = new Set(['python', 'rust']);

/** `keys.py`, `keys/__init__.py`, `keys/mod.rs`. */
function isNamed(path: string, module: string): boolean {
  return [`/${module}.`, `/${module}/__init__.`, `/${module}/mod.`].some((part) =>
    `/${path}`.slice(0, path.lastIndexOf('.') + 2).endsWith(part),
  );
}

/** `JWT__SECRET` is how the variable that sets `jwt.secret` is called, with nconf's `separator: '__'` and elsewhere. */
function settingOfVariable(definition: Definition): Definition | undefined {
  const { name, at } = definition;
  if (!/[A-Za-z0-9]__[A-Za-z0-9]/.test(name) || definition.carrier === 'schema') return undefined;
  return { ...definition, space: 'setting', value: { kind: 'env', name, at } };
}

/** Barrels export thousands of names, and thousands of names are looked up in them: no look-up reads them all. */
function createExportFinder(facts: ReadonlyMap<string, Facts>): FactIndex['exportsOf'] {
  const modules = new Map<string, ExportTable>();
  return (path, name) => {
    let table = modules.get(path);
    if (!table) {
      table = tabulate(facts.get(path)?.exports ?? []);
      modules.set(path, table);
    }
    const named = table.named.get(name);
    if (!named) return table.open.map(({ entry }) => entry);
    return [...named, ...table.open].sort((a, b) => a.position - b.position).map((e) => e.entry);
  };
}

interface PlacedExport {
  readonly entry: Export;
  readonly position: number;
}

interface ExportTable {
  readonly named: ReadonlyMap<string, readonly PlacedExport[]>;
  /** `export * from` and `module.exports =`: any name can come from these. */
  readonly open: readonly PlacedExport[];
}

function tabulate(entries: readonly Export[]): ExportTable {
  const named = new Map<string, PlacedExport[]>();
  const open: PlacedExport[] = [];
  for (const [position, entry] of entries.entries()) {
    if (entry.exported === '*' || entry.exported === '=') open.push({ entry, position });
    else append(named, entry.exported, { entry, position });
  }
  return { named, open };
}

interface HeldFunction {
  readonly function: FunctionOf;
  readonly holder: string;
}

/** Functions are found inside objects, lists and calls too: methods, factories, callbacks. */
function collectFunctions(
  expression: Expression,
  into: Map<string, HeldFunction>,
  holder: string,
  depth = 0,
): void {
  if (depth > 12) return;
  const collect = (value: Expression, name: string): void =>
    collectFunctions(value, into, name, depth + 1);
  if (expression.kind === 'function') {
    into.set(expression.id, { function: expression, holder });
    for (const value of expression.returns) collect(value, holder);
  } else if (expression.kind === 'object') {
    for (const [name, value] of Object.entries(expression.properties)) collect(value, name);
  } else if (expression.kind === 'call') {
    for (const value of expression.arguments) collect(value, holder);
  }
}

/** Which parameter a name stands for, if it is one. */
export function isParameter(expression: Expression): expression is Parameter {
  return expression.kind === 'parameter';
}

// Finds functions by the names they are called with, in their file and through imports and barrels, and the calls
// that reach a function: how wrappers are looked through.
import type { Expression } from '../model/expression.ts';
import type { Call } from '../model/facts.ts';
import type { LinkBudgets } from './budgets.ts';
import { bareName, walk } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import { noteUnscanned, type UnscannedFiles } from './unscanned.ts';
import { wantedFrom } from './wanted.ts';

/** A function of the project. */
export interface FoundFunction {
  readonly path: string;
  readonly id: string;
  readonly returns: readonly Expression[];
}

/** Where a function stands. */
interface FunctionTarget {
  readonly path: string;
  readonly id: string;
}

/** A call and the file it stands in. */
export interface FoundCall {
  readonly path: string;
  readonly call: Call;
}

/** A function of a module whose callers tell something: what it signs with, or for how long. */
export interface Wrapper {
  readonly path: string;
  /** As calls have it: the method's name, the class's for a constructor. */
  readonly name: string;
  /** What its callers tell: the key, or claims alone. */
  readonly tells: 'key' | 'claims';
  /** Some call is known that tells it. */
  readonly isCalled: boolean;
}

/** Longest way from a name to its function, a safeguard of the stack: no module is asked twice on it. */
const maxWay = 60;

/** Files that are searched for callers of one module. */
const maxImporters = 2_000;

export interface FunctionFinder {
  /** Functions that a callee, standing in the file `from`, can be. */
  findFunctions(callee: Expression, from: string): readonly FoundFunction[];
  /** Calls, anywhere, that reach the function `id` of `path` and may speak for it. */
  callersOf(path: string, id: string): readonly FoundCall[];
  /** Says that the key of `id` is a parameter, and whether the callers that are known tell which. */
  noteWrapper(path: string, id: string, isCalled: boolean): void;
  /** All functions whose callers were asked for, by path and name. */
  readonly wrappers: ReadonlyMap<string, Wrapper>;
}

/** Files that would have been looked into. */
export interface UnscannedWays {
  /** On the way to what was asked. */
  readonly missing: UnscannedFiles;
  /** On the way of calls that may lead to a wrapper, or elsewhere. */
  readonly passedBy: UnscannedFiles;
}

/** One function that is looked for. */
interface Search {
  readonly missing: UnscannedFiles;
  readonly seen: Set<string>;
  /** Whether the file that calls it may look further. */
  mayGoOn(): boolean;
}

/** Builds a finder; files that it would have looked into are added to `unscanned`. */
export function createFunctionFinder(
  index: FactIndex,
  unscanned: UnscannedWays,
  budgets: LinkBudgets,
): FunctionFinder {
  /** Functions that a callee can be. Follows names only as far as a definition that is a function. */
  function findFunctions(
    callee: Expression,
    from: string,
  ): { path: string; id: string; returns: readonly Expression[] }[] {
    if (callee.kind === 'function') {
      return [{ path: from, id: callee.id, returns: callee.returns }];
    }
    if (callee.kind !== 'name') return [];
    return targetsOf(from, callee.path, unscanned.missing).flatMap(({ path, id }) => {
      const target = index.functionOf(path, id);
      return target ? [{ path, id, returns: target.returns }] : [];
    });
  }

  const known = new Map<UnscannedFiles, Map<string, readonly FunctionTarget[]>>();

  /** Which functions `names`, as written in `from`, refers to; each is looked for once. */
  function targetsOf(
    from: string,
    names: readonly string[],
    missing: UnscannedFiles,
  ): readonly FunctionTarget[] {
    const targets = known.get(missing) ?? new Map<string, readonly FunctionTarget[]>();
    known.set(missing, targets);
    const key = [from, ...names].join('\0');
    let found = targets.get(key);
    if (!found) {
      const budget = budgets.of(from);
      const mayGoOn = (): boolean => {
        if (budget.take()) return true;
        budgets.noteShort(from);
        return false;
      };
      found = functionTargets(from, names, { missing, seen: new Set(), mayGoOn });
      targets.set(key, found);
    }
    return found;
  }

  /** Whether the way leads on to a name that it has not come by. */
  function isNew(search: Search, kind: string, path: string, names: readonly string[]): boolean {
    const key = [kind, path, ...names].join('\0');
    if (search.seen.has(key)) return false;
    search.seen.add(key);
    return search.mayGoOn();
  }

  function functionTargets(
    path: string,
    names: readonly string[],
    search: Search,
    depth = 0,
  ): FunctionTarget[] {
    if (depth > maxWay || !isNew(search, 'name', path, names)) return [];
    const [base = '', ...rest] = names;
    const found: FunctionTarget[] = [];
    for (let taken = rest.length; taken >= 0; taken--) {
      for (const definition of index.codeDefinitions(
        path,
        [base, ...rest.slice(0, taken)].join('.'),
      )) {
        const target = walk(definition.value, rest.slice(taken));
        // Overloads are functions of one name.
        if (target?.kind === 'function') found.push({ path, id: target.id });
        else if (found.length === 0 && target?.kind === 'name')
          return functionTargets(path, target.path, search, depth + 1);
      }
      if (found.length > 0) return found;
    }
    // What a class does not have its base may have.
    const inherited = rest.length > 0 ? index.codeDefinitions(path, base)[0]?.value : undefined;
    if (base.endsWith('#') && inherited?.kind === 'name') {
      const below = functionTargets(path, [...inherited.path, ...rest], search, depth + 1);
      if (below.length > 0) return below;
    }
    const imported = index.importOf(path, base);
    const module = imported && index.resolveModule(path, imported.from);
    if (!imported || module === undefined) {
      return undeclaredFunctions(path, imported?.imported ?? base, rest, search, depth + 1);
    }
    const wanted = wantedFrom(imported.imported, rest);
    if (!index.facts.has(module)) {
      noteUnscanned(search.missing, module, wanted[0] ?? '');
      return [];
    }
    const exported = exportedFunctions(module, wanted, search, depth + 1);
    if (exported.length > 0) return exported;
    return undeclaredFunctions(path, imported.imported, rest, search, depth + 1);
  }

  /** A name that its file does not declare: other files of the unit, or the nearest that has it. */
  function undeclaredFunctions(
    path: string,
    name: string,
    rest: readonly string[],
    search: Search,
    depth: number,
  ): FunctionTarget[] {
    const { key, paths } = index.units.declaring(path, name);
    if (depth > maxWay || !isNew(search, 'undeclared', key, [name, ...rest])) return [];
    for (const other of index.units.unscanned(path, name))
      noteUnscanned(search.missing, other, name);
    for (const other of paths) {
      const found = exportedFunctions(other, [name, ...rest], search, depth + 1);
      if (found.length > 0) return found;
    }
    return [];
  }

  function exportedFunctions(
    path: string,
    wanted: readonly string[],
    search: Search,
    depth: number,
  ): FunctionTarget[] {
    if (depth > maxWay || !isNew(search, 'export', path, wanted)) return [];
    const [exported = '', ...rest] = wanted;
    for (const entry of index.exportsOf(path, exported)) {
      if (entry.from !== undefined) {
        const target = index.resolveModule(path, entry.from);
        if (target === undefined) continue;
        const name = entry.exported === exported ? (entry.local ?? exported) : exported;
        if (!index.facts.has(target)) {
          noteUnscanned(search.missing, target, name);
          continue;
        }
        const found = exportedFunctions(target, [name, ...rest], search, depth + 1);
        if (found.length > 0) return found;
      } else if (entry.local !== undefined) {
        const below = entry.exported === '=' && exported !== 'default' ? wanted : rest;
        const found = functionTargets(path, [entry.local, ...below], search, depth + 1);
        if (found.length > 0) return found;
      }
    }
    if (exported === 'default' && rest.length > 0) {
      return exportedFunctions(path, rest, search, depth + 1);
    }
    return exported === '' ? [] : undeclaredFunctions(path, exported, rest, search, depth + 1);
  }

  /** What tests pass to production code says nothing about production. */
  function isSameWorld(path: string, callerPath: string): boolean {
    const caller = index.fileOf(callerPath).context;
    return caller === 'production' || caller === index.fileOf(path).context;
  }

  const nowhere: UnscannedFiles = new Map();

  /** Adds each of `calls`, of the file `from`, to the functions of `path` that it reaches. */
  function addCalls(
    byFunction: Map<string, FoundCall[]>,
    path: string,
    from: string,
    calls: readonly Call[],
  ): void {
    if (!isSameWorld(path, from)) return;
    // Where classes are found by name, every call leads into a file: reading all of them would read the repository.
    const ways = index.facts.get(from)?.unit ? nowhere : unscanned.passedBy;
    for (const call of calls) {
      if (call.callee.kind !== 'name') continue;
      const targets = targetsOf(from, call.callee.path, ways);
      for (const id of new Set(targets.flatMap((t) => (t.path === path ? [t.id] : [])))) {
        const list = byFunction.get(id);
        if (list) list.push({ path: from, call });
        else byFunction.set(id, [{ path: from, call }]);
      }
    }
  }

  const callers = new Map<string, ReadonlyMap<string, readonly FoundCall[]>>();

  /** Calls, anywhere, that reach functions of `path`, by function: gathered once for all wrappers of a module. */
  function callersInto(path: string): ReadonlyMap<string, readonly FoundCall[]> {
    const known = callers.get(path);
    if (known) return known;
    const byFunction = new Map<string, FoundCall[]>();
    callers.set(path, byFunction);
    addCalls(byFunction, path, path, index.facts.get(path)?.calls ?? []);
    for (const caller of index.units.callers(path)) {
      if (caller.path !== path) {
        addCalls(byFunction, path, caller.path, index.callsOf(caller.path, caller.base));
      }
    }
    const seen = new Set<string>([path]);
    const queue = [path, ...index.units.peers(path)];
    const visit = (module: string): void => {
      if (!seen.has(module)) queue.push(module);
      seen.add(module);
    };
    // Importers, and importers of barrels that re-export, three steps out.
    for (let step = 0; step < 3 && queue.length > 0; step++) {
      for (const module of queue.splice(0)) {
        for (const importer of index.importersOf(module)) {
          addCalls(byFunction, path, importer.path, index.callsOf(importer.path, importer.local));
          visit(importer.path);
        }
        for (const reexporter of reexportersOf(module)) visit(reexporter);
        if (seen.size > maxImporters) return byFunction;
      }
    }
    return byFunction;
  }

  let reexporters: Map<string, string[]> | undefined;

  function reexportersOf(path: string): readonly string[] {
    if (!reexporters) {
      reexporters = new Map();
      for (const facts of index.facts.values()) {
        for (const entry of facts.exports) {
          if (entry.from === undefined) continue;
          const target = index.resolveModule(facts.path, entry.from);
          if (target === undefined) continue;
          const list = reexporters.get(target);
          if (list) list.push(facts.path);
          else reexporters.set(target, [facts.path]);
        }
      }
    }
    return reexporters.get(path) ?? [];
  }

  const wrappers = new Map<string, Wrapper>();

  function noteWrapper(path: string, id: string, tells: Wrapper['tells'], isCalled: boolean): void {
    const name = calledName(index, path, id);
    // Nobody calls a function without a name by one.
    if (name === '') return;
    const key = `${path}\0${name}`;
    const known = wrappers.get(key);
    if (tells === 'claims' && known) return;
    // Another way to the key may have found no caller: then they are looked for.
    const others = known?.tells === 'key' ? known.isCalled : true;
    wrappers.set(key, { path, name, tells, isCalled: isCalled && others });
  }

  return {
    findFunctions,
    callersOf(path, id) {
      noteWrapper(path, id, 'claims', true);
      return callersInto(path).get(id) ?? [];
    },
    noteWrapper: (path, id, isCalled) => noteWrapper(path, id, 'key', isCalled),
    wrappers,
  };
}

/**
 * What calls name a function by: `AuthService#.issue` -> `issue`, `AuthService#.constructor` -> `AuthService`; the name
 * of what holds it or of its file where it has none of its own; `''` where there is nothing to call it by.
 */
function calledName(index: FactIndex, path: string, id: string): string {
  if (!/^function@\d{1,12}$/.test(id)) {
    const steps = bareName(id)
      .split(/[.#]/)
      .filter((step) => step !== '' && step !== 'constructor');
    return (steps.at(-1) ?? '').replace(/\W.*$/, '');
  }
  const holder = bareName(index.holderOf(path, id) ?? '');
  if (holder !== 'exports' && holder !== 'default') return holder;
  const [file = '', directory = ''] = path.split('/').reverse();
  return file.startsWith('index.') ? directory : file.replace(/\..*$/, '');
}

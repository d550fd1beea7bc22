// Finds the functions that a call leads to, and the calls that reach a function: how wrappers are looked through.
import type { Expression } from '../model/expression.ts';
import type { Call } from '../model/facts.ts';
import type { LinkBudgets } from './budgets.ts';
import { bareName } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import { createTargetFinder } from './function-targets.ts';
import { createUnscannedList, type UnscannedList } from './unscanned.ts';

/** A function of the project. */
export interface FoundFunction {
  readonly path: string;
  readonly id: string;
  readonly returns: readonly Expression[];
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
  /** What its callers tell: the key, or claims alone. Of a type, the classes that stand for it tell what is wanted. */
  readonly tells: 'key' | 'claims' | 'classes';
  /** Some call is known that tells it. */
  readonly isCalled: boolean;
}

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
  readonly missing: UnscannedList;
  /** On the way of calls that may lead to a wrapper, or elsewhere. */
  readonly passedBy: UnscannedList;
}

/** Builds a finder; files that it would have looked into are added to `unscanned`, none while `isQuiet`. */
export function createFunctionFinder(
  index: FactIndex,
  unscanned: UnscannedWays,
  budgets: LinkBudgets,
  isQuiet: () => boolean,
): FunctionFinder {
  const wrappers = new Map<string, Wrapper>();
  const targetsOf = createTargetFinder(index, budgets, (path, type, missing) => {
    if (missing !== unscanned.missing || isQuiet()) return;
    const name = bareName(type.slice(0, -1));
    wrappers.set(`${path}\0${type}`, { path, name, tells: 'classes', isCalled: false });
  });

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

  /** What tests pass to production code says nothing about production. */
  function isSameWorld(path: string, callerPath: string): boolean {
    const caller = index.fileOf(callerPath).context;
    return caller === 'production' || caller === index.fileOf(path).context;
  }

  const nowhere = createUnscannedList(() => true);

  const named = new Map<string, ReadonlySet<string>>();

  /** What the functions of a file are called by. Of a barrel that was not read, whatever else is called is not asked. */
  function namesOf(path: string): ReadonlySet<string> {
    let names = named.get(path);
    if (!names) {
      names = new Set(index.functionsOf(path).map((id) => calledName(index, path, id)));
      named.set(path, names);
    }
    return names;
  }

  /** What a call names its function by where it is defined: `import { issue as sign }` calls `issue`. */
  function nameOfCall(from: string, callee: readonly string[]): string {
    const [base = '', ...rest] = callee;
    return rest.at(-1) ?? index.importOf(from, base)?.imported ?? base;
  }

  /** Adds each of `calls`, of the file `from`, to the functions of `path` that it reaches. */
  function addCalls(
    byFunction: Map<string, FoundCall[]>,
    path: string,
    from: string,
    calls: readonly Call[],
  ): void {
    if (!isSameWorld(path, from)) return;
    // Where classes are found by name, every call leads into a file: reading all of them would read the repository.
    const isByName = index.facts.get(from)?.unit !== undefined;
    for (const call of calls) {
      if (call.callee.kind !== 'name') continue;
      const mayLeadThere = !isByName && namesOf(path).has(nameOfCall(from, call.callee.path));
      const ways = mayLeadThere ? unscanned.passedBy : nowhere;
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

  function noteWrapper(path: string, id: string, tells: Wrapper['tells'], isCalled: boolean): void {
    if (isQuiet()) return;
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

// Finds functions by the names they are called with, in their file and through imports and barrels, and the calls
// that reach a function: how wrappers are looked through.
import type { Expression } from '../model/expression.ts';
import type { Call } from '../model/facts.ts';
import { walk } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';

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

/** Files that are searched for callers of one module. */
const maxImporters = 2_000;

export interface FunctionFinder {
  /** Functions that a callee, standing in the file `from`, can be. */
  findFunctions(callee: Expression, from: string): readonly FoundFunction[];
  /** Calls, anywhere, that reach the function `id` of `path` and may speak for it. */
  callersOf(path: string, id: string): readonly FoundCall[];
}

/** Builds a finder; files that a name leads into and that were not scanned are added to `missing`. */
export function createFunctionFinder(index: FactIndex, missing: Set<string>): FunctionFinder {
  /** Functions that a callee can be. Follows names only as far as a definition that is a function. */
  function findFunctions(
    callee: Expression,
    from: string,
  ): { path: string; id: string; returns: readonly Expression[] }[] {
    if (callee.kind === 'function') {
      return [{ path: from, id: callee.id, returns: callee.returns }];
    }
    if (callee.kind !== 'name') return [];
    return functionTargets(from, callee.path, 0).flatMap(({ path, id }) => {
      const target = index.functionOf(path, id);
      return target ? [{ path, id, returns: target.returns }] : [];
    });
  }

  /** Which functions `names`, as written in `path`, refers to. */
  function functionTargets(
    path: string,
    names: readonly string[],
    depth: number,
  ): { path: string; id: string }[] {
    if (depth > 8) return [];
    const [base = '', ...rest] = names;
    for (let taken = rest.length; taken >= 0; taken--) {
      for (const definition of index.codeDefinitions(
        path,
        [base, ...rest.slice(0, taken)].join('.'),
      )) {
        const target = walk(definition.value, rest.slice(taken));
        if (target?.kind === 'function') return [{ path, id: target.id }];
        if (target?.kind === 'name') return functionTargets(path, target.path, depth + 1);
      }
    }
    const imported = index.importOf(path, base);
    if (!imported) return [];
    const module = index.resolveModule(path, imported.from);
    if (module === undefined) return [];
    if (!index.facts.has(module)) {
      missing.add(module);
      return [];
    }
    const wanted = imported.imported === '*' ? rest : [imported.imported, ...rest];
    return exportedFunctions(module, wanted, depth + 1);
  }

  function exportedFunctions(
    path: string,
    wanted: readonly string[],
    depth: number,
  ): { path: string; id: string }[] {
    if (depth > 8) return [];
    const [exported = '', ...rest] = wanted;
    for (const entry of index.exportsOf(path, exported)) {
      if (entry.from !== undefined) {
        const target = index.resolveModule(path, entry.from);
        if (target === undefined) continue;
        if (!index.facts.has(target)) {
          missing.add(target);
          continue;
        }
        const name = entry.exported === exported ? (entry.local ?? exported) : exported;
        const found = exportedFunctions(target, [name, ...rest], depth + 1);
        if (found.length > 0) return found;
      } else if (entry.local !== undefined) {
        const below = entry.exported === '=' && exported !== 'default' ? wanted : rest;
        const found = functionTargets(path, [entry.local, ...below], depth + 1);
        if (found.length > 0) return found;
      }
    }
    if (exported === 'default' && rest.length > 0) return exportedFunctions(path, rest, depth + 1);
    return [];
  }

  /** What tests pass to production code says nothing about production. */
  function isSameWorld(path: string, callerPath: string): boolean {
    const caller = index.fileOf(callerPath).context;
    return caller === 'production' || caller === index.fileOf(path).context;
  }

  /** Adds each of `calls`, of the file `from`, to the functions of `path` that it reaches. */
  function addCalls(
    byFunction: Map<string, FoundCall[]>,
    path: string,
    from: string,
    calls: readonly Call[],
  ): void {
    if (!isSameWorld(path, from)) return;
    for (const call of calls) {
      if (call.callee.kind !== 'name') continue;
      const targets = functionTargets(from, call.callee.path, 0);
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
    const seen = new Set<string>([path]);
    const queue = [path];
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

  return {
    findFunctions,
    callersOf: (path, id) => callersInto(path).get(id) ?? [],
  };
}

// Finds functions by the names they are called with, in their file and through imports and barrels, and the calls
// that reach a function: how wrappers are looked through.
import type { Expression } from '../model/expression.ts';
import type { Range } from '../model/place.ts';
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
  readonly call: CallAt;
}

interface CallAt {
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
  readonly at: Range;
}

/** Callers of one function that are looked at; more tell nothing new. */
const maxCallers = 64;

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
    for (const entry of index.facts.get(path)?.exports ?? []) {
      if (entry.exported !== exported && entry.exported !== '*' && entry.exported !== '=') continue;
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

  const callerCache = new Map<string, { path: string; call: CallAt }[]>();

  /** Calls, anywhere, that reach the function `id` of `path`. */
  function callersOf(path: string, id: string): { path: string; call: CallAt }[] {
    const key = `${path}\0${id}`;
    const cached = callerCache.get(key);
    if (cached) return cached;
    const callers: { path: string; call: CallAt }[] = [];
    callerCache.set(key, callers);
    const reaches = (from: string, call: CallAt): boolean =>
      call.callee.kind === 'name' &&
      functionTargets(from, call.callee.path, 0).some((t) => t.path === path && t.id === id);
    for (const call of index.facts.get(path)?.calls ?? []) {
      if (reaches(path, call)) callers.push({ path, call });
    }
    const seen = new Set<string>([path]);
    const queue = [path];
    // Importers, and importers of barrels that re-export, three steps out.
    for (let step = 0; step < 3 && queue.length > 0; step++) {
      for (const module of queue.splice(0)) {
        for (const importer of index.importersOf(module)) {
          for (const call of index.callsOf(importer.path, importer.local)) {
            if (reaches(importer.path, call)) callers.push({ path: importer.path, call });
          }
          if (!seen.has(importer.path)) {
            seen.add(importer.path);
            queue.push(importer.path);
          }
        }
        for (const reexporter of reexportersOf(module)) {
          if (!seen.has(reexporter)) {
            seen.add(reexporter);
            queue.push(reexporter);
          }
        }
        if (callers.length > maxCallers || seen.size > 2_000) return callers;
      }
    }
    return callers;
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
    callersOf: (path, id) => callersOf(path, id).filter((caller) => isSameWorld(path, caller.path)),
  };
}

// Finds functions by the names they are called with: in their file, through imports and barrels, and in the other files
// of a unit. Names are followed only as far as a definition that is a function.
import type { LinkBudgets } from './budgets.ts';
import { walk } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import type { UnscannedList } from './unscanned.ts';
import { wantedFrom } from './wanted.ts';

/** Where a function stands. */
export interface FunctionTarget {
  readonly path: string;
  readonly id: string;
}

/** Longest way from a name to its function, a safeguard of the stack: no module is asked twice on it. */
const maxWay = 60;

/** One function that is looked for. */
interface Search {
  readonly missing: UnscannedList;
  readonly seen: Set<string>;
  /** Whether the file that calls it may look further. */
  mayGoOn(): boolean;
}

/** Which functions `names`, as written in `from`, refers to; each is looked for once. */
export type TargetFinder = (
  from: string,
  names: readonly string[],
  missing: UnscannedList,
) => readonly FunctionTarget[];

/** Told of a type of the project that says which methods its classes have, where no class of it is known. */
type OnInterface = (path: string, type: string, missing: UnscannedList) => void;

/** Builds a finder; files that it would have looked into are added to the `missing` of each question. */
export function createTargetFinder(
  index: FactIndex,
  budgets: LinkBudgets,
  onInterface: OnInterface,
): TargetFinder {
  const known = new Map<UnscannedList, Map<string, readonly FunctionTarget[]>>();

  /** Which functions `names`, as written in `from`, refers to; each is looked for once. */
  function targetsOf(
    from: string,
    names: readonly string[],
    missing: UnscannedList,
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
      if (found.length > 0) return [...found, ...overriding(path, found, names, search, depth)];
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
      search.missing.note(module, wanted[0] ?? '');
      // A module that holds nothing but types is not scanned.
      return implementingFunctions(path, wanted, true, search, depth);
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
    search.missing.noteAll(index.units.unscanned(path, name), name);
    for (const other of paths) {
      const found = exportedFunctions(other, [name, ...rest], search, depth + 1);
      if (found.length > 0) return found;
    }
    const isDeclared =
      paths.length > 0 || index.exportsOf(path, name).some(({ exported }) => exported === name);
    return implementingFunctions(path, [name, ...rest], isDeclared, search, depth);
  }

  /** What is called on an interface is a method of the classes that implement it. */
  function implementingFunctions(
    path: string,
    [type = '', ...rest]: readonly string[],
    isDeclared: boolean,
    search: Search,
    depth: number,
  ): FunctionTarget[] {
    if (!type.endsWith('#') || rest.length === 0 || rest[0] === 'constructor') return [];
    const known = index.units.implementing(path, type);
    if (known.length === 0 && isDeclared) onInterface(path, type, search.missing);
    return known.flatMap((one) =>
      functionTargets(one.path, [one.type, ...rest], search, depth + 1),
    );
  }

  /** Of a method that gives nothing back itself, those that stand in its place: `raise NotImplementedError`. */
  function overriding(
    path: string,
    found: readonly FunctionTarget[],
    names: readonly string[],
    search: Search,
    depth: number,
  ): FunctionTarget[] {
    const gives = ({ id }: FunctionTarget): boolean =>
      index.functionOf(path, id)?.returns.length !== 0;
    return found.some(gives) ? [] : implementingFunctions(path, names, true, search, depth);
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
          search.missing.note(target, name);
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
    if (exported === '') return [];
    const elsewhere = undeclaredFunctions(path, exported, rest, search, depth + 1);
    if (elsewhere.length > 0) return elsewhere;
    return implementingFunctions(path, wanted, true, search, depth);
  }

  return targetsOf;
}

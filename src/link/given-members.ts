// What fields of a class are given from outside of it: `options.Key = "..."` in another file, `new Options { Key = "..." }`,
// `Options(key="...")`. Asked where the class itself does not say.
import { allKeywords, type Expression } from '../model/expression.ts';
import type { Call } from '../model/facts.ts';
import type { Range } from '../model/place.ts';
import type { FactIndex } from './fact-index.ts';

/** A value that something gives to a field, and the file that gives it. */
export interface GivenMember {
  readonly path: string;
  readonly value: Expression;
  readonly at: Range;
}

/** Values for the field `member` of the class `type` (`Options#`) that the file `path` declares. */
export type GivenMembers = (path: string, type: string, member: string) => readonly GivenMember[];

/** Givers that are looked at for one field: one that a thousand files fill tells nothing of a secret. */
const maxGivers = 64;

/** Modules between the one that declares a class and the one that imports it. */
const maxBarrels = 3;

/** Builds the table, when it is first asked for. */
export function createGivenMembers(index: FactIndex): GivenMembers {
  let table: ReadonlyMap<string, readonly GivenMember[]> | undefined;
  return (path, type, member) => {
    table ??= tabulate(index);
    const named = table.get(`${type}.${member}`) ?? [];
    const spread = (table.get(`${type}.${allKeywords}`) ?? []).map((given): GivenMember => {
      const { value, at } = given;
      return { ...given, value: { kind: 'member', of: value, property: member, at } };
    });
    return [...named, ...spread]
      .filter((given) => seesClass(index, given.path, path, type))
      .slice(0, maxGivers);
  };
}

function tabulate(index: FactIndex): ReadonlyMap<string, readonly GivenMember[]> {
  const table = new Map<string, GivenMember[]>();
  const add = (name: string, given: GivenMember): void => {
    const list = table.get(name);
    if (!list) table.set(name, [given]);
    else if (list.length < 4 * maxGivers) list.push(given);
  };
  for (const { path, definitions, calls, exports } of index.facts.values()) {
    const own = new Set(exports.map(({ exported }) => exported));
    for (const { space, name, value, at } of definitions) {
      const type = space === 'code' ? /^(?<type>\w+#)\.\w+$/.exec(name)?.groups?.type : undefined;
      if (type !== undefined && !own.has(type)) add(name, { path, value, at });
    }
    for (const call of calls) {
      const type = call.keywords && madeBy(call);
      if (type === undefined) continue;
      for (const [name, value] of Object.entries(call.keywords ?? {}))
        add(`${type}.${name}`, { path, value, at: call.at });
    }
  }
  return table;
}

/** The class whose instance a call makes: `Options#`. */
function madeBy({ callee }: Call): string | undefined {
  if (callee.kind !== 'name') return undefined;
  const last = callee.path.at(-1) === 'constructor' ? callee.path.at(-2) : callee.path.at(-1);
  if (last === undefined || !/^[A-Z]\w*#?$/.test(last)) return undefined;
  return last.endsWith('#') ? last : `${last}#`;
}

/** Whether a class that `from` names is the one of `path`. What tests give says nothing of production. */
function seesClass(index: FactIndex, from: string, path: string, type: string): boolean {
  const giver = index.fileOf(from).context;
  if (giver !== 'production' && giver !== index.fileOf(path).context) return false;
  if (from === path) return true;
  const imported = index.importOf(from, type) ?? index.importOf(from, type.slice(0, -1));
  if (imported) return leadsTo(index, index.resolveModule(from, imported.from), path, type);
  return index.units.declaring(from, type).paths.includes(path);
}

/** Whether the import of a class from `module` ends in `path`, through barrels. */
function leadsTo(
  index: FactIndex,
  module: string | undefined,
  path: string,
  type: string,
): boolean {
  let modules = module === undefined ? [] : [module];
  for (let step = 0; step <= maxBarrels && modules.length > 0; step++) {
    if (modules.includes(path)) return true;
    modules = modules.flatMap((barrel) =>
      index.exportsOf(barrel, type).flatMap(({ from }) => {
        const next = from === undefined ? undefined : index.resolveModule(barrel, from);
        return next === undefined ? [] : [next];
      }),
    );
  }
  return false;
}

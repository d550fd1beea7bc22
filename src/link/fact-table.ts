// What one file says, looked up by name: made once, however often what all files say is put together from it.
import type { Expression, FunctionOf } from '../model/expression.ts';
import type { Call, Definition, Export, Facts } from '../model/facts.ts';
import { memoByObject } from '../model/memo.ts';
import { compactPath } from './name-words.ts';

/**
 * Definitions of one name in one file that are looked at. Every use of the name asks for all of them: without a limit
 * a file that gives one variable a thousand values and reads it a thousand times costs a million steps.
 */
const maxSameName = 128;

/** What one file says, by name. Made once: every round of linking asks for it, and every audit of a session. */
export interface FactTable {
  readonly code: ReadonlyMap<string, readonly Definition[]>;
  /** Names of which not all definitions are looked at. */
  readonly crowded: ReadonlySet<string>;
  /** By what their names begin with. */
  readonly steps: ReadonlyMap<string, number>;
  readonly variables: readonly NamedDefinition[];
  /** By relaxed path. */
  readonly settings: readonly NamedDefinition[];
  /** Names of code that a framework takes for settings, by what it calls them. */
  readonly settingsByName: readonly NamedDefinition[];
  readonly functions: ReadonlyMap<string, HeldFunction>;
  readonly calls: ReadonlyMap<string, readonly Call[]>;
}

interface NamedDefinition {
  readonly name: string;
  readonly definition: Definition;
}

export const tableOf = memoByObject((fact: Facts): FactTable => {
  const code = new Map<string, Definition[]>();
  const crowded = new Set<string>();
  const steps = new Map<string, number>();
  const variables: NamedDefinition[] = [];
  const settings: NamedDefinition[] = [];
  const settingsByName: NamedDefinition[] = [];
  const functions = new Map<string, HeldFunction>();
  const calls = new Map<string, Call[]>();
  const addSetting = (definition: Definition): void => {
    settings.push({ name: compactPath(definition.name), definition });
    const { settingName } = definition;
    if (settingName !== undefined) settings.push({ name: compactPath(settingName), definition });
  };
  for (const definition of fact.definitions) {
    const { space, name, value, settingName } = definition;
    if (space === 'env') {
      variables.push({ name, definition });
      const setting = settingOfVariable(definition);
      if (setting) addSetting(setting);
    } else if (space === 'setting') addSetting(definition);
    else {
      if ((code.get(name)?.length ?? 0) < maxSameName) append(code, name, definition);
      else crowded.add(name);
      if (settingName !== undefined) settingsByName.push({ name: settingName, definition });
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
  return { code, crowded, steps, variables, settings, settingsByName, functions, calls };
});

/** `JWT__SECRET` is how the variable that sets `jwt.secret` is called, with nconf's `separator: '__'` and elsewhere. */
function settingOfVariable(definition: Definition): Definition | undefined {
  const { name, at } = definition;
  if (!/[A-Za-z0-9]__[A-Za-z0-9]/.test(name) || definition.carrier === 'schema') return undefined;
  return { ...definition, space: 'setting', value: { kind: 'env', name, at } };
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

/** Barrels export thousands of names, and thousands of names are looked up in them: no look-up reads them all. */
const exportTableOf = memoByObject(({ exports }: Facts): ExportTable => {
  const named = new Map<string, PlacedExport[]>();
  const open: PlacedExport[] = [];
  for (const [position, entry] of exports.entries()) {
    if (entry.exported === '*' || entry.exported === '=') open.push({ entry, position });
    else append(named, entry.exported, { entry, position });
  }
  return { named, open };
});

/** Exports of a file that can be `name`, in source order. */
export function exportsNamed(facts: Facts, name: string): readonly Export[] {
  const table = exportTableOf(facts);
  const named = table.named.get(name);
  if (!named) return table.open.map(({ entry }) => entry);
  return [...named, ...table.open].sort((a, b) => a.position - b.position).map((e) => e.entry);
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

/** Adds to the list of a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

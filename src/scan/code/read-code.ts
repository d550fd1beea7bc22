// Reads one file of any language through its shapes: index first, then lower what uses, logs, calls and other files can
// ask for.
import { scanBudget, tangledValues } from '../../model/budget.ts';
import type { Expression } from '../../model/expression.ts';
import type { Definition } from '../../model/facts.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { PartialFacts, ScanInput } from '../formats/format.ts';
import { createCut } from '../fullness.ts';
import { createPlaceMemory } from '../libraries/place-memory.ts';
import { type Branch, branchOf } from './branches.ts';
import { createResolve } from './call-view.ts';
import { collectCalls } from './calls.ts';
import { collectDefinitions } from './definitions.ts';
import { deployedIn } from './deployments.ts';
import { collectEntries, type Entries, entriesWithin } from './entries.ts';
import { createFunctions } from './functions.ts';
import { collectGuards } from './guards.ts';
import { collectExports, collectImports } from './imports.ts';
import type { Language, SettingNamer } from './language.ts';
import { collectLeaks } from './leaks.ts';
import { createLowering } from './lower.ts';
import { createOrigins } from './origins.ts';
import { createShapes, type Reading, type Shapes, shapeAs } from './reading.ts';
import { rowIndexOf } from './row-index.ts';
import { buildScopes, type Scopes } from './scopes.ts';
import type { Argument, Slot } from './shape.ts';
import { speakingOfStages } from './stages.ts';
import { typeOfName } from './types.ts';
import { collectUses } from './uses.ts';

/** The facts of one parsed file. */
export function readCode(input: ScanInput, root: SyntaxNode, language: Language): PartialFacts {
  const reading = startReading(input, root, language);
  const uses = collectUses(reading, reading.entries);
  const isKept = createCut(uses);
  const entries = isKept ? entriesWithin(reading.entries, input.text, isKept) : reading.entries;
  const leaks = collectLeaks(reading, entries);
  // Who calls what matters no more where not even the uses are all looked at.
  const calls = isKept ? [] : collectCalls(reading, entries);
  const imports = collectImports(reading);
  const { infrastructure } = language;
  const isDeployed = infrastructure && imports.some(({ from }) => infrastructure.test(from));
  const others = isDeployed ? deployedIn(reading, root) : [];
  const definitions = withSettingNames(
    [...collectDefinitions(reading, entries, { uses, leaks, calls, others }), ...others],
    language.settingNames?.(input.path),
  );
  const guards = collectGuards(reading, entries);
  const facts: PartialFacts = {
    definitions,
    uses,
    calls,
    leaks,
    imports,
    exports: collectExports(reading, entries),
    ...(guards.length > 0 && { guards }),
  };
  const isTestCode = language.testImports && isTest(reading, language.testImports);
  const unit = language.modules.unitOf?.(input.path, input.text);
  const more = language.more?.({ path: input.path, text: input.text, root }, facts, reading) ?? {};
  return {
    ...merged(facts, more),
    ...(unit !== undefined && { unit: { id: unit, isOpen: language.modules.visible === 'names' } }),
    ...(isTestCode && { isTestCode }),
    ...((reading.memory.budget.isSpent || entries.isCut) && {
      problem: { reason: 'budget', detail: tangledValues },
    }),
  };
}

/** Says which setting a framework makes of each name, where it makes any. */
function withSettingNames(
  definitions: readonly Definition[],
  settingOf: SettingNamer | undefined,
): readonly Definition[] {
  if (!settingOf) return definitions;
  return definitions.map((definition) => {
    const settingName = definition.space === 'code' ? settingOf(definition) : undefined;
    return settingName === undefined ? definition : { ...definition, settingName };
  });
}

/** What `more` gives is added; of what only it gives (`projectNames`) there is nothing else. */
function merged(facts: PartialFacts, more: PartialFacts): PartialFacts {
  return {
    ...more,
    ...facts,
    definitions: [...(facts.definitions ?? []), ...(more.definitions ?? [])].sort(byPlace),
    uses: [...(facts.uses ?? []), ...(more.uses ?? [])].sort(byPlace),
    leaks: [...(facts.leaks ?? []), ...(more.leaks ?? [])].sort(byPlace),
    calls: [...(facts.calls ?? []), ...(more.calls ?? [])].sort(byPlace),
    imports: [...(facts.imports ?? []), ...(more.imports ?? [])],
    exports: [...(facts.exports ?? []), ...(more.exports ?? [])],
  };
}

interface Placed {
  readonly at: { readonly start: number };
}

const byPlace = (a: Placed, b: Placed): number => a.at.start - b.at.start;

/** A file ready to be asked: names, rows and lowering. */
export function startReading(
  input: ScanInput,
  root: SyntaxNode,
  language: Language,
): Reading & { readonly entries: Entries } {
  const shapes = createShapes(language, input.text);
  const scopes = buildScopes(root, shapes, language);
  const rows = rowIndexOf(language);
  const choiceOf = (node: SyntaxNode): Branch | undefined =>
    language.stages?.branchOf?.(node, input.text) ?? branchOf(node);
  const entries = collectEntries(root, shapes, scopes, choiceOf);
  const fieldValue = createFieldValues(entries, shapes, scopes);
  const { originOf } = createOrigins({ shapes, scopes, rows, language, fieldValue });
  const byPath = valuesByPath(entries);
  const types = typesByKey(scopes);
  const lower = createLowering((): Reading => reading);
  const givenOnce = (path: readonly string[]): Slot | undefined => {
    const given = byPath.get(path.join('.'));
    return given?.length === 1 ? given[0] : undefined;
  };
  const resolve = createResolve(givenOnce, lower);
  const assigned = assignedMembers(entries, () => reading);
  const reading: Reading & { readonly entries: Entries } = {
    ...shapes,
    path: input.path,
    root,
    language,
    rows,
    scopes,
    entries,
    lower,
    originOf: (slot) => originOf(slot),
    countOf: (slot) => {
      const value = resolve(lower(slot));
      return value.kind === 'text' ? Number(value.value) : undefined;
    },
    rangeOf: input.rangeOf,
    resolve,
    memory: createPlaceMemory(scanBudget(input.text.length)),
    typeOfKey: (key) => types.get(key),
    typeOfName: (path) => typeOfName(reading, path),
    isAssigned: (path) => assigned().has(path),
    branchOf: choiceOf,
    readers: new Map(),
    functionById: createFunctions(shapes, scopes),
    insideOf: (node) => {
      const around = scopes.functionAround(node);
      return around && scopes.idOf(around);
    },
    stages: {
      areTold: (language.stages?.telling ?? speakingOfStages).test(input.text),
      exits: new Map(),
      around: new Map(),
    },
    givenOnce,
    callsOn: createCallsOn(entries, shapes, scopes),
  };
  return reading;
}

function valuesByPath(entries: Entries): ReadonlyMap<string, readonly Slot[]> {
  const byPath = new Map<string, Slot[]>();
  for (const { path, value } of entries.values) {
    const key = path.join('.');
    const list = byPath.get(key);
    if (list) list.push(value);
    else byPath.set(key, [value]);
  }
  return byPath;
}

/** Declared types of bindings that are no parameters. */
function typesByKey(scopes: Scopes): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const binding of scopes.all) {
    if (binding.type !== undefined && !binding.parameter) types.set(binding.key, binding.type);
  }
  return types;
}

/** Names of members that are assigned somewhere, lowered when the first is asked for. */
function assignedMembers(entries: Entries, getReading: () => Reading): () => ReadonlySet<string> {
  let names: Set<string> | undefined;
  return () => {
    if (names) return names;
    names = new Set();
    for (const { target } of entries.members) {
      const lowered: Expression = getReading().lower(target);
      if (lowered.kind === 'name') names.add(lowered.path.join('.'));
    }
    return names;
  };
}

/** What fields are given first, `this.settings = settings`; gathered when one is asked for. */
function createFieldValues(entries: Entries, shapes: Shapes, scopes: Scopes) {
  let table: Map<string, Slot> | undefined;
  return (classKey: string, property: string): Slot | undefined => {
    if (!table) {
      table = new Map();
      for (const { target, value, at: node } of entries.members) {
        const member = shapeAs(shapes, target, 'member');
        if (!member || shapes.of(shapes.unwrap(member.of))?.kind !== 'self') continue;
        const key = `${scopes.classAround(node)?.key}\0${member.property}`;
        if (!table.has(key)) table.set(key, value);
      }
    }
    return table.get(`${classKey}\0${property}`);
  };
}

/** Arguments of calls of a method on a binding, by its key. */
function createCallsOn(entries: Entries, shapes: Shapes, scopes: Scopes) {
  let table: Map<string, (readonly Argument[])[]> | undefined;
  return (key: string, method: string): readonly (readonly Argument[])[] | undefined => {
    if (!table) {
      table = new Map();
      for (const { shape, node } of entries.calls) {
        const member = shapeAs(shapes, shapes.unwrap(shape.callee), 'member');
        const name = member && shapeAs(shapes, shapes.unwrap(member.of), 'name')?.name;
        const binding = name === undefined ? undefined : scopes.lookUp(node, name);
        const entry = binding && member && `${binding.key}\0${member.property}`;
        if (entry === undefined) continue;
        const calls = table.get(entry);
        if (calls) calls.push(shape.arguments);
        else table.set(entry, [shape.arguments]);
      }
    }
    return table.get(`${key}\0${method}`);
  };
}

function isTest(reading: Reading, pattern: RegExp): boolean {
  if (reading.scopes.wildcards.some((from) => pattern.test(from))) return true;
  return [...reading.scopes.top.values()].some(
    (binding) =>
      binding.import !== undefined &&
      (pattern.test(binding.import.from) ||
        pattern.test(`${binding.import.from}.${binding.import.imported}`)),
  );
}

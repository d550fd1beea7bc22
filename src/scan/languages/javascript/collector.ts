// Collects the facts of one file while its tree is read. Plain arrays with caps: hostile files may hold any number
// of anything. Of definitions those are kept that stand at module level or speak of secrets, and what these, uses, calls,
// logs and guards lead to.
import type { Expression } from '../../../model/expression.ts';
import type { Call, Definition, Export, Guard, Import, Leak, Use } from '../../../model/facts.ts';
import type { Range } from '../../../model/place.ts';
import { createDemand, type Demand, partsAsked, telling } from '../../code/demand.ts';
import type { PartialFacts } from '../../formats/format.ts';

/** Lists that grow while a file is read. */
export interface Collector {
  readonly definitions: Definition[];
  readonly uses: Use[];
  readonly calls: Call[];
  readonly imports: Import[];
  readonly exports: Export[];
  readonly leaks: Leak[];
  readonly guards: Guard[];
  readonly demand: Demand;
}

/** Of one kind; a minified file of 5 MB has some 100,000 definitions. */
const maximumFacts = 150_000;

/** Empty lists. */
export function createCollector(): Collector {
  return {
    definitions: [],
    uses: [],
    calls: [],
    imports: [],
    exports: [],
    leaks: [],
    guards: [],
    demand: createDemand(),
  };
}

/** Adds to one list of a collector, up to the cap. */
export function add<T>(list: T[], fact: T): void {
  if (list.length < maximumFacts) list.push(fact);
}

/** Numbers matter where they say how long something lives. */
const lifetimeName = /expir|ttl|life|age|exp|day|hour|min|sec|week|month|year|duration|valid/i;

/** A binding of the file is given a value; values that say nothing are left out. */
export function define(collector: Collector, name: string, value: Expression, at: Range): void {
  if (value.kind === 'unknown' && !(value.number && lifetimeName.test(name))) return;
  addDefinition(collector, { space: 'code', name, value, at, carrier: 'code' });
}

/** Adds it once it is wanted. */
export function addDefinition({ definitions, demand }: Collector, definition: Definition): void {
  const { space, name, value } = definition;
  const keep = (): void => {
    add(definitions, definition);
    demand.follow(value);
  };
  const isHolder = value.kind !== 'function' && telling.test(name);
  if (space !== 'code' || !isNested(name) || isHolder) keep();
  else demand.later(rootOf(name), keep);
}

/** Does what defines a name when it can be wanted: at once, or when something leads to it. */
export function whenWanted({ demand }: Collector, name: string, make: () => void): void {
  if (!isNested(name) || telling.test(name)) make();
  else demand.later(rootOf(name), make);
}

/** Whether the name is known in a part of the file only: its root has the place of its declaration behind it. */
function isNested(name: string): boolean {
  return rootOf(name).includes('@');
}

function rootOf(name: string): string {
  if (name.startsWith('module.exports')) return 'module.exports';
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** The facts to hand on, in source order. */
export function factsOf(collector: Collector): PartialFacts {
  const { definitions, uses, calls, imports, exports, leaks, guards } = collector;
  for (const part of partsAsked(collector)) collector.demand.follow(part);
  return {
    definitions: definitions.sort(byPlace),
    uses: uses.sort(byPlace),
    calls: calls.sort(byPlace),
    imports,
    exports,
    leaks: leaks.sort(byPlace),
    ...(guards.length > 0 && { guards: guards.sort(byPlace) }),
  };
}

interface Placed {
  readonly at: { readonly start: number };
}

const byPlace = (a: Placed, b: Placed): number => a.at.start - b.at.start;

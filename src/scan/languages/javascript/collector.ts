// Collects the facts of one file while its tree is read. Plain arrays with caps: hostile files may hold any number
// of anything.
import type { Expression } from '../../../model/expression.ts';
import type { Call, Definition, Export, Guard, Import, Leak, Use } from '../../../model/facts.ts';
import type { Range } from '../../../model/place.ts';

/** Lists that grow while a file is read. */
export interface Collector {
  readonly definitions: Definition[];
  readonly uses: Use[];
  readonly calls: Call[];
  readonly imports: Import[];
  readonly exports: Export[];
  readonly leaks: Leak[];
  readonly guards: Guard[];
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
  add(collector.definitions, { space: 'code', name, value, at, carrier: 'code' });
}

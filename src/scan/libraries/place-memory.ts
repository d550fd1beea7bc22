// What is remembered of the places of one file: an options object that a thousand calls name, or that is chosen between
// a hundred times, is looked into once.
import type { Budget } from '../../model/budget.ts';
import type { Expression } from '../../model/expression.ts';

/** What stands at a place: `symbolic` is an expression whose inside is not in this file. */
export type Found =
  | { readonly state: 'found' | 'symbolic'; readonly value: Expression }
  | { readonly state: 'missing' };

/** Nothing stands there. */
export const missing: Found = { state: 'missing' };

/** One for each file that is read. */
export interface PlaceMemory {
  readonly budget: Budget;
  /**
   * What `step` below `of` gives; `look` is asked the first time. What is asked for while it is being looked at leads
   * in a circle, which adds nothing.
   */
  below(of: Expression, step: string, look: () => Found): Found;
}

/** An empty memory. */
export function createPlaceMemory(budget: Budget): PlaceMemory {
  const known = new WeakMap<Expression, Map<string, Found>>();
  const byName = new Map<string, Found>();
  const recall = (memory: Map<string, Found>, key: string, look: () => Found): Found => {
    const found = memory.get(key);
    if (found) return found;
    memory.set(key, missing);
    const looked = look();
    memory.set(key, looked);
    return looked;
  };
  return {
    budget,
    below: (of, step, look) => {
      if (of.kind === 'name') return recall(byName, [...of.path, step].join('\0'), look);
      let steps = known.get(of);
      if (!steps) {
        steps = new Map();
        known.set(of, steps);
      }
      return recall(steps, step, look);
    },
  };
}

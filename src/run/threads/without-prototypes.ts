// Facts that came from another thread. Names that a repository gives to properties are looked up in objects without a
// prototype, and a copy between threads has one: `constructor` would be a property of everything.
import type { Facts } from '../../model/facts.ts';

/** The same facts; objects that hold names as the repository writes them have no prototype. Changes them in place. */
export function withoutPrototypes(facts: Facts): Facts {
  const pending: unknown[] = [facts];
  const seen = new Set<unknown>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const [key, value] of Object.entries(next)) {
      if (typeof value !== 'object' || value === null) continue;
      if (key === 'properties' || key === 'keywords') Object.setPrototypeOf(value, null);
      pending.push(value);
    }
  }
  return facts;
}

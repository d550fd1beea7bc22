// Calls that give a name more than it was made with: `claims.update({"exp": end})`, `claims.merge!(exp: end)`.
import { type Expression, nameOfParameter } from '../../model/expression.ts';
import type { Define } from './class-definitions.ts';
import type { Entries } from './entries.ts';
import { at, type Reading, shapeAs } from './reading.ts';
import type { ShapeOf } from './shape.ts';

/** Of what a parameter is given, no more is asked than whether a token made of it ends. */
export const namesExpiry = /^_?exp(?:$|ir)/i;

/** What local names get more of, and when tokens end that parameters are made into. */
export function defineMerged(reading: Reading, entries: Entries, define: Define): void {
  for (const { node, shape } of entries.calls) {
    const callee = shapeAs(reading, reading.unwrap(shape.callee), 'member');
    const isEntry = callee !== undefined && /^(?:put|setdefault)$/.test(callee.property);
    if (!callee || !(isEntry || /^(?:update|(?:reverse_)?merge!|putAll)$/.test(callee.property)))
      continue;
    const owner = reading.lower(callee.of);
    const isLocal = owner.kind === 'name' && owner.path.length === 1 && !isEntry;
    const isParameter = owner.kind === 'parameter' && owner.path.length === 0;
    const name = isParameter ? nameOfParameter(owner) : isLocal ? owner.path[0] : undefined;
    if (name === undefined || (isLocal && !name.includes('@'))) continue;
    const more = isEntry ? entryOf(reading, shape) : moreIn(reading, shape);
    for (const [property, value] of Object.entries(more)) {
      if (isLocal || namesExpiry.test(property))
        define(`${name}.${property}`, value, at(reading, node));
    }
  }
}

type Added = Readonly<Record<string, Expression>>;

/** Keywords, and what the objects hold. */
function moreIn(reading: Reading, shape: ShapeOf<'call'>): Added {
  const more: Record<string, Expression> = {};
  for (const { keyword, value } of shape.arguments) {
    const given = reading.lower(value);
    if (keyword !== undefined) more[keyword] = given;
    else if (given.kind === 'object') Object.assign(more, given.properties);
  }
  return more;
}

/** `claims.put("exp", end)`. */
function entryOf(reading: Reading, shape: ShapeOf<'call'>): Added {
  const [name, value] = shape.arguments.map((one) => reading.lower(one.value));
  return name?.kind === 'text' && value ? { [name.value]: value } : {};
}

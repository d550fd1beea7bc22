// What a map or list may give for a key that nobody can tell: `keys[kid]`.
import type { Expression } from './expression.ts';

/** Of fewer parts each may be meant, whatever it is. */
const few = 12;
/** Of more only texts, and shorter ones are letters and words that something is made of. */
const shortest = 8;
/** As many as linking follows; it says so where there are more. */
const most = 64;

/** The parts that one of them may be meant of, in their order. */
export function anyParts<T>(
  parts: readonly T[],
  expressionOf: (part: T) => Expression,
): readonly T[] {
  if (parts.length <= few) return parts;
  const isLong = (value: Expression): boolean =>
    value.kind === 'text' && value.value.length >= shortest;
  return parts.filter((part) => isLong(expressionOf(part))).slice(0, most);
}

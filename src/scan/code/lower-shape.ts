// What shapes are that names and calls have no part in: texts, choices, sums, lists, objects.
import type { Expression } from '../../model/expression.ts';
import type { Range } from '../../model/place.ts';
import { withEnvironments } from './environment-objects.ts';
import { withFallback } from './fallback.ts';
import { outsideProduction } from './outside-production.ts';
import { at, type ValueReading } from './reading.ts';
import { nodeOf, type Shape, type ShapeOf, type Slot } from './shape.ts';

const maximumItems = 3_000;

/** What grammars call a number without a point. */
const wholeNumber = /^(?:(?:decimal|hex)_)?int(?:eger)?(?:_literal)?$|^hex_literal$/;

/** `undefined` for shapes of other kinds. */
export function lowerShape(
  reading: ValueReading,
  slot: Slot,
  shape: Shape,
): Expression | undefined {
  const { lower } = reading;
  switch (shape.kind) {
    case 'same':
      return lower(shape.of);
    case 'text':
      return lowerText(reading, slot, shape);
    case 'fallback': {
      const [first, second] = [lower(shape.first), lower(shape.second)];
      return withFallback(first, second, at(reading, slot), shape.keepsEmpty);
    }
    case 'either':
      return {
        kind: 'choice',
        how: 'either',
        options: shape.options.map(lower),
        at: at(reading, slot),
      };
    case 'joined':
      return lowerJoined(reading, slot, shape);
    case 'object': {
      // No prototype: `__proto__` is a key like any other here.
      const properties: Record<string, Expression> = Object.create(null);
      for (const { key, value } of upToLimit(reading, shape.entries))
        properties[key] = lower(value);
      const spreads = upToLimit(reading, shape.spreads).map(lower);
      return {
        kind: 'object',
        properties: withEnvironments(properties),
        spreads,
        at: at(reading, slot),
      };
    }
    case 'list': {
      const items = upToLimit(reading, shape.items).map(lower);
      return { kind: 'list', items, at: at(reading, slot) };
    }
    case 'env':
    case 'setting': {
      const where = at(reading, slot);
      const fallback = shape.fallback && lower(shape.fallback);
      const read: Expression =
        shape.kind === 'env'
          ? { kind: 'env', name: shape.name, at: where }
          : { kind: 'setting', path: shape.path, at: where };
      return fallback && fallback.kind !== 'unknown' ? withFallback(read, fallback, where) : read;
    }
    // `x = y = value` and the like.
    case 'assign': {
      const value = shape.pairs.at(-1)?.value;
      return value && lower(value);
    }
    default:
      return undefined;
  }
}

function lowerText(reading: ValueReading, slot: Slot, shape: ShapeOf<'text'>): Expression {
  const node = nodeOf(slot);
  const outside = outsideProduction(reading, node);
  return {
    kind: 'text',
    value: shape.value,
    ...(wholeNumber.test(node.type) && { isNumber: true }),
    ...(outside && { outsideProduction: outside }),
    at: reading.rangeOf(shape.start, shape.end),
  };
}

/** `a + b + c` nests in its grammar; what it gives is one row of parts. One part alone is made a text. */
function lowerJoined(reading: ValueReading, slot: Slot, shape: ShapeOf<'joined'>): Expression {
  const where = at(reading, slot);
  const parts = upToLimit(reading, shape.parts).flatMap((part) => {
    const value = reading.lower(part);
    return value.kind === 'concat' && value.parts.length < maximumItems ? value.parts : [value];
  });
  const telling = parts.filter((part) => part.kind !== 'text' || part.value !== '');
  const [only] = telling.length > 0 ? telling : parts;
  if (only && telling.length <= 1) return asText(reading, only, where);
  return { kind: 'concat', parts: telling, at: where };
}

/** What is made a text: where an unset variable becomes a word by that, the word is its fallback. */
export function asText({ language }: ValueReading, value: Expression, where: Range): Expression {
  const { unset } = language.words;
  const mayBeUnset =
    value.kind === 'env' ||
    value.kind === 'setting' ||
    (value.kind === 'name' && unset?.never !== value.path[0]);
  if (!unset || !mayBeUnset || (value.kind !== 'name' && value.fallback)) return value;
  const word: Expression = { kind: 'text', value: unset.word, isCoerced: true, at: where };
  return withFallback(value, word, where);
}

/** What of a list is looked at: of a longer one it is said that not all of it was. */
export function upToLimit<T>({ memory }: ValueReading, items: readonly T[]): readonly T[] {
  if (items.length <= maximumItems) return items;
  memory.budget.take(Number.POSITIVE_INFINITY);
  return items.slice(0, maximumItems);
}

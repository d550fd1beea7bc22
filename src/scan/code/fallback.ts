// What is taken where something is unset.
import type { Expression } from '../../model/expression.ts';
import type { Range } from '../../model/place.ts';

/** `first`, and `second` where it is unset. */
export function withFallback(first: Expression, second: Expression, where: Range): Expression {
  if (first.kind === 'env' || first.kind === 'setting') {
    const fallback = first.fallback ? withFallback(first.fallback, second, where) : second;
    return { ...first, fallback };
  }
  return { kind: 'choice', how: 'fallback', options: [first, second], at: where };
}

// Follows names to what is written in the same file; all else is for link.

import type { Expression } from '../../../model/expression.ts';
import { isFunction, isVariable } from './bindings.ts';
import { lower } from './lower.ts';
import { propertyOf } from './members.ts';
import { isChanged, type Reading } from './reading.ts';

/** Longest path below a name: where `x.next` is `x`, a way grows with each step. */
const maxPath = 16;

/** What a name of this file stands for where that is an object, list, text or function written in it. */
export function resolveLocally(reading: Reading, expression: Expression): Expression {
  let current = expression;
  for (let steps = 0; steps < 8; steps++) {
    if (current.kind !== 'name' || !reading.budget.take()) return current;
    const [root, ...path] = current.path;
    if (path.length > maxPath) return current;
    const binding = reading.bindingOfKey(root ?? '');
    if (!binding?.value || isChanged(reading, binding) || !isVariable(binding)) {
      return binding && isFunction(binding) && path.length === 0
        ? lower(reading, binding.declaration)
        : current;
    }
    let value = lower(reading, binding.value);
    for (const property of [...binding.path, ...path]) {
      value = propertyOf(reading, value, property, current.at);
    }
    if (value.kind === 'unknown' || value.kind === 'member') return current;
    current = value;
  }
  return current;
}

// Lowers JavaScript expressions to the Expression vocabulary. Calls have a file of their own (lower-call.ts);
// statements are read elsewhere.
import type { Expression } from '../../../model/expression.ts';
import { lowerShape } from '../../code/lower-shape.ts';
import { isPlaced, nodeOf, type Slot } from '../../code/shape.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { functionTypes } from './declarations.ts';
import { lowerFunction } from './functions.ts';
import { lowerCall, lowerNew } from './lower-call.ts';
import { lowerMember } from './members.ts';
import { lowerIdentifier } from './names.ts';
import { numberOf } from './numbers.ts';
import { at, maximumLowered, type Reading, unknown } from './reading.ts';
import { unwrap } from './shapes.ts';

/** The expression that a slot stands for; the same node always gives the same object. */
export function lowerSlot(reading: Reading, slot: Slot): Expression {
  if (!isPlaced(slot)) return lower(reading, slot);
  return shaped(reading, slot) ?? unknown(reading, slot.at);
}

/** The expression that `node` stands for. */
export function lower(reading: Reading, node: SyntaxNode): Expression {
  const known = reading.lowered.get(node);
  if (known) return known;
  if (reading.lowered.size >= maximumLowered) {
    reading.budget.take(Number.POSITIVE_INFINITY);
    return unknown(reading, node);
  }
  const expression = lowerFresh(reading, node);
  reading.lowered.set(node, expression);
  return expression;
}

function lowerFresh(reading: Reading, wrapped: SyntaxNode): Expression {
  const node = unwrap(wrapped);
  if (node !== wrapped) return lower(reading, node);
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return lowerIdentifier(reading, node);
    case 'member_expression':
      return constant(reading, node) ?? lowerMember(reading, node);
    case 'subscript_expression':
      return lowerMember(reading, node);
    case 'call_expression':
      return lowerCall(reading, node);
    case 'new_expression':
      return lowerNew(reading, node);
    case 'assignment_expression':
    case 'augmented_assignment_expression': {
      const right = childOf(node, 'right');
      return right ? lower(reading, right) : unknown(reading, node);
    }
    default:
      if (functionTypes.has(node.type)) return lowerFunction(reading, node);
      return numeric(reading, node, shaped(reading, node) ?? unknown(reading, node));
  }
}

/** What is said by the shape alone; of `a && b` the second is what a key can be. */
function shaped(reading: Reading, slot: Slot): Expression | undefined {
  const shape = reading.of(slot);
  if (shape) return lowerShape(reading, slot, shape);
  const [left, right] = ['left', 'right'].map((field) => childOf(nodeOf(slot), field));
  const isBoth = left && right && /^\s*&&/.test(reading.text.slice(left.end, right.start));
  return isBoth ? lower(reading, right) : undefined;
}

/** `Number.MAX_SAFE_INTEGER` and its like. */
function constant(reading: Reading, node: SyntaxNode): Expression | undefined {
  if (!reading.text.startsWith('Number.', node.start)) return undefined;
  const number = numberOf(reading, node);
  return number && { kind: 'unknown', number, at: at(reading, node) };
}

/** What is no value that a secret can be, and may be a number. */
function numeric(reading: Reading, node: SyntaxNode, expression: Expression): Expression {
  if (expression.kind !== 'unknown' && expression.kind !== 'concat') return expression;
  const number = numberOf(reading, node);
  return number ? { kind: 'unknown', number, at: at(reading, node) } : expression;
}

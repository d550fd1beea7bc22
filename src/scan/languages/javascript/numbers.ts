// Numbers that are written down: `60 * 60 * 24`, `Date.now() / 1000 + DAY`. They matter for how long tokens live.
import type { WrittenNumber } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { dottedName } from './origin.ts';
import { isChanged, type Reading, textOf } from './reading.ts';
import { argumentsOf, unwrap } from './shapes.ts';

const constants: ReadonlyMap<string, number> = new Map([
  ['Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['Number.MAX_VALUE', Number.MAX_VALUE],
  ['Number.POSITIVE_INFINITY', Number.POSITIVE_INFINITY],
  ['Infinity', Number.POSITIVE_INFINITY],
]);

/** The number that an expression stands for; a clock reads 0 and is noted. */
export function numberOf(
  reading: Reading,
  wrapped: SyntaxNode,
  depth = 0,
): WrittenNumber | undefined {
  if (depth > 12) return undefined;
  const node = unwrap(wrapped);
  const inside = (part: SyntaxNode | undefined): WrittenNumber | undefined =>
    part && numberOf(reading, part, depth + 1);
  switch (node.type) {
    case 'number': {
      const value = Number(textOf(reading, node).replaceAll('_', ''));
      return Number.isNaN(value) ? undefined : { value };
    }
    case 'identifier':
    case 'member_expression': {
      const constant = constants.get(dottedName(reading, node) ?? '');
      if (constant !== undefined) return { value: constant };
      if (node.type !== 'identifier') return undefined;
      const binding = reading.scopes.lookUp(node, textOf(reading, node));
      const isConstant = binding && !isChanged(reading, binding) && binding.path.length === 0;
      return isConstant ? inside(binding.value) : undefined;
    }
    case 'binary_expression': {
      const [left, right] = [inside(childOf(node, 'left')), inside(childOf(node, 'right'))];
      return left && right && computed(operatorOf(reading, node), left, right);
    }
    case 'call_expression':
      return called(reading, node, inside);
    default:
      return undefined;
  }
}

function operatorOf(reading: Reading, node: SyntaxNode): string {
  const end = childOf(node, 'left')?.end ?? node.start;
  return reading.text.slice(end, childOf(node, 'right')?.start ?? end).trim();
}

function computed(operator: string, a: WrittenNumber, b: WrittenNumber): WrittenNumber | undefined {
  const value =
    operator === '*'
      ? a.value * b.value
      : operator === '/'
        ? a.value / b.value
        : operator === '+'
          ? a.value + b.value
          : operator === '-'
            ? a.value - b.value
            : undefined;
  if (value === undefined || Number.isNaN(value)) return undefined;
  return { value, ...((a.isFromNow || b.isFromNow) && { isFromNow: true }) };
}

function called(
  reading: Reading,
  node: SyntaxNode,
  inside: (part: SyntaxNode | undefined) => WrittenNumber | undefined,
): WrittenNumber | undefined {
  const callee = childOf(node, 'function');
  const dotted = (callee && dottedName(reading, callee)) ?? '';
  if (dotted === 'Date.now') return { value: 0, isFromNow: true };
  // `new Date().getTime()`, `dayjs().unix()`
  if (
    /^new Date\(\)\.(?:getTime|valueOf)$|^(?:dayjs|moment)\(\)\.unix$/.test(
      callee ? textOf(reading, callee) : '',
    )
  ) {
    return { value: 0, isFromNow: true };
  }
  return /^Math\.(?:floor|round|ceil|trunc)$|^Number$|^parseInt$/.test(dotted)
    ? inside(argumentsOf(node)[0])
    : undefined;
}

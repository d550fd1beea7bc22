// Lowers JavaScript expressions to the Expression vocabulary. Calls have a file of their own (lower-call.ts);
// statements are read elsewhere.
import type { EnvRead, Expression, SettingRead } from '../../../model/expression.ts';
import { outsideProduction } from '../../code/outside-production.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { lowerFunction, lowerMethod } from './functions.ts';
import { literalText, unescapeText } from './literals.ts';
import { lowerCall, lowerNew } from './lower-call.ts';
import { lowerMember } from './members.ts';
import { lowerIdentifier } from './names.ts';
import { numberOf } from './numbers.ts';
import { unwrap } from './origin.ts';
import { at, maximumLowered, type Reading, textOf, unknown } from './reading.ts';
import { functionTypes } from './scope.ts';
import { keyText } from './shapes.ts';

/** Properties and items read of one literal; longer ones are data tables. */
const maximumProperties = 5_000;

/** The expression that `node` stands for; the same node always gives the same object. */
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
    case 'number':
      return numeric(reading, node, unknown(reading, node));
    case 'string':
      return text(reading, node);
    case 'template_string':
      return lowerTemplate(reading, node);
    case 'identifier':
    case 'shorthand_property_identifier':
      return lowerIdentifier(reading, node);
    case 'member_expression':
    case 'subscript_expression':
      return lowerMember(reading, node);
    case 'binary_expression':
      return numeric(reading, node, lowerBinary(reading, node));
    case 'ternary_expression':
      return lowerTernary(reading, node);
    case 'assignment_expression':
    case 'augmented_assignment_expression': {
      const right = childOf(node, 'right');
      return right ? lower(reading, right) : unknown(reading, node);
    }
    case 'sequence_expression': {
      const last = node.children.at(-1);
      return last ? lower(reading, last) : unknown(reading, node);
    }
    case 'object':
      return lowerObject(reading, node);
    case 'array':
      return {
        kind: 'list',
        items: upToLimit(reading, node.children).map((item) => lower(reading, item)),
        at: at(reading, node),
      };
    case 'call_expression':
      return lowerCall(reading, node);
    case 'new_expression':
      return lowerNew(reading, node);
    default:
      if (functionTypes.has(node.type)) return lowerFunction(reading, node);
      return unknown(reading, node);
  }
}

/** What is no value that a secret can be, and may be a number. */
export function numeric(reading: Reading, node: SyntaxNode, expression: Expression): Expression {
  if (expression.kind !== 'unknown' && expression.kind !== 'concat') return expression;
  const number = numberOf(reading, node);
  return number ? { kind: 'unknown', number, at: at(reading, node) } : expression;
}

function text(reading: Reading, node: SyntaxNode): Expression {
  const start = Math.min(node.start + 1, node.end);
  const end = Math.max(start, node.end - 1);
  const outside = outsideProduction(reading, node);
  return {
    kind: 'text',
    value: literalText(node, reading.text) ?? '',
    at: reading.rangeOf(start, end),
    ...(outside && { outsideProduction: outside }),
  };
}

function lowerTemplate(reading: Reading, node: SyntaxNode): Expression {
  if (literalText(node, reading.text) !== undefined) return text(reading, node);
  const parts: Expression[] = [];
  let position = node.start + 1;
  const addText = (end: number): void => {
    if (end <= position) return;
    const value = unescapeText(reading.text.slice(position, end));
    parts.push({ kind: 'text', value, at: reading.rangeOf(position, end) });
  };
  for (const child of node.children) {
    if (child.type !== 'template_substitution') continue;
    addText(child.start);
    const inner = child.children[0];
    if (inner) parts.push(lower(reading, inner));
    position = child.end;
  }
  addText(node.end - 1);
  // A template of nothing but one substitution is that value as text.
  const [only] = parts;
  if (only && parts.length === 1) return coerced(only, at(reading, node));
  return { kind: 'concat', parts, at: at(reading, node) };
}

function lowerBinary(reading: Reading, node: SyntaxNode): Expression {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return unknown(reading, node);
  const operator = reading.text.slice(left.end, right.start);
  if (/^\s*(?:\|\||\?\?)/.test(operator)) {
    const isNullish = /^\s*\?\?/.test(operator);
    return withFallback(lower(reading, left), lower(reading, right), at(reading, node), isNullish);
  }
  if (/^\s*&&/.test(operator)) return lower(reading, right);
  if (/^\s*\+/.test(operator)) return lowerSum(reading, node, left, right);
  return unknown(reading, node);
}

/** `first || second`; the fallback moves into environment and setting reads. */
export function withFallback(
  first: Expression,
  second: Expression,
  where: Expression['at'],
  isNullish = false,
): Expression {
  switch (first.kind) {
    case 'text':
      return first.value === '' && !isNullish ? second : first;
    case 'env':
      return {
        ...first,
        ...fallbackTo(first, second, where),
        ...(isNullish && { keepsEmpty: true }),
      };
    case 'setting':
      return { ...first, ...fallbackTo(first, second, where) };
    case 'choice':
      if (first.how === 'fallback') {
        return { ...first, options: [...first.options, second], at: where };
      }
      break;
    default:
  }
  return { kind: 'choice', how: 'fallback', options: [first, second], at: where };
}

function fallbackTo(
  { fallback }: EnvRead | SettingRead,
  second: Expression,
  where: Expression['at'],
): Pick<EnvRead, 'fallback'> {
  return { fallback: fallback ? withFallback(fallback, second, where) : second };
}

/** What is made a text: of an unset variable that is the word `undefined`. */
export function coerced(value: Expression, where: Expression['at']): Expression {
  // What the running program is called is always set.
  const mayBeUnset =
    value.kind === 'env' ||
    value.kind === 'setting' ||
    (value.kind === 'name' && value.path[0] !== 'process');
  if (!mayBeUnset) return value;
  if (value.kind !== 'name' && value.fallback) return value;
  return withFallback(
    value,
    { kind: 'text', value: 'undefined', isCoerced: true, at: where },
    where,
  );
}

function lowerSum(
  reading: Reading,
  node: SyntaxNode,
  left: SyntaxNode,
  right: SyntaxNode,
): Expression {
  const parts: Expression[] = [];
  for (const operand of [left, right]) {
    const part = number(reading, operand) ?? lower(reading, operand);
    // The parts of a longer sum are spread out, so that a chain of `+` stays flat.
    if (part.kind === 'concat' && parts.length < maximumProperties) parts.push(...part.parts);
    else parts.push(part);
  }
  const meaningful = parts.filter((part) => part.kind !== 'text' || part.value !== '');
  const [only] = meaningful;
  // `'' + Math.random()` is a cast to text.
  if (only && meaningful.length === 1) return coerced(only, at(reading, node));
  return { kind: 'concat', parts: meaningful, at: at(reading, node) };
}

function number(reading: Reading, node: SyntaxNode): Expression | undefined {
  const operand = unwrap(node);
  if (operand.type !== 'number') return undefined;
  return { kind: 'text', value: textOf(reading, operand), at: at(reading, operand) };
}

function lowerTernary(reading: Reading, node: SyntaxNode): Expression {
  const condition = childOf(node, 'condition');
  const first = childOf(node, 'consequence');
  const second = childOf(node, 'alternative');
  if (!condition || !first || !second) return unknown(reading, node);
  const [yes, no] = [lower(reading, first), lower(reading, second)];
  const test = unwrap(condition);
  // `process.env.X ? process.env.X : 'dev'`
  const isSame = textOf(reading, test) === textOf(reading, unwrap(first));
  if (isSame) return withFallback(yes, no, at(reading, node));
  return { kind: 'choice', how: 'either', options: [yes, no], at: at(reading, node) };
}

/** What of a literal or a call is looked at: of a longer one it is said that not all of it was. */
export function upToLimit(
  { budget }: Reading,
  items: readonly SyntaxNode[],
): readonly SyntaxNode[] {
  if (items.length <= maximumProperties) return items;
  budget.take(Number.POSITIVE_INFINITY);
  return items.slice(0, maximumProperties);
}

function lowerObject(reading: Reading, node: SyntaxNode): Expression {
  // No prototype: `__proto__` is a key like any other here.
  const properties: Record<string, Expression> = Object.create(null);
  const spreads: Expression[] = [];
  for (const child of upToLimit(reading, node.children)) {
    switch (child.type) {
      case 'pair': {
        const key = childOf(child, 'key');
        const value = childOf(child, 'value');
        const name = key && keyText(key, reading.text);
        if (name !== undefined && value) properties[name] = lower(reading, value);
        break;
      }
      case 'shorthand_property_identifier':
        properties[textOf(reading, child)] = lower(reading, child);
        break;
      case 'spread_element': {
        const inner = child.children[0];
        if (inner) spreads.push(lower(reading, inner));
        break;
      }
      case 'method_definition': {
        const key = childOf(child, 'name');
        const name = key && keyText(key, reading.text);
        if (name !== undefined) properties[name] = lowerMethod(reading, child);
        break;
      }
      default:
    }
  }
  return { kind: 'object', properties, spreads, at: at(reading, node) };
}

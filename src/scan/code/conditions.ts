// Conditions taken apart: negations, `and`, `or`, comparisons. Operators are put in order here, since grammars of Kotlin,
// Scala and Swift let the first of a row take all that follows.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { type Shapes, shapeAs } from './reading.ts';
import { isPlaced, type Slot } from './shape.ts';

export type Condition =
  | { readonly kind: 'is'; readonly of: Slot }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'equal'; readonly sides: readonly [Slot, Slot] }
  /** The value is one of the items. */
  | { readonly kind: 'among'; readonly value: Slot; readonly items: readonly Slot[] };

/** Deepest nesting and most operands that are looked at: nobody writes more by hand. */
const maximumDepth = 12;
const maximumOperands = 24;

/** What a condition says. */
export function conditionOf(shapes: Shapes, slot: Slot, depth = 0): Condition {
  const plain: Condition = { kind: 'is', of: slot };
  if (depth > maximumDepth) return plain;
  if (!isPlaced(slot)) {
    const word = wordNegated(shapes, slot);
    if (word) return negation(conditionOf(shapes, word, depth + 1));
    const tokens = flatten(shapes, slot, 0);
    if (tokens.length > 1 && tokens.length <= maximumOperands * 2) {
      return ordered(shapes, tokens, depth);
    }
    const shape = shapes.of(slot);
    if (shape?.kind === 'same') return conditionOf(shapes, shape.of, depth + 1);
  }
  return ofCall(shapes, slot) ?? plain;
}

export function negation(condition: Condition): Condition {
  return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
}

type Operator = '!' | '&&' | '||' | '==' | '!=' | 'in' | '!in';
type Token = Operator | SyntaxNode;

const operators: Readonly<Record<string, Operator>> = {
  '&&': '&&',
  and: '&&',
  '||': '||',
  or: '||',
  '==': '==',
  '===': '==',
  eq: '==',
  is: '==',
  '!=': '!=',
  '!==': '!=',
  '<>': '!=',
  'is not': '!=',
  in: 'in',
  'not in': '!in',
  '!in': '!in',
};

/** A row of operands with what stands between them; a single operand alone where the node is none of these. */
function flatten(shapes: Shapes, node: SyntaxNode, depth: number): Token[] {
  const { text } = shapes;
  if (depth > maximumOperands) return [node];
  const operands = node.children.filter(({ type }) => !isSign(type));
  const [left, right] = operands;
  if (left && operands.length === 1 && /^!\s*$/.test(text.slice(node.start, left.start)))
    return ['!', ...flatten(shapes, left, depth + 1)];
  // `!key.isEmpty` of Swift: the sign stands below the member, where it changes no value.
  if (text[node.start] === '!' && shapes.of(node)?.kind === 'member') return ['!', node];
  if (!left || !right || operands.length > 2) return [node];
  const between = text.slice(left.end, right.start).trim().replace(/\s+/g, ' ');
  const operator = Object.hasOwn(operators, between) ? operators[between] : undefined;
  if (!operator) return [node];
  return [...flatten(shapes, left, depth + 1), operator, ...flatten(shapes, right, depth + 1)];
}

/** Node types that are nothing but a sign, as some grammars have them. */
function isSign(type: string): boolean {
  return /^(?:prefix_operator|operator_identifier|(?:logical_(?:and|or)|equality|custom|negation)_operator|bang)$/.test(
    type,
  );
}

/** `not x`, which binds less than a comparison. */
function wordNegated({ text }: Shapes, node: SyntaxNode): SyntaxNode | undefined {
  const operand = node.children.at(-1);
  if (!operand || operand.start === node.start) return undefined;
  return text.slice(node.start, operand.start).trim() === 'not' ? operand : undefined;
}

/** `||` over `&&` over comparisons over `!`. */
function ordered(shapes: Shapes, tokens: readonly Token[], depth: number): Condition {
  const any = split(tokens, '||').map((part) => {
    const all = split(part, '&&').map((one) => compared(shapes, one, depth));
    return joined('all', all);
  });
  return joined('any', any);
}

function split(tokens: readonly Token[], at: Operator): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token === at) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function joined(kind: 'all' | 'any', parts: readonly Condition[]): Condition {
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { kind, parts };
}

function compared(shapes: Shapes, tokens: readonly Token[], depth: number): Condition {
  const nodes = tokens.filter((token) => typeof token !== 'string');
  const signs = tokens.filter((token) => typeof token === 'string');
  const [left, right] = nodes;
  if (!left) return { kind: 'all', parts: [] };
  if (!right) {
    const inner = conditionOf(shapes, left, depth + 1);
    return signs.length % 2 === 0 ? inner : negation(inner);
  }
  const operator = signs.at(-1);
  if (nodes.length > 2 || signs.length !== 1) return { kind: 'is', of: left };
  if (operator === '==' || operator === '!=') {
    const equal: Condition = { kind: 'equal', sides: [left, right] };
    return operator === '==' ? equal : negation(equal);
  }
  const items = itemsOf(shapes, right);
  if (!items) return { kind: 'is', of: left.parent ?? left };
  const among: Condition = { kind: 'among', value: left, items };
  return operator === 'in' ? among : negation(among);
}

/** `"prod".equals(x)`, `%w[dev test].include?(x)`, `in_array($x, [...])`. */
function ofCall(shapes: Shapes, slot: Slot): Condition | undefined {
  const call = shapeAs(shapes, slot, 'call');
  const [first, second, ...more] = call?.arguments.map(({ value }) => value) ?? [];
  if (!call || !first || more.length > 1) return undefined;
  const callee = shapes.unwrap(call.callee);
  const member = shapeAs(shapes, callee, 'member');
  const name = member?.property ?? shapeAs(shapes, callee, 'name')?.name ?? '';
  if (member && !second) {
    if (/^(?:equals|equalsIgnoreCase|eql\?|eq|contentEquals)$/.test(name))
      return { kind: 'equal', sides: [member.of, first] };
    // What a list holds that stands elsewhere shows when it is followed.
    const isAsked = /^(?:include\?|includes|contains|member\?|has)$/.test(name);
    const items = isAsked ? (itemsOf(shapes, member.of) ?? [member.of]) : undefined;
    if (items) return { kind: 'among', value: first, items };
    const own = name === 'in?' ? itemsOf(shapes, first) : undefined;
    return own && { kind: 'among', value: member.of, items: own };
  }
  if (!second) return undefined;
  if (name === 'EqualFold') return { kind: 'equal', sides: [first, second] };
  if (!/^(?:in_array|Contains|member\?)$/.test(name)) return undefined;
  const [before, behind] = [itemsOf(shapes, first), itemsOf(shapes, second)];
  if (behind) return { kind: 'among', value: first, items: behind };
  return before && { kind: 'among', value: second, items: before };
}

/** What a list is written down to hold: `[a, b]`, `listOf(a, b)`, `List.of(a, b)`. */
export function itemsOf(shapes: Shapes, slot: Slot): readonly Slot[] | undefined {
  const inner = shapes.unwrap(slot);
  const list = shapeAs(shapes, inner, 'list');
  if (list) return list.items;
  const call = shapeAs(shapes, inner, 'call');
  const callee = call && shapes.unwrap(call.callee);
  const name =
    shapeAs(shapes, callee, 'member')?.property ?? shapeAs(shapes, callee, 'name')?.name ?? '';
  const isList = /^(?:listOf|setOf|arrayOf|of|asList|List|Set|Seq)$/.test(name);
  return isList ? call?.arguments.map(({ value }) => value) : undefined;
}

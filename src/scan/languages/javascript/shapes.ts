// From a node of JavaScript's and TypeScript's grammars to its shape.
import { place, type Shape } from '../../code/shape.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { literalText } from './literals.ts';

/** The shape of a node; `undefined` where nothing that a key could pass through is said. */
export function shapeOfJavaScript(node: SyntaxNode, text: string): Shape | undefined {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return { kind: 'name', name: text.slice(node.start, node.end) };
    case 'this':
      return { kind: 'self' };
    case 'string':
    case 'template_string':
      return textOrTemplate(node, text);
    case 'member_expression':
    case 'subscript_expression': {
      const of = childOf(node, 'object');
      const property = propertyName(node, text);
      return of && property !== undefined ? { kind: 'member', of, property } : undefined;
    }
    case 'call_expression':
    case 'new_expression': {
      const callee = childOf(node, 'function') ?? childOf(node, 'constructor');
      if (!callee) return undefined;
      const list = argumentsOf(node).map((value) => ({ value }));
      const isNew = node.type === 'new_expression';
      return { kind: 'call', callee, arguments: list, ...(isNew && { isNew }) };
    }
    case 'binary_expression':
      return shapeOfOperands(node, text);
    case 'unary_expression': {
      // `typeof x === 'undefined'` asks for `x`.
      const value = childOf(node, 'argument');
      if (!value || !text.startsWith('typeof', node.start)) return undefined;
      const callee = place({ kind: 'name', name: 'typeof' }, node);
      return { kind: 'call', callee, arguments: [{ value }] };
    }
    case 'ternary_expression': {
      const [first, second] = [childOf(node, 'consequence'), childOf(node, 'alternative')];
      return first && second ? { kind: 'either', options: [first, second] } : undefined;
    }
    case 'return_statement': {
      const [value] = node.children;
      return value && { kind: 'return', value };
    }
    case 'object':
      return shapeOfObject(node, text);
    case 'array':
      return { kind: 'list', items: node.children };
    case 'sequence_expression': {
      const of = node.children.at(-1);
      return of && { kind: 'same', of };
    }
    default: {
      const of = wrappedBy(node);
      return of && { kind: 'same', of };
    }
  }
}

/** Nodes that do not change what value their only operand is. */
const transparent: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'await_expression',
  'type_assertion',
  'instantiation_expression',
]);

/** What stands in parentheses, a cast or an await. */
export function wrappedBy({ type, children }: SyntaxNode): SyntaxNode | undefined {
  if (!transparent.has(type)) return undefined;
  // `<T>x` has its type first, all others their operand.
  return type === 'type_assertion' ? children.at(-1) : children[0];
}

function textOrTemplate(node: SyntaxNode, text: string): Shape {
  const value = literalText(node, text);
  if (value !== undefined) {
    const start = Math.min(node.start + 1, node.end);
    return { kind: 'text', value, start, end: Math.max(start, node.end - 1) };
  }
  const parts = node.children.flatMap(({ type, children }) =>
    type === 'template_substitution' ? children : [],
  );
  return { kind: 'joined', parts };
}

function shapeOfOperands(node: SyntaxNode, text: string): Shape | undefined {
  const [first, second] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!first || !second) return undefined;
  const operator = text.slice(first.end, second.start);
  if (/^\s*(?:\|\||\?\?)/.test(operator)) return { kind: 'fallback', first, second };
  return /^\s*\+/.test(operator) ? { kind: 'joined', parts: [first, second] } : undefined;
}

function shapeOfObject(node: SyntaxNode, text: string): Shape {
  const entries: { key: string; value: SyntaxNode }[] = [];
  const spreads: SyntaxNode[] = [];
  for (const child of node.children) {
    if (child.type === 'spread_element') spreads.push(...child.children.slice(0, 1));
    const isShort = child.type === 'shorthand_property_identifier';
    const isMethod = child.type === 'method_definition';
    const named = isShort ? child : childOf(child, isMethod ? 'name' : 'key');
    const value = isShort || isMethod ? child : childOf(child, 'value');
    const key = named && keyText(named, text);
    if (key !== undefined && value) entries.push({ key, value });
  }
  return { kind: 'object', entries, spreads };
}

/** The name of a property: identifier, string, number, or `['literal']`. */
export function keyText(key: SyntaxNode, text: string): string | undefined {
  if (key.type !== 'computed_property_name') {
    return literalText(key, text) ?? text.slice(key.start, key.end);
  }
  const [inner] = key.children;
  return inner && literalText(inner, text);
}

/** The property of a member expression, or of a subscript with a literal or number in it. */
export function propertyName(node: SyntaxNode, text: string): string | undefined {
  const property = childOf(node, 'property');
  if (property) return text.slice(property.start, property.end);
  const index = childOf(node, 'index');
  if (index?.type === 'number') return text.slice(index.start, index.end);
  return index && literalText(index, text);
}

/** Arguments of a call or constructor; none for tagged templates. */
export function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = childOf(node, 'arguments');
  return list?.type === 'arguments' ? list.children : [];
}

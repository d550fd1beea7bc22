// From a node of JavaScript's and TypeScript's grammars to its shape.
import { type Argument, place, type Shape, type Slot } from '../../code/shape.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { shapeOfDeclaration } from './declarations.ts';
import { literalText, unescapeText } from './literals.ts';

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
      const list = argumentShapes(node);
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
    case 'ternary_expression':
      return shapeOfChoice(node, text);
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
      return of ? { kind: 'same', of } : shapeOfDeclaration(node, text);
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

/** `node` without parentheses, casts and awaits. */
export function unwrap(node: SyntaxNode): SyntaxNode {
  let current = node;
  for (let inner = wrappedBy(current); inner; inner = wrappedBy(current)) current = inner;
  return current;
}

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
  return { kind: 'joined', parts: partsOfTemplate(node, text) };
}

/** What is filled in, and the texts between. */
function partsOfTemplate(node: SyntaxNode, text: string): readonly Slot[] {
  const parts: Slot[] = [];
  let start = node.start + 1;
  const addText = (end: number): void => {
    if (end <= start) return;
    const value = unescapeText(text.slice(start, end));
    parts.push(place({ kind: 'text', value, start, end }, node));
  };
  for (const { type, start: end, end: next, children } of node.children) {
    if (type !== 'template_substitution') continue;
    addText(end);
    parts.push(...children.slice(0, 1));
    start = next;
  }
  addText(node.end - 1);
  return parts;
}

function shapeOfOperands(node: SyntaxNode, text: string): Shape | undefined {
  const [first, second] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!first || !second) return undefined;
  const operator = /^\s*(?<sign>\|\||\?\?|\+)/.exec(text.slice(first.end, second.start))?.groups;
  if (operator?.sign === '+') {
    return { kind: 'joined', parts: [summand(first, text), summand(second, text)] };
  }
  return operator && { kind: 'fallback', first, second, keepsEmpty: operator.sign === '??' };
}

/** What is added to a text becomes one. */
function summand(node: SyntaxNode, text: string): Slot {
  const { type, start, end } = unwrap(node);
  return type === 'number'
    ? place({ kind: 'text', value: text.slice(start, end), start, end }, node)
    : node;
}

function shapeOfChoice(node: SyntaxNode, text: string): Shape | undefined {
  const [condition, first] = [childOf(node, 'condition'), childOf(node, 'consequence')];
  const second = childOf(node, 'alternative');
  if (!condition || !first || !second) return undefined;
  // `process.env.X ? process.env.X : 'dev'`
  const [test, value] = [unwrap(condition), unwrap(first)];
  const isSame = text.slice(test.start, test.end) === text.slice(value.start, value.end);
  return isSame
    ? { kind: 'fallback', first, second }
    : { kind: 'either', options: [first, second] };
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

/** The same as shapes have them. */
export function argumentShapes(node: SyntaxNode): readonly Argument[] {
  return argumentsOf(node).map((value) => {
    const inner = value.type === 'spread_element' ? value.children[0] : undefined;
    return inner ? { value: inner, isSpread: true } : { value };
  });
}

/** Arguments of a call or constructor; none for tagged templates. */
export function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = childOf(node, 'arguments');
  return list?.type === 'arguments' ? list.children : [];
}

// Lowers JavaScript expressions to the Expression vocabulary. Calls have a file of their own (lower-call.ts);
// statements are read elsewhere.
import type { Expression, FunctionOf, Name, Parameter } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { classKey, isClass, modifiersOf, pathOfThis } from './classes.ts';
import { environmentRead, settingRead } from './environment.ts';
import { literalText, unescapeText } from './literals.ts';
import { lowerCall, lowerNew } from './lower-call.ts';
import { originOf, propertyName, unwrap } from './origin.ts';
import { at, instanceName, maximumLowered, type Reading, textOf, unknown } from './reading.ts';
import { type Binding, functionTypes } from './scope.ts';

/** Properties and items read of one literal; longer ones are data tables. */
const maximumProperties = 400;

/** The expression that `node` stands for; the same node always gives the same object. */
export function lower(reading: Reading, node: SyntaxNode): Expression {
  const known = reading.lowered.get(node);
  if (known) return known;
  if (reading.lowered.size >= maximumLowered) return unknown(reading, node);
  const expression = lowerFresh(reading, node);
  reading.lowered.set(node, expression);
  return expression;
}

function lowerFresh(reading: Reading, wrapped: SyntaxNode): Expression {
  const node = unwrap(wrapped);
  if (node !== wrapped) return lower(reading, node);
  switch (node.type) {
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
      return lowerBinary(reading, node);
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
        items: node.children.slice(0, maximumProperties).map((item) => lower(reading, item)),
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

function text(reading: Reading, node: SyntaxNode): Expression {
  const start = Math.min(node.start + 1, node.end);
  const end = Math.max(start, node.end - 1);
  return {
    kind: 'text',
    value: literalText(node, reading.text) ?? '',
    at: reading.rangeOf(start, end),
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
  if (only && parts.length === 1) return only;
  return { kind: 'concat', parts, at: at(reading, node) };
}

function lowerIdentifier(reading: Reading, node: SyntaxNode): Expression {
  const name = textOf(reading, node);
  if (name === 'undefined') return unknown(reading, node);
  const binding = reading.scopes.lookup(node, name);
  if (!binding) {
    const path = [name === 'exports' ? 'module.exports' : name];
    return { kind: 'name', path, at: at(reading, node) };
  }
  return readBinding(reading, binding, node);
}

/** A name as it is read at `node`; parameters that are never reassigned stand for themselves. */
export function readBinding(reading: Reading, binding: Binding, node: SyntaxNode): Expression {
  if (binding.import) {
    const environment = environmentRead(reading, node);
    if (environment) return environment;
  }
  if (binding.parameter && binding.assignments.length === 0) {
    return parameterOf(reading, binding, node) ?? unknown(reading, node);
  }
  return { kind: 'name', path: [binding.key], at: at(reading, node) };
}

/** What a caller passes for a parameter; a parameter declared to be a class of the project is its instance. */
export function parameterOf(
  reading: Reading,
  binding: Binding,
  node: SyntaxNode,
): Parameter | Name | undefined {
  if (!binding.parameter) return undefined;
  const instance =
    binding.path.length === 0 && binding.type && instanceOf(reading, binding.type, node);
  if (instance) return instance;
  return {
    kind: 'parameter',
    function: functionId(reading, binding.parameter.function),
    index: binding.parameter.index,
    path: binding.path,
    ...(binding.fallback && { fallback: lower(reading, binding.fallback) }),
    at: at(reading, node),
  };
}

/** `Class#` for something declared `: Class`, where the class is of this file or imported. */
export function instanceOf(
  reading: Reading,
  annotation: SyntaxNode,
  node: SyntaxNode,
): Name | undefined {
  const name = /^:?\s*([A-Z][\w$]*)$/.exec(textOf(reading, annotation))?.[1];
  const binding = name === undefined ? undefined : reading.scopes.lookup(annotation, name);
  const instance = binding && instanceName(reading, binding);
  return instance === undefined
    ? undefined
    : { kind: 'name', path: [instance], at: at(reading, node) };
}

function lowerMember(reading: Reading, node: SyntaxNode): Expression {
  const object = childOf(node, 'object');
  if (!object) return unknown(reading, node);
  const environment = environmentRead(reading, node);
  if (environment) return environment;
  const setting = settingRead(reading, node);
  if (setting) return setting;
  const property = propertyName(reading, node);
  if (property === undefined) return lowerDynamicMember(reading, node, object);
  if (property === 'length' || property === '__proto__') return unknown(reading, node);
  if (object.type === 'this') {
    const path = pathOfThis(reading, object);
    if (!path) return unknown(reading, node);
    return { kind: 'name', path: [...path, property], at: at(reading, node) };
  }
  return propertyOf(lower(reading, object), property, at(reading, node));
}

/** One step below an expression, where the expression itself tells; else a `member`. */
export function propertyOf(of: Expression, property: string, where: Expression['at']): Expression {
  switch (of.kind) {
    case 'name':
      if (property === 'exports' && of.path.length === 1 && of.path[0] === 'module') {
        return { kind: 'name', path: ['module.exports'], at: where };
      }
      return { kind: 'name', path: [...of.path, property], at: where };
    case 'parameter': {
      const { fallback, ...rest } = of;
      const part = fallback?.kind === 'object' ? fallback.properties[property] : undefined;
      return { ...rest, path: [...of.path, property], ...(part && { fallback: part }), at: where };
    }
    case 'object': {
      return ownProperty(of, property) ?? { kind: 'member', of, property, at: where };
    }
    case 'list': {
      const item = /^\d{1,3}$/.test(property) ? of.items[Number(property)] : undefined;
      return item ?? { kind: 'unknown', at: where };
    }
    case 'setting': {
      const { fallback: _, ...rest } = of;
      return { ...rest, path: `${of.path}.${property}`, at: where };
    }
    case 'choice':
      return {
        ...of,
        options: of.options.map((option) => propertyOf(option, property, where)),
        at: where,
      };
    case 'call':
    case 'member':
      return { kind: 'member', of, property, at: where };
    default:
      return { kind: 'unknown', at: where };
  }
}

function ownProperty(
  object: Extract<Expression, { kind: 'object' }>,
  property: string,
): Expression | undefined {
  if (Object.hasOwn(object.properties, property)) return object.properties[property];
  const written = object.spreads.filter((spread) => spread.kind === 'object');
  return written.map((spread) => ownProperty(spread, property)).find(Boolean);
}

/** `config[process.env.NODE_ENV]`: any property of an object that is written down in this file. */
function lowerDynamicMember(reading: Reading, node: SyntaxNode, object: SyntaxNode): Expression {
  const base = lower(reading, object);
  const binding =
    object.type === 'identifier'
      ? reading.scopes.lookup(object, textOf(reading, object))
      : undefined;
  const value = binding?.value && lower(reading, binding.value);
  if (base.kind !== 'name' || value?.kind !== 'object') return unknown(reading, node);
  const keys = Object.keys(value.properties).slice(0, 12);
  return {
    kind: 'choice',
    how: 'either',
    options: keys.map((key) => ({ ...base, path: [...base.path, key] })),
    at: at(reading, node),
  };
}

function lowerBinary(reading: Reading, node: SyntaxNode): Expression {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return unknown(reading, node);
  const operator = reading.text.slice(left.end, right.start);
  if (/^\s*(?:\|\||\?\?)/.test(operator)) {
    return withFallback(lower(reading, left), lower(reading, right), at(reading, node));
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
): Expression {
  switch (first.kind) {
    case 'text':
      return first.value === '' ? second : first;
    case 'env':
    case 'setting':
      return {
        ...first,
        fallback: first.fallback ? withFallback(first.fallback, second, where) : second,
      };
    case 'choice':
      if (first.how === 'fallback') {
        return { ...first, options: [...first.options, second], at: where };
      }
      break;
    default:
  }
  return { kind: 'choice', how: 'fallback', options: [first, second], at: where };
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
  if (only && meaningful.length === 1) return only;
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

function lowerObject(reading: Reading, node: SyntaxNode): Expression {
  // No prototype: `__proto__` is a key like any other here.
  const properties: Record<string, Expression> = Object.create(null);
  const spreads: Expression[] = [];
  for (const child of node.children.slice(0, maximumProperties)) {
    switch (child.type) {
      case 'pair': {
        const key = childOf(child, 'key');
        const value = childOf(child, 'value');
        const name = key && keyText(reading, key);
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
        const name = key && keyText(reading, key);
        if (name !== undefined) properties[name] = lowerMethod(reading, child);
        break;
      }
      default:
    }
  }
  return { kind: 'object', properties, spreads, at: at(reading, node) };
}

/** The name of a property: identifier, string, number, or `['literal']`. */
export function keyText(reading: Reading, key: SyntaxNode): string | undefined {
  if (key.type !== 'computed_property_name') {
    return literalText(key, reading.text) ?? textOf(reading, key);
  }
  const inner = key.children[0];
  return inner && literalText(inner, reading.text);
}

/** A method is a function; a getter is what it returns. */
export function lowerMethod(reading: Reading, node: SyntaxNode): Expression {
  const method = lower(reading, node);
  if (method.kind !== 'function' || !/\bget\s+$/.test(modifiersOf(reading, node))) return method;
  const [first, ...others] = method.returns;
  if (!first) return unknown(reading, node);
  return others.length === 0
    ? first
    : { kind: 'choice', how: 'either', options: method.returns, at: method.at };
}

function lowerFunction(reading: Reading, node: SyntaxNode): FunctionOf {
  const body = childOf(node, 'body');
  const returns: Expression[] = [];
  if (body && body.type !== 'statement_block') {
    returns.push(lower(reading, calledBack(reading, unwrap(body), node) ?? body));
  } else if (body) collectReturns(reading, body, node, returns);
  const known = returns.filter((value) => value.kind !== 'unknown');
  return {
    kind: 'function',
    id: functionId(reading, node),
    returns: known,
    at: headOf(reading, node),
  };
}

/** The function without its body: what a reader would point at. */
function headOf(reading: Reading, node: SyntaxNode): Expression['at'] {
  const body = childOf(node, 'body');
  const end = body && body.type === 'statement_block' ? body.start : node.end;
  return reading.rangeOf(node.start, Math.max(node.start, end));
}

function collectReturns(
  reading: Reading,
  node: SyntaxNode,
  owner: SyntaxNode,
  returns: Expression[],
): void {
  for (const child of node.children) {
    if (functionTypes.has(child.type) || isClass(child)) continue;
    if (child.type === 'return_statement') {
      const value = child.children[0];
      if (value && returns.length < 20) returns.push(lower(reading, value));
    }
    const value = calledBack(reading, child, owner);
    if (value) returns.push(lower(reading, value));
    collectReturns(reading, child, owner, returns);
  }
}

/** `done(null, secret)`, where `done` is a parameter: how providers of keys answer. */
function calledBack(reading: Reading, call: SyntaxNode, owner: SyntaxNode): SyntaxNode | undefined {
  if (call.type !== 'call_expression') return undefined;
  const callee = childOf(call, 'function');
  const [error, value] = childOf(call, 'arguments')?.children ?? [];
  if (callee?.type !== 'identifier' || !error || !value) return undefined;
  if (!/^(?:null|undefined)$/.test(textOf(reading, error))) return undefined;
  const binding = reading.scopes.lookup(callee, textOf(reading, callee));
  return binding?.parameter?.function === owner ? value : undefined;
}

/** Unique in the file: the name where a declaration gives one, `Class#.method`, else `function@offset`. */
export function functionId(reading: Reading, node: SyntaxNode): string {
  const name = childOf(node, 'name');
  const parent = node.parent;
  if (node.type === 'method_definition' && name) {
    const owner = parent?.type === 'class_body' ? parent.parent : null;
    const prefix = owner ? `${classKey(reading, owner)}#.` : '';
    return `${prefix}${textOf(reading, name)}${owner ? '' : `@${node.start}`}`;
  }
  const declared = node.type.endsWith('_declaration')
    ? name
    : parent?.type === 'variable_declarator'
      ? childOf(parent, 'name')
      : undefined;
  const binding = declared && reading.scopes.lookup(node.parent ?? node, textOf(reading, declared));
  if (binding && (binding.declaration === node || binding.declaration === parent))
    return binding.key;
  return `function@${node.start}`;
}

/** The function around a node, if any. */
export function functionAround(reading: Reading, node: SyntaxNode): string | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (functionTypes.has(current.type)) return functionId(reading, current);
  }
  return undefined;
}

/** What a name of this file stands for where that is an object, list, text or function written in it. */
export function resolveLocally(reading: Reading, expression: Expression): Expression {
  let current = expression;
  for (let steps = 0; steps < 8; steps++) {
    if (current.kind !== 'name') return current;
    const [root, ...path] = current.path;
    const binding = reading.bindingOfKey(root ?? '');
    if (!binding?.value || binding.assignments.length > 0 || binding.kind !== 'variable') {
      return binding?.kind === 'function' && path.length === 0
        ? lower(reading, binding.declaration)
        : current;
    }
    let value = lower(reading, binding.value);
    for (const property of [...binding.path, ...path]) {
      value = propertyOf(value, property, current.at);
    }
    if (value.kind === 'unknown' || value.kind === 'member') return current;
    current = value;
  }
  return current;
}

/** Whether the callee or value is `name` of `module`, or of a global where `module` is `''`. */
export function isFrom(reading: Reading, node: SyntaxNode, modules: RegExp, path: RegExp): boolean {
  const origin = originOf(reading, node);
  return origin !== undefined && modules.test(origin.module) && path.test(origin.path.join('.'));
}

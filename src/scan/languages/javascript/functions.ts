// Lowers functions to what they can return, and names them.
import type { Expression } from '../../../model/expression.ts';
import type { KnownFunction } from '../../code/reader-functions.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { classKey, isClass, isStatic, modifiersOf } from './classes.ts';
import { lower } from './lower.ts';
import { nodesOf, type Reading, textOf } from './reading.ts';
import { functionTypes } from './scope.ts';
import { unwrap } from './shapes.ts';

/** A function by what it returns; returns that say nothing are left out. A getter is what it returns. */
export function lowerFunction(reading: Reading, node: SyntaxNode): Expression {
  const body = childOf(node, 'body');
  const returns: Expression[] = [];
  if (body && body.type !== 'statement_block') {
    returns.push(lower(reading, calledBack(reading, unwrap(body), node) ?? body));
  } else if (body) collectReturns(reading, body, node, returns);
  const known = returns.filter((value) => value.kind !== 'unknown');
  const where = headOf(reading, node);
  if (node.type === 'method_definition' && /\bget\s+$/.test(modifiersOf(reading, node))) {
    return oneOf(known, where);
  }
  return { kind: 'function', id: functionId(reading, node), returns: known, at: where };
}

/** Whichever of the values that a function returns. */
export function oneOf(returns: readonly Expression[], where: Expression['at']): Expression {
  const [first, ...others] = returns;
  if (!first) return { kind: 'unknown', at: where };
  return others.length === 0
    ? first
    : { kind: 'choice', how: 'either', options: returns, at: where };
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
  const binding = reading.scopes.lookUp(callee, textOf(reading, callee));
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
  const binding = declared && reading.scopes.lookUp(node.parent ?? node, textOf(reading, declared));
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

/** Functions by their ids; methods are gathered when one is asked for. */
export function createFunctions(getReading: () => Reading) {
  let methods: Map<string, SyntaxNode> | undefined;
  return (id: string): KnownFunction | undefined => {
    const reading = getReading();
    const binding = reading.bindingOfKey(id);
    const value = binding?.kind === 'function' ? binding.declaration : binding?.value;
    let node = value && unwrap(value);
    if (!binding && id.includes('.')) {
      methods ??= new Map(
        nodesOf(reading, 'method_definition').map((one) => {
          const own = functionId(reading, one);
          // `Config.read`: what is called on the class itself.
          return [isStatic(reading, one) ? own.replace('#.', '.') : own, one];
        }),
      );
      node = methods.get(id);
    }
    const body = node && functionTypes.has(node.type) ? childOf(node, 'body') : undefined;
    if (!node || !body) return undefined;
    const list = childOf(node, 'parameters')?.children ?? [];
    return { node, body, parameters: list.map((parameter) => textOf(reading, parameter)) };
  };
}

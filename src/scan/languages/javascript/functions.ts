// Lowers functions to what they can return, and names them.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { isClass, modifiersOf } from './classes.ts';
import { functionTypes } from './declarations.ts';
import { lower } from './lower.ts';
import { type Reading, textOf } from './reading.ts';
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
  return { kind: 'function', id: reading.scopes.idOf(node), returns: known, at: where };
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

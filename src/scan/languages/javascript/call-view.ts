// Shows a JavaScript call to a library row.

import type { Expression } from '../../../model/expression.ts';
import type { Range } from '../../../model/place.ts';
import type { CallView } from '../../libraries/call-view.ts';
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import type { Changes } from './bindings.ts';
import { lower } from './lower.ts';
import { lowerArguments } from './lower-call.ts';
import { dottedName } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { resolveLocally } from './resolve-locally.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

/** An options object as if it were the only argument of a call. */
export function objectView(
  reading: Reading,
  node: SyntaxNode,
  only: Expression,
  where: Range,
): CallView {
  return { ...baseView(reading, node), at: where, arguments: [only] };
}

/** A call or constructor as rows look at it. */
export function viewOf(reading: Reading, node: SyntaxNode, callee: SyntaxNode): CallView {
  const list = argumentsOf(node);
  return {
    ...baseView(reading, node),
    at: calleeRange(reading, callee),
    arguments: lowerArguments(reading, list),
    hasSpread: list.some((argument) => argument.type === 'spread_element'),
    ...givenTo(reading, node),
    claimsLater: (method, name) => claimsLater(reading, node, method, name),
    chain: (method) => chainedArguments(reading, callee, method),
  };
}

/** The variable, property or first argument that names what the result is for. */
function givenTo(reading: Reading, call: SyntaxNode): Pick<CallView, 'givenTo'> {
  let child = call;
  for (let node = call.parent; node; child = node, node = node.parent) {
    if (unwrap(node) === unwrap(call)) continue;
    const name =
      node.type === 'variable_declarator'
        ? childOf(node, 'name')
        : node.type === 'assignment_expression'
          ? childOf(node, 'left')
          : node.type === 'pair'
            ? childOf(node, 'key')
            : node.type === 'arguments' && node.children[0] !== child
              ? node.children[0]
              : undefined;
    const text = name && textOf(reading, name);
    return text !== undefined && text.length < 80 ? { givenTo: text } : {};
  }
  return {};
}

/** What is handed to the function, or to the method of that name, that a call gives. */
function claimsLater(
  reading: Reading,
  call: SyntaxNode,
  method: string | undefined,
  name: string | undefined,
): readonly Expression[] {
  const holder = closest(call.parent, (node) => !wrappers.has(node.type));
  const held = holder?.type === 'variable_declarator' ? childOf(holder, 'name') : undefined;
  const wanted = method === undefined ? held && textOf(reading, held) : `${name}.${method}`;
  if (wanted === undefined) return [];
  return nodesOf(reading, 'call_expression').flatMap((node) => {
    const callee = childOf(node, 'function');
    const [first] = argumentsOf(node);
    const isIt =
      callee && first && dottedName(reading, callee)?.split('.').slice(-2).join('.') === wanted;
    return isIt ? [lower(reading, first)] : [];
  });
}

const wrappers: ReadonlySet<string> = new Set([
  'await_expression',
  'parenthesized_expression',
  'as_expression',
]);

function changesOf(reading: Reading, key: string | undefined): Changes | undefined {
  const binding = key === undefined ? undefined : reading.bindingOfKey(key);
  return binding && reading.scopes.changesOf(binding);
}

function baseView(
  reading: Reading,
  node: SyntaxNode,
): Pick<CallView, 'resolve' | 'hasAssigned' | 'sourceOf' | 'memory' | 'inside'> {
  const inside = reading.insideOf(node);
  return {
    resolve: (expression) => resolveLocally(reading, expression),
    hasAssigned: (expression, property) =>
      expression.kind === 'name' &&
      expression.path.length === 1 &&
      changesOf(reading, expression.path[0])?.assignedProperties.has(property) === true,
    sourceOf: (range) => reading.text.slice(range.start, range.end),
    memory: reading.memory,
    ...(inside !== undefined && { inside }),
  };
}

/** The callee where it stands on one line, else its last name. */
function calleeRange(reading: Reading, wrapped: SyntaxNode): Range {
  const callee = unwrap(wrapped);
  const whole = at(reading, callee);
  const property = childOf(callee, 'property');
  return whole.line === whole.endLine || !property ? whole : at(reading, property);
}

/** Arguments of a call made on the same object; `new` are those of its constructor. */
function chainedArguments(
  reading: Reading,
  callee: SyntaxNode,
  method: string,
): readonly Expression[] | undefined {
  let found: SyntaxNode | undefined;
  let current: SyntaxNode | undefined = childOf(callee, 'object');
  for (let steps = 0; current && !found && steps < 40; steps++) {
    const node: SyntaxNode = unwrap(current);
    current = undefined;
    if (node.type === 'new_expression') {
      if (method === 'new') found = node;
    } else if (node.type === 'call_expression') {
      const inner = childOf(node, 'function');
      if (inner && propertyName(inner, reading.text) === method) found = node;
      else current = inner && childOf(inner, 'object');
    } else if (node.type === 'identifier') {
      const binding = reading.scopes.lookUp(node, textOf(reading, node));
      found = changesOf(reading, binding?.key)?.methodCalls.find((call) => {
        const inner = childOf(call, 'function');
        return inner && propertyName(inner, reading.text) === method;
      });
      current = binding?.value;
    }
  }
  return found && argumentsOf(found).map((argument) => lower(reading, argument));
}

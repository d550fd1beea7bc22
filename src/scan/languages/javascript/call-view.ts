// Shows a JavaScript call to a library row: what the shared view says, and what the result is given to.
import type { Expression } from '../../../model/expression.ts';
import { groupsBy } from '../../../model/group-by.ts';
import { memoByObject, memoByText } from '../../../model/memo.ts';
import { closeViewOf } from '../../code/call-view.ts';
import type { CallView } from '../../libraries/call-view.ts';
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { lower } from './lower.ts';
import { dottedName } from './origin.ts';
import { nodesOf, type Reading, textOf } from './reading.ts';
import { argumentShapes, argumentsOf, unwrap } from './shapes.ts';

/** A value as if it were the only argument of what stands at `node` and is called `name`. */
export function objectView(
  reading: Reading,
  node: SyntaxNode,
  name: SyntaxNode,
  value: SyntaxNode,
): CallView {
  return closeViewOf(reading, node, { kind: 'call', callee: name, arguments: [{ value }] });
}

/** A call or constructor as rows look at it. */
export function viewOf(reading: Reading, node: SyntaxNode, callee: SyntaxNode): CallView {
  return {
    ...closeViewOf(reading, node, { kind: 'call', callee, arguments: argumentShapes(node) }),
    ...givenTo(reading, node),
    claimsLater: (method, name) => claimsLater(reading, node, method, name),
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
  return wanted === undefined ? [] : handedTo(reading)(wanted);
}

/** What functions and methods are handed, by the last two steps of their names; looked for once in a file. */
const handedTo = memoByObject((reading: Reading) => {
  const calls = groupsBy(nodesOf(reading, 'call_expression'), (node) => {
    const callee = childOf(node, 'function');
    return callee && dottedName(reading, callee)?.split('.').slice(-2).join('.');
  });
  return memoByText((name) =>
    (calls.get(name) ?? []).flatMap((node) => {
      const [first] = argumentsOf(node);
      return first ? [lower(reading, first)] : [];
    }),
  );
});

const wrappers: ReadonlySet<string> = new Set([
  'await_expression',
  'parenthesized_expression',
  'as_expression',
]);

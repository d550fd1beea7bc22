// Guards: those that all languages have, and loops over the names of required variables.
import type { Expression } from '../../../model/expression.ts';
import type { Branch } from '../../code/branches.ts';
import { collectGuards as collectBranches, isInProduction } from '../../code/guards.ts';
import { shapeAs } from '../../code/reading.ts';
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { add, type Collector } from './collector.ts';
import { functionTypes } from './declarations.ts';
import { isEnvironment } from './environment.ts';
import { lower } from './lower.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';

/** What a file with an assertion holds. */
const asserting = ['assert', 'invariant', 'ensure(', 'must(', 'ok('];

/** Guards of the file, in no particular order. */
export function collectGuards(reading: Reading, collector: Collector): void {
  const branches: Branch[] = [];
  for (const type of ['if_statement', 'binary_expression']) {
    for (const node of nodesOf(reading, type)) {
      // `secret || process.exit(1)` is a statement.
      const isStatement = node.type === 'if_statement' || isExpression(node.parent);
      const branch = isStatement ? reading.branchOf(node) : undefined;
      if (branch) branches.push(branch);
    }
  }
  const called = asserting.some((word) => reading.text.includes(word))
    ? nodesOf(reading, 'call_expression')
    : [];
  const calls = called.flatMap((node) => {
    const shape = shapeAs(reading, node, 'call');
    return shape ? [{ node, shape }] : [];
  });
  for (const guard of collectBranches(reading, { branches, calls })) add(collector.guards, guard);
  for (const node of nodesOf(reading, 'subscript_expression')) required(reading, collector, node);
}

function isExpression(node: SyntaxNode | null): boolean {
  return node?.type === 'expression_statement';
}

/** `for (const name of names) if (!process.env[name]) throw ...`, and with `filter` and a later throw. */
function required(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const object = childOf(node, 'object');
  const index = childOf(node, 'index');
  if (!object || index?.type !== 'identifier' || !isEnvironment(reading, object)) return;
  const list = listOf(reading, index);
  const around = closest(node.parent, (current) => isBody(reading, current));
  if (!list || !around || !/\bthrow\b|\bexit\(/.test(textOf(reading, around))) return;
  const names = reading.resolve(lower(reading, list));
  if (names.kind !== 'list') return;
  const inside = reading.insideOf(node);
  for (const item of names.items) {
    if (item.kind !== 'text') continue;
    const value: Expression = { kind: 'env', name: item.value, at: item.at };
    add(collector.guards, {
      value,
      inProductionOnly: isInProduction(reading, node),
      at: at(reading, node),
      ...(inside !== undefined && { inside }),
    });
  }
}

/** The function around the loop or the callback, or the module. */
function isBody(reading: Reading, node: SyntaxNode): boolean {
  if (node.type === 'program') return true;
  return (
    functionTypes.has(node.type) &&
    node.parent?.type !== 'arguments' &&
    textOf(reading, node) !== ''
  );
}

/** The list that a name goes through: of a loop, or what `filter`, `forEach` and the like are called on. */
function listOf(reading: Reading, index: SyntaxNode): SyntaxNode | undefined {
  const binding = reading.scopes.lookUp(index, textOf(reading, index));
  if (!binding) return undefined;
  if (binding.declaration.type === 'for_in_statement') return childOf(binding.declaration, 'right');
  const list = binding.parameter?.function.parent;
  if (binding.parameter?.index !== 0 || list?.type !== 'arguments') return undefined;
  const callee = childOf(list.parent ?? undefined, 'function');
  const method = childOf(callee, 'property');
  const isLoop = method && /^(?:filter|forEach|some|every|find|map)$/.test(textOf(reading, method));
  return isLoop ? childOf(callee, 'object') : undefined;
}

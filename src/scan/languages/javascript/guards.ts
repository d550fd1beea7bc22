// Places where a program stops unless a value is set, or where it is one that must not be: `if (!secret) throw ...`,
// `assert(process.env.JWT_SECRET)`, a loop over the names of required variables.
import type { Expression } from '../../../model/expression.ts';
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { argumentsOf } from './call-parts.ts';
import { add, type Collector } from './collector.ts';
import { isEnvironment } from './environment.ts';
import { functionAround } from './functions.ts';
import { lower } from './lower.ts';
import { dottedName, unwrap } from './origin.ts';
import { leaves, stageWhere } from './production.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { resolveLocally } from './resolve-locally.ts';
import { functionTypes } from './scope.ts';

/** Guards of the file, in no particular order. */
export function collectGuards(reading: Reading, collector: Collector): void {
  const guards: Guards = { reading, collector };
  for (const node of nodesOf(reading, 'if_statement')) {
    const test = childOf(node, 'condition');
    const body = childOf(node, 'consequence');
    if (test && body && leaves(reading, body, false)) guardsIn(guards, test);
  }
  for (const node of nodesOf(reading, 'call_expression')) asserted(guards, node);
  for (const node of nodesOf(reading, 'subscript_expression')) required(guards, node);
}

interface Guards {
  readonly reading: Reading;
  readonly collector: Collector;
}

/** The conditions that all have to hold, or (`||`) each by itself. */
function guardsIn(guards: Guards, test: SyntaxNode): void {
  const { reading } = guards;
  for (const either of operandsOf(reading, test, '||')) {
    const parts = operandsOf(reading, either, '&&');
    // Of what production always meets nothing more needs to be known.
    const others = parts.filter((part) => stageWhere(reading, part, false)?.where !== 'elsewhere');
    // What else has to be met may not be.
    const [only, ...more] = others;
    if (!only || more.length > 0) continue;
    const inProductionOnly = parts.length > 1 || isInProduction(reading, test);
    for (const part of operandsOf(reading, only, '||')) {
      const demand = demandOf(reading, part);
      if (demand) guard(guards, test, demand, inProductionOnly);
    }
  }
}

/** `if (isProduction) { if (!secret) throw ... }`. */
function isInProduction(reading: Reading, test: SyntaxNode): boolean {
  const outer = closest(test.parent?.parent ?? null, (node) => node.type === 'if_statement');
  const condition = childOf(outer, 'condition');
  return condition !== undefined && stageWhere(reading, condition, false)?.where === 'elsewhere';
}

function operandsOf(
  reading: Reading,
  wrapped: SyntaxNode,
  operator: string,
): readonly SyntaxNode[] {
  const node = unwrap(wrapped);
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (node.type !== 'binary_expression' || !left || !right) return [node];
  if (reading.text.slice(left.end, right.start).trim() !== operator) return [node];
  return [...operandsOf(reading, left, operator), ...operandsOf(reading, right, operator)];
}

interface Demand {
  readonly value: Expression;
  readonly refuses?: Expression;
}

/** What `!x`, `x === undefined`, `x === 'changeme'`, `weak.includes(x)` ask of which value. */
function demandOf(reading: Reading, wrapped: SyntaxNode): Demand | undefined {
  const node = unwrap(wrapped);
  if (node.type === 'unary_expression') {
    const inner = childOf(node, 'argument');
    const isNegation = reading.text[node.start] === '!';
    return inner && isNegation ? demanded(reading, withoutTrim(reading, inner)) : undefined;
  }
  if (node.type === 'call_expression') {
    const callee = childOf(node, 'function');
    const list = childOf(callee, 'object');
    const asked = argumentsOf(node)[0];
    if (!list || !asked || !/\.(?:includes|has)$/.test(textOf(reading, callee ?? node)))
      return undefined;
    return demanded(reading, asked, lower(reading, list));
  }
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (node.type !== 'binary_expression' || !left || !right) return undefined;
  const operator = reading.text.slice(left.end, right.start).trim();
  if (!/^===?$/.test(operator)) return undefined;
  const isUnset = /^(?:undefined|null|''|""|'undefined'|"undefined")$/.test(textOf(reading, right));
  if (isUnset) {
    const inner = left.type === 'unary_expression' ? childOf(left, 'argument') : left;
    return inner && demanded(reading, inner);
  }
  return demanded(reading, left, lower(reading, right));
}

function withoutTrim(reading: Reading, wrapped: SyntaxNode): SyntaxNode {
  const node = unwrap(wrapped);
  const callee = node.type === 'call_expression' ? childOf(node, 'function') : undefined;
  const object = childOf(callee, 'object');
  return object && /\.trim$/.test(textOf(reading, callee ?? node)) ? object : node;
}

function demanded(reading: Reading, node: SyntaxNode, refuses?: Expression): Demand | undefined {
  const value = lower(reading, node);
  if (!['env', 'setting', 'name', 'member', 'parameter'].includes(value.kind)) return undefined;
  return { value, ...(refuses && { refuses }) };
}

function guard(
  { reading, collector }: Guards,
  node: SyntaxNode,
  demand: Demand,
  inProductionOnly: boolean,
): void {
  const inside = functionAround(reading, node);
  add(collector.guards, {
    ...demand,
    inProductionOnly,
    at: at(reading, node),
    ...(inside !== undefined && { inside }),
  });
}

/** `assert(process.env.JWT_SECRET, '...')` and its kin. */
const assertion =
  /^(?:assert|assert\.ok|console\.assert|invariant|tiny-?invariant|ok|ensure|must)$/;

function asserted(guards: Guards, node: SyntaxNode): void {
  const { reading } = guards;
  const callee = childOf(node, 'function');
  const first = argumentsOf(node)[0];
  if (!callee || !first || !assertion.test(dottedName(reading, callee) ?? '')) return;
  const demand = demanded(reading, unwrap(first));
  if (demand) guard(guards, node, demand, isInProduction(reading, node));
}

/** `for (const name of names) if (!process.env[name]) throw ...`, and with `filter` and a later throw. */
function required(guards: Guards, node: SyntaxNode): void {
  const { reading } = guards;
  const object = childOf(node, 'object');
  const index = childOf(node, 'index');
  if (!object || index?.type !== 'identifier' || !isEnvironment(reading, object)) return;
  const list = listOf(reading, index);
  const around = closest(node.parent, (current) => isBody(reading, current));
  if (!list || !around || !/\bthrow\b|\bexit\(/.test(textOf(reading, around))) return;
  const names = resolveLocally(reading, lower(reading, list));
  if (names.kind !== 'list') return;
  for (const item of names.items) {
    if (item.kind !== 'text') continue;
    const value: Expression = { kind: 'env', name: item.value, at: item.at };
    guard(guards, node, { value }, isInProduction(reading, node));
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
  const binding = reading.scopes.lookup(index, textOf(reading, index));
  if (!binding) return undefined;
  if (binding.declaration.type === 'for_in_statement') return childOf(binding.declaration, 'right');
  const list = binding.parameter?.function.parent;
  if (binding.parameter?.index !== 0 || list?.type !== 'arguments') return undefined;
  const callee = childOf(list.parent ?? undefined, 'function');
  const method = childOf(callee, 'property');
  const isLoop = method && /^(?:filter|forEach|some|every|find|map)$/.test(textOf(reading, method));
  return isLoop ? childOf(callee, 'object') : undefined;
}

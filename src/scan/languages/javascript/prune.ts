// Keeps of a file's facts what can matter to link: everything at module level that has a value, and of nested
// bindings those that something kept refers to. Facts stay small and in source order.
import { type Expression, partsOf } from '../../../model/expression.ts';
import type { Definition } from '../../../model/facts.ts';
import type { PartialFacts } from '../../formats/format.ts';
import type { Collector } from './collector.ts';

/** Names that may hold a secret whatever refers to them. */
const telling = /secret|token|jwt|key|password|passphrase|salt|sign|hmac|cookie|session|pepper/i;

/** The facts to hand on, in source order. */
export function prune(collector: Collector): PartialFacts {
  const kept = keptDefinitions(collector);
  const byPlace = (a: { at: { start: number } }, b: { at: { start: number } }): number =>
    a.at.start - b.at.start;
  return {
    definitions: kept.sort(byPlace),
    uses: collector.uses.sort(byPlace),
    calls: collector.calls.sort(byPlace),
    imports: collector.imports,
    exports: collector.exports,
    leaks: collector.leaks.sort(byPlace),
    ...(collector.guards.length > 0 && { guards: collector.guards.sort(byPlace) }),
  };
}

function keptDefinitions(collector: Collector): Definition[] {
  const byRoot = new Map<string, Definition[]>();
  const kept = new Set<Definition>();
  const queue: Definition[] = [];
  const keep = (definition: Definition): void => {
    if (kept.has(definition)) return;
    kept.add(definition);
    queue.push(definition);
  };
  for (const definition of collector.definitions) {
    const root = rootOf(definition.name);
    const same = byRoot.get(root);
    if (same) same.push(definition);
    else byRoot.set(root, [definition]);
  }
  const seen = new Set<Expression>();
  const follow = (expression: Expression): void =>
    visitNames(expression, seen, (root) => {
      for (const definition of byRoot.get(root) ?? []) keep(definition);
      byRoot.delete(root);
    });
  for (const use of collector.uses) {
    for (const part of [use.key, use.algorithm, use.accepted, use.options, use.payload]) {
      if (part) follow(part);
    }
  }
  for (const leak of collector.leaks) follow(leak.value);
  for (const { value, refuses } of collector.guards) {
    follow(value);
    if (refuses) follow(refuses);
  }
  for (const call of collector.calls)
    for (const part of [call.callee, ...call.arguments]) follow(part);
  for (const definition of collector.definitions) {
    const isNested = definition.space === 'code' && rootOf(definition.name).includes('@');
    const isHolder = definition.value.kind !== 'function' && telling.test(definition.name);
    if (!isNested || isHolder) keep(definition);
  }
  for (let next = queue.pop(); next; next = queue.pop()) follow(next.value);
  return [...kept];
}

function rootOf(name: string): string {
  if (name.startsWith('module.exports')) return 'module.exports';
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Calls `found` with the first element of every name below `expression`; each expression is visited once. */
function visitNames(
  expression: Expression,
  seen: Set<Expression>,
  found: (root: string) => void,
): void {
  if (seen.has(expression)) return;
  seen.add(expression);
  if (expression.kind === 'name') found(expression.path[0] ?? '');
  for (const part of partsOf(expression)) visitNames(part, seen, found);
}

// Reads of variables with a fallback that stand in the middle of something else, such as the arguments of a call:
// `envify({ SECRET_KEY: process.env.SECRET_KEY || 'dev' })`. The fallback is the variable's, whoever gets to see it.
import type { SyntaxNode } from '../syntax.ts';
import { addDefinition, type Collector } from './collector.ts';
import { lower } from './lower.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';

/** Nodes between a value and what is done with it. */
const between: ReadonlySet<string> = new Set([
  'pair',
  'object',
  'array',
  'spread_element',
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
]);

/** Adds a nameless definition for each such read, named after the variable. */
export function collectFallbacks(reading: Reading, collector: Collector): void {
  for (const type of ['binary_expression', 'ternary_expression']) {
    for (const node of nodesOf(reading, type)) {
      if (!isHandedOn(node) || !mayBeRead(reading, node)) continue;
      const value = lower(reading, node);
      if (value.kind !== 'env' || value.fallback?.kind !== 'text') continue;
      const name = `${value.name}@${node.start}`;
      addDefinition(collector, {
        space: 'code',
        name,
        value,
        at: at(reading, node),
        carrier: 'code',
      });
    }
  }
}

/** A choice is no read, and nor are texts that are joined; what is joined to nothing is a variable made a text. */
function mayBeRead(reading: Reading, node: SyntaxNode): boolean {
  const shape = reading.of(node)?.kind;
  return shape === 'joined' ? /''|""|``/.test(textOf(reading, node)) : shape !== 'either';
}

/** Whether a value goes into a call, or into an object that a function returns: nothing in this file names it. */
function isHandedOn(node: SyntaxNode): boolean {
  let isInObject = false;
  let current = node.parent;
  for (; current && between.has(current.type); current = current.parent) {
    if (current.type === 'object') isInObject = true;
  }
  if (current?.type === 'arguments') return true;
  return isInObject && /^(?:arrow_function|return_statement)$/.test(current?.type ?? '');
}

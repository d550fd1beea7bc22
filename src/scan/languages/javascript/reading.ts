// What is known while one JavaScript file is read: its text, tree and bindings, and what was lowered so far.
import type { Expression, Unknown } from '../../../model/expression.ts';
import type { Range, RangeFinder } from '../../../model/place.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Binding, Scopes } from './scope.ts';

export interface Reading {
  readonly path: string;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly rangeOf: RangeFinder;
  readonly scopes: Scopes;
  /** Each node is lowered once; the shared result keeps work and memory linear. */
  readonly lowered: Map<SyntaxNode, Expression>;
  readonly bindingOfKey: (key: string) => Binding | undefined;
  /** Modules read in place: `require('./x').secret`; they become imports of the file. */
  readonly requiredModules: Set<string>;
}

/** Lowered nodes of one file; a file of 1 MB has far fewer, generated ones may have more. */
export const maximumLowered = 100_000;

/** Separates a module specifier from `require:` in the binding that stands for it. */
export function requireBinding(reading: Reading, module: string): string {
  reading.requiredModules.add(module);
  return `require:${module}`;
}

export function textOf(reading: Reading, node: SyntaxNode): string {
  return reading.text.slice(node.start, node.end);
}

export function at(reading: Reading, node: SyntaxNode): Range {
  return reading.rangeOf(node.start, node.end);
}

export function unknown(reading: Reading, node: SyntaxNode): Unknown {
  return { kind: 'unknown', at: at(reading, node) };
}

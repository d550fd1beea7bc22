// Finds nodes of syntax trees for fixes. Whoever plans fixes hands in the parser: which grammar reads a file is the
// business of the layer that knows languages.
import type { SyntaxNode } from '../model/syntax-node.ts';

/** The nearest node at or above `node` of one of these types. */
export function ancestor(
  node: SyntaxNode | null,
  types: readonly string[],
): SyntaxNode | undefined {
  for (let at = node; at; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

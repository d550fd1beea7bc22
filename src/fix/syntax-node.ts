// Finds nodes of syntax trees for fixes. Whoever plans fixes hands in the parser: which grammar reads a file is the
// business of the layer that knows languages.
import type { SyntaxNode } from '../model/syntax-node.ts';

/** The smallest node that covers [start, end). */
export function nodeAt(root: SyntaxNode, start: number, end: number): SyntaxNode {
  let node = root;
  for (;;) {
    const inner = childAt(node.children, start);
    if (!inner || end > inner.end) return node;
    node = inner;
  }
}

/** The last child that begins at or before `offset`; children stand in order. */
function childAt(children: readonly SyntaxNode[], offset: number): SyntaxNode | undefined {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return children[low - 1];
}

/** The nearest node at or above `node` of one of these types. */
export function ancestor(
  node: SyntaxNode | null,
  types: readonly string[],
): SyntaxNode | undefined {
  for (let at = node; at; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

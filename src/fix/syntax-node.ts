// What fixes need of a syntax tree. Whoever plans fixes hands in the parser: which grammar reads a file is the
// business of the layer that knows languages.

/** A named node. Offsets are UTF-16 into the text that was parsed, half open. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly field: string | null;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** True where the parser had to recover from errors. */
  readonly hasErrors: boolean;
}

/** The smallest node that covers [start, end). */
export function nodeAt(root: SyntaxNode, start: number, end: number): SyntaxNode {
  let node = root;
  for (;;) {
    const inner = node.children.find((child) => child.start <= start && end <= child.end);
    if (!inner) return node;
    node = inner;
  }
}

/** The nearest node at or above `node` of one of these types. */
export function ancestor(
  node: SyntaxNode | null,
  types: readonly string[],
): SyntaxNode | undefined {
  for (let at = node; at; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

/** The first child in `field`. */
export function fieldOf(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  return node?.children.find((child) => child.field === field);
}

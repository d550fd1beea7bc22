// A syntax tree as every layer that looks at code sees it: plain nodes, whichever parser made them.

/** A named node of a syntax tree. Offsets are UTF-16 into the text that was parsed, half open. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The field of the parent that it fills (`name`, `value`); `null` outside of fields. */
  readonly field: string | null;
  readonly parent: SyntaxNode | null;
  /** Named children in source order, comments left out. */
  readonly children: readonly SyntaxNode[];
  /**
   * What the reader of its language takes it for, once it was asked; `null` for nothing. Kept here, since looking nodes up
   * in a map takes a tenth of what a large file takes.
   */
  shape?: object | null | undefined;
  /** The names that are declared in it, where it is a scope: for the same reason. */
  names?: ReadonlyMap<string, object> | undefined;
}

/** What parsing gives: a plain tree that outlives the parser. */
export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** True where the parser had to recover from errors. */
  readonly hasErrors: boolean;
  /** True where what is nested too deep was left out. */
  readonly isCut: boolean;
  /** Half-open offsets of its comments, openers included, in order. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/** The first child in `field`. */
export function childOf(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  if (node) for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** What is written at a node of a text. */
export function sourceAt(node: SyntaxNode, text: string): string {
  return text.slice(node.start, node.end);
}

/** Calls `visit` for a node and everything below it, parents first. Depth is bounded by the tree's own. */
export function walkNodes(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node);
  for (const child of node.children) walkNodes(child, visit);
}

/** The smallest node that covers [start, end). */
export function nodeAt(root: SyntaxNode, start: number, end: number): SyntaxNode {
  let node = root;
  for (;;) {
    const inner = childAt(node.children, start);
    if (!inner || end > inner.end) return node;
    node = inner;
  }
}

/**
 * The child beside a node, `step` places further on in its parent. Files have as many children as they have statements:
 * looking through them for each would take the square of that.
 */
export function siblingOf(node: SyntaxNode, step: number): SyntaxNode | undefined {
  return node.parent?.children[indexInParent(node) + step];
}

/** Where a node stands among its parent's children; -1 for a root. */
export function indexInParent(node: SyntaxNode): number {
  const siblings = node.parent?.children ?? [];
  // The first that begins where it does: what has no length begins with its neighbour.
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((siblings[middle]?.start ?? 0) < node.start) low = middle + 1;
    else high = middle;
  }
  for (let index = low; siblings[index]?.start === node.start; index++) {
    if (siblings[index] === node) return index;
  }
  return siblings.indexOf(node);
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

// The grammar of Dart puts what goes on behind an expression beside it: `jwt`, `.sign`, `(key)` are three nodes in a row.
// Here they become one in the other, as in every other language, and a function and its body become one node.
import type { SyntaxNode } from '../../../model/syntax-node.ts';

/** A node while the tree is folded: nobody else has seen it yet. */
interface Growing extends SyntaxNode {
  children: SyntaxNode[];
  parent: SyntaxNode | null;
  field: string | null;
}

/** Links of one chain; what is longer nobody wrote, and recursion over the tree must end. */
const maximumLinks = 150;
/** How deep functions and chains may make the tree. */
const maximumDepth = 600;

/** In place. */
export function foldDart(root: SyntaxNode): void {
  const stack: { readonly node: SyntaxNode; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth } = next;
    if (depth > maximumDepth) continue;
    // What was made of two is whole.
    const isFolded = node.type.startsWith('dart_');
    if (!isFolded && node.children.some(isPart)) foldRow(node);
    for (const child of node.children) stack.push({ node: child, depth: depth + 1 });
  }
}

function isPart({ type }: SyntaxNode): boolean {
  return goesOn(type) || type === 'function_body';
}

function goesOn(type: string): boolean {
  return type === 'selector' || type.endsWith('conditional_assignable_selector');
}

function foldRow(parent: SyntaxNode): void {
  const row: SyntaxNode[] = [];
  let links = 0;
  for (const child of parent.children) {
    const last = row.at(-1);
    const isBody = child.type === 'function_body' && /signature$/.test(last?.type ?? '');
    const isLink = goesOn(child.type) && links < maximumLinks;
    links = isLink ? links + 1 : 0;
    if (last && (isBody || isLink)) {
      row.pop();
      row.push(joined(isBody ? 'dart_function' : linkType(child), [last, child]));
    } else row.push(child);
  }
  // The cast: trees are plain objects that only their reader has seen.
  const grown = parent as Growing;
  grown.children = row;
  for (const child of row) (child as Growing).parent = parent;
}

/** `(a)` is a call, `.a` and `['a']` are members, `!` changes nothing. */
function linkType(selector: SyntaxNode): string {
  const inner = selector.type === 'selector' ? selector.children[0] : selector;
  if (inner?.type === 'argument_part') return 'dart_call';
  return inner ? 'dart_member' : 'dart_same';
}

function joined(type: string, [first, second]: readonly [SyntaxNode, SyntaxNode]): SyntaxNode {
  const node: Growing = {
    type,
    start: first.start,
    end: second.end,
    field: first.field,
    parent: null,
    children: [first, second],
  };
  for (const child of node.children) (child as Growing).parent = node;
  return node;
}

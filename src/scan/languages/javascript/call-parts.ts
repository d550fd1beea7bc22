// The parts of a call that its lowering asks for.
import { childOf, type SyntaxNode } from '../syntax.ts';

/** A call with its callee taken apart. */
export interface CallParts {
  readonly node: SyntaxNode;
  readonly callee: SyntaxNode;
  readonly arguments: readonly SyntaxNode[];
  /** Last name of the callee. */
  readonly method: string;
  /** What the method is called on. */
  readonly object: SyntaxNode | undefined;
}

/** Arguments of a call or constructor; none for tagged templates. */
export function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = childOf(node, 'arguments');
  return list?.type === 'arguments' ? list.children : [];
}

// The parts of a call that its lowering asks for.
import type { SyntaxNode } from '../syntax.ts';

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

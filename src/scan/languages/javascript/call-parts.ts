// The parts of a call that its lowering asks for.
import type { ValueMeaning } from '../../libraries/value-row.ts';
import type { SyntaxNode } from '../syntax.ts';

/** A call with its callee taken apart. */
export interface CallParts {
  readonly node: SyntaxNode;
  readonly callee: SyntaxNode;
  readonly arguments: readonly SyntaxNode[];
  /** Last name of the callee. */
  readonly method: string;
  readonly meaning: ValueMeaning | undefined;
  /** What the method is called on. */
  readonly object: SyntaxNode | undefined;
}

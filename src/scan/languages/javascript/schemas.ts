// Validators of the environment and of configuration: zod, joi, envalid, t3-env, convict and their kin. What they
// return is an object whose properties are environment reads; what they declare gives defaults and least lengths.
import type { Expression } from '../../../model/expression.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Reading } from './reading.ts';

/** The object that a validating call returns, `undefined` for other calls. */
export function schemaValues(_reading: Reading, _node: SyntaxNode): Expression | undefined {
  return undefined;
}

// A call as an adapter shows it to library rows, whatever its language.
import type { Expression } from '../../model/expression.ts';
import type { Range } from '../../model/place.ts';
import type { PlaceMemory } from './place-memory.ts';

/** A call as an adapter shows it to a row. */
export interface CallView {
  /** What `Use.at` becomes: the callee, on one line. */
  readonly at: Range;
  readonly arguments: readonly Expression[];
  readonly keyword?: (name: string) => Expression | undefined;
  /** Arguments of a fluent call on the same object, whose first is like this; `undefined` where there is none. */
  readonly chain?: (method: string, first?: RegExp) => readonly Expression[] | undefined;
  /**
   * Whether the object that the call is made on comes from elsewhere, or (`orNamed`) has a name by which others may reach
   * it: what else was called on it is not known.
   */
  readonly isChainOpen?: (orNamed?: true) => boolean;
  /** Follows names inside the file to the object, list, function or text they stand for, else returns its argument. */
  readonly resolve: (expression: Expression) => Expression;
  /** Whether properties may have been added to what the expression names (`payload.exp = ...`). */
  readonly hasAssigned?: (expression: Expression, property: string) => boolean;
  readonly sourceOf: (at: Range) => string;
  /** The source of what a name of this file is given, where it is given that alone. */
  readonly writtenFor?: (path: readonly string[]) => string | undefined;
  /** What is remembered of the file the call stands in; all calls of a file share one. */
  readonly memory: PlaceMemory;
  /** The variable or property that the result is given to. */
  readonly givenTo?: string;
  /** Claims that what the call gives is called with, in this file. */
  readonly claimsLater?: (
    method: string | undefined,
    name: string | undefined,
  ) => readonly Expression[];
  /** Source of the function around the call. */
  readonly around?: () => string;
  /** `FunctionOf.id` of the function around the call. */
  readonly inside?: string;
}

// What a value's way from a use to its source looks like while it is followed, and at its end.
import type { Encoding, Expression, Generated } from '../model/expression.ts';
import type { Definition } from '../model/facts.ts';
import type { Place } from '../model/place.ts';

/** What stands at the end of a trail. */
export type OriginEnd =
  | { readonly kind: 'text'; readonly text: string; readonly at: Place }
  | { readonly kind: 'env'; readonly name: string; readonly at: Place }
  | { readonly kind: 'setting'; readonly path: string; readonly at: Place }
  | { readonly kind: 'generated'; readonly generated: Generated; readonly at: Place }
  | { readonly kind: 'unknown'; readonly at: Place };

/** One way a value can come about. */
export interface Origin {
  readonly end: OriginEnd;
  /** Name of the constant or property nearest to the end; `null` where there is none. */
  readonly name: string | null;
  /** Where that constant is defined: the entry, to identify it by. */
  readonly definition: Definition | null;
  readonly definitionPath: string | null;
  /** Decodings on the way from text to key, outermost first. */
  readonly encodings: readonly Encoding[];
  /** A digest or derivation on the way. */
  readonly hashedBy: string | null;
  /** The variable or setting that must be unset for this to be live; `undefined` when always live. */
  readonly fallbackFor: OriginEnd | undefined;
  /** Places passed through, use first, the end not included. */
  readonly via: readonly Place[];
}

/** An origin in the making: where following has got to, and what it met on the way. */
export interface Trail extends Omit<Origin, 'end'> {
  /** The file the expression stands in. */
  readonly path: string;
  readonly depth: number;
  readonly visited: ReadonlySet<string>;
  /** Calls that were stepped into, innermost last: their parameters are these calls' arguments. */
  readonly frames: readonly CallFrame[];
}

/** A call that was stepped into. */
export interface CallFrame {
  readonly path: string;
  readonly function: string;
  readonly callerPath: string;
  readonly arguments: readonly Expression[];
  readonly keywords?: Readonly<Record<string, Expression>>;
}

// One file while it is read: its tree, the shapes of its nodes, its scopes, and what has been lowered so far.
import type { Expression, OutsideProduction } from '../../model/expression.ts';
import type { Range } from '../../model/place.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { PlaceMemory } from '../libraries/place-memory.ts';
import type { Branch } from './branches.ts';
import type { Language } from './language.ts';
import type { Exit } from './outside-production.ts';
import type { KnownFunction, Reader } from './reader-functions.ts';
import type { RowIndex } from './row-index.ts';
import type { Binding, ParameterPlace, Scopes } from './scopes.ts';
import { type Argument, isPlaced, nodeOf, type Shape, type ShapeOf, type Slot } from './shape.ts';

/** Asks a language for the shape of each node once. */
export interface Shapes {
  readonly text: string;
  of(slot: Slot): Shape | undefined;
  /** A slot without what does not change its value. */
  unwrap(slot: Slot): Slot;
}

/** What is asked of a file where values and conditions are looked at, however its names are declared. */
export interface ValueReading extends Shapes {
  readonly language: Pick<Language, 'stages' | 'words'>;
  readonly scopes: {
    lookUp(
      node: SyntaxNode,
      name: string,
    ):
      | (Pick<Binding, 'value' | 'assignments'> & {
          readonly parameter?: ParameterPlace | undefined;
        })
      | undefined;
  };
  readonly lower: (slot: Slot) => Expression;
  readonly rangeOf: (start: number, end: number) => Range;
  /** Follows a name inside the file to the one value it is given, else returns its argument. */
  readonly resolve: (expression: Expression) => Expression;
  readonly branchOf: (node: SyntaxNode) => Branch | undefined;
  /** Whether the file says where it runs at all, and after what production does not go on, by block. */
  readonly stages: {
    readonly areTold: boolean;
    readonly exits: Map<SyntaxNode, readonly Exit[]>;
    /** What the nodes around each node say that was asked for; `null` where they say nothing. */
    readonly around: Map<SyntaxNode, OutsideProduction | null>;
  };
  readonly rows: RowIndex;
  readonly originOf: (slot: Slot) => string | undefined;
  /** The number that is written there, or how many bytes are there to be filled. */
  readonly countOf: (slot: Slot) => number | undefined;
  /** The function of the file with this `FunctionOf.id`. */
  readonly functionById: (id: string) => KnownFunction | undefined;
  /** Functions that read the environment by a name they are handed; `null` for those that do not. */
  readonly readers: Map<SyntaxNode, Reader | null>;
  /** `FunctionOf.id` of the function around a node. */
  readonly insideOf: (node: SyntaxNode) => string | undefined;
  /** An instance of a class of the project, where a name is declared to be one. */
  readonly typeOfName?: (path: readonly string[]) => readonly string[] | undefined;
  /** What calls share of places that were looked into, and the budget of the file. */
  readonly memory: PlaceMemory;
}

export interface Reading extends ValueReading {
  readonly path: string;
  readonly root: SyntaxNode;
  readonly language: Language;
  readonly scopes: Scopes;
  /** The declared type of a binding. */
  readonly typeOfKey: (key: string) => string | undefined;
  /** Whether a dotted name is given a value as a member. */
  readonly isAssigned: (path: string) => boolean;
  /** What a name is given, where it is given that alone. */
  readonly givenOnce?: (path: readonly string[]) => Slot | undefined;
  /** Arguments of each call of a method on a binding. */
  readonly callsOn: (key: string, method: string) => readonly (readonly Argument[])[] | undefined;
}

/** Shapes of a file; `same` in a circle (a language's own fault) ends after some steps. */
export function createShapes({ shapeOf }: Pick<Language, 'shapeOf'>, text: string): Shapes {
  const of = (slot: Slot): Shape | undefined => {
    if (isPlaced(slot)) return slot;
    // Nobody else sets it.
    if (slot.shape === undefined) slot.shape = shapeOf(slot, text) ?? null;
    return (slot.shape ?? undefined) as Shape | undefined;
  };
  const unwrap = (slot: Slot): Slot => {
    let current = slot;
    for (let steps = 0; steps < 50; steps++) {
      const shape = of(current);
      if (shape?.kind !== 'same') return current;
      current = shape.of;
    }
    return current;
  };
  return { text, of, unwrap };
}

/** Where a slot stands. */
export function at(reading: Pick<Reading, 'rangeOf'>, slot: Slot): Range {
  const { start, end } = nodeOf(slot);
  return reading.rangeOf(start, end);
}

/** The source of a node. */
export function sourceOf(reading: Pick<Shapes, 'text'>, node: SyntaxNode): string {
  return reading.text.slice(node.start, node.end);
}

/** The shape of a slot, where it is of this kind. */
export function shapeAs<K extends Shape['kind']>(
  reading: Shapes,
  slot: Slot | undefined,
  kind: K,
): ShapeOf<K> | undefined {
  const shape = slot && reading.of(slot);
  return shape?.kind === kind ? (shape as ShapeOf<K>) : undefined;
}

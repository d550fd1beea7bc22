// What a value's way from a use to its source looks like while it is followed, and at its end.
import type {
  Encoding,
  Expression,
  Generated,
  OutsideProduction,
  WrittenNumber,
} from '../model/expression.ts';
import type { Definition } from '../model/facts.ts';
import type { Place } from '../model/place.ts';
import { joinVia, noVia, type Via } from './via.ts';

/** What stands at the end of a trail. */
export type OriginEnd =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly at: Place;
      readonly isCoerced?: true;
      readonly isNumber?: true;
      /** Put together of constants that stand elsewhere. */
      readonly isComposed?: true;
      readonly outsideProduction?: OutsideProduction;
      readonly environment?: string;
    }
  | {
      readonly kind: 'env';
      readonly name: string;
      readonly keepsEmpty?: true;
      readonly at: Place;
    }
  | { readonly kind: 'setting'; readonly path: string; readonly at: Place }
  | { readonly kind: 'generated'; readonly generated: Generated; readonly at: Place }
  | { readonly kind: 'unknown'; readonly at: Place; readonly number?: WrittenNumber };

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
  readonly via: Via;
}

/** How much of it holds whatever was said before, on the way to where it was found from. */
interface Overrides {
  /** `hashedBy` is that of a digest, which hides what was made of its result. */
  readonly isHashed: boolean;
  /** `fallbackFor` is the variable that the fallback itself belongs to. */
  readonly isGuarded: boolean;
}

/** An origin as it is seen from somewhere on the way. */
export interface Part extends Origin, Overrides {}

/** An origin in the making: where following has got to, and what it met on the way. */
export interface Trail extends Omit<Origin, 'end'>, Overrides {
  /** The file the expression stands in. */
  readonly path: string;
  readonly depth: number;
  /** An import led here just now. */
  readonly isArriving: boolean;
  /** The call that was stepped into last: parameters of its function are its arguments. */
  readonly frame: CallFrame | null;
}

/** A call that was stepped into. */
export interface CallFrame {
  readonly id: number;
  /** How many calls were stepped into, this one included. */
  readonly depth: number;
  readonly path: string;
  readonly function: string;
  readonly callerPath: string;
  readonly arguments: readonly Expression[];
  readonly keywords?: Readonly<Record<string, Expression>>;
  /** The call that was stepped into before. */
  readonly outer: CallFrame | null;
}

/** Nothing met yet. */
export function startOfTrail(path: string): Trail {
  return {
    path,
    depth: 0,
    isArriving: false,
    name: null,
    definition: null,
    definitionPath: null,
    encodings: [],
    hashedBy: null,
    isHashed: false,
    fallbackFor: undefined,
    isGuarded: false,
    via: noVia,
    frame: null,
  };
}

/** What is at the end of a trail whose last parts were followed as if they began there. */
export function append(trail: Trail, parts: readonly Part[]): readonly Part[] {
  // Most ways begin where they are remembered from: of a thousand lines, each with sixty ways, no part is made anew.
  return parts.length === 0 || hasMetNothing(trail)
    ? parts
    : parts.map((part) => appendOne(trail, part));
}

function hasMetNothing(trail: Trail): boolean {
  return (
    trail.via.length === 0 &&
    trail.name === null &&
    trail.definition === null &&
    trail.definitionPath === null &&
    trail.encodings.length === 0 &&
    trail.hashedBy === null &&
    !trail.isHashed &&
    trail.fallbackFor === undefined &&
    !trail.isGuarded
  );
}

function appendOne(trail: Trail, part: Part): Part {
  return {
    end: part.end,
    name: part.name ?? trail.name,
    definition: part.definition ?? trail.definition,
    definitionPath: part.definitionPath ?? trail.definitionPath,
    encodings:
      trail.encodings.length === 0 ? part.encodings : [...trail.encodings, ...part.encodings],
    hashedBy: part.isHashed ? part.hashedBy : (trail.hashedBy ?? part.hashedBy),
    isHashed: part.isHashed || trail.isHashed,
    fallbackFor: part.isGuarded ? part.fallbackFor : (trail.fallbackFor ?? part.fallbackFor),
    isGuarded: part.isGuarded || trail.isGuarded,
    via: joinVia(trail.via, part.via),
  };
}

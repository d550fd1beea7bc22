// The table of the dynamic programme: for each beginning of a text its cheapest description, and how it is traced back
// to pieces.
import { type SegmentKind, segmentKinds } from './kinds.ts';

/** One piece of the cheapest description; offsets into the text that was read. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly what: SegmentKind;
  readonly bits: number;
}

/** The cheapest description of each beginning of the text: its cost, and where and what its last piece is. */
export interface Lattice {
  readonly cost: Float64Array;
  readonly from: Int32Array;
  readonly kind: Uint8Array;
}

/** Takes a description of the text up to `end` where it is cheaper than the one so far. */
export function relax(
  lattice: Lattice,
  start: number,
  end: number,
  total: number,
  kind: number,
): void {
  if (total >= (lattice.cost[end] as number)) return;
  lattice.cost[end] = total;
  lattice.from[end] = start;
  lattice.kind[end] = kind;
}

/** Texts up to this length share one set of arrays: nearly all secrets, and no garbage for them. */
const sharedLength = 1024;
const sharedLattice = makeLattice(sharedLength);

function makeLattice(length: number): Lattice {
  return {
    cost: new Float64Array(length + 1),
    from: new Int32Array(length + 1),
    kind: new Uint8Array(length + 1),
  };
}

/** A table for a text; for short texts the last one is overwritten. */
export function newLattice(length: number): Lattice {
  const lattice = length <= sharedLength ? sharedLattice : makeLattice(length);
  lattice.cost.fill(Number.POSITIVE_INFINITY, 0, length + 1);
  lattice.cost[0] = 0;
  return lattice;
}

/** The pieces of the cheapest path, in order; neighbouring random stretches and separators are joined. */
export function tracePieces({ cost, from, kind }: Lattice, length: number): Piece[] {
  const pieces: Piece[] = [];
  for (let end = length; end > 0; ) {
    const start = from[end] as number;
    const what = segmentKinds[kind[end] as number] ?? 'random';
    const bits = (cost[end] as number) - (cost[start] as number);
    const next = pieces[pieces.length - 1];
    if (next?.what === what && (what === 'random' || what === 'separator')) {
      pieces[pieces.length - 1] = { ...next, start, bits: next.bits + bits };
    } else {
      pieces.push({ start, end, what, bits });
    }
    end = start;
  }
  return pieces.reverse();
}

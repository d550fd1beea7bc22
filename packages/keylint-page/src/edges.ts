// How the word automaton keeps an edge: `packEdge` of build-automaton.ts, in the first of the two words of a slot.

export const targetMask = 0x3fffff;
export const labelShift = 22;
export const symbolMask = 0x3f;
export const finalBit = 1 << 28;
/** The state that words begin in. */
export const root = 1;

/** The symbol of an edge. */
export function symbolIn(edge: number): number {
  return (edge >>> labelShift) & symbolMask;
}

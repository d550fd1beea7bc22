// The parts of a call that a row names.
import type { CallPart, ValueMeaning } from '../libraries/value-row.ts';
import { type Shapes, shapeAs } from './reading.ts';
import type { Argument, Slot } from './shape.ts';

/** A call whose row is known. */
export interface ValueCall {
  readonly meaning: ValueMeaning;
  readonly receiver: Slot | undefined;
  readonly arguments: readonly Argument[];
}

/** What a part of a call is. */
export function slotOf(shapes: Shapes, call: ValueCall, which: CallPart | 'all'): Slot | undefined {
  if (which === 'all') return undefined;
  if (which === 'receiver') return call.receiver;
  const positional = (index: number): Slot | undefined =>
    call.arguments.filter(({ keyword }) => keyword === undefined)[index]?.value;
  if (typeof which === 'number') return positional(which);
  const named = call.arguments.find(({ keyword }) => keyword === which.keyword)?.value;
  const given = which.argument === undefined ? undefined : positional(which.argument);
  for (const { value } of named ? [] : call.arguments) {
    const options = shapeAs(shapes, value, 'object');
    const entry = options?.entries.find(({ key }) => key === which.keyword);
    if (entry) return entry.value;
  }
  return named ?? given;
}

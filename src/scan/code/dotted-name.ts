// Chains of names as they are written.
import type { Shapes } from './reading.ts';
import type { Slot } from './shape.ts';

/** The callee as it is written, dotted, where it is a plain chain of names: `self.jwt.encode`. */
export function dottedName(reading: Shapes, slot: Slot): string | undefined {
  const names: string[] = [];
  let current = reading.unwrap(slot);
  for (let steps = 0; steps < 20; steps++) {
    const shape = reading.of(current);
    if (shape?.kind === 'name') return [...names, shape.name].reverse().join('.');
    if (shape?.kind === 'self') return [...names, 'this'].reverse().join('.');
    if (shape?.kind !== 'member') return undefined;
    names.push(shape.property);
    current = reading.unwrap(shape.of);
  }
  return undefined;
}

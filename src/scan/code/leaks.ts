// Values that are written to logs, by the language's rows of loggers.
import type { Leak } from '../../model/facts.ts';
import { dottedName } from './dotted-name.ts';
import type { Entries } from './entries.ts';
import type { LogRow } from './language.ts';
import { at, type Reading, shapeAs } from './reading.ts';
import type { ShapeOf } from './shape.ts';

/** Every argument of a logging call. */
export function collectLeaks(reading: Reading, entries: Entries): Leak[] {
  const leaks: Leak[] = [];
  for (const { shape } of entries.calls) {
    if (shape.arguments.length === 0) continue;
    const row = rowOf(reading, shape);
    if (!row) continue;
    for (const { value } of shape.arguments.slice(0, 12)) {
      if (reading.of(value)?.kind === 'text') continue;
      const lowered = reading.lower(value);
      // A generator of keys writes them out for somebody to keep.
      const resolved = reading.resolve(lowered);
      if (lowered.kind === 'unknown' || resolved.kind === 'generated') continue;
      leaks.push({ by: row.by, value: lowered, at: at(reading, value) });
    }
  }
  return leaks;
}

function rowOf(reading: Reading, shape: ShapeOf<'call'>): LogRow | undefined {
  const origin = reading.originOf(shape.callee);
  const exact = origin === undefined ? undefined : reading.rows.logs.get(origin);
  if (exact) return exact;
  const method = shapeAs(reading, reading.unwrap(shape.callee), 'member')?.property;
  if (method === undefined || reading.rows.openLogs.length === 0) return undefined;
  const dotted = dottedName(reading, shape.callee) ?? '';
  const receiver = dotted.slice(0, Math.max(0, dotted.lastIndexOf('.')));
  return reading.rows.openLogs.find(
    (row) =>
      row.receiver?.test(receiver) &&
      (row.path === method || (typeof row.path !== 'string' && row.path.includes(method))),
  );
}
